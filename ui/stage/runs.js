// Which runs belong to which start: those of one start, a run for each seed, lie side by side.

/** In the place of a start: all of them. */
export const ALL = -1;

/**
 * The runs from one start, none if there is no such start.
 * @param {import("./blob.js").Race} race
 * @param {number} start
 */
export function runsFrom(race, start) {
  if (start === ALL) return Array.from({ length: race.runs }, (_, run) => run);
  return start < race.starts.length ? Array.from({ length: race.seeds }, (_, seed) => start * race.seeds + seed) : [];
}

/**
 * @param {import("./blob.js").Race} race
 * @param {number} run
 */
export const startOf = (race, run) => Math.floor(run / race.seeds);

/**
 * What tells this run from the racer's others, such as "start 2, seed 5"; "" if there are no others.
 * @param {import("./blob.js").Race} race
 * @param {number} run
 */
export function nameOfRun(race, run) {
  const parts = [];
  if (race.starts.length > 1) parts.push(`start ${startOf(race, run) + 1}`);
  if (race.seeds > 1) parts.push(`seed ${(run % race.seeds) + 1}`);
  return parts.join(", ");
}
