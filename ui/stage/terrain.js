// The ground of the relief: the heights that the map's contours have over the whole domain, laid into a box round the
// origin. Heights are on the scale of the levels, so the logarithm where the map's contours are, and so are valleys.

import { fillHoles } from "./holes.js";

/** Half the box's height, its longer side being 2. */
const TALL = 0.46;

/** How far, in the box's units, a place may lie off the mean of those round it, and how often it is asked. */
const EVEN = 0.008;
const PASSES = 2;

export class Terrain {
  /**
   * @param {Float32Array} heights  row by row from the lower edge of the domain; NaN where there is no loss
   * @param {import("./blob.js").Surface} surface
   */
  constructor(heights, { domain, equalAspect, levels }) {
    const side = (this.side = Math.sqrt(heights.length));
    const [[x0, x1], [y0, y1]] = (this.domain = domain);
    const ratio = equalAspect ? (y1 - y0) / (x1 - x0) : 1;
    /** Half the box's sides along x, y and z. */
    this.half = ratio < 1 ? [1, ratio, TALL] : [1 / ratio, 1, TALL];
    this.holes = Float32Array.from(heights, (height) => Number(Number.isNaN(height)));
    this.holed = this.holes.includes(1);
    const full = this.holed ? fillHoles(heights, side) : heights;
    // A pole may tower over the levels; it is cut where the box ends.
    const known = heights.filter((height) => !Number.isNaN(height));
    this.low = Math.max(least(known, levels.start), levels.start - levels.size);
    this.high = Math.max(Math.min(-least(known.map((height) => -height), -levels.end), levels.end + levels.size), this.low + 1e-9);
    this.z = smoothed(Float32Array.from(full, (height) => this.toZ(height)), side);
    /** What can hide something: holes do not. */
    this.solid = this.holed ? this.z.map((z, i) => (this.holes[i] ? -9 : z)) : this.z;
  }

  /** From the scale of the levels to the box, no higher or lower than it. */
  toZ(height) {
    return this.half[2] * (2 * Math.min(Math.max((height - this.low) / (this.high - this.low), 0), 1) - 1);
  }

  /** Column of the grid, a real number, for an x of the surface. */
  column(x) {
    const [low, high] = this.domain[0];
    return ((this.side - 1) * (x - low)) / (high - low);
  }

  row(y) {
    const [low, high] = this.domain[1];
    return ((this.side - 1) * (y - low)) / (high - low);
  }

  /** Whether a place of the grid lies on it. */
  holds(column, row) {
    const last = this.side - 1;
    return column >= 0 && row >= 0 && column <= last && row <= last;
  }

  acrossOf(column) {
    return this.half[0] * ((2 * column) / (this.side - 1) - 1);
  }

  upOf(row) {
    return this.half[1] * ((2 * row) / (this.side - 1) - 1);
  }

  /** Height in the box at a place of the grid, on the very triangles that are drawn. */
  zAt(column, row) {
    const { side, z } = this;
    const c = Math.min(Math.max(Math.floor(column), 0), side - 2);
    const r = Math.min(Math.max(Math.floor(row), 0), side - 2);
    const [a, b] = [column - c, row - r];
    const at = r * side + c;
    if (a + b < 1) return z[at] + a * (z[at + 1] - z[at]) + b * (z[at + side] - z[at]);
    const top = z[at + side + 1];
    return top + (1 - a) * (z[at + side] - top) + (1 - b) * (z[at + 1] - top);
  }
}

/**
 * A valley narrower than the grid comes out as a row of teeth, as deep as a place of the grid happens to be near its floor.
 * They are ground down: a place far off the mean of those round it goes there, any other stays.
 */
function smoothed(z, side) {
  let rough = z;
  for (let pass = 0; pass < PASSES; pass++) {
    const mean = halved(halved(rough, side, 1), side, side);
    rough = rough.map((height, i) => {
      const share = Math.min(Math.max((Math.abs(mean[i] - height) - EVEN) / EVEN, 0), 1);
      return height + share * (mean[i] - height);
    });
  }
  return rough;
}

/** Each place half itself and half its two neighbours along the rows (step 1) or columns (step side). */
function halved(z, side, step) {
  return z.map((height, i) => {
    const at = step === 1 ? i % side : Math.floor(i / side);
    return at === 0 || at === side - 1 ? height : height / 2 + (z[i - step] + z[i + step]) / 4;
  });
}

const least = (numbers, otherwise) => (numbers.length ? numbers.reduce((a, b) => Math.min(a, b)) : otherwise);
