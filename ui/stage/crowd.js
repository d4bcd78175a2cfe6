// Many runs on the map: small heads with short tails, over the density of their whole paths.

import { clipSegment } from "./clip.js";
import { Density } from "./density.js";
import { starPath } from "./shapes.js";
import { CROWDED, Swarm } from "./swarm.js";

/** Pixels from the middle of a minimum's star to its points. */
const STAR = 9;
/** After a move of the view, milliseconds of rest before the density is drawn anew; meanwhile it moves along. */
const REST = 90;

export class Crowd extends Swarm {
  /** @param {Record<"density" | "tails" | "heads", import("./layer.js").Layer>} layers */
  constructor({ density, tails, heads }) {
    super({ tails, heads });
    this.density = new Density(density);
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
    this.stars = key.stars;
    this.muster(race, groups, theme);
    this.frame(view);
    this.tracks = race.racers.map((racer, i) => tracksOf(race, racer, view, this.tracks[i]?.pixels));
    this.exits = this.tracks.map((tracks) => exitsOf(tracks, view));
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
    pen.lineWidth = 1.5 * theme.scale;
    pen.strokeStyle = theme.rim;
    for (const [i, [x, y]] of this.race.surface.minima.entries()) {
      pen.fillStyle = this.stars[i] ?? theme.star;
      starPath(pen, view.toX(x), view.toY(y), STAR * theme.scale);
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
      pen.arc(view.toX(x), view.toY(y), (race.starts.length > CROWDED ? 0.9 : 1.4) * theme.scale, 0, 2 * Math.PI);
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
}

/** @returns {import("./swarm.js").Tracks} */
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

const sameView = (a, b) => ["left", "top", "width", "height"].every((name) => a[name] === b[name]) && String([a.xRange, a.yRange]) === String([b.xRange, b.yRange]);
