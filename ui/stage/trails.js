// What moves: bright trails and heads, on canvases laid over the map in the chart's own coordinates.

import { clipSegment, crossing } from "./clip.js";
import { Layer } from "./layer.js";

/** Beyond so many paths lines get thinner and lose their casing. */
export const MANY = 60;

export class Trails {
  /**
   * @param {HTMLElement} host  the element that the chart fills
   * @param {string[]} names  classes of the canvases for outlines, trails and heads
   */
  constructor(host, names = ["stage-casing", "stage-trails", "stage-heads"]) {
    this.layers = names.map((name) => new Layer(host, name));
    this.pens = this.layers.map((layer) => layer.pen);
    /** @type {Run[]} */
    this.runs = [];
    this.drawn = 0;
  }

  /**
   * Lay the runs out in pixels of the present view. Call it whenever the view, the race or the theme changes.
   * @param {import("./blob.js").Race} race
   * @param {import("./chart.js").View} view
   * @param {import("./theme.js").Theme} theme
   */
  lay(race, view, theme) {
    this.view = view;
    this.theme = theme;
    for (const layer of this.layers) layer.fit(view);
    const rows = race.steps + 1;
    this.runs = [];
    for (const racer of race.racers.filter(({ hidden }) => !hidden)) {
      for (let run = 0; run < race.runs; run++) {
        this.runs.push(new Run(racer, run, rows, view, theme));
      }
    }
    this.many = this.runs.length > MANY;
  }

  /**
   * Everything up to `step`, from nothing.
   * @param {number} step
   */
  redraw(step) {
    if (!this.view) return;
    for (const layer of this.layers) layer.clear();
    this.stroke(0, step);
    this.heads(step);
  }

  /**
   * On from what is drawn; only the new piece of each trail is added.
   * @param {number} step
   */
  advance(step) {
    if (!this.view) return;
    if (step < this.drawn) return this.redraw(step);
    this.stroke(this.drawn, step);
    this.heads(step);
  }

  /**
   * @param {number} from
   * @param {number} to
   */
  stroke(from, to) {
    const [casing, colour] = this.pens;
    const width = this.many ? 1.2 : 2.4;
    for (const pen of [casing, colour]) {
      pen.lineJoin = "round";
      pen.lineCap = from > 0 || this.many ? "butt" : "round";
    }
    casing.lineWidth = width + 2.4;
    casing.strokeStyle = /** @type {any} */ (this.theme).casing;
    casing.setLineDash([]);
    colour.lineWidth = width;
    for (const run of this.runs) {
      const end = Math.min(to, run.end);
      if (end <= from) continue;
      if (!this.many) {
        casing.beginPath();
        run.trace(casing, from, end);
        casing.stroke();
      }
      colour.strokeStyle = run.colour;
      colour.globalAlpha = this.many ? 0.7 : 1;
      colour.setLineDash(run.dash);
      colour.lineDashOffset = from === 0 ? 0 : run.length;
      colour.beginPath();
      const length = run.trace(colour, from, end);
      colour.stroke();
      run.length = (from === 0 ? 0 : run.length) + length;
    }
    colour.globalAlpha = 1;
    this.drawn = to;
  }

  /** @param {number} step */
  heads(step) {
    const pen = this.pens[2];
    this.layers[2].clear();
    const radius = this.many ? 2.6 : 6;
    for (const run of this.runs) {
      const [x, y, behind] = run.at(Math.min(step, run.end));
      if (run.exit && step >= run.exit.step) this.mark(pen, run, run.exit);
      else if (run.stopped && step >= run.end) this.cross(pen, run, x, y);
      else this.head(pen, run.colour, x, y, radius, behind);
    }
  }

  head(pen, colour, x, y, radius) {
    const { casing } = /** @type {any} */ (this.theme);
    const discs = this.many ? [[radius, colour]] : [[radius + 1.5, casing], [radius, colour], [radius * 0.42, "#ffffff"]];
    for (const [r, fill] of discs) {
      pen.beginPath();
      pen.arc(x, y, r, 0, 2 * Math.PI);
      pen.fillStyle = fill;
      pen.fill();
    }
  }

  /** A triangle at the edge where a run left for good, pointing the way it went. */
  mark(pen, run, exit) {
    const size = this.many ? 5 : 9;
    pen.save();
    pen.translate(exit.x, exit.y);
    pen.rotate(exit.angle);
    pen.beginPath();
    pen.moveTo(0, 0);
    pen.lineTo(-size * 1.5, -size);
    pen.lineTo(-size * 1.5, size);
    pen.closePath();
    pen.fillStyle = run.colour;
    pen.strokeStyle = /** @type {any} */ (this.theme).casing;
    pen.lineWidth = 2;
    pen.stroke();
    pen.fill();
    pen.restore();
  }

  /** A cross where a run stopped inside the view. */
  cross(pen, run, x, y) {
    for (const [width, colour] of [[6, /** @type {any} */ (this.theme).casing], [3, run.colour]]) {
      pen.lineWidth = width;
      pen.strokeStyle = colour;
      pen.beginPath();
      pen.moveTo(x - 6, y - 6);
      pen.lineTo(x + 6, y + 6);
      pen.moveTo(x + 6, y - 6);
      pen.lineTo(x - 6, y + 6);
      pen.stroke();
    }
  }
}

/** One run in pixels of the view. */
class Run {
  constructor(racer, run, rows, view, theme) {
    this.colour = theme.dark ? racer.dark : racer.light;
    this.dash = racer.dash;
    this.end = racer.ends[run];
    this.stopped = racer.divergedAt[run] >= 0;
    this.view = view;
    this.length = 0;
    this.pixels = new Float64Array(2 * (this.end + 1));
    const first = run * rows * 2;
    for (let i = 0; i <= this.end; i++) {
      this.pixels[2 * i] = view.toX(racer.points[first + 2 * i]);
      this.pixels[2 * i + 1] = view.toY(racer.points[first + 2 * i + 1]);
    }
    this.exit = crossing(this.pixels, this.end, view);
  }

  /** Pixel at a real-valued step. */
  at(step) {
    const i = Math.min(Math.floor(step), this.end);
    const j = Math.min(i + 1, this.end);
    const share = step - i;
    const p = this.pixels;
    return [p[2 * i] + share * (p[2 * j] - p[2 * i]), p[2 * i + 1] + share * (p[2 * j + 1] - p[2 * i + 1])];
  }

  /**
   * Add the piece between two real-valued steps to the pen's path; returns its length in pixels.
   * Pieces far outside are cut, not clamped: a canvas loses its precision at coordinates of 1e9.
   */
  trace(pen, from, to) {
    let [x, y] = this.at(from);
    let length = 0;
    let open = false;
    for (let i = Math.floor(from) + 1; i <= Math.ceil(to); i++) {
      const [nextX, nextY] = i <= to ? [this.pixels[2 * i], this.pixels[2 * i + 1]] : this.at(to);
      const piece = clipSegment(x, y, nextX, nextY, this.view);
      if (piece) {
        if (!open) pen.moveTo(piece[0], piece[1]);
        pen.lineTo(piece[2], piece[3]);
        length += Math.hypot(piece[2] - piece[0], piece[3] - piece[1]);
      }
      open = piece !== null && piece[2] === nextX && piece[3] === nextY;
      [x, y] = [nextX, nextY];
    }
    return length;
  }
}
