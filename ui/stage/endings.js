// Where runs end: at a known minimum, at another place where several come to rest, on their way, or nowhere at all.

import { spell } from "./dom.js";

/** Two ends are at one place when they lie within this share of the map of each other. */
const NEAR = 0.02;
/** A run is at rest when its last tenth keeps within this share of the map. */
const STILL = 0.002;
/** So many runs make a place. */
const LEAST_RUNS = 2;

/**
 * A place, or a fate, that runs share.
 * @typedef {object} Ending
 * @property {"minimum" | "rest" | "others" | "elsewhere" | "stopped"} kind
 * @property {[number, number] | null} place
 * @property {number} hue     of places, which of the hues it has
 * @property {string} title
 * @property {number} count   of runs
 */

/**
 * @typedef {object} Endings
 * @property {Ending[]} list  known minima in their order, other places from left to right or, where they are too many to be
 *                            named, all those of one hue together; then the runs without a place
 * @property {Uint8Array[]} of  per racer: which of them each run comes to; none of a racer that is hidden
 */

/**
 * @param {import("./blob.js").Race} race
 * @param {number} hues  that places can have
 * @returns {Endings}
 */
export function endingsOf(race, hues) {
  const units = race.surface.domain.map(([low, high]) => high - low);
  const ends = race.racers.flatMap((racer, which) => Array.from({ length: shownRuns(race, racer) }, (_, run) => endOf(race, racer, which, run, units)));
  const minima = race.surface.minima.map((place) => ({ kind: "minimum", place, ends: [] }));
  const loose = [];
  for (const end of ends.filter((end) => !end.stopped)) {
    const home = nearest(minima, end, units);
    if (home) home.ends.push(end);
    else loose.push(end);
  }
  // Where there is room each minimum keeps its hue, whatever is changed.
  const known = (minima.length < hues ? minima : minima.sort(byCount).slice(0, hues - 1)).map((one, hue) => ({ ...one, hue }));
  const rests = clusters(loose.filter((end) => end.still), units);
  rests.sort((a, b) => a.place[0] - b.place[0] || a.place[1] - b.place[1]);
  spread(rests, known.length, hues, units);
  return listed(race, ends, [...known, ...(rests.length > hues - known.length ? gathered(rests) : rests)]);
}

/** Hues from `first` on for these places, each as far as can be from its like. */
function spread(places, first, hues, units) {
  for (const [i, one] of places.entries()) {
    const away = Array.from({ length: hues - first }, () => Infinity);
    for (const other of places.slice(0, i)) away[other.hue - first] = Math.min(away[other.hue - first], apart(one.place, other.place, units));
    one.hue = first + away.indexOf(Math.max(...away));
  }
}

/** Places of one hue together: too many to be named. */
function gathered(places) {
  const title = `${places.length} other places`;
  const hues = [...new Set(places.map(({ hue }) => hue))].sort();
  return hues.map((hue) => ({ kind: "others", place: null, hue, title, ends: places.filter((one) => one.hue === hue).flatMap(({ ends }) => ends) }));
}

/** How many of a racer's runs are shown: all or none. */
const shownRuns = (race, { hidden }) => (hidden ? 0 : race.runs);

const byCount = (a, b) => b.ends.length - a.ends.length;

/** @returns {Endings} */
function listed(race, ends, places) {
  const of = race.racers.map((racer) => new Uint8Array(shownRuns(race, racer)).fill(places.length));
  for (const [index, { ends }] of places.entries()) for (const { which, run } of ends) of[which][run] = index;
  for (const { which, run, stopped } of ends) if (stopped) of[which][run] = places.length + 1;
  const count = (index) => of.reduce((sum, runs) => sum + runs.filter((one) => one === index).length, 0);
  const list = [
    ...places.map(({ kind, place, hue, title }) => ({ kind, place, hue, title: title ?? `(${spellPlace(place)})` })),
    { kind: "elsewhere", place: null, hue: -1, title: "elsewhere" },
    { kind: "stopped", place: null, hue: -1, title: "diverged or stopped" },
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
