// What moves: bright trails and heads, on canvases laid over the map in the chart's own coordinates.

import { clipSegment, crossing } from "./clip.js";
import { Layer } from "./layer.js";
import { drawingOrder, together } from "./order.js";
import { exitPath } from "./shapes.js";

/** So many steps of all runs together are drawn anew within a frame: then a line that comes later lies no higher for it. */
const ANEW = 15000;
/** Heads this near, in pixels, stand on one spot. */
const ONE_SPOT = 2.5;

export class Trails {
  /**
   * @param {HTMLElement} host  the element that the chart fills
   * @param {string[]} names  classes of the canvases for outlines, trails and heads
   */
  constructor(host, names = ["stage-casing", "stage-trails", "stage-heads"]) {
    this.layers = names.map((name) => new Layer(host, name));
    this.pens = this.layers.map((layer) => layer.pen);
    this.anew = ANEW;
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
    for (const { racer, rim } of drawingOrder(race.racers.filter(({ hidden }) => !hidden))) {
      for (let run = 0; run < race.runs; run++) {
        this.runs.push(new Run(racer, { run, rim }, rows, view, theme));
      }
    }
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
   * On from what is drawn; where the runs are long or many, only the new piece of each trail is added.
   * @param {number} step
   */
  advance(step) {
    if (!this.view) return;
    if (step < this.drawn || step * this.runs.length < this.anew) return this.redraw(step);
    this.stroke(this.drawn, step);
    this.heads(step);
  }

  /**
   * @param {number} from
   * @param {number} to
   */
  stroke(from, to) {
    const [casing, colour] = this.pens;
    const { scale } = /** @type {any} */ (this.theme);
    for (const pen of [casing, colour]) {
      pen.lineJoin = "round";
      pen.lineCap = from > 0 ? "butt" : "round";
    }
    casing.strokeStyle = /** @type {any} */ (this.theme).casing;
    casing.setLineDash([]);
    for (const run of this.runs) {
      const end = Math.min(to, run.end);
      if (end <= from) continue;
      colour.lineWidth = 2.4 * scale + run.rim;
      casing.lineWidth = colour.lineWidth + 2.4 * scale;
      casing.beginPath();
      run.trace(casing, from, end);
      casing.stroke();
      colour.strokeStyle = run.colour;
      colour.setLineDash(run.dash);
      colour.lineDashOffset = from === 0 ? 0 : run.length;
      colour.beginPath();
      const length = run.trace(colour, from, end);
      colour.stroke();
      run.length = (from === 0 ? 0 : run.length) + length;
    }
    this.drawn = to;
  }

  /** @param {number} step */
  heads(step) {
    const pen = this.pens[2];
    this.layers[2].clear();
    const standing = [];
    for (const run of this.runs) {
      const [x, y, behind] = run.at(Math.min(step, run.end));
      if (run.exit && step >= run.exit.step) this.mark(pen, run, run.exit);
      else if (run.stopped && step >= run.end) this.cross(pen, run, x, y);
      else standing.push({ x, y, colour: run.colour, behind });
    }
    for (const group of together(standing, ONE_SPOT)) this.head(pen, group);
  }

  /**
   * Where each run stands: its head, or the mark where it left the view.
   * @param {number} step
   * @returns {{title: string, run: number, colour: string, x: number, y: number}[]}
   */
  standing(step) {
    return this.runs.map((run) => {
      const gone = run.exit && step >= run.exit.step;
      const [x, y] = gone ? [run.exit.x, run.exit.y] : run.at(Math.min(step, run.end));
      return { title: run.title, run: run.run, colour: run.colour, x, y };
    });
  }

  /** A ring with a light middle; of heads on one spot each has its share of the ring. */
  head(pen, group) {
    const { casing, scale } = /** @type {any} */ (this.theme);
    const { x, y } = group.at(-1);
    const radius = 6 * scale;
    const share = (2 * Math.PI) / group.length;
    const parts = group.map(({ colour }, i) => [radius, colour, i * share - Math.PI / 2, (i + 1) * share - Math.PI / 2]);
    const discs = [[radius + 1.5 * scale, casing, 0, 2 * Math.PI], ...parts, [radius * 0.42, "#ffffff", 0, 2 * Math.PI]];
    for (const [r, fill, from, to] of discs) {
      pen.beginPath();
      if (to - from < 2 * Math.PI) pen.moveTo(x, y);
      pen.arc(x, y, r, from, to);
      pen.fillStyle = fill;
      pen.fill();
    }
  }

  /** A triangle at the edge where a run left for good, pointing the way it went. */
  mark(pen, run, exit) {
    const { scale } = /** @type {any} */ (this.theme);
    exitPath(pen, exit, 13.5 * scale, 9 * scale);
    pen.fillStyle = run.colour;
    pen.strokeStyle = /** @type {any} */ (this.theme).casing;
    pen.lineWidth = 2 * scale;
    pen.stroke();
    pen.fill();
  }

  /** A cross where a run stopped inside the view. */
  cross(pen, run, x, y) {
    const { casing, scale } = /** @type {any} */ (this.theme);
    const arm = 6 * scale;
    for (const [width, colour] of [[6, casing], [3, run.colour]]) {
      pen.lineWidth = width * scale;
      pen.strokeStyle = colour;
      pen.beginPath();
      pen.moveTo(x - arm, y - arm);
      pen.lineTo(x + arm, y + arm);
      pen.moveTo(x + arm, y - arm);
      pen.lineTo(x - arm, y + arm);
      pen.stroke();
    }
  }
}

/** One run in pixels of the view. */
class Run {
  /**
   * @param {import("./blob.js").Racer} racer
   * @param {{run: number, rim: number}} which  which of its runs, and pixels that its line is wider
   * @param {number} rows
   * @param {import("./chart.js").View} view
   * @param {import("./theme.js").Theme} theme
   */
  constructor(racer, { run, rim }, rows, view, theme) {
    this.title = racer.title;
    this.run = run;
    this.rim = rim * theme.scale;
    this.colour = theme.dark ? racer.dark : racer.light;
    this.dash = racer.dash.map((pixels) => pixels * theme.scale);
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
