// Who is looked at, by mini-batch or step by step: the racer that was chosen, or else the one that led when the look began.

export class Chosen {
  /** @param {() => string} leading  title of who leads now */
  constructor(leading) {
    this.leading = leading;
    /** By title, because a racer's place changes when others come and go. */
    this.title = "";
  }

  /**
   * The racer's place in the race, -1 if nobody is looked at.
   * @param {import("./blob.js").Race | undefined} race
   */
  place(race) {
    return race?.racers.findIndex(({ title }) => title === this.title) ?? -1;
  }

  /**
   * See to it that somebody is, and return the place.
   * @param {import("./blob.js").Race | undefined} race
   */
  settle(race) {
    if (this.place(race) < 0) this.title = this.leading();
    return this.place(race);
  }
}
