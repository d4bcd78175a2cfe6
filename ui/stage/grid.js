// The heights of the map's contours over a rectangle, as the app's route sends them.

import { fillHoles, outlineHoles } from "./holes.js";

/**
 * @typedef {object} Grid
 * @property {number[]} x
 * @property {number[]} y
 * @property {Float32Array[]} z  a row for each y
 * @property {number[][]} holes  lines round the places without a loss, in columns and rows of the grid
 */

/**
 * @param {Float32Array} heights  row by row from the lower edge; NaN where there is no loss
 * @param {{x0: number, x1: number, y0: number, y1: number}} rectangle
 * @returns {Grid}
 */
export function readGrid(heights, { x0, x1, y0, y1 }) {
  const side = Math.sqrt(heights.length);
  const spread = (low, high) => Array.from({ length: side }, (_, i) => low + ((high - low) * i) / (side - 1));
  const holed = heights.some(Number.isNaN);
  const full = holed ? fillHoles(heights, side) : heights;
  const z = Array.from({ length: side }, (_, row) => full.subarray(row * side, (row + 1) * side));
  return { x: spread(x0, x1), y: spread(y0, y1), z, holes: holed ? outlineHoles(heights, side) : [] };
}
