// Lines of equal height through a square grid, joined end to end so that they can be dashed. Marching squares, with the
// higher ground always on a line's left: so each cell edge is left by one piece at most and reached by one at most.

// The edges that a line enters and leaves a cell by, for each pattern of high corners (lower left 1, lower right 2,
// upper right 4, upper left 8).
const [LOWER, RIGHT, UPPER, LEFT] = [0, 1, 2, 3];
const PIECES = [
  [],
  [LOWER, LEFT],
  [RIGHT, LOWER],
  [RIGHT, LEFT],
  [UPPER, RIGHT],
  [LOWER, LEFT, UPPER, RIGHT],
  [UPPER, LOWER],
  [UPPER, LEFT],
  [LEFT, UPPER],
  [LOWER, UPPER],
  [RIGHT, LOWER, LEFT, UPPER],
  [RIGHT, UPPER],
  [LEFT, RIGHT],
  [LOWER, RIGHT],
  [LEFT, LOWER],
  [],
];

/**
 * @param {Float32Array} heights  row by row; NaN for a hole, which no line enters
 * @param {number} side
 * @param {number} level
 * @returns {number[][]}  lines as column, row, column, row, ...; a closed one ends where it began
 */
export function isolines(heights, side, level) {
  const next = pieces(heights, side, level);
  const reached = new Set(next.values());
  const begins = [...next.keys()].filter((edge) => !reached.has(edge));
  const lines = begins.map((edge) => follow(next, edge, heights, side, level));
  // What is left has no end: closed lines.
  for (const edge of next.keys()) lines.push(follow(next, edge, heights, side, level));
  return lines;
}

/** From each edge that is crossed to the next. An edge's number is twice that of its lower left point, plus one if it stands. */
function pieces(heights, side, level) {
  /** @type {Map<number, number>} */
  const next = new Map();
  for (let row = 0; row + 1 < side; row++) {
    for (let column = 0; column + 1 < side; column++) {
      const at = row * side + column;
      const corners = [heights[at], heights[at + 1], heights[at + side + 1], heights[at + side]];
      const pattern = corners.reduce((bits, height, i) => bits | (height >= level ? 1 << i : 0), 0);
      if (pattern === 0 || pattern === 15 || corners.some(Number.isNaN)) continue;
      const edges = [2 * at, 2 * at + 3, 2 * (at + side), 2 * at + 1];
      const piece = PIECES[pattern];
      for (let i = 0; i < piece.length; i += 2) next.set(edges[piece[i]], edges[piece[i + 1]]);
    }
  }
  return next;
}

/** The line from this edge on; its pieces are taken out of `next`. */
function follow(next, edge, heights, side, level) {
  const line = [];
  for (let at = edge; at !== undefined; ) {
    line.push(...crossing(at, heights, side, level));
    const on = next.get(at);
    next.delete(at);
    at = on;
  }
  return line;
}

/** Where the level lies on an edge. */
function crossing(edge, heights, side, level) {
  const at = edge >> 1;
  const [column, row] = [at % side, Math.floor(at / side)];
  const stands = edge & 1;
  const [from, to] = [heights[at], heights[at + (stands ? side : 1)]];
  const share = (level - from) / (to - from);
  return stands ? [column, row + share] : [column + share, row];
}
