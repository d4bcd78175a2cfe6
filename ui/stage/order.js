// Who lies over whom where paths run over each other: always the same, whatever came first.

/** A line is so many pixels wider for each line of the same dash above it. */
const RIM = 1.8;
/** More than so many rims would be a ribbon. */
const MOST_RIMS = 2;

/**
 * The racers from the lowest to the uppermost. The more gaps a line has, the higher it lies, so that through its gaps the
 * others are seen; of lines with the same dash the lower is wider, so that its rim is seen.
 * @param {import("./blob.js").Racer[]} racers
 * @returns {{racer: import("./blob.js").Racer, rim: number}[]}  with the pixels to add
 */
export function drawingOrder(racers) {
  const order = racers.map((racer) => ({ racer, rim: 0 })).sort((a, b) => inked(b.racer) - inked(a.racer));
  for (const [i, one] of order.entries()) {
    const above = order.slice(i + 1).filter(({ racer }) => String(racer.dash) === String(one.racer.dash));
    one.rim = RIM * Math.min(above.length, MOST_RIMS);
  }
  return order;
}

/** The share of a line that is not gap. */
function inked({ dash }) {
  const sum = (parts) => parts.reduce((a, b) => a + b, 0);
  return dash.length ? sum(dash.filter((_, i) => i % 2 === 0)) / sum(dash) : 1;
}

/**
 * Heads that stand on one spot, together: each group has the heads within `reach` of its first.
 * @template {{x: number, y: number}} Head
 * @param {Head[]} heads
 * @param {number} reach  in pixels
 * @returns {Head[][]}
 */
export function together(heads, reach) {
  /** @type {Head[][]} */
  const groups = [];
  for (const head of heads) {
    const group = groups.find(([first]) => Math.hypot(first.x - head.x, first.y - head.y) < reach);
    if (group) group.push(head);
    else groups.push([head]);
  }
  return groups;
}
