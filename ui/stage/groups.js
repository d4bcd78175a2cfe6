// Many runs in groups of one colour each: by racer, or by where they end.

import { endingsOf } from "./endings.js";

/** Whether there are so many runs that they are drawn as a crowd: density, small heads and short tails. @param {import("./blob.js").Race} race */
export const isMany = (race) => race.crowd;

/** Of the palette: what takes no part, what went wrong. The others are for places. */
const [NEUTRAL, WARNING] = [7, 6];
const HUES = 6;

/**
 * @typedef {object} Group
 * @property {string} colour
 * @property {string} name
 * @property {number} count  of runs
 * @property {number} reached  of these, how many came to a known minimum
 * @property {[number, number] | null} place  where they end, if they end at one place
 * @property {Int32Array[]} runs  per racer, those that belong to it
 */

/**
 * @param {import("./blob.js").Race} race
 * @param {import("./theme.js").Theme} theme
 * @param {"racer" | "end"} by
 * @returns {Group[]}
 */
export function groupsOf(race, theme, by) {
  return (by === "end" ? byEnd : byRacer)(race, theme).filter(({ count }) => count > 0);
}

function byRacer(race, theme) {
  const all = Int32Array.from({ length: race.runs }, (_, run) => run);
  const { list, of } = endingsOf(race, HUES);
  const reached = of.map((endings) => endings.filter((one) => list[one].kind === "minimum").length);
  return race.racers.map((racer, which) => ({
    colour: theme.dark ? racer.dark : racer.light,
    name: racer.title,
    count: of[which].length,
    reached: reached[which],
    place: null,
    runs: race.racers.map((_, i) => (i === which ? all : all.subarray(0, 0))),
  }));
}

function byEnd(race, theme) {
  const { list, of } = endingsOf(race, HUES);
  const slotOf = (kind, hue) => (kind === "elsewhere" ? NEUTRAL : kind === "stopped" ? WARNING : hue);
  return list.map(({ kind, hue, title, count, place }, index) => ({
    colour: race.palette[slotOf(kind, hue)][theme.dark ? 1 : 0],
    name: title,
    count,
    reached: kind === "minimum" ? count : 0,
    place,
    runs: of.map((endings) => Int32Array.from([...endings.keys()].filter((run) => endings[run] === index))),
  }));
}
