// Edits of the starts by hand. They are drawn at once; Python, whose scene is the truth, is told when the hand lets go, and
// told again if it seems not to have heard.

/** Milliseconds after which an edit that Python does not know of is told again. */
const OVERDUE = 1500;

export class Hand {
  constructor() {
    /** @type {(edit: {starts: [number, number][], number: number}) => void} */
    this.tell = () => {};
    /** Number of the last edit. */
    this.sent = 0;
    /** The starts as the hand has put them, until Python has answered. @type {[number, number][] | undefined} */
    this.pending = undefined;
  }

  /** @param {[number, number][]} starts */
  put(starts) {
    this.pending = starts;
  }

  /** The hand lets go. */
  release() {
    this.sent = Math.max(Date.now(), this.sent + 1);
    this.tellPending();
  }

  tellPending() {
    if (this.pending) this.tell({ starts: this.pending, number: this.sent });
  }

  /**
   * Whether a scene from Python is to be drawn. One that is older than what the hand has done since is not: its successor
   * is on the way.
   * @param {import("./blob.js").Race} race
   * @param {boolean} dragging
   */
  accepts(race, dragging) {
    // Another session (the server was restarted, say) has not heard of this one's edits.
    const stranger = this.visit !== undefined && race.visit !== this.visit;
    this.visit = race.visit;
    clearTimeout(this.overdue);
    if (dragging) return false;
    if (race.echo < this.sent) {
      // Its successor is on the way, unless the edit was lost with the connection.
      if (this.pending) this.overdue = setTimeout(() => this.tellPending(), stranger ? 0 : OVERDUE);
      else this.sent = 0;
      if (this.pending || !stranger) return false;
    }
    this.pending = undefined;
    return true;
  }

  remove() {
    clearTimeout(this.overdue);
  }
}
