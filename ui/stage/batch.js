// The mini-batch of the shown step, on request: its own contours over the map's, and its gradient beside the full one.

import { drawGradients } from "./arrows.js";
import { make } from "./dom.js";
import { isolines } from "./isolines.js";
import { Live } from "./live.js";
import { nameOfRun, runsFrom } from "./runs.js";

/** So many contours at most: enough to see the batch's valley, few enough to see the map's. */
const MOST_LEVELS = 8;
const DASH = [5, 3];

/**
 * What the route tells of one batch.
 * @typedef {import("./arrows.js").Gradients & {step: number, size: number, count: number}} Told
 */

/** @typedef {{x0: number, x1: number, y0: number, y1: number}} Reach */

/**
 * What was asked for.
 * @typedef {object} Wish
 * @property {import("./blob.js").Race} race
 * @property {number} racer
 * @property {number} run
 * @property {Reach} reach
 */

export class Batch {
  /**
   * @param {HTMLElement} host
   * @param {{lines: import("./layer.js").Layer, arrows: import("./layer.js").Layer}} layers  below and above the trails
   * @param {{reach: () => Reach, chosen: import("./chosen.js").Chosen}} stage  the rectangle to draw, and whose batch
   */
  constructor(host, layers, { reach, chosen }) {
    this.layers = layers;
    this.reach = reach;
    this.chosen = chosen;
    this.on = false;
    this.step = 0;
    this.asked = "";
    this.live = new Live((bytes, wish) => this.take(bytes, wish), (message) => this.clear(message));
    this.said = make("strong");
    this.caption = make("div", { class: "stage-batch-caption", hidden: true }, this.said, ...legend());
    host.append(this.caption);
  }

  remove() {
    this.live.cancel();
  }

  /** Whether there are batches to be seen. */
  get shown() {
    return this.on && this.race !== undefined && this.race.surface.batched && this.racer >= 0 && this.runs.length > 0;
  }

  /** The place of the racer whose batch is shown, -1 if there is none. */
  get racer() {
    return this.chosen.place(this.race);
  }

  /** The runs that the batch may be of; it is the first one's. */
  get runs() {
    return this.race ? runsFrom(this.race, this.start) : [];
  }

  /** @param {boolean} on */
  turn(on) {
    this.on = on;
    if (on) this.chosen.settle(this.race);
    this.ask();
  }

  /**
   * Another race, start or theme.
   * @param {import("./blob.js").Race} race
   * @param {number} start
   * @param {import("./theme.js").Theme} theme
   */
  show(race, start, theme) {
    if (race.surface.query !== this.race?.surface.query) this.forget();
    Object.assign(this, { race, start, theme });
    if (this.on) this.chosen.settle(race);
    this.ask();
  }

  /** @param {import("./chart.js").View} view */
  lay(view) {
    this.view = view;
    for (const layer of Object.values(this.layers)) layer.fit(view);
    Object.assign(this.caption.style, { left: `${view.left + 8}px`, top: `${view.top + view.height - 8}px`, maxWidth: `${view.width - 16}px` });
    this.draw();
    this.ask();
  }

  /** @param {number} step */
  moveTo(step) {
    this.step = Math.floor(step);
    this.ask();
  }

  /** Ask for the batch of the shown step, unless that was the last that was asked for. */
  ask() {
    if (!this.shown || !this.view) return this.forget();
    const { race, racer, runs: [run] } = this;
    // The last step of a run is where it stands; the batch before took it there.
    const step = Math.min(this.step, race.steps - 1, race.racers[racer].ends[run]);
    const reach = this.reach();
    const path = `stage/batch?${new URLSearchParams(/** @type {any} */ ({ racer, run, step, ...reach }))}`;
    if (this.asked === `${race.tag} ${path}`) return;
    this.asked = `${race.tag} ${path}`;
    this.live.request(path, race.query, { race, racer, run, reach });
  }

  /** Show nothing, and take no answer that is still on its way. */
  forget() {
    if (!this.asked) return;
    this.asked = "";
    this.live.cancel();
    this.clear();
  }

  /** @param {string} [message]  why there is nothing to see */
  clear(message = "") {
    this.told = undefined;
    this.said.textContent = message;
    this.draw();
  }

  /**
   * @param {Uint8Array} bytes
   * @param {Wish} wish
   */
  take(bytes, wish) {
    if (!this.shown || wish.race.surface.query !== this.race.surface.query) return;
    const buffer = bytes.buffer;
    const headLength = new DataView(buffer).getUint32(0, true);
    this.told = /** @type {Told} */ (JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, headLength))));
    const heights = new Float32Array(buffer, 4 + headLength);
    this.side = Math.sqrt(heights.length);
    this.wish = wish;
    this.lines = fewLevels(heights, wish.race.surface.levels).flatMap((level) => isolines(heights, this.side, level));
    const whose = [wish.race.racers[wish.racer].title, nameOfRun(wish.race, wish.run), `step ${this.told.step}`];
    this.said.textContent = `${whose.filter((part) => part).join(", ")}: a batch of ${this.told.size} of ${this.told.count}`;
    this.draw();
  }

  draw() {
    this.caption.hidden = !this.said.textContent;
    this.caption.classList.toggle("stage-batch-fault", !this.told);
    for (const layer of Object.values(this.layers)) layer.clear();
    if (!this.told || !this.view) return;
    this.drawLines();
    drawGradients(this.layers.arrows.pen, this.told, this.view, this.theme);
  }

  drawLines() {
    const { pen } = this.layers.lines;
    const { reach: { x0, x1, y0, y1 } } = this.wish;
    const [left, top] = [this.view.toX(x0), this.view.toY(y0)];
    const [across, up] = [(this.view.toX(x1) - left) / (this.side - 1), (this.view.toY(y1) - top) / (this.side - 1)];
    pen.beginPath();
    for (const line of this.lines) {
      for (let i = 0; i < line.length; i += 2) {
        const at = [left + across * line[i], top + up * line[i + 1]];
        if (i) pen.lineTo(at[0], at[1]);
        else pen.moveTo(at[0], at[1]);
      }
    }
    pen.strokeStyle = this.theme.batch;
    pen.lineWidth = 1.3 * this.theme.scale;
    pen.setLineDash(DASH.map((pixels) => pixels * this.theme.scale));
    pen.stroke();
  }
}

/**
 * A few of the map's own levels, or levels between them where the view shows only few.
 * @param {Float32Array} heights
 * @param {import("./blob.js").Levels} levels
 */
function fewLevels(heights, levels) {
  const there = heights.filter(Number.isFinite);
  const low = Math.max(there.reduce((a, b) => Math.min(a, b), Infinity), levels.start);
  const high = Math.min(there.reduce((a, b) => Math.max(a, b), -Infinity), levels.end);
  if (!(low < high)) return [];
  const size = levels.size * 2 ** Math.ceil(Math.log2((high - low) / levels.size / MOST_LEVELS));
  const first = Math.ceil((low - levels.start) / size);
  return Array.from({ length: MOST_LEVELS + 1 }, (_, i) => levels.start + (first + i) * size).filter((level) => level <= high);
}

/** What is what, each beside a piece of it. */
function legend() {
  const entry = (name, text) => make("span", {}, make("i", { class: `stage-key-${name}` }), text);
  return [
    entry("lines", "the batch\u2019s own loss"),
    entry("full", "downhill on all data"),
    entry("batch", "downhill on the batch"),
    entry("spread", "one deviation of batches"),
  ];
}
