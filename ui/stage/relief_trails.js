// Trails and heads on the relief: lines for a few runs, a swarm for many.

import { DrapedTrails } from "./draped.js";
import { DrapedSwarm } from "./draped_swarm.js";

export class ReliefTrails extends DrapedTrails {
  /** @param {HTMLElement} host */
  constructor(host) {
    super(host);
    const [, tails, heads] = this.layers;
    this.swarm = new DrapedSwarm({ tails, heads });
    this.crowded = false;
  }

  /**
   * @param {import("./blob.js").Race} race
   * @param {import("./terrain.js").Terrain} terrain
   * @param {import("./theme.js").Theme} theme
   * @param {import("./groups.js").Group[] | null} groups  the runs by colour, where there are too many for lines
   */
  drape(race, terrain, theme, groups) {
    this.crowded = groups !== null;
    if (!groups) return super.drape(race, terrain, theme);
    this.runs = [];
    this.swarm.drape(race, groups, terrain, theme);
  }

  look(camera, hidden) {
    super.look(camera, hidden);
    if (this.crowded) this.swarm.look(camera, hidden, this.view);
  }

  redraw(step) {
    if (!this.crowded) return super.redraw(step);
    this.layers[0].clear();
    this.swarm.draw(step);
  }

  advance(step) {
    if (this.crowded) this.swarm.draw(step);
    else super.advance(step);
  }
}
