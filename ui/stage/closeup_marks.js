// What the optimizer met, remembered and did, drawn on the map at the point of one move.

import { arrow, outlined } from "./arrows.js";
import { numbersAt, withRole } from "./closeup.js";
import { drawQuadratic } from "./curvature.js";

/** Pixels of the run's longest gradient and memory, and of its widest box of squares (half a side). */
const LONGEST = 90;
/** Memory is drawn to the gradient's scale unless their greatest lengths are further apart than this. */
const ALIKE = 30;
const WIDEST = 46;
/** Pixels that the longest part of a step shall have at least; one of these factors and powers of ten make it so. */
const SEEN = 40;
const FACTORS = [1, 2, 5, 10];
/** Widths of the arrows: the gradient's is seen below another that points the same way. */
const [BROAD, NARROW] = [5.2, 2.6];

/**
 * A thing that can be drawn on request. `roles` are those of the numbers that it needs.
 * @typedef {object} Mark
 * @property {string} label
 * @property {string} says    its tip
 * @property {string[]} roles
 * @property {boolean} shown  at first
 */

/** @type {Record<string, Mark>} */
export const MARKS = {
  gradient: { label: "\u2212 Gradient", says: "Downhill, as the optimizer met it, with noise or mini-batch. The length goes with the root of the slope", roles: ["gradient"], shown: true },
  asked: { label: "Look-ahead", says: "Where the optimizer asked for a gradient, if not where it stands", roles: ["asked"], shown: true },
  momentum: { label: "\u2212 Momentum", says: "What it remembers of past gradients, pointing where it pushes; to the gradient's scale where they are of one kind", roles: ["momentum"], shown: true },
  square: { label: "Squares", says: "The root of the accumulated squares along each axis: the wider the box, the shorter the steps that way", roles: ["square"], shown: false },
  parts: { label: "Parts", says: "The step split: what memory alone would have done, and what this gradient and weight decay add", roles: ["part"], shown: false },
  step: { label: "Step", says: "The step taken", roles: ["step"], shown: true },
  curvature: { label: "Local quadratic", says: "The quadratic that fits the loss here: its level line through the point, its minimum and its axes, dotted where the ground curves down", roles: ["hessian"], shown: false },
};

/**
 * What a mark is called for this run.
 * @param {string} name
 * @param {import("./closeup.js").Closeup} closeup
 */
export function labelOf(name, closeup) {
  const { title } = (name === "asked" && withRole(closeup, "asked")) || {};
  return title ? title[0].toUpperCase() + title.slice(1) : MARKS[name].label;
}

/** Colours of a step's parts by their names. */
const PARTS = { memory: "memory", gradient: "text", decay: "decay" };

/**
 * The names of the marks that this run has.
 * @param {import("./closeup.js").Closeup} closeup
 */
export const marksOf = (closeup) => Object.keys(MARKS).filter((name) => MARKS[name].roles.every((role) => withRole(closeup, role)));

/**
 * @typedef {object} Scenery
 * @property {import("./closeup.js").Closeup} closeup
 * @property {number} move
 * @property {string} colour  the racer's
 * @property {string} met     of the gradient that the optimizer met
 * @property {import("./chart.js").View} view
 * @property {import("./theme.js").Theme} theme
 */

/**
 * Draw the chosen marks; returns how many times larger than life the step is drawn.
 * @param {CanvasRenderingContext2D} pen
 * @param {Scenery} scenery
 * @param {Set<string>} chosen
 */
export function drawMarks(pen, scenery, chosen) {
  const { closeup, move } = scenery;
  const there = new Set(marksOf(closeup).filter((name) => chosen.has(name)));
  const point = numbersAt(/** @type {any} */ (withRole(closeup, "point")), move);
  const scale = magnification(scenery, there);
  if (there.has("curvature")) drawCurvature(pen, scenery, point);
  if (there.has("square")) drawSquares(pen, scenery, point);
  if (there.has("asked")) drawAsked(pen, scenery, point);
  if (there.has("gradient")) drawDirections(pen, scenery, point, "gradient", scenery.met, BROAD);
  if (there.has("momentum")) drawDirections(pen, scenery, point, "momentum", scenery.theme.memory, NARROW);
  if (there.has("parts")) drawParts(pen, scenery, point, scale);
  if (there.has("step")) drawStep(pen, scenery, point, scale);
  return scale;
}

function drawCurvature(pen, { closeup, move, view, theme }, point) {
  const [gradient, hessian] = ["slope", "hessian"].map((role) => numbersAt(/** @type {any} */ (withRole(closeup, role)), move));
  drawQuadratic(pen, { point, gradient, hessian }, view, theme);
}

/** Pixels that a vector of the map's units goes across and down. */
const inPixels = (vector, view) => [view.toX(vector[0]) - view.toX(0), view.toY(vector[1]) - view.toY(0)];

/** All of this role, against the way they point: the first whole, further ones fainter. */
function drawDirections(pen, { closeup, move, view, theme }, point, role, colour, width) {
  const numbers = closeup.numbers.filter((number) => number.role === role && number.width === 2);
  pen.save();
  for (const number of numbers) {
    const [x, y] = numbersAt(number, move);
    const [across, down] = inPixels([-x, -y], view);
    // The direction is the map's; the length tells it from the run's other steps.
    const length = Math.hypot(across, down);
    const longest = unitOf(number, closeup);
    const long = longest > 0 ? Math.min(LONGEST * Math.sqrt(Math.hypot(x, y) / longest), 2 * LONGEST) : 0;
    if (!(length > 0) || !(long >= 1)) continue;
    const from = [view.toX(point[0]), view.toY(point[1])];
    arrow(pen, from[0], from[1], [from[0] + (across * long) / length, from[1] + (down * long) / length], colour, theme, width);
    pen.globalAlpha = 0.5;
  }
  pen.restore();
}

/** What the longest arrow stands for: the gradient's greatest length, or for what is of another kind its own. */
function unitOf(number, closeup) {
  const { longest } = /** @type {any} */ (withRole(closeup, "gradient"));
  const ratio = number.longest / longest;
  return ratio > 1 / ALIKE && ratio < ALIKE ? longest : number.longest;
}

/** Where it asked for gradients: a ring, at the end of a dotted line. */
function drawAsked(pen, { closeup, move, view, theme }, point) {
  const from = [view.toX(point[0]), view.toY(point[1])];
  for (const number of closeup.numbers.filter(({ role }) => role === "asked")) {
    const [x, y] = numbersAt(number, move);
    const at = [view.toX(x), view.toY(y)];
    if (!at.every(Number.isFinite)) continue;
    pen.save();
    pen.setLineDash([2, 4]);
    pen.beginPath();
    pen.moveTo(from[0], from[1]);
    pen.lineTo(at[0], at[1]);
    outlined(pen, 1.6, theme.text, theme);
    pen.setLineDash([]);
    pen.beginPath();
    pen.arc(at[0], at[1], 5, 0, 2 * Math.PI);
    outlined(pen, 2, theme.text, theme);
    pen.restore();
  }
}

/** A box whose half sides are the roots of the squares. */
function drawSquares(pen, { closeup, move, view, theme }, point) {
  const number = closeup.numbers.find(({ role, width }) => role === "square" && width === 2);
  if (!number || !(number.longest > 0)) return;
  const most = Math.sqrt(number.longest);
  const [wide, high] = Array.from(numbersAt(number, move), (square) => Math.min((WIDEST * Math.sqrt(Math.max(square, 0))) / most, 2 * WIDEST));
  const [x, y] = [view.toX(point[0]), view.toY(point[1])];
  pen.save();
  pen.beginPath();
  pen.rect(x - wide, y - high, 2 * wide, 2 * high);
  pen.globalAlpha = 0.16;
  pen.fillStyle = theme.memory;
  pen.fill();
  pen.globalAlpha = 1;
  outlined(pen, 1.3, theme.memory, theme);
  pen.restore();
}

/** How many times larger than life, a round number, so that the step and its parts are seen. */
function magnification({ closeup, move, view }, there) {
  const roles = ["step", "part"].filter((role) => there.has(role === "part" ? "parts" : role));
  const drawn = closeup.numbers.filter(({ role }) => roles.includes(role));
  const longest = Math.max(0, ...drawn.map((number) => Math.hypot(...inPixels(numbersAt(number, move), view))).filter(Number.isFinite));
  if (!(longest > 0) || longest >= SEEN) return 1;
  const power = 10 ** Math.min(Math.floor(Math.log10(SEEN / longest)), 12);
  return power * /** @type {number} */ (FACTORS.find((factor) => factor * power >= SEEN / longest) ?? 10);
}

/** The parts end to end, as they add up to the step. */
function drawParts(pen, { closeup, move, view, theme }, point, scale) {
  let [x, y] = [view.toX(point[0]), view.toY(point[1])];
  for (const number of closeup.numbers.filter(({ role }) => role === "part")) {
    const [across, down] = inPixels(numbersAt(number, move), view).map((pixels) => scale * pixels);
    if (!Number.isFinite(across + down)) return;
    arrow(pen, x, y, [x + across, y + down], theme[PARTS[number.name]], theme);
    [x, y] = [x + across, y + down];
  }
}

function drawStep(pen, { closeup, move, colour, view, theme }, point, scale) {
  const [across, down] = inPixels(numbersAt(/** @type {any} */ (withRole(closeup, "step")), move), view).map((pixels) => scale * pixels);
  const [x, y] = [view.toX(point[0]), view.toY(point[1])];
  if (Number.isFinite(across + down) && Math.hypot(across, down) >= 1) arrow(pen, x, y, [x + across, y + down], colour, theme);
}
