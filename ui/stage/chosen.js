// Who is looked at, by mini-batch or step by step: the racer that was chosen, or else the one that led when the look began
// or the one before was hidden.

export class Chosen {
  /** @param {() => string} leading  key of who leads now */
  constructor(leading) {
    this.leading = leading;
    /** By key, because a racer's place changes when others come and go, and its title with its settings. */
    this.key = "";
  }

  /**
   * The racer's place in the race, -1 if nobody is looked at.
   * @param {import("./blob.js").Race | undefined} race
   */
  place(race) {
    return race?.racers.findIndex(({ key }) => key === this.key) ?? -1;
  }

  /**
   * See to it that somebody who is shown is looked at, and return the place.
   * @param {import("./blob.js").Race | undefined} race
   */
  settle(race) {
    if (race?.racers[this.place(race)]?.hidden !== false) this.key = this.leading();
    return this.place(race);
  }
}
