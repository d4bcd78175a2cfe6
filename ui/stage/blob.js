// The block of bytes that Python sends: a scene and the runs of its racers. The layout is written down in blob.py.

import { expand } from "./compact.js";

/**
 * @typedef {object} Racer
 * @property {string} key         the optimizer and which of its kind; the same whatever the settings, whoever comes or goes
 * @property {string} title       what people read; no two are equal
 * @property {boolean} hidden     the viewer does not want to see it; set by visibility.js
 * @property {string} light       colour on light ground
 * @property {string} dark        colour on dark ground
 * @property {number[]} dash      on, off, ... in pixels; [] is solid
 * @property {number[]} divergedAt  per run, the first step without a finite point or loss, or -1
 * @property {("" | "diverged" | "undefined" | "no step")[]} stopped  per run, why it stopped there
 * @property {number[]} ends      per run, the last step that is drawn
 * @property {Float32Array} points  (runs, steps + 1, 2)
 * @property {Float32Array} values  (runs, steps + 1)
 * @property {Float32Array} rates   (steps,), the learning rate of each step
 * @property {number} grain       points are rounded to such steps; 0, they are as they were computed
 */

/**
 * @typedef {object} Surface
 * @property {string} query       the surface as a link writes it; changes exactly when the surface does
 * @property {string} title
 * @property {[[number, number], [number, number]]} domain
 * @property {[number, number][]} minima
 * @property {number | null} floor  the loss at the minima
 * @property {boolean} equalAspect
 * @property {boolean} batched  each step's gradient is that of a mini-batch of a data set
 * @property {Levels} levels
 */

/**
 * @typedef {object} Levels
 * @property {"log" | "signed_log" | "linear"} kind
 * @property {number} start  height of the lowest contour
 * @property {number} end
 * @property {number} size   from one contour to the next
 * @property {number} least  the loss at the lowest contour
 * @property {number} most   and at the highest
 * @property {[number, string][]} ticks  (height, loss as text)
 */

/**
 * @typedef {object} Race
 * @property {string} tag         equal tags, equal scenes
 * @property {string} query       the scene as a link writes it
 * @property {number} echo        number of the last edit by the stage that this scene contains
 * @property {string} visit       the session that counts the edits
 * @property {number} noise       deviation of the gradient noise
 * @property {Surface} surface
 * @property {[number, number][]} starts
 * @property {number} seeds       runs from each start
 * @property {number} runs        of each racer: run = start * seeds + seed
 * @property {number} steps
 * @property {[string, string][]} palette  colours on light and on dark ground that are told apart
 * @property {boolean} crowd      so many runs that they are drawn as a crowd: density, small heads and short tails
 * @property {boolean} compact    points and losses came rounded, all but the last of each run
 * @property {Racer[]} racers
 */

/**
 * @param {Uint8Array} bytes
 * @returns {Race}
 */
export function decode(bytes) {
  // Copied, because float32 arrays must begin at a multiple of 4 and a message gives no such promise.
  const buffer = bytes.slice().buffer;
  const headLength = new DataView(buffer).getUint32(0, true);
  const race = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, headLength)));
  const runs = (race.runs = race.starts.length * race.seeds);
  const rows = race.steps + 1;
  let offset = 4 + headLength;
  for (const racer of race.racers) {
    racer.ends = racer.divergedAt.map((step) => (step < 0 ? race.steps : Math.max(step - 1, 0)));
    const { end, ...arrays } = race.compact ? expand(buffer, offset, race, racer.ends) : exact(buffer, offset, runs, rows);
    Object.assign(racer, arrays);
    offset = end;
  }
  return race;
}

/** The arrays of one racer as they were computed, and where the next one's begin. */
function exact(buffer, offset, runs, rows) {
  const points = new Float32Array(buffer, offset, runs * rows * 2);
  const values = new Float32Array(buffer, offset + points.byteLength, runs * rows);
  const rates = new Float32Array(buffer, values.byteOffset + values.byteLength, rows - 1);
  return { points, values, rates, grain: 0, end: rates.byteOffset + rates.byteLength };
}

/**
 * The link's query with other starts.
 * @param {string} query
 * @param {[number, number][]} starts
 */
export function withStarts(query, starts) {
  const text = starts.map((start) => start.join(",")).join(";") || "none";
  return query.replace(/(^|&)starts=[^&]*/, `$1starts=${text}`);
}
