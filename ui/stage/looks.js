// One racer looked at closely: the mini-batch of its step, the step inspector, or both. The standings show whom.

import { Chosen } from "./chosen.js";

export class Looks {
  /**
   * @param {import("./standings.js").Standings} standings
   * @param {{inspect: () => void, changed: () => void}} listener  open the inspector; a look began, ended or changed
   */
  constructor(standings, { inspect, changed }) {
    this.standings = standings;
    this.inspect = inspect;
    this.changed = changed;
    this.chosen = new Chosen(() => standings.leading);
    /** @type {{batch?: import("./batch.js").Batch, inspect?: import("./inspector.js").Inspector}} */
    this.by = {};
  }

  get all() {
    return Object.values(this.by);
  }

  /** Whether anybody is looked at. */
  get on() {
    return Boolean(this.by.batch?.shown || this.by.inspect?.on);
  }

  /**
   * @param {"batch" | "inspect"} name
   * @param {boolean} on
   */
  turn(name, on) {
    this.by[name]?.turn(on);
    this.mark();
  }

  /**
   * Another race, start or theme.
   * @param {import("./blob.js").Race} race
   * @param {number} start
   * @param {import("./theme.js").Theme} theme
   */
  show(race, start, theme) {
    this.race = race;
    for (const look of this.all) look.show(race, start, theme);
    this.mark();
  }

  /** @param {import("./chart.js").View} view */
  lay(view) {
    for (const look of this.all) look.lay(view);
  }

  /** @param {number} step */
  moveTo(step) {
    for (const look of this.all) look.moveTo(step);
  }

  remove() {
    for (const look of this.all) look.remove();
  }

  /** The standings show who is looked at, while anybody is; the next look begins with whoever leads then. */
  mark() {
    if (!this.on) this.chosen.key = "";
    this.standings.mark(this.on ? this.chosen.place(this.race) : -1);
    this.changed();
  }

  /** Look at the racer with this key: step by step, if nobody is looked at. A hidden one is shown. @param {string} key */
  choose(key) {
    const racer = this.race?.racers.find((other) => other.key === key);
    this.chosen.key = key;
    if (racer?.hidden) this.standings.visibility.toggle(racer);
    if (!this.on) return this.inspect();
    for (const look of this.all) look.ask();
    this.mark();
  }

  /** Look at the next racer in the table, or the one before. @param {1 | -1} by */
  chooseNext(by) {
    const racers = this.race?.racers.filter(({ hidden }) => !hidden) ?? [];
    const place = racers.findIndex(({ key }) => key === this.chosen.key);
    if (racers.length) this.choose(racers.at(place < 0 ? Math.min(by, 0) : (place + by) % racers.length).key);
  }
}
