// Where names go: beside what they name, off each other, off the heads and within the view. The same places for the same
// picture, and a name stays where it was for as long as nothing comes into its way.

/** Right, then clockwise; a name prefers the side that is read first. */
const DIRECTIONS = [[1, 0], [1, 1], [0, 1], [-1, 1], [-1, 0], [-1, -1], [0, -1], [1, -1]];
/** How far off a name stands, in heights of a line, nearest first. */
const DISTANCES = [0, 1.3, 2.6, 4.2, 6, 8, 10];

/**
 * @typedef {object} Named
 * @property {string} key     the same from frame to frame
 * @property {number} x       what is named, in pixels
 * @property {number} y
 * @property {number} width   of the name
 * @property {number} height
 */

/** @typedef {{x0: number, y0: number, x1: number, y1: number}} Box */

/**
 * @typedef {object} Place
 * @property {Box} box
 * @property {number} choice  counts directions, then distances
 * @property {boolean} far    it does not stand right beside what it names
 */

/**
 * A place for each name, null where there is none.
 * @param {Named[]} names
 * @param {Box[]} taken    what no name may cover
 * @param {{width: number, height: number}} view
 * @param {number} radius  how far the nearest names keep off what they name
 * @param {Map<string, number>} before  the choices of the last frame, by key
 * @returns {(Place | null)[]}
 */
export function placeNames(names, taken, view, radius, before) {
  const full = [...taken];
  return names.map((name) => {
    const choices = Array.from({ length: DIRECTIONS.length * DISTANCES.length }, (_, i) => i);
    const last = before.get(name.key);
    if (last !== undefined) choices.unshift(last);
    for (const choice of choices) {
      const box = slid(boxAt(name, choice, radius), view);
      if (full.some((other) => overlap(box, other))) continue;
      full.push(box);
      return { box, choice, far: choice >= DIRECTIONS.length };
    }
    return null;
  });
}

/** @returns {Box} */
function boxAt({ x, y, width, height }, choice, radius) {
  const [dx, dy] = DIRECTIONS[choice % DIRECTIONS.length];
  const off = radius + DISTANCES[Math.floor(choice / DIRECTIONS.length)] * height;
  // Aslant a name need not keep so far off on both axes.
  const reach = dx && dy ? off * 0.75 : off;
  const [middleX, middleY] = [x + dx * (reach + width / 2), y + dy * (reach + height / 2)];
  return { x0: middleX - width / 2, y0: middleY - height / 2, x1: middleX + width / 2, y1: middleY + height / 2 };
}

/** Over the edge of the view a name slides along it. */
function slid({ x0, y0, x1, y1 }, view) {
  const across = Math.max(1 - x0, 0) + Math.min(view.width - 1 - x1, 0);
  const down = Math.max(1 - y0, 0) + Math.min(view.height - 1 - y1, 0);
  return { x0: x0 + across, y0: y0 + down, x1: x1 + across, y1: y1 + down };
}

const overlap = (a, b) => a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1;
