// Trails and heads that lie on the relief's ground. What the ground hides is drawn faintly, and a head as a hollow ring,
// so that one sees both where it is and that it is behind.

import { clipSegment } from "./clip.js";
import { drawingOrder } from "./order.js";
import { Trails } from "./trails.js";

/** Cells of the grid from one point of a draped path to the next, so that a long step follows the ground too. */
const FOLD = 1.5;
/** On and off pixels of what is hidden. */
const DOTS = [1, 5];

export class DrapedTrails extends Trails {
  /** @param {HTMLElement} host */
  constructor(host) {
    super(host, ["relief-casing", "relief-trails", "relief-heads"]);
    // A piece on the ground costs more than one on the map.
    this.anew = 0;
  }

  /**
   * Other runs, or another ground under them.
   * @param {import("./blob.js").Race} race
   * @param {import("./terrain.js").Terrain} terrain
   * @param {import("./theme.js").Theme} theme
   */
  drape(race, terrain, theme) {
    this.theme = theme;
    const each = ({ racer, rim }) => Array.from({ length: race.runs }, (_, run) => new DrapedRun(racer, { run, rim }, race.steps + 1, terrain, theme));
    this.runs = drawingOrder(race.racers.filter(({ hidden }) => !hidden)).flatMap(each);
  }

  /**
   * @param {import("./camera.js").Camera} camera
   * @param {import("./hidden.js").Hidden} hidden
   */
  look(camera, hidden) {
    this.view = /** @type {any} */ ({ left: 0, top: 0, width: camera.width, height: camera.height });
    for (const layer of this.layers) layer.fit(this.view);
    for (const run of this.runs) run.look(camera, hidden);
  }

  /** The whole paths, faint, as the map has them under the trails. */
  strokeWhole(pen) {
    pen.lineJoin = "round";
    for (const run of this.runs) {
      pen.strokeStyle = run.colour;
      pen.lineWidth = 1.6 * /** @type {any} */ (this.theme).scale;
      pen.globalAlpha = 0.55;
      pen.setLineDash(run.dash);
      pen.beginPath();
      run.trace(pen, 0, run.end);
      pen.stroke();
    }
    pen.setLineDash([]);
    pen.globalAlpha = 1;
  }

  stroke(from, to) {
    const pen = this.pens[1];
    pen.lineCap = "round";
    pen.lineWidth = 2 * /** @type {any} */ (this.theme).scale;
    pen.globalAlpha = 0.75;
    pen.setLineDash(DOTS);
    for (const run of this.runs) {
      pen.strokeStyle = run.colour;
      pen.lineDashOffset = from === 0 ? 0 : run.length;
      pen.beginPath();
      run.trace(pen, from, Math.min(to, run.end), true);
      pen.stroke();
    }
    super.stroke(from, to);
  }

  head(pen, group) {
    if (!group.every(({ behind }) => behind)) return super.head(pen, group);
    const { x, y, colour } = group.at(-1);
    const { casing, scale } = /** @type {any} */ (this.theme);
    for (const [width, stroke] of [[4.5, casing], [2, colour]]) {
      pen.beginPath();
      pen.arc(x, y, 5 * scale, 0, 2 * Math.PI);
      pen.lineWidth = width * scale;
      pen.strokeStyle = stroke;
      pen.stroke();
    }
  }
}

/** One run on the ground: a line of places of the grid, each with the real-valued step at which the run is there. */
class DrapedRun {
  constructor(racer, { run, rim }, rows, terrain, theme) {
    this.title = racer.title;
    this.run = run;
    this.rim = rim * theme.scale;
    this.colour = theme.dark ? racer.dark : racer.light;
    this.dash = racer.dash.map((pixels) => pixels * theme.scale);
    this.end = racer.ends[run];
    this.stopped = racer.divergedAt[run] >= 0;
    this.length = 0;
    this.terrain = terrain;
    /** @type {{place: number[], steps: number[], begins: boolean[]}} */
    const line = { place: [], steps: [], begins: [] };
    this.left = layDown(line, racer.points.subarray(2 * run * rows, 2 * (run * rows + this.end + 1)), terrain);
    const { length } = line.steps;
    this.place = line.place;
    this.steps = line.steps;
    this.begins = line.begins;
    this.points = new Float32Array(3 * length);
    for (let i = 0; i < length; i++) {
      const [column, row] = [line.place[2 * i], line.place[2 * i + 1]];
      this.points.set([terrain.acrossOf(column), terrain.upOf(row), terrain.zAt(column, row)], 3 * i);
    }
    this.pixels = new Float32Array(2 * length);
    this.behind = new Uint8Array(length);
  }

  look(camera, hidden) {
    camera.projectAll(this.points, this.pixels);
    for (let i = 0; i < this.behind.length; i++) this.behind[i] = Number(hidden.at(this.place[2 * i], this.place[2 * i + 1]));
    this.exit = this.left ? this.wall() : null;
  }

  /** Where the run went through a wall of the box for good. */
  wall() {
    const last = this.steps.length - 1;
    const [x0, y0, x, y] = this.pixels.subarray(2 * Math.max(last - 1, 0), 2 * last + 2);
    const angle = last > 0 ? Math.atan2(y - y0, x - x0) : 0;
    return { x: last > 0 ? x : x0, y: last > 0 ? y : y0, angle, step: Math.ceil(this.steps[last] - 1e-6) };
  }

  /** How many points lie at or before this step. */
  until(step) {
    let [low, high] = [0, this.steps.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.steps[middle] <= step) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Pixel at a real-valued step and whether it is hidden; nowhere while the run is off the ground. */
  at(step) {
    const i = this.until(step) - 1;
    if (i < 0) return [NaN, NaN, false];
    const { pixels: p, steps, behind } = this;
    const j = i + 1;
    if (j === steps.length) return [p[2 * i], p[2 * i + 1], behind[i] > 0];
    if (this.begins[j]) return step > steps[i] ? [NaN, NaN, false] : [p[2 * i], p[2 * i + 1], behind[i] > 0];
    const share = (step - steps[i]) / (steps[j] - steps[i]);
    const x = p[2 * i] + share * (p[2 * j] - p[2 * i]);
    return [x, p[2 * i + 1] + share * (p[2 * j + 1] - p[2 * i + 1]), behind[share < 0.5 ? i : j] > 0];
  }

  /**
   * Add the seen pieces between two real-valued steps to the pen's path, or the hidden ones; returns the length of both.
   */
  trace(pen, from, to, wanted = false) {
    let [x, y, behind] = this.at(from);
    let length = 0;
    let open = false;
    const draw = (nextX, nextY, nextBehind) => {
      // What lies behind the eye is nowhere. A piece of which one end is seen is drawn as seen.
      const far = Math.hypot(nextX - x, nextY - y);
      const fits = (behind && nextBehind) === wanted && far >= 0;
      if (fits && !open) pen.moveTo(x, y);
      if (fits) pen.lineTo(nextX, nextY);
      open = fits;
      length += far || 0;
      [x, y, behind] = [nextX, nextY, nextBehind];
    };
    const stop = this.until(to);
    for (let i = this.until(from); i < stop; i++) {
      const [nextX, nextY, nextBehind] = [this.pixels[2 * i], this.pixels[2 * i + 1], this.behind[i] > 0];
      if (!this.begins[i]) draw(nextX, nextY, nextBehind);
      else [x, y, behind, open] = [nextX, nextY, nextBehind, false];
    }
    const [lastX, lastY, lastBehind] = this.at(to);
    if (lastX === lastX && x === x && (lastX !== x || lastY !== y)) draw(lastX, lastY, lastBehind);
    return length;
  }
}

/**
 * The part of a path that lies on the ground, in places of its grid.
 * @param {{place: number[], steps: number[], begins: boolean[]}} line  takes it
 * @param {Float32Array} points  x, y of each step
 * @param {import("./terrain.js").Terrain} terrain
 * @returns {boolean}  whether it was on the ground and left it for good
 */
function layDown(line, points, terrain) {
  const edge = { width: terrain.side - 1, height: terrain.side - 1 };
  const add = (column, row, step, begins) => {
    line.place.push(column, row);
    line.steps.push(step);
    line.begins.push(begins);
  };
  let [column, row] = [terrain.column(points[0]), terrain.row(points[1])];
  let joined = terrain.holds(column, row);
  if (joined) add(column, row, 0, true);
  for (let i = 1; 2 * i < points.length; i++) {
    const [toColumn, toRow] = [terrain.column(points[2 * i]), terrain.row(points[2 * i + 1])];
    const [dx, dy] = [toColumn - column, toRow - row];
    const piece = clipSegment(column, row, toColumn, toRow, edge, 0);
    if (piece) {
      const [c0, r0, c1, r1] = piece;
      const share = (c, r) => (Math.abs(dx) > Math.abs(dy) ? (c - column) / dx : dy === 0 ? 1 : (r - row) / dy);
      const first = joined ? 0 : share(c0, r0);
      const last = share(c1, r1);
      if (!joined) add(c0, r0, i - 1 + first, true);
      const parts = Math.max(Math.ceil(Math.hypot(c1 - c0, r1 - r0) / FOLD), 1);
      for (let k = 1; k <= parts; k++) {
        const t = k / parts;
        add(c0 + t * (c1 - c0), r0 + t * (r1 - r0), i - 1 + first + t * (last - first), false);
      }
    }
    joined = terrain.holds(toColumn, toRow);
    [column, row] = [toColumn, toRow];
  }
  return !joined && line.steps.length > 0;
}
