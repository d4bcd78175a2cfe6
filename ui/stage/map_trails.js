// Trails and heads on the map: lines for a few runs, a crowd for many.

import { Crowd } from "./crowd.js";
import { Layer } from "./layer.js";
import { Trails } from "./trails.js";

export class MapTrails extends Trails {
  /** @param {HTMLElement} host  the element that the chart fills */
  constructor(host) {
    // Below the others.
    const density = new Layer(host, "stage-density");
    super(host);
    const [, tails, heads] = this.layers;
    this.density = density;
    this.crowd = new Crowd({ density, tails, heads });
    this.crowded = false;
  }

  /**
   * @param {import("./blob.js").Race} race
   * @param {import("./chart.js").View} view
   * @param {import("./theme.js").Theme} theme
   * @param {import("./crowd_key.js").CrowdKey} [key]  how the runs are coloured where there are too many for lines
   */
  lay(race, view, theme, key) {
    this.crowded = Boolean(key?.groups);
    if (!this.crowded || !key) {
      this.crowd.clear();
      return super.lay(race, view, theme);
    }
    this.view = view;
    for (const layer of this.layers) layer.fit(view);
    this.layers[0].clear();
    this.crowd.lay(race, key, view, theme);
  }

  remove() {
    this.crowd.clear();
  }

  redraw(step) {
    if (this.crowded) this.crowd.draw(step);
    else super.redraw(step);
  }

  advance(step) {
    if (this.crowded) this.crowd.draw(step);
    else super.advance(step);
  }
}
