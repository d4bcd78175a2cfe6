// The norms of the exact gradient along the runs from one start: asked for when the chart by step shows them.

import { Live } from "./live.js";
import { ALL, runsFrom } from "./runs.js";

export class Slopes {
  /**
   * @param {(race: import("./blob.js").Race, start: number) => void} arrived  these are here now
   * @param {(message: string) => void} failed
   */
  constructor(arrived, failed) {
    const lost = () => failed("The gradient norms did not arrive. Choose another quantity, or this one again to ask once more.");
    this.live = new Live((bytes, about) => this.take(bytes, about, arrived), failed, lost);
    this.held = "";
  }

  remove() {
    this.live.cancel();
  }

  /**
   * Whether the norms of these runs are here. If not they are asked for; of several wishes the newest is granted.
   * @param {import("./blob.js").Race} race
   * @param {number} start
   */
  has(race, start) {
    if (this.held === nameOf(race, start)) return true;
    this.live.request(`stage/slopes?start=${start === ALL ? "all" : start}`, race.query, { race, start });
    return false;
  }

  take(bytes, { race, start }, arrived) {
    this.norms = new Float32Array(bytes.buffer);
    this.rows = race.steps + 1;
    this.runs = runsFrom(race, start);
    this.held = nameOf(race, start);
    arrived(race, start);
  }

  /**
   * @param {number} place  of the racer
   * @param {number} run    of the race
   */
  of(place, run) {
    const row = (place * this.runs.length + run - this.runs[0]) * this.rows;
    return this.norms.subarray(row, row + this.rows);
  }
}

const nameOf = (race, start) => `${race.tag} ${start}`;
