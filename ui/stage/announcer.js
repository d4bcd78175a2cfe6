// What a screen reader hears when the race stands still: the step, who leads and how the others do.

import { make, spell } from "./dom.js";
import { ALL, runsFrom } from "./runs.js";
import { standing } from "./standings.js";

/** Milliseconds of rest, so that a key held down is followed by one sentence and not by fifty. */
const REST = 400;
/** So many racers are told one by one. */
const MOST = 6;

export class Announcer {
  /** @param {HTMLElement} host */
  constructor(host) {
    this.region = make("div", { class: "stage-announcer", role: "status", "aria-live": "polite" });
    host.append(this.region);
  }

  remove() {
    clearTimeout(this.timer);
  }

  /** The race moves: what was about to be said is no longer true. */
  hush() {
    clearTimeout(this.timer);
  }

  /**
   * Say how the race stands, once it has rested.
   * @param {() => string} sentence
   */
  tell(sentence) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const text = sentence();
      if (text !== this.region.textContent) this.region.textContent = text;
    }, REST);
  }
}

/**
 * @param {import("./blob.js").Race} race
 * @param {number} start  whose runs the standings show
 * @param {number} step
 */
export function describe(race, start, step) {
  const where = `Step ${Math.floor(step)} of ${race.steps}.`;
  const runs = runsFrom(race, start);
  const racers = race.racers.filter(({ hidden }) => !hidden);
  if (!runs.length || !racers.length) return where;
  const from = race.starts.length > 1 && start !== ALL ? `From start ${start + 1}: ` : "";
  const told = racers
    .map((racer) => ({ title: racer.title, ...standing(racer, runs, race.steps + 1, step), left: hasLeft(race, racer, runs, step) }))
    .sort((a, b) => a.loss - b.loss);
  const rest = told.length > MOST ? [`and ${told.length - MOST} more`] : [];
  const parts = told.slice(0, MOST).map((one, place) => tell(one, place, told));
  return `${where} ${from}${[...parts, ...rest].join("; ")}.`;
}

/** One racer's part of the sentence. */
function tell({ title, loss, texts, left }, place, told) {
  if (!Number.isFinite(loss)) return `${title} has ${texts[2]}`;
  const number = spell(loss, 3);
  // A tie has no leader.
  const leads = place === 0 && told.length > 1 && told[1].loss !== loss;
  if (leads) return `${title} leads with loss ${number}${left ? ", off the map" : ""}`;
  if (left) return `${title} has left the map`;
  return place === 0 ? `${title} has loss ${number}` : `${title} ${number}`;
}

/** Whether every one of these runs is outside the surface's map at this step. */
function hasLeft(race, racer, runs, step) {
  const [[x0, x1], [y0, y1]] = race.surface.domain;
  return runs.every((run) => {
    const at = 2 * (run * (race.steps + 1) + Math.min(Math.floor(step), racer.ends[run]));
    const [x, y] = [racer.points[at], racer.points[at + 1]];
    return x < x0 || x > x1 || y < y0 || y > y1;
  });
}
