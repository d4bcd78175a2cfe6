// Whether names stand at the heads: as was wished for with the key or the tool, else where they help.

import { Labels } from "./labels.js";

export class Names {
  /**
   * @param {HTMLElement} host  the element that the chart fills
   * @param {{usual: () => boolean, shown: (on: boolean) => void}} listener  whether they would help now; whether they are there
   */
  constructor(host, { usual, shown }) {
    this.labels = new Labels(host);
    this.usual = usual;
    this.tell = shown;
    /** @type {boolean | undefined} */
    this.wish = undefined;
  }

  get layer() {
    return this.labels.layer;
  }

  get on() {
    return this.wish ?? this.usual();
  }

  toggle() {
    this.wish = !this.on;
  }

  /** @param {import("./chart.js").View} view */
  lay(view) {
    this.labels.fit(view);
  }

  /**
   * @param {import("./blob.js").Race} race
   * @param {import("./map_trails.js").MapTrails} trails
   * @param {number} start  the one that is looked at
   * @param {number} step
   * @param {import("./theme.js").Theme} theme
   */
  draw(race, trails, start, step, theme) {
    if (!this.labels.view) return;
    this.tell(this.on);
    if (this.on && !trails.crowded) this.labels.draw(race, trails, start, step, theme);
    else this.labels.clear();
  }
}
