// Cutting lines at the view's edge.

/** Pixels beyond the edge up to which lines are kept, so that caps and joins stay out of sight. */
const MARGIN = 64;

/**
 * The part of a segment within the view (and a margin), or null. Liang and Barsky (1984).
 * @param {{width: number, height: number}} view
 * @returns {[number, number, number, number] | null}
 */
export function clipSegment(x0, y0, x1, y1, view, margin = MARGIN) {
  const [dx, dy] = [x1 - x0, y1 - y0];
  let [enter, leave] = [0, 1];
  for (const [along, room] of [
    [-dx, x0 + margin],
    [dx, view.width + margin - x0],
    [-dy, y0 + margin],
    [dy, view.height + margin - y0],
  ]) {
    if (along === 0) {
      if (room < 0) return null;
    } else if (along < 0) enter = Math.max(enter, room / along);
    else leave = Math.min(leave, room / along);
    if (enter > leave) return null;
  }
  return [
    enter === 0 ? x0 : x0 + enter * dx,
    enter === 0 ? y0 : y0 + enter * dy,
    leave === 1 ? x1 : x0 + leave * dx,
    leave === 1 ? y1 : y0 + leave * dy,
  ];
}

const inside = (x, y, view) => x >= 0 && x <= view.width && y >= 0 && y <= view.height;

/**
 * Where a run leaves the view for good: the pixel on the edge, the direction and the step, or null if it ends inside
 * or never was inside.
 * @param {Float64Array} pixels  x, y of each step
 * @param {number} end
 */
export function crossing(pixels, end, view) {
  if (inside(pixels[2 * end], pixels[2 * end + 1], view)) return null;
  for (let i = end - 1; i >= 0; i--) {
    const [x0, y0, x1, y1] = pixels.subarray(2 * i, 2 * i + 4);
    const piece = clipSegment(x0, y0, x1, y1, view, 0);
    if (piece) return { x: piece[2], y: piece[3], angle: Math.atan2(y1 - y0, x1 - x0), step: i + 1 };
  }
  return null;
}
