// Many runs on the move: small heads with short tails, over the density of their whole paths.

import { Density } from "./density.js";
import { clipSegment } from "./clip.js";

/** A tail covers this share of the steps, and no fewer than the least. */
const TAIL = 0.05;
const LEAST_TAIL = 4;
/** A tail fades in so many pieces. */
const FADES = [0.3, 0.75];
/** Pixels from the middle of a minimum's star to its points. */
const STAR = 9;
/** Pixels from the view's corner beyond which no tail is drawn. */
const FARTHEST = 2e4;
/** Beyond so many runs heads get smaller. */
const CROWDED = 600;
/** After a move of the view, milliseconds of rest before the density is drawn anew; meanwhile it moves along. */
const REST = 90;

/**
 * The runs of one racer in pixels of the view.
 * @typedef {object} Tracks
 * @property {Float32Array} pixels  x, y of every step of every run
 * @property {number} rows  steps of a run, and one
 * @property {number[]} ends
 */

export class Crowd {
  /** @param {Record<"density" | "tails" | "heads", import("./layer.js").Layer>} layers */
  constructor({ density, tails, heads }) {
    this.density = new Density(density);
    this.tails = tails;
    this.heads = heads;
    /** @type {Tracks[]} */
    this.tracks = [];
    /** @type {import("./groups.js").Group[]} */
    this.groups = [];
  }

  /**
   * @param {import("./blob.js").Race} race
   * @param {import("./crowd_key.js").CrowdKey} key
   * @param {import("./chart.js").View} view
   * @param {import("./theme.js").Theme} theme
   */
  lay(race, key, view, theme) {
    const groups = /** @type {import("./groups.js").Group[]} */ (key.groups);
    const moved = this.race === race && this.groups === groups && this.theme === theme;
    Object.assign(this, { race, groups, view, theme, stars: key.stars });
    this.tracks = race.racers.map((racer, i) => tracksOf(race, racer, view, this.tracks[i]?.pixels));
    this.exits = this.tracks.map((tracks) => exitsOf(tracks, view));
    this.sprites = groups.map(({ colour }) => sprite(colour, theme, this.radius));
    this.taken = new Uint8Array(Math.ceil(view.width) * Math.ceil(view.height));
    this.tail = Math.max(Math.round(TAIL * race.steps), LEAST_TAIL);
    clearTimeout(this.timer);
    if (!moved) return this.drawDensity();
    if (sameView(view, this.drawn)) return this.shiftBack();
    this.shift();
    this.timer = setTimeout(() => this.drawDensity(), REST);
  }

  /** Nothing to be seen. */
  clear() {
    clearTimeout(this.timer);
    this.race = undefined;
    this.density.layer.clear();
  }

  get radius() {
    return this.race.runs * this.race.racers.length > CROWDED ? 2.1 : 2.8;
  }

  drawDensity() {
    this.drawn = this.view;
    this.shiftBack();
    this.density.draw(this.groups, this.tracks, this.view, this.theme);
    this.drawStarts();
    this.drawMinima();
  }

  /** The known minima once more, over the paths that cover them. */
  drawMinima() {
    const { pen } = this.density.layer;
    const { view, theme } = this;
    pen.lineWidth = 1.5;
    pen.strokeStyle = theme.rim;
    for (const [i, [x, y]] of this.race.surface.minima.entries()) {
      pen.fillStyle = this.stars[i] ?? theme.star;
      pen.beginPath();
      for (let corner = 0; corner < 10; corner++) {
        const [angle, radius] = [(corner * Math.PI) / 5, corner % 2 ? STAR / 2.4 : STAR];
        pen.lineTo(view.toX(x) + radius * Math.sin(angle), view.toY(y) - radius * Math.cos(angle));
      }
      pen.closePath();
      pen.stroke();
      pen.fill();
    }
  }

  /** Small dots where runs begin. */
  drawStarts() {
    const { race, view, theme } = this;
    const { pen } = this.density.layer;
    pen.fillStyle = theme.text;
    pen.globalAlpha = 0.5;
    for (const [x, y] of race.starts) {
      pen.beginPath();
      pen.arc(view.toX(x), view.toY(y), race.starts.length > CROWDED ? 0.9 : 1.4, 0, 2 * Math.PI);
      pen.fill();
    }
    pen.globalAlpha = 1;
  }

  /** Move what is drawn to where the present view has it. */
  shift() {
    const { drawn, view } = this;
    const across = (drawn.xRange[1] - drawn.xRange[0]) / (view.xRange[1] - view.xRange[0]) * (view.width / drawn.width);
    const up = (drawn.yRange[1] - drawn.yRange[0]) / (view.yRange[1] - view.yRange[0]) * (view.height / drawn.height);
    const { style } = this.density.layer.canvas;
    style.transformOrigin = "0 0";
    style.transform = `translate(${view.toX(drawn.xRange[0])}px, ${view.toY(drawn.yRange[1])}px) scale(${across}, ${up})`;
  }

  shiftBack() {
    this.density.layer.canvas.style.transform = "";
  }

  /** @param {number} step */
  draw(step) {
    this.tails.clear();
    this.heads.clear();
    this.taken.fill(0);
    const pen = this.tails.pen;
    pen.lineWidth = 1.5;
    pen.lineCap = "butt";
    pen.lineJoin = "bevel";
    pen.setLineDash([]);
    for (const [i, group] of this.groups.entries()) {
      pen.strokeStyle = group.colour;
      for (const [piece, opacity] of FADES.entries()) {
        const [from, to] = [piece, piece + 1].map((part) => step - this.tail * (1 - part / FADES.length));
        pen.globalAlpha = opacity;
        pen.beginPath();
        for (const [which, runs] of group.runs.entries()) for (const run of runs) this.trace(pen, this.tracks[which], run, from, to);
        pen.stroke();
      }
      this.drawHeads(group, this.sprites[i], step, i + 1);
    }
    pen.globalAlpha = 1;
  }

  /** The piece of a run between two moments, unless it stood still. */
  trace(pen, { pixels, rows, ends }, run, from, to) {
    const end = Math.min(to, ends[run]);
    const begin = Math.max(from, 0);
    if (end <= begin) return;
    const first = 2 * run * rows;
    const [i, j] = [Math.floor(begin), Math.floor(end)];
    const [atX, atY] = [first + 2 * i, first + 2 * j];
    const share = begin - i;
    const x = pixels[atX] + share * (pixels[atX + 2] - pixels[atX] || 0);
    const y = pixels[atX + 1] + share * (pixels[atX + 3] - pixels[atX + 1] || 0);
    const half = atX + 2 * ((j - i) >> 1);
    if (near(pixels, half, x, y) && near(pixels, atY, x, y)) return;
    pen.moveTo(x, y);
    for (let at = atX + 2; at <= atY; at += 2) {
      // A canvas loses its precision far away; what leaves has its mark at the edge.
      if (Math.abs(pixels[at]) + Math.abs(pixels[at + 1]) > FARTHEST) return;
      pen.lineTo(pixels[at], pixels[at + 1]);
    }
    const rest = end - j;
    if (rest > 0 && Math.abs(pixels[atY + 2]) + Math.abs(pixels[atY + 3]) < FARTHEST) pen.lineTo(pixels[atY] + rest * (pixels[atY + 2] - pixels[atY]), pixels[atY + 1] + rest * (pixels[atY + 3] - pixels[atY + 1]));
  }

  drawHeads(group, image, step, mark) {
    const { pen } = this.heads;
    const { width, height } = this.view;
    const columns = Math.ceil(width);
    const half = image.half;
    for (const [which, runs] of group.runs.entries()) {
      const { pixels, rows, ends } = this.tracks[which];
      const exits = this.exits[which];
      for (const run of runs) {
        const exit = exits[run];
        if (exit && step >= exit.step) {
          this.mark(pen, group.colour, exit);
          continue;
        }
        const now = Math.min(step, ends[run]);
        const i = Math.floor(now);
        const at = 2 * (run * rows + i);
        const share = now - i;
        const x = share ? pixels[at] + share * (pixels[at + 2] - pixels[at]) : pixels[at];
        const y = share ? pixels[at + 1] + share * (pixels[at + 3] - pixels[at + 1]) : pixels[at + 1];
        if (!(x >= 0 && y >= 0 && x < width && y < height)) continue;
        // Where many of one colour have gathered, one head is all that is seen.
        const cell = (y | 0) * columns + (x | 0);
        if (this.taken[cell] === mark) continue;
        this.taken[cell] = mark;
        pen.drawImage(image.canvas, x - half, y - half, 2 * half, 2 * half);
      }
    }
  }

  /** A small triangle at the edge where a run left for good. */
  mark(pen, colour, { x, y, angle }) {
    const [ahead, aside] = [Math.cos(angle), Math.sin(angle)];
    pen.fillStyle = colour;
    pen.beginPath();
    pen.moveTo(x, y);
    pen.lineTo(x - 8 * ahead - 4 * aside, y - 8 * aside + 4 * ahead);
    pen.lineTo(x - 8 * ahead + 4 * aside, y - 8 * aside - 4 * ahead);
    pen.fill();
  }
}

const near = (pixels, at, x, y) => Math.abs(pixels[at] - x) + Math.abs(pixels[at + 1] - y) < 0.3;

/** @returns {Tracks} */
function tracksOf(race, racer, view, spare) {
  const { points } = racer;
  const pixels = spare?.length === points.length ? spare : new Float32Array(points.length);
  const [[left, right], [low, high]] = [view.xRange, view.yRange];
  const [across, up] = [view.width / (right - left), view.height / (high - low)];
  for (let at = 0; at < points.length; at += 2) {
    pixels[at] = (points[at] - left) * across;
    pixels[at + 1] = (high - points[at + 1]) * up;
  }
  return { pixels, rows: race.steps + 1, ends: racer.ends };
}

/** Per run, where it leaves the view for good, or undefined. */
function exitsOf({ pixels, rows, ends }, view) {
  return ends.map((end, run) => {
    const first = 2 * run * rows;
    const out = (at) => !(pixels[at] >= 0 && pixels[at] <= view.width && pixels[at + 1] >= 0 && pixels[at + 1] <= view.height);
    if (!out(first + 2 * end)) return undefined;
    for (let step = end; step > 0; step--) {
      const at = first + 2 * step;
      if (beyond(pixels, at, view)) continue;
      const [x0, y0, x1, y1] = pixels.subarray(at - 2, at + 2);
      const piece = clipSegment(x0, y0, x1, y1, view, 0);
      if (piece) return { x: piece[2], y: piece[3], angle: Math.atan2(y1 - y0, x1 - x0), step };
    }
    return undefined;
  });
}

/** Whether the piece that ends at a pixel lies beyond one side of the view altogether. */
function beyond(pixels, at, { width, height }) {
  const [x0, y0, x1, y1] = [pixels[at - 2], pixels[at - 1], pixels[at], pixels[at + 1]];
  return (x0 < 0 && x1 < 0) || (y0 < 0 && y1 < 0) || (x0 > width && x1 > width) || (y0 > height && y1 > height);
}

/** A head, drawn once: a disc in its colour with a rim that parts it from its neighbours. */
function sprite(colour, theme, radius) {
  const ratio = window.devicePixelRatio || 1;
  const half = Math.ceil(radius + 1.5);
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = Math.round(2 * half * ratio);
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  pen.scale(ratio, ratio);
  for (const [r, fill] of /** @type {[number, string][]} */ ([[radius + 1, theme.rim], [radius, colour]])) {
    pen.beginPath();
    pen.arc(half, half, r, 0, 2 * Math.PI);
    pen.fillStyle = fill;
    pen.fill();
  }
  return { canvas, half };
}

const sameView = (a, b) => ["left", "top", "width", "height"].every((name) => a[name] === b[name]) && String([a.xRange, a.yRange]) === String([b.xRange, b.yRange]);
