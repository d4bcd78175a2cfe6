// Where runs end: at a known minimum, at another place where several come to rest, on their way, or nowhere at all.

import { spell } from "./dom.js";

/** Two ends are at one place when they lie within this share of the map of each other. */
const NEAR = 0.02;
/** A run is at rest when its last tenth keeps within this share of the map. */
const STILL = 0.01;
/** A place that is no known minimum takes so many runs to be named, and this share of them. */
const LEAST_RUNS = 3;
const LEAST_SHARE = 0.02;

/**
 * A place, or a fate, that runs share.
 * @typedef {object} Ending
 * @property {"minimum" | "rest" | "elsewhere" | "stopped"} kind
 * @property {[number, number] | null} place
 * @property {string} title   what people read after a number of runs, as in "12 of 20 reach (3, 2)"
 * @property {number} count   of runs
 */

/**
 * @typedef {object} Endings
 * @property {Ending[]} list  known minima in their order, other places from left to right, then the rest
 * @property {Uint8Array[]} of  per racer: which of them each run comes to
 */

/**
 * @param {import("./blob.js").Race} race
 * @param {number} most  named places at most; runs that end at others end elsewhere
 * @returns {Endings}
 */
export function endingsOf(race, most) {
  const units = race.surface.domain.map(([low, high]) => high - low);
  const ends = race.racers.flatMap((racer, which) => Array.from({ length: race.runs }, (_, run) => endOf(race, racer, which, run, units)));
  const minima = race.surface.minima.map((place) => ({ kind: "minimum", place, ends: [] }));
  const loose = [];
  for (const end of ends.filter((end) => !end.stopped)) {
    const home = nearest(minima, end, units);
    if (home) home.ends.push(end);
    else loose.push(end);
  }
  const least = Math.max(LEAST_RUNS, LEAST_SHARE * ends.length);
  const rests = clusters(loose.filter((end) => end.still), units).filter((rest) => rest.ends.length >= least);
  // Where there is room each minimum keeps its place, and so its colour, whatever is changed.
  const known = minima.length <= most ? minima : minima.sort(byCount).slice(0, most);
  const others = rests.slice(0, most - known.length).sort((a, b) => a.place[0] - b.place[0] || a.place[1] - b.place[1]);
  return listed(race, ends, [...known, ...others]);
}

const byCount = (a, b) => b.ends.length - a.ends.length;

/** @returns {Endings} */
function listed(race, ends, places) {
  const of = race.racers.map(() => new Uint8Array(race.runs).fill(places.length));
  for (const [index, { ends }] of places.entries()) for (const { which, run } of ends) of[which][run] = index;
  for (const { which, run, stopped } of ends) if (stopped) of[which][run] = places.length + 1;
  const count = (index) => of.reduce((sum, runs) => sum + runs.filter((one) => one === index).length, 0);
  const list = [
    ...places.map(({ kind, place }) => ({ kind, place, title: `${kind === "minimum" ? "reach" : "rest at"} (${spellPlace(place)})` })),
    { kind: "elsewhere", place: null, title: "end elsewhere" },
    { kind: "stopped", place: null, title: "diverge or stop" },
  ];
  return { of, list: list.map((ending, index) => ({ .../** @type {any} */ (ending), count: count(index) })) };
}

/** Coordinates without needless zeros. */
const spellPlace = (place) => place.map((number) => spell(Math.abs(number) < 5e-4 ? 0 : number, 3).replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "")).join(", ");

/** A run's last point, whether it stopped before the last step or left the map, and whether it has come to rest. */
function endOf(race, racer, which, run, units) {
  const first = run * (race.steps + 1);
  const last = racer.ends[run];
  const at = (step) => [racer.points[2 * (first + step)], racer.points[2 * (first + step) + 1]];
  const [x, y] = at(last);
  const before = at(Math.floor(0.9 * last));
  const still = apart([x, y], before, units) < STILL && apart([x, y], at(Math.floor(0.95 * last)), units) < STILL;
  return { which, run, x, y, still, stopped: racer.divergedAt[run] >= 0 };
}

const apart = ([x, y], [a, b], [wide, high]) => Math.hypot((x - a) / wide, (y - b) / high);

/** The nearest of these places, if it is near. */
function nearest(places, { x, y }, units) {
  let [found, least] = [null, NEAR];
  for (const one of places) {
    const away = apart([x, y], one.place, units);
    if (away < least) [found, least] = [one, away];
  }
  return found;
}

/** Places that several of these ends share: each end joins the first place near it, and then the nearest of all. */
function clusters(ends, units) {
  const places = [];
  for (const end of ends) {
    const home = nearest(places, end, units);
    if (home) home.ends.push(end);
    else places.push({ kind: "rest", place: [end.x, end.y], ends: [end] });
  }
  for (const one of places) {
    one.place = ["x", "y"].map((axis) => middle(one.ends.map((end) => end[axis])));
  }
  const full = places.filter(({ ends }) => ends.length >= LEAST_RUNS).sort(byCount).map((one) => ({ ...one, ends: [] }));
  for (const end of ends) nearest(full, end, units)?.ends.push(end);
  return full;
}

const middle = (numbers) => Float64Array.from(numbers).sort()[numbers.length >> 1];
