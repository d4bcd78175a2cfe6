// One run looked at closely: what its optimizer met, remembered and did at every step. The layout is in closeup_blob.py.

/**
 * One symbol of the update, or something told beside it.
 * @typedef {object} Number_
 * @property {string} name
 * @property {string} symbol  inline MathML
 * @property {string} title   what people read
 * @property {"point" | "rate" | "gradient" | "asked" | "asked_gradient" | "slope" | "hessian" | "momentum" | "square" |
 *   "corrected_momentum" | "corrected_square" | "state" | "effective" | "part" | "step"} role
 * @property {number} width   1 for a scalar, 2 for a vector, 4 for a matrix
 * @property {Float32Array} values  (moves, width)
 * @property {number} longest  of a vector, the greatest length while the run is on the map
 */

/**
 * @typedef {object} Closeup
 * @property {number} moves  so many steps the run took
 * @property {string[]} equations  MathML
 * @property {{label: string, value: number | boolean | string}[]} settings
 * @property {Number_[]} numbers
 * @property {number | null} stable  greatest rate times curvature at which the method is stable on a bowl
 * @property {"gradient" | "stride" | "none"} rateUnit
 */

/**
 * @param {Uint8Array} bytes
 * @param {[[number, number], [number, number]]} domain  of the map
 * @returns {Closeup}
 */
export function readCloseup(bytes, domain) {
  const buffer = bytes.slice().buffer;
  const headLength = new DataView(buffer).getUint32(0, true);
  const closeup = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, headLength)));
  for (const number of closeup.numbers) {
    number.values = new Float32Array(buffer, 4 + headLength + 4 * number.offset, closeup.moves * number.width);
  }
  const { values: points } = /** @type {any} */ (withRole(closeup, "point"));
  const there = Array.from({ length: closeup.moves }, (_, move) => domain.every(([low, high], axis) => points[2 * move + axis] >= low && points[2 * move + axis] <= high));
  // A run that is nowhere on the map is seen only by those who have zoomed out to it.
  if (!there.includes(true)) there.fill(true);
  for (const number of closeup.numbers) number.longest = number.width === 2 ? longest(number.values, there) : NaN;
  return closeup;
}

/** Greatest length of the vectors of these moves, leaving out what is not finite. */
function longest(values, there) {
  let most = 0;
  for (const [move, on] of there.entries()) {
    const length = on ? Math.hypot(values[2 * move], values[2 * move + 1]) : 0;
    if (length > most && Number.isFinite(length)) most = length;
  }
  return most;
}

/**
 * The numbers of one move.
 * @param {Number_} number
 * @param {number} move
 */
export const numbersAt = (number, move) => number.values.subarray(move * number.width, (move + 1) * number.width);

/**
 * The first number of this role.
 * @param {Closeup} closeup
 * @param {string} role
 */
export const withRole = (closeup, role) => closeup.numbers.find((number) => number.role === role);
