// The vertical axis of the chart by step: linear, logarithmic above a floor, or logarithmic to both sides of zero.

/**
 * @typedef {object} Scale
 * @property {boolean} log
 * @property {(value: number) => number} told   what the read-out says: the number that the axis counts
 * @property {(value: number) => number} place  what Plotly draws for it
 * @property {object} axis  for Plotly
 * @property {string} note  what the axis does not say
 */

/** Losses so many times the least below the floor are below it in truth, not by rounding. */
const ROUNDING = 100;
/** Decades on either side of zero, within the map's own losses, on a symmetrical scale. */
const DECADES = 3;
/** A line that grows beyond so many decades above its start leaves the chart. */
const CLIMB = 3;
const MOST_TICKS = 6;

/** What the lines begin with, of those that begin with a number at all: there may be no loss at a start. */
export const beginnings = (lines) => lines.map((line) => line[0]).filter(Number.isFinite);

/**
 * The scale on which these lines can be seen.
 * @param {import("./quantities.js").Quantity} quantity
 * @param {import("./blob.js").Race} race
 * @param {ArrayLike<number>[]} lines  all that is to be drawn
 * @param {boolean} log
 * @returns {Scale}
 */
export function scaleFor(quantity, race, lines, log) {
  if (!log) return linear(quantity.reach(race, lines), lines);
  const [floor, least] = [quantity.floor(race), quantity.least(race, lines)];
  if (extent(lines)[0] < floor - ROUNDING * least) return symmetrical(race.surface.levels, lines);
  return logarithmic(floor, Number.isFinite(least) ? least : 1, lines);
}

/** @returns {Scale} */
function linear([bottom, top], lines) {
  const [low, high] = extent(lines, bottom, top);
  const seen = low > high ? [0, 1] : bottom === 0 ? [0, high || 1] : [low, high];
  const room = seen[1] - seen[0] || Math.abs(seen[1]) || 1;
  // A line along the axis is still seen whole.
  const range = [seen[0] - (bottom === 0 ? 0.015 : 0.06) * room, seen[1] + 0.06 * room];
  const roof = range[1] + 2 * (range[1] - range[0]);
  return { log: false, told: (value) => value, place: (value) => Math.min(value, roof), axis: { range, nticks: MOST_TICKS }, note: "" };
}

/** @returns {Scale} */
function logarithmic(floor, least, lines) {
  const raise = (value) => Math.max(value - floor, least);
  const range = logRange(lines, raise);
  const roof = 10 ** (range[1] + 2 * (range[1] - range[0]));
  return {
    log: true,
    told: (value) => value - floor,
    place: (value) => Math.min(raise(value), roof),
    axis: { type: "log", range, ...decadeTicks(range) },
    note: floor ? "above the minimum" : "",
  };
}

/** Decades; a run that explodes leaves the chart at the top. */
function logRange(lines, raise) {
  const [low, high] = extent(lines);
  if (low > high) return [-1, 1];
  const [bottom, top] = [Math.log10(raise(low)), Math.log10(raise(high))];
  const begin = Math.log10(raise(Math.max(...beginnings(lines))));
  return [bottom - 0.3, Math.max(Math.min(top, begin + CLIMB), bottom + 1) + 0.2];
}

/** A tick for each power of ten, or every second, third, ... of them; between few of them 2 and 5 as well. */
function decadeTicks([low, high]) {
  const every = Math.ceil((high - low) / MOST_TICKS);
  const first = Math.floor(low / every) * every;
  const powers = Array.from({ length: Math.ceil((high - first) / every) + 1 }, (_, i) => first + i * every);
  const between = high - low < 1.6 ? [2, 5] : [];
  const ticks = powers.flatMap((power) => [[10 ** power, spellPower(power)], ...between.map((digit) => [digit * 10 ** power, `${digit}`])]);
  return { tickvals: ticks.map(([value]) => value), ticktext: ticks.map(([, text]) => text) };
}

/** Linear about zero, by decades further out. @returns {Scale} */
function symmetrical(levels, lines) {
  const size = Math.max(Math.abs(levels.least), Math.abs(levels.most)) || 1;
  const unit = 10 ** (Math.floor(Math.log10(size)) - DECADES);
  const place = (value) => Math.sign(value) * Math.log10(1 + Math.abs(value) / unit);
  const edge = place(size * 10 ** CLIMB);
  const [low, high] = extent(lines).map((value) => Math.min(Math.max(place(value), -edge), edge));
  const pad = 0.06 * (high - low || 1);
  const range = [low - pad, high + pad];
  return {
    log: true,
    told: (value) => value,
    place: (value) => Math.min(Math.max(place(value), range[0] - 2 * edge), range[1] + 2 * edge),
    axis: { range, ...symmetricalTicks(range, unit, place) },
    note: "symmetrical log scale",
  };
}

/** Zero, and powers of ten on both sides, as many as there is room for. */
function symmetricalTicks([low, high], unit, place) {
  const first = Math.round(Math.log10(unit)) + 1;
  const decades = Math.max(-low, high);
  const every = Math.max(1, Math.ceil((high - low) / MOST_TICKS));
  const powers = Array.from({ length: Math.ceil(decades / every) + 1 }, (_, i) => first + i * every);
  const ticks = [[0, "0"], ...powers.flatMap((power) => [[10 ** power, spellPower(power)], [-(10 ** power), `\u2212${spellPower(power)}`]])];
  return { tickvals: ticks.map(([value]) => place(value)), ticktext: ticks.map(([, text]) => text) };
}

function spellPower(power) {
  if (power === 0 || power === 1) return String(10 ** power);
  return `10<sup>${String(power).replace("-", "\u2212")}</sup>`;
}

/** The least and the largest finite number between two bounds; the first is the larger where there is none. */
function extent(lines, bottom = -Infinity, top = Infinity) {
  let [low, high] = [Infinity, -Infinity];
  for (const line of lines) {
    for (let i = 0; i < line.length; i++) {
      const value = line[i];
      if (!Number.isFinite(value) || value < bottom || value > top) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return [low, high];
}
