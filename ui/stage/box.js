// The box round the relief: its floor, the two walls behind, and what their lines stand for. Drawn under the ground.

import { spell } from "./dom.js";

/** Pixels of the numbers and of the names of the sides; these and the following for letters of the usual size. */
const NUMBERS = 11;
const NAMES = 12;
/** Pixels from the box to its numbers, and to the names of its sides. */
const NUMBERS_OFF = 15;
const NAMES_OFF = 36;
/** Losses nearer to each other than this, in pixels, are left out. */
const CLOSE = 17;

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {import("./camera.js").Camera} camera
 * @param {import("./terrain.js").Terrain} terrain
 * @param {import("./blob.js").Levels} levels
 * @param {import("./theme.js").Theme} theme
 */
export function drawBox(pen, camera, terrain, levels, theme) {
  const [ax, ay, az] = terrain.half;
  // The far sides: the eye looks at the walls from within.
  const [farX, farY] = [camera.eye[0] > 0 ? -ax : ax, camera.eye[1] > 0 ? -ay : ay];
  const [x, y, z] = ticksOf(terrain, levels);
  const line = strokes(pen, camera);
  pen.lineWidth = theme.scale;
  pen.strokeStyle = theme.line;
  for (const { at } of x) line([at, -ay, -az], [at, ay, -az]), line([at, farY, -az], [at, farY, az]);
  for (const { at } of y) line([-ax, at, -az], [ax, at, -az]), line([farX, at, -az], [farX, at, az]);
  for (const { at } of z) line([-ax, farY, at], [ax, farY, at]), line([farX, -ay, at], [farX, ay, at]);
  pen.strokeStyle = theme.dark ? "#4a5678" : "#b8c0d0";
  edges(farX, farY, terrain.half).forEach(([from, to]) => line(from, to));
  labelSide(pen, camera, theme, "x", x.map(({ at, text }) => [[at, -farY, -az], text]), [0, -Math.sign(farY), 0]);
  labelSide(pen, camera, theme, "y", y.map(({ at, text }) => [[-farX, at, -az], text]), [-Math.sign(farX), 0, 0]);
  labelLosses(pen, camera, theme, z, terrain.half);
}

/** The edges of floor and walls. */
function edges(farX, farY, [ax, ay, az]) {
  const [nearX, nearY] = [-farX, -farY];
  return [
    [[nearX, nearY, -az], [farX, nearY, -az]],
    [[nearX, nearY, -az], [nearX, farY, -az]],
    [[farX, farY, -az], [nearX, farY, -az]],
    [[farX, farY, -az], [farX, nearY, -az]],
    [[farX, farY, -az], [farX, farY, az]],
    [[nearX, farY, -az], [nearX, farY, az]],
    [[farX, nearY, -az], [farX, nearY, az]],
    [[farX, farY, az], [nearX, farY, az]],
    [[farX, farY, az], [farX, nearY, az]],
  ];
}

const strokes = (pen, camera) => (from, to) => {
  const ends = camera.projectLine(from, to);
  if (!ends) return;
  pen.beginPath();
  pen.moveTo(...ends[0]);
  pen.lineTo(...ends[1]);
  pen.stroke();
};

/** Lines of the box along each axis: where they are and what they stand for. */
function ticksOf(terrain, levels) {
  const along = (domain, half) =>
    roundNumbers(domain).map(({ value, text }) => ({ at: half * ((2 * (value - domain[0])) / (domain[1] - domain[0]) - 1), text }));
  const heights = levels.ticks.filter(([height]) => height >= terrain.low && height <= terrain.high);
  return [
    along(terrain.domain[0], terrain.half[0]),
    along(terrain.domain[1], terrain.half[1]),
    heights.map(([height, text]) => ({ at: terrain.toZ(height), text: text.replace(/^-/, "\u2212") })),
  ];
}

/** Some four round numbers well within a range. */
function roundNumbers([low, high]) {
  const rough = (high - low) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * [1, 2, 5, 10].reduce((best, by) => (Math.abs(by * power - rough) < Math.abs(best * power - rough) ? by : best));
  const places = Math.max(-Math.floor(Math.log10(step) + 1e-9), 0);
  const numbers = [];
  for (let i = Math.ceil((low + 0.03 * (high - low)) / step); i * step < high - 0.03 * (high - low); i++) {
    const value = i * step;
    const plain = places < 4 && Math.abs(value) < 1e5;
    numbers.push({ value, text: plain ? value.toFixed(places).replace("-", "\u2212") : spell(value, 2) });
  }
  return numbers;
}

/** Numbers along an edge of the floor and its name, set off outwards. */
function labelSide(pen, camera, theme, name, marks, outward) {
  const off = (point, pixels) => {
    const [x, y] = camera.project(...point);
    const [tipX, tipY] = camera.project(...point.map((part, i) => part + 0.1 * outward[i]));
    const far = Math.hypot(tipX - x, tipY - y) || 1;
    return [x + (pixels * theme.type * (tipX - x)) / far, y + (pixels * theme.type * (tipY - y)) / far];
  };
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.font = numbers(theme);
  pen.fillStyle = theme.faint;
  for (const [point, text] of marks) pen.fillText(text, ...off(point, NUMBERS_OFF));
  if (!marks.length) return;
  const middle = marks[0][0].map((part, i) => (outward[i] === 0 && i < 2 ? 0 : part));
  pen.font = names(theme);
  pen.fillStyle = theme.text;
  pen.fillText(name, ...off(middle, NAMES_OFF));
}

/** Losses at the upright edge that is farthest to the left, unless one looks from so high that they would lie on each other. */
function labelLosses(pen, camera, theme, marks, [ax, ay, az]) {
  const columns = [[-ax, -ay], [-ax, ay], [ax, -ay], [ax, ay]];
  const close = CLOSE * theme.type;
  const [x, y] = columns.reduce((best, next) => (camera.project(...next, 0)[0] < camera.project(...best, 0)[0] ? next : best));
  const top = camera.project(x, y, az);
  if (!(camera.project(x, y, -az)[1] - top[1] >= 3 * close)) return;
  pen.textAlign = "right";
  pen.textBaseline = "middle";
  pen.font = numbers(theme);
  pen.fillStyle = theme.faint;
  let last = Infinity;
  for (const { at, text } of marks) {
    const [left, up] = camera.project(x, y, at);
    if (last - up < close) continue;
    pen.fillText(text, left - 7 * theme.type, up);
    last = up;
  }
  pen.font = names(theme);
  pen.fillStyle = theme.text;
  pen.textAlign = "center";
  pen.fillText("loss", top[0], Math.min(top[1], last) - 15 * theme.type);
}

const numbers = ({ type, font }) => `${NUMBERS * type}px ${font}`;
const names = ({ type, font }) => `600 ${NAMES * type}px ${font}`;
