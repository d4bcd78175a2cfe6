// What happened, in plain words: which runs left the map and which stopped being numbers, with their steps.

/** More sentences than this are summed up in the last. */
const MOST = 4;

/**
 * @param {import("./blob.js").Race} race
 * @returns {string[]}
 */
export function notices(race) {
  const map = race.surface.domain;
  const sentences = race.racers.map((racer) => tell(race, racer, map)).filter((sentence) => sentence !== "");
  const outside = race.starts.flatMap((start, i) => (within(start[0], start[1], map) ? [] : [i + 1]));
  if (outside.length) {
    const which = outside.length > 5 ? `${outside.length} starts lie` : outside.length > 1 ? `Starts ${outside.join(", ")} lie` : `Start ${outside[0]} lies`;
    sentences.unshift(`${which} outside the map: zoom out to see.`);
  }
  if (sentences.length <= MOST) return sentences;
  return [...sentences.slice(0, MOST - 1), `\u2026and ${sentences.length - MOST + 1} more racers left the map or diverged.`];
}

/** One racer's sentence, or "" if all its runs ended as numbers on the map. */
function tell(race, racer, map) {
  const runs = race.starts.length;
  const left = [];
  const diverged = [];
  for (let run = 0; run < runs; run++) {
    const step = leftAt(racer, run, race.steps + 1, map);
    if (step > 0) left.push(step);
    if (racer.divergedAt[run] >= 0) diverged.push(racer.divergedAt[run]);
  }
  if (!left.length && !diverged.length) return "";
  const parts = [];
  if (left.length) parts.push(`left the map ${when(left, runs)}`);
  if (diverged.length) parts.push(`diverged (no longer a finite number) ${when(diverged, runs)}`);
  return `${racer.title} ${parts.join(" and ")}.`;
}

const when = (steps, runs) =>
  runs === 1 ? `at step ${steps[0]}` : `in ${steps.length} of ${runs} runs, first at step ${Math.min(...steps)}`;

const within = (x, y, [[x0, x1], [y0, y1]]) => x >= x0 && x <= x1 && y >= y0 && y <= y1;

/** The step at which a run left the map for good, 0 if it never was on it, -1 if it ended there. */
function leftAt(racer, run, rows, map) {
  for (let step = racer.ends[run]; step >= 0; step--) {
    const at = 2 * (run * rows + step);
    if (within(racer.points[at], racer.points[at + 1], map)) return step === racer.ends[run] ? -1 : step + 1;
  }
  return 0;
}
