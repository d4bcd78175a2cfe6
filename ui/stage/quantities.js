// What the chart by step can show: where the numbers come from, and what suits them as a scale.

import { beginnings } from "./scales.js";

/** A run at a minimum is drawn so far from it on a log scale, in widths of the map, or as far as points are rounded. */
const NEAREST = 1e-7;
/** And a gradient of nothing is drawn as this share of the one at the start. */
const FLATTEST = 1e-9;

/**
 * @typedef {object} Quantity
 * @property {string} title
 * @property {(race: import("./blob.js").Race) => boolean} known  whether there is such a number on this surface
 * @property {boolean} byRun    whether it differs from run to run
 * @property {boolean} fetched  whether the numbers are asked for, because a race does not bring them
 * @property {"linear" | "hv"} shape  how a line goes from one step to the next
 * @property {(race: import("./blob.js").Race, place: number, run: number, slopes: import("./slopes.js").Slopes) => ArrayLike<number>} values
 *   of the racer at this place in the race, for as long as the run goes on
 * @property {(race: import("./blob.js").Race, lines: ArrayLike<number>[]) => boolean} log  whether a log scale suits these lines
 * @property {(race: import("./blob.js").Race) => number} floor  what a log scale counts from
 * @property {(race: import("./blob.js").Race, lines: ArrayLike<number>[]) => number} least  what is told apart from the floor
 * @property {(race: import("./blob.js").Race, lines: ArrayLike<number>[]) => [number, number]} reach
 *   beyond this a line does not stretch a linear scale, but leaves the chart
 * @property {(race: import("./blob.js").Race) => string} about  what the title does not say
 */

/** @type {Record<"loss" | "distance" | "slope" | "rate", Quantity>} */
export const QUANTITIES = {
  loss: {
    title: "Loss by step",
    known: () => true,
    byRun: true,
    fetched: false,
    shape: "linear",
    values: (race, place, run) => race.racers[place].values.subarray(...rowsOf(race, place, run)),
    log: (race) => race.surface.levels.kind === "log" && race.surface.floor !== null,
    floor: (race) => race.surface.floor ?? 0,
    // Nothing less than this is told apart from the floor in float32.
    least: (race) => Math.max(1e-12, 1.2e-7 * Math.abs(race.surface.floor ?? 0)),
    reach({ surface: { levels: { least, most: top } } }) {
      const room = top - least;
      return [least - room, top + room];
    },
    about: () => "",
  },
  distance: {
    title: "Distance by step",
    known: (race) => race.surface.minima.length > 0,
    byRun: true,
    fetched: false,
    shape: "linear",
    values: distances,
    log: () => true,
    floor: () => 0,
    reach: (_, lines) => [0, timesStart(4, lines)],
    least: ({ racers, surface: { domain: [[low, high]] } }) => Math.max(NEAREST * (high - low), ...racers.map(({ grain }) => grain)),
    about: (race) => (race.surface.minima.length > 1 ? "to the nearest minimum" : "to the minimum"),
  },
  slope: {
    title: "Gradient norm by step",
    known: () => true,
    byRun: true,
    fetched: true,
    shape: "linear",
    values: (race, place, run, slopes) => slopes.of(place, run).subarray(0, race.racers[place].ends[run] + 1),
    log: () => true,
    floor: () => 0,
    reach: (_, lines) => [0, timesStart(10, lines)],
    least: (_, lines) => Math.max(1e-12, FLATTEST * (beginnings(lines)[0] ?? 0)),
    about: (race) => (race.noise || race.surface.batched ? "of the exact gradient" : ""),
  },
  rate: {
    title: "Learning rate by step",
    known: () => true,
    byRun: false,
    fetched: false,
    shape: "hv",
    values: (race, place) => race.racers[place].rates,
    // Linear, as schedules are drawn in books; racers whose rates lie far apart are told apart on a log scale only.
    log(_, lines) {
      const peaks = lines.map(most).filter((rate) => rate > 0);
      return peaks.length > 0 && Math.max(...peaks) >= 20 * Math.min(...peaks);
    },
    floor: () => 0,
    reach: () => [0, Infinity],
    least: (_, lines) => 1e-2 * Math.min(...lines.map(most).filter((rate) => rate > 0)),
    about: () => "",
  },
};

/** Where a run's numbers stand among its racer's. @returns {[number, number]} */
function rowsOf(race, place, run) {
  const first = run * (race.steps + 1);
  return [first, first + race.racers[place].ends[run] + 1];
}

/** From the nearest minimum, in the units of the map. */
function distances(race, place, run) {
  const { points } = race.racers[place];
  const [first, end] = rowsOf(race, place, run);
  const away = new Float64Array(end - first).fill(Infinity);
  for (const [x, y] of race.surface.minima) {
    for (let i = 0; i < away.length; i++) {
      const [right, up] = [points[2 * (first + i)] - x, points[2 * (first + i) + 1] - y];
      away[i] = Math.min(away[i], right * right + up * up);
    }
  }
  return away.map(Math.sqrt);
}

/** So many times what a line begins with; anything where that is nothing. */
const timesStart = (factor, lines) => factor * Math.max(0, ...beginnings(lines)) || Infinity;

const most = (line) => Array.prototype.reduce.call(line, (a, b) => Math.max(a, b), -Infinity);
