// What happened, in plain words: which runs left the map and which stopped, why and at which step.

import { startOf } from "./runs.js";

/** More sentences than this are summed up in the last. */
const MOST = 4;

/** Why a run stopped, as it is said of an optimizer with `when` it did. */
const STOPS = {
  diverged: (when) => `diverged (no longer a finite number) ${when}`,
  undefined: (when) => `reached a place where the loss is not defined ${when} and stopped before it`,
  "no step": (when) => `had no finite step to take ${when} and stopped`,
};

/**
 * @param {import("./blob.js").Race} race
 * @param {boolean} holes  whether the map shows places without a loss
 * @returns {string[]}
 */
export function notices(race, holes) {
  const map = race.surface.domain;
  const racers = race.racers.filter(({ hidden }) => !hidden).map((racer) => tell(race, racer, map)).filter((sentence) => sentence !== "");
  const sentences = [
    ...aboutStarts(startsOutside(race, map), "outside the map: zoom out to see"),
    ...aboutStarts(startsWithoutLoss(race), "where the loss is not defined"),
    ...racers,
  ];
  if (sentences.length > MOST) {
    const more = sentences.length - MOST + 1;
    sentences.splice(MOST - 1, more, `\u2026and ${more} more racers left the map or stopped.`);
  }
  return holes ? ["Hatched: the loss is not defined there.", ...sentences] : sentences;
}

/** The starts as people count them, from 1. */
const startsOutside = (race, map) => race.starts.flatMap(([x, y], i) => (within(x, y, map) ? [] : [i + 1]));

function startsWithoutLoss(race) {
  const found = new Set();
  for (const racer of race.racers) {
    for (let run = 0; run < race.runs; run++) if (hadNoLoss(racer, run)) found.add(startOf(race, run) + 1);
  }
  return [...found].sort((a, b) => a - b);
}

const hadNoLoss = (racer, run) => racer.divergedAt[run] === 0 && racer.stopped[run] === "undefined";

/** One sentence, or none if it is about no start. */
function aboutStarts(numbers, where) {
  if (!numbers.length) return [];
  const which = numbers.length > 5 ? `${numbers.length} starts lie` : numbers.length > 1 ? `Starts ${numbers.join(", ")} lie` : `Start ${numbers[0]} lies`;
  return [`${which} ${where}.`];
}

/** One racer's sentence, or "" if all its runs ended as numbers on the map. */
function tell(race, racer, map) {
  const left = [];
  /** @type {Record<string, number[]>} */
  const stopped = { diverged: [], undefined: [], "no step": [] };
  for (let run = 0; run < race.runs; run++) {
    const step = leftAt(racer, run, race.steps + 1, map);
    if (step > 0) left.push(step);
    if (racer.stopped[run] && !hadNoLoss(racer, run)) stopped[racer.stopped[run]].push(racer.divergedAt[run]);
  }
  const parts = Object.entries(stopped).flatMap(([why, steps]) => (steps.length ? [STOPS[why](when(steps, race.runs))] : []));
  if (left.length) parts.unshift(`left the map ${when(left, race.runs)}`);
  return parts.length ? `${racer.title} ${listed(parts)}.` : "";
}

/** Parts that have commas or an "and" of their own are told apart by semicolons. */
function listed(parts) {
  if (parts.length === 1) return parts[0];
  const simple = parts.length === 2 && !parts[1].includes(" and ");
  return simple ? parts.join(" and ") : `${parts.slice(0, -1).join("; ")}; and ${parts.at(-1)}`;
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

/**
 * What the visitor might do first, where there is nothing to be seen.
 * @param {import("./blob.js").Race} race
 */
export function requests({ starts, racers }) {
  const sentences = [];
  if (!starts.length) sentences.push("Click the map to add a start.");
  if (!racers.length) sentences.push("Choose an optimizer above to see it run.");
  else if (racers.every(({ hidden }) => hidden)) sentences.push("Every racer is hidden. Press \u201cShow all\u201d above the standings to bring them back.");
  return sentences;
}
