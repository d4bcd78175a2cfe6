// Holes in a square grid of heights: places without a loss, which are NaN.

import { isolines } from "./isolines.js";

/**
 * The heights with every hole filled from its nearest edge, so that contours run straight into it. Plotly would do so
 * too before it cuts the holes out, but takes a second for a large one.
 * @param {Float32Array} heights  row by row
 * @param {number} side
 */
export function fillHoles(heights, side) {
  const filled = heights.slice();
  // Outwards from all known places at once: who is reached takes the height of who reached it.
  const queue = new Int32Array(heights.length);
  let known = 0;
  for (let at = 0; at < heights.length; at++) if (!Number.isNaN(heights[at])) queue[known++] = at;
  if (known === 0) return filled.fill(0);
  for (let i = 0; i < known; i++) {
    const at = queue[i];
    const column = at % side;
    for (const next of [column > 0 ? at - 1 : -1, column < side - 1 ? at + 1 : -1, at - side, at + side]) {
      if (!Number.isNaN(filled[next] ?? 0)) continue;
      filled[next] = filled[at];
      queue[known++] = next;
    }
  }
  return filled;
}

/**
 * Closed lines round the holes, halfway between the places with and without a loss.
 * @param {Float32Array} heights
 * @param {number} side
 * @returns {number[][]}  each as column, row, column, row, ...
 */
export function outlineHoles(heights, side) {
  // A rim of no holes round the grid closes the lines that would end at its edge.
  const wide = side + 2;
  const mask = new Float32Array(wide * wide);
  for (const [at, height] of heights.entries()) {
    if (Number.isNaN(height)) mask[(Math.floor(at / side) + 1) * wide + (at % side) + 1] = 1;
  }
  return isolines(mask, wide, 0.5).map((line) => smooth(smooth(line.slice(2).map((place) => place - 1))));
}

/** Every place of a closed line halfway to the middle of its neighbours, which takes off the stairs of the grid. */
function smooth(line) {
  const { length } = line;
  return line.map((place, i) => place / 2 + (line[(i + 2) % length] + line[(i - 2 + length) % length]) / 4);
}
