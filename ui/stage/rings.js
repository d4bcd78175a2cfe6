// Where every racer is at the step that the chart's pointer is on: a ring on each run from the start that is looked at.

import { runsFrom } from "./runs.js";

/** Of more runs than this the rings are small. */
const FEW = 20;

export class Rings {
  /** @param {import("./layer.js").Layer} layer */
  constructor(layer) {
    this.layer = layer;
    /** @type {number | null} */
    this.step = null;
  }

  /**
   * @param {import("./blob.js").Race} race
   * @param {number} start
   * @param {import("./theme.js").Theme} theme
   */
  show(race, start, theme) {
    Object.assign(this, { race, theme, runs: runsFrom(race, start) });
    this.draw();
  }

  /** @param {import("./chart.js").View} view */
  lay(view) {
    this.view = view;
    this.layer.fit(view);
    this.draw();
  }

  /** @param {number | null} step  none */
  pointAt(step) {
    if (step === this.step) return;
    this.step = step;
    this.draw();
  }

  draw() {
    this.layer.clear();
    if (this.step === null || !this.race || !this.view) return;
    const few = this.race.racers.length * this.runs.length <= FEW;
    const { scale = 1 } = this.theme;
    for (const racer of this.race.racers.filter(({ hidden }) => !hidden)) {
      for (const run of this.runs) if (this.step <= racer.ends[run]) this.ring(racer, run, scale * (few ? 7 : 3.5));
    }
  }

  ring(racer, run, radius) {
    const { pen } = this.layer;
    const at = 2 * (run * (this.race.steps + 1) + this.step);
    const [x, y] = [this.view.toX(racer.points[at]), this.view.toY(racer.points[at + 1])];
    const { width, height } = this.view;
    // A canvas loses its way at coordinates of 1e9.
    if (x < -radius || x > width + radius || y < -radius || y > height + radius) return;
    pen.beginPath();
    pen.arc(x, y, radius, 0, 2 * Math.PI);
    const line = radius * 0.36;
    for (const [lineWidth, colour] of [[line + 2.4, this.theme.casing], [line, this.theme.dark ? racer.dark : racer.light]]) {
      Object.assign(pen, { lineWidth, strokeStyle: colour });
      pen.stroke();
    }
  }
}
