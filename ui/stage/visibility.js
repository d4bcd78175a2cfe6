// Whose paths are shown. That is the viewer's own wish and no part of the scene: Python never hears of it, and it lasts
// for the visit. It is kept by a racer's key, so that it outlives every change of the racer's settings.

export class Visibility {
  /** @param {() => void} changed */
  constructor(changed) {
    this.changed = changed;
    /** @type {Set<string>} */
    this.hidden = new Set();
  }

  /**
   * Tell each racer of a race whether it is hidden; one that has left the race comes back shown.
   * @param {import("./blob.js").Race} race
   */
  mark(race) {
    this.race = race;
    const racing = new Set(race.racers.map(({ key }) => key));
    for (const key of this.hidden) if (!racing.has(key)) this.hidden.delete(key);
    for (const racer of race.racers) racer.hidden = this.hidden.has(racer.key);
  }

  /** Whether this racer is the only one that is shown, of several. @param {import("./blob.js").Racer} racer */
  isAlone({ key }) {
    const { length } = this.race.racers;
    return length > 1 && this.hidden.size === length - 1 && !this.hidden.has(key);
  }

  /** Hide a racer or show it again. @param {import("./blob.js").Racer} racer */
  toggle({ key }) {
    if (!this.hidden.delete(key)) this.hidden.add(key);
    this.tell();
  }

  /** Show this racer alone, or once it is, all of them. @param {import("./blob.js").Racer} racer */
  solo(racer) {
    const others = this.race.racers.map(({ key }) => key).filter((key) => key !== racer.key);
    this.hidden = new Set(this.isAlone(racer) ? [] : others);
    this.tell();
  }

  showAll() {
    this.hidden.clear();
    this.tell();
  }

  tell() {
    this.mark(this.race);
    this.changed();
  }
}
