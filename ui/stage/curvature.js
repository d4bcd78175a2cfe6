// The curvature of the ground: eigenvalues of the Hessian, the rate they allow, and the local quadratic on the map.

import { outlined } from "./arrows.js";
import { numbersAt, withRole } from "./closeup.js";
import { isolines } from "./isolines.js";

/** Cells along each side of the grid on which a quadratic that is no ellipse is drawn. */
const CELLS = 120;
/** Pixels of the long half axis below which an ellipse is drawn for a higher level, so that it is seen at a minimum too. */
const LEAST = 26;
const ROUND = 96;
/** Half the length, in pixels, of the cross of the principal axes. */
const ARM = 34;

/**
 * Eigenvalues, the greater first, and unit eigenvectors of a symmetric matrix (a, b; b, c).
 * @param {ArrayLike<number>} hessian  (4,)
 */
export function eigen(hessian) {
  const [a, b, c] = [hessian[0], (hessian[1] + hessian[2]) / 2, hessian[3]];
  const [mean, radius] = [(a + c) / 2, Math.hypot((a - c) / 2, b)];
  const angle = Math.atan2(2 * b, a - c) / 2;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return { values: [mean + radius, mean - radius], vectors: [[cos, sin], [-sin, cos]] };
}

/**
 * What the greatest curvature says of the rate.
 * @param {number} steepest  the greater eigenvalue
 * @param {number} rate
 * @param {import("./closeup.js").Closeup} closeup
 * @returns {{limit: number, own: boolean, share: number}}  the limit is the method's own, or else gradient descent's
 */
export function rateLimit(steepest, rate, { stable, rateUnit }) {
  const own = stable !== null && rateUnit === "gradient";
  const limit = steepest > 0 ? (own ? stable : 2) / steepest : Infinity;
  return { limit, own, share: rate / limit };
}

/**
 * The first move of a run whose rate is beyond the method's own limit, -1 if there is none or no limit is known.
 * @param {import("./closeup.js").Closeup} closeup
 */
export function firstBeyond(closeup) {
  const [rate, hessian] = ["rate", "hessian"].map((role) => /** @type {any} */ (withRole(closeup, role)));
  if (closeup.stable === null || closeup.rateUnit !== "gradient") return -1;
  return Array.from({ length: closeup.moves }, (_, move) => move).findIndex((move) => {
    const { values } = eigen(numbersAt(hessian, move));
    return rateLimit(values[0], numbersAt(rate, move)[0], closeup).share > 1;
  });
}

/**
 * Draw the level line, through the point, of the quadratic that fits the loss there, and its principal axes.
 * @param {CanvasRenderingContext2D} pen
 * @param {{point: ArrayLike<number>, gradient: ArrayLike<number>, hessian: ArrayLike<number>}} ground
 * @param {import("./chart.js").View} view
 * @param {import("./theme.js").Theme} theme
 */
export function drawQuadratic(pen, ground, view, theme) {
  const { values, vectors } = eigen(ground.hessian);
  if (!values.every(Number.isFinite)) return;
  const model = toPixels(ground, view);
  pen.save();
  pen.setLineDash([]);
  if (!drawEllipse(pen, ground, values, vectors, view)) drawLevel(pen, model, view);
  outlined(pen, 1.6, theme.curvature, theme);
  pen.restore();
  drawAxes(pen, ground.point, values, vectors, view, theme);
}

/** The quadratic in pixels: its value less the loss at the point, as a function of the pixel. */
function toPixels({ point, gradient, hessian }, view) {
  const [a, b, c] = [hessian[0], (hessian[1] + hessian[2]) / 2, hessian[3]];
  return (px, py) => {
    const [dx, dy] = [view.fromX(px) - point[0], view.fromY(py) - point[1]];
    return gradient[0] * dx + gradient[1] * dy + (a * dx * dx + 2 * b * dx * dy + c * dy * dy) / 2;
  };
}

/** The path of the ellipse through the point; false where the level line is none, or one that no screen holds. */
function drawEllipse(pen, { point, gradient }, values, vectors, view) {
  if (!(values[1] > 1e-6 * values[0])) return false;
  // Along each axis: slope, way to the model's minimum, and what it lies below the point.
  const slopes = vectors.map(([x, y]) => gradient[0] * x + gradient[1] * y);
  const way = slopes.map((slope, i) => -slope / values[i]);
  const depth = slopes.reduce((sum, slope, i) => sum + (slope * slope) / (2 * values[i]), 0);
  const centre = [0, 1].map((axis) => point[axis] + way[0] * vectors[0][axis] + way[1] * vectors[1][axis]);
  const perUnit = Math.hypot(view.toX(1) - view.toX(0), view.toY(1) - view.toY(0)) / Math.SQRT2;
  const least = LEAST / perUnit;
  const level = Math.max(depth, (least * least * values[1]) / 2);
  const axes = values.map((value) => Math.sqrt((2 * level) / value));
  if (axes[1] * perUnit > 4 * (view.width + view.height)) return false;
  pen.beginPath();
  for (let i = 0; i <= ROUND; i++) {
    const [u, v] = [axes[0] * Math.cos((2 * Math.PI * i) / ROUND), axes[1] * Math.sin((2 * Math.PI * i) / ROUND)];
    const at = [0, 1].map((axis) => centre[axis] + u * vectors[0][axis] + v * vectors[1][axis]);
    pen.lineTo(view.toX(at[0]), view.toY(at[1]));
  }
  // The model's minimum, where Newton's method would go.
  const [x, y] = [view.toX(centre[0]), view.toY(centre[1])];
  for (const [dx, dy] of [[5, 0], [0, 5]]) {
    pen.moveTo(x - dx, y - dy);
    pen.lineTo(x + dx, y + dy);
  }
  return true;
}

/** The path of the level line through the point, whatever its shape. */
function drawLevel(pen, model, view) {
  const [across, down] = [view.width / (CELLS - 1), view.height / (CELLS - 1)];
  const heights = Float32Array.from({ length: CELLS * CELLS }, (_, i) => model((i % CELLS) * across, Math.floor(i / CELLS) * down));
  pen.beginPath();
  for (const line of isolines(heights, CELLS, 0)) {
    for (let i = 0; i < line.length; i += 2) {
      if (i) pen.lineTo(line[i] * across, line[i + 1] * down);
      else pen.moveTo(line[i] * across, line[i + 1] * down);
    }
  }
}

/** The principal axes through the point: whole where the ground curves up, dotted where it curves down. */
function drawAxes(pen, point, values, vectors, view, theme) {
  const [x, y] = [view.toX(point[0]), view.toY(point[1])];
  for (const [i, value] of values.entries()) {
    const way = [view.toX(point[0] + vectors[i][0]) - x, view.toY(point[1] + vectors[i][1]) - y];
    const length = Math.hypot(way[0], way[1]);
    const [dx, dy] = way.map((part) => (ARM * part) / length);
    pen.save();
    pen.setLineDash(value < 0 ? [2, 4] : []);
    pen.beginPath();
    pen.moveTo(x - dx, y - dy);
    pen.lineTo(x + dx, y + dy);
    outlined(pen, 1.2, theme.curvature, theme);
    pen.restore();
  }
}
