// Small heads with short tails: many runs on the move, on the map or on the relief.

import { exitPath } from "./shapes.js";

/** A tail covers this share of the steps, and no fewer than the least. */
const TAIL = 0.05;
const LEAST_TAIL = 4;
/** A tail fades in so many pieces. */
const FADES = [0.3, 0.75];
/** Pixels from the view's corner beyond which no tail is drawn. */
const FARTHEST = 2e4;
/** Beyond so many runs heads get smaller. */
export const CROWDED = 600;

/**
 * The runs of one racer in pixels of the view.
 * @typedef {object} Tracks
 * @property {Float32Array} pixels  x, y of every step of every run
 * @property {number} rows  steps of a run, and one
 * @property {number[]} ends
 */

/** @typedef {{x: number, y: number, angle: number, step: number} | undefined} Exit  where a run leaves for good, if it does */

export class Swarm {
  /** @param {Record<"tails" | "heads", import("./layer.js").Layer>} layers */
  constructor({ tails, heads }) {
    this.tails = tails;
    this.heads = heads;
    /** @type {Tracks[]} */
    this.tracks = [];
    /** Per racer and run. @type {Exit[][]} */
    this.exits = [];
    /** @type {import("./groups.js").Group[]} */
    this.groups = [];
  }

  /**
   * Other runs, colours or sizes.
   * @param {import("./blob.js").Race} race
   * @param {import("./groups.js").Group[]} groups
   * @param {import("./theme.js").Theme} theme
   */
  muster(race, groups, theme) {
    Object.assign(this, { race, groups, theme });
    this.tail = Math.max(Math.round(TAIL * race.steps), LEAST_TAIL);
    const radius = (race.runs * race.racers.length > CROWDED ? 2.1 : 2.8) * theme.scale;
    this.sprites = groups.map(({ colour }) => ({ seen: sprite(colour, theme, radius), hidden: ring(colour, theme, radius) }));
  }

  /** @param {import("./chart.js").View} view */
  frame(view) {
    this.view = view;
    this.taken = new Uint8Array(Math.ceil(view.width) * Math.ceil(view.height));
  }

  /** @param {number} step */
  draw(step) {
    this.tails.clear();
    this.heads.clear();
    this.taken.fill(0);
    const pen = this.tails.pen;
    pen.lineWidth = 1.5 * this.theme.scale;
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

  drawHeads(group, { seen, hidden }, step, mark) {
    const { pen } = this.heads;
    const { width, height } = this.view;
    const columns = Math.ceil(width);
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
        const { canvas, half } = this.behind(which, at / 2) ? hidden : seen;
        pen.drawImage(canvas, x - half, y - half, 2 * half, 2 * half);
      }
    }
  }

  /** Whether a run is hidden at one of its points: never on the map. */
  behind(_which, _point) {
    return false;
  }

  /** A small triangle at the edge where a run left for good. */
  mark(pen, colour, exit) {
    const { scale } = this.theme;
    exitPath(pen, exit, 8 * scale, 4 * scale);
    pen.fillStyle = colour;
    pen.fill();
  }
}

/** Whether a run is, as good as, at this pixel. */
export const near = (pixels, at, x, y) => Math.abs(pixels[at] - x) + Math.abs(pixels[at + 1] - y) < 0.3;

/** A head, drawn once: a disc in its colour with a rim that parts it from its neighbours. */
function sprite(colour, { rim, scale }, radius) {
  return stamp(radius + scale, (pen) => {
    disc(pen, radius + scale, rim);
    disc(pen, radius, colour);
  });
}

/** A head that is hidden: a ring. */
function ring(colour, { scale }, radius) {
  return stamp(radius + scale, (pen) => {
    pen.beginPath();
    pen.arc(0, 0, radius, 0, 2 * Math.PI);
    pen.lineWidth = 1.2 * scale;
    pen.strokeStyle = colour;
    pen.stroke();
  });
}

function disc(pen, radius, fill) {
  pen.beginPath();
  pen.arc(0, 0, radius, 0, 2 * Math.PI);
  pen.fillStyle = fill;
  pen.fill();
}

/** Something small on a canvas of its own, as fine as the screen, round the middle. */
function stamp(radius, draw) {
  const ratio = window.devicePixelRatio || 1;
  const half = Math.ceil(radius + 0.5);
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = Math.round(2 * half * ratio);
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  pen.scale(ratio, ratio);
  pen.translate(half, half);
  draw(pen);
  return { canvas, half };
}
