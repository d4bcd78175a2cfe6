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
 * @property {number} longest  of a vector, the greatest length over the run
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
 * @returns {Closeup}
 */
export function readCloseup(bytes) {
  const buffer = bytes.slice().buffer;
  const headLength = new DataView(buffer).getUint32(0, true);
  const closeup = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, headLength)));
  for (const number of closeup.numbers) {
    number.values = new Float32Array(buffer, 4 + headLength + 4 * number.offset, closeup.moves * number.width);
    number.longest = number.width === 2 ? longest(number.values) : NaN;
  }
  return closeup;
}

/** Greatest length of the vectors that stand one after the other, leaving out what is not finite. */
function longest(values) {
  let most = 0;
  for (let i = 0; i < values.length; i += 2) {
    const length = Math.hypot(values[i], values[i + 1]);
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
