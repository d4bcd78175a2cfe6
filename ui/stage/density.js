// Where many paths run, and how densely: what is seen of them when single lines are too many. Each pixel is as strong as
// the logarithm of how much path lies in it, so that the lone path and the highway are both seen.

import { clipSegment } from "./clip.js";
import { rgb } from "./theme.js";

/** Opacity of a pixel crossed by one path, and of the fullest ones; on dark ground less is seen as well. */
const FAINT = { light: 0.22, dark: 0.17 };
const FULL = { light: 0.92, dark: 0.88 };
/** So much more than its share counts what a lone path leaves in a pixel. */
const LINE = 1.6;
/** Of the pixels with a path this share is below full strength. */
const BELOW_FULL = 0.995;
/** Samples of all paths together at most; with longer paths they lie further apart. */
const MOST_SAMPLES = 6e6;

export class Density {
  /** @param {import("./layer.js").Layer} layer */
  constructor(layer) {
    this.layer = layer;
    this.cells = new Float32Array(0);
  }

  /**
   * @param {import("./groups.js").Group[]} groups
   * @param {import("./swarm.js").Tracks[]} tracks  per racer, its runs in pixels
   * @param {import("./chart.js").View} view
   * @param {import("./theme.js").Theme} theme
   */
  draw(groups, tracks, view, theme) {
    this.layer.fit(view);
    this.layer.clear();
    const [width, height] = [Math.ceil(view.width), Math.ceil(view.height)];
    if (width < 2 || height < 2) return;
    const spacing = Math.max(lengthOf(tracks, view) / MOST_SAMPLES, 1);
    const picture = new Picture(width, height);
    if (this.cells.length !== width * height) this.cells = new Float32Array(width * height);
    for (const { colour, runs } of groups) {
      this.cells.fill(0);
      for (const [which, members] of runs.entries()) {
        for (const run of members) splat(this.cells, width, height, tracks[which], run, spacing);
      }
      picture.add(this.cells, rgb(colour), theme.dark ? "dark" : "light");
    }
    picture.show(this.layer.pen);
  }
}

/** How long all paths are together, in pixels and as far as they are seen; from one run in eight. */
function lengthOf(tracks, view) {
  const most = view.width + view.height;
  let sum = 0;
  for (const { pixels, rows, ends } of tracks) {
    for (let run = 0; run < ends.length; run += 8) {
      const first = 2 * run * rows;
      for (let at = first; at < first + 2 * ends[run]; at += 2) {
        sum += 8 * Math.min(Math.abs(pixels[at + 2] - pixels[at]) + Math.abs(pixels[at + 3] - pixels[at + 1]), most);
      }
    }
  }
  return sum;
}

/** Add the length of one run's path to the cells that it crosses. */
function splat(cells, width, height, { pixels, rows, ends }, run, spacing) {
  const first = 2 * run * rows;
  const view = { width: width - 2, height: height - 2 };
  let [x, y] = [pixels[first], pixels[first + 1]];
  for (let at = first + 2; at <= first + 2 * ends[run]; at += 2) {
    const [fromX, fromY] = [x, y];
    [x, y] = [pixels[at], pixels[at + 1]];
    const inside = x >= 0 && y >= 0 && fromX >= 0 && fromY >= 0 && x <= view.width && fromX <= view.width && y <= view.height && fromY <= view.height;
    if (inside) line(cells, width, fromX, fromY, x, y, spacing);
    else {
      const piece = clipSegment(fromX, fromY, x, y, view, 0);
      if (piece) line(cells, width, ...piece, spacing);
    }
  }
}

/** Samples along a line, each shared by the four cells round it. */
function line(cells, width, x0, y0, x1, y1, spacing) {
  const [dx, dy] = [x1 - x0, y1 - y0];
  const length = Math.sqrt(dx * dx + dy * dy);
  if (length < 1e-3) return;
  const count = Math.ceil(length / spacing);
  const weight = length / count;
  const [stepX, stepY] = [dx / count, dy / count];
  let [x, y] = [x0 + stepX / 2, y0 + stepY / 2];
  for (let i = 0; i < count; i++, x += stepX, y += stepY) {
    const [column, row] = [x | 0, y | 0];
    const [right, down] = [x - column, y - row];
    const cell = row * width + column;
    const lower = weight * down;
    const upper = weight - lower;
    cells[cell] += upper * (1 - right);
    cells[cell + 1] += upper * right;
    cells[cell + width] += lower * (1 - right);
    cells[cell + width + 1] += lower * right;
  }
}

/** Groups laid over each other: colours mix by their strength. */
class Picture {
  constructor(width, height) {
    this.image = new ImageData(width, height);
    this.clear = new Float32Array(width * height).fill(1);
    this.weight = new Float32Array(width * height);
    this.parts = [0, 1, 2].map(() => new Float32Array(width * height));
  }

  add(cells, colour, ground) {
    const { clear, weight, parts } = this;
    const full = Math.log1p(quantile(cells));
    const [faint, span] = [FAINT[ground], FULL[ground] - FAINT[ground]];
    for (let i = 0; i < cells.length; i++) {
      const much = cells[i];
      if (much === 0) continue;
      // A line is shared by the pixels on either side of it.
      const strength = Math.min(LINE * much, 1) * faint + span * Math.min(Math.log1p(Math.max(much - 1, 0)) / full, 1);
      clear[i] *= 1 - strength;
      weight[i] += strength;
      for (let part = 0; part < 3; part++) parts[part][i] += strength * colour[part];
    }
  }

  show(pen) {
    const { image, clear, weight, parts } = this;
    const { data } = image;
    for (let i = 0; i < weight.length; i++) {
      if (weight[i] === 0) continue;
      for (let part = 0; part < 3; part++) data[4 * i + part] = parts[part][i] / weight[i];
      data[4 * i + 3] = 255 * (1 - clear[i]);
    }
    const canvas = new OffscreenCanvas(image.width, image.height);
    /** @type {any} */ (canvas.getContext("2d")).putImageData(image, 0, 0);
    pen.drawImage(canvas, 0, 0);
  }
}

/** The density that only the fullest cells exceed, at least two. */
function quantile(cells) {
  const some = [];
  for (let i = 0; i < cells.length; i += 3) if (cells[i] > 0) some.push(cells[i]);
  if (!some.length) return 2;
  const sorted = Float32Array.from(some).sort();
  return Math.max(sorted[Math.floor(BELOW_FULL * (sorted.length - 1))], 2);
}
