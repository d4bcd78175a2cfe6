// The map: contours, axes, minima, starts and the full, faint paths, all one Plotly chart.

import { readGrid } from "./grid.js";
import { isMany } from "./groups.js";
import { CONFIG, baseLayout, dashName } from "./plot.js";

/**
 * The view: where the plot area lies in its host and how numbers become its pixels.
 * @typedef {object} View
 * @property {number} left
 * @property {number} top
 * @property {number} width
 * @property {number} height
 * @property {(x: number) => number} toX  pixel right of the plot area's left edge
 * @property {(y: number) => number} toY  pixel below its upper edge
 * @property {(pixel: number) => number} fromX
 * @property {(pixel: number) => number} fromY
 * @property {[number, number]} xRange
 * @property {[number, number]} yRange
 */

const TOUCH = matchMedia("(pointer: coarse)").matches;

/** @typedef {[[number, number], [number, number]]} Ranges  x and y, each from low to high */

/** Contours of no surface at all. */
const NOTHING = { x: [0, 1], y: [0, 1], z: [[null, null], [null, null]] };
/** Contours reach this share of the view beyond each edge, so that panning does not uncover blank ground at once. */
const APRON = 0.12;
/** After a move of the view, milliseconds of rest before its contours are fetched. */
const REST = 60;

export class MapChart {
  /**
   * @param {HTMLElement} host
   * @param {any} Plotly
   * @param {{viewChanged: () => void, contourArrived: () => void, hovered: (hit: {racer: number, run: number, step: number} | null, event: any) => void}} listener
   */
  constructor(host, Plotly, listener) {
    this.host = host;
    this.Plotly = Plotly;
    this.listener = listener;
    this.surface = "";
    /** @type {import("./grid.js").Grid | null} */
    this.grid = null;
    this.wanted = 0;
    this.traces = "";
    /** @type {Ranges} */
    this.homeRanges = [[0, 1], [0, 1]];
    /** @type {any} */
    this.layout = undefined;
    this.sizes = new ResizeObserver(() => this.resize());
    this.sizes.observe(host);
  }

  /** Let go of the page. */
  remove() {
    this.removed = true;
    clearTimeout(this.timer);
    this.sizes.disconnect();
    this.Plotly.purge(this.host);
  }

  /**
   * Draw a race. The view stays as it is unless the surface's domain is another one.
   * @param {import("./blob.js").Race} race
   * @param {import("./theme.js").Theme} theme
   * @param {string[]} [stars]  colours of the known minima, where they have colours of their own
   */
  async show(race, theme, stars = []) {
    const first = !this.race;
    const moved = first || String(race.surface.domain) !== String(this.race.surface.domain);
    const recoloured = this.theme !== theme;
    const resurfaced = first || race.surface.query !== this.race.surface.query;
    const before = first ? undefined : this.view();
    this.race = race;
    this.theme = theme;
    this.stars = stars;
    if (first) await this.create();
    else if (recoloured) this.recolour();
    if (this.removed) return;
    const [starts, paths] = [this.startMarks(), this.pathTraces()];
    const kinds = [starts.marker.size, ...paths.map((trace) => `${trace.line.color} ${trace.line.dash} ${trace.visible}`), ...stars].join();
    if (moved) {
      this.setHome();
      this.grid = null;
    }
    if (moved || recoloured || resurfaced || kinds !== this.traces) {
      this.traces = kinds;
      await this.Plotly.react(this.host, [this.contour(), this.marks(), starts, ...paths], this.layout, CONFIG);
    } else {
      await this.renew([starts, ...paths]);
    }
    if (this.removed) return;
    if (moved || resurfaced) this.fetchContour();
    if (moved) this.listener.viewChanged();
    else if (recoloured && before) this.keepMiddle(before);
  }

  /**
   * New points for starts and paths, all else as it is. Of Plotly's ways `animate` is the one that does not draw the
   * contours again, which cost three times as much as the paths.
   */
  async renew(fresh) {
    const traces = fresh.map((_, i) => i + 2);
    const data = fresh.map(({ x, y }) => ({ x, y }));
    // It takes the layer of the traces that it does not draw out of the page, so that is put back before anyone sees it.
    const layer = this.host.querySelector(".contourlayer");
    const plot = layer?.parentElement;
    const keep = new MutationObserver(() => layer?.isConnected || plot?.prepend(/** @type {Element} */ (layer)));
    if (plot) keep.observe(plot, { childList: true });
    const how = { mode: "immediate", frame: { duration: 0, redraw: false }, transition: { duration: 0 } };
    try {
      await this.Plotly.animate(this.host, { data, traces }, how);
    } finally {
      keep.disconnect();
    }
  }

  async create() {
    this.layout = this.makeLayout();
    this.setHome();
    this.size = this.hostSize();
    await this.Plotly.newPlot(this.host, [], this.layout, CONFIG);
    if (this.removed) return;
    const host = /** @type {any} */ (this.host);
    host.on("plotly_relayouting", () => this.listener.viewChanged());
    host.on("plotly_relayout", () => {
      this.listener.viewChanged();
      this.fetchContourSoon();
    });
    host.on("plotly_hover", (event) => this.listener.hovered(this.hit(event.points[0]), event.event));
    host.on("plotly_unhover", () => this.listener.hovered(null, null));
  }

  /** The axes in the theme's colours and sizes with the next drawing; the view stays. */
  recolour() {
    const { xRange, yRange } = this.view();
    const { width, height } = /** @type {any} */ (this.host)._fullLayout;
    this.layout = { ...this.makeLayout(), width, height };
    this.layout.xaxis.range = [...xRange];
    this.layout.yaxis.range = [...yRange];
  }

  makeLayout() {
    const theme = /** @type {import("./theme.js").Theme} */ (this.theme);
    const base = baseLayout(theme);
    return {
      ...base,
      margin: this.margin(theme.type),
      dragmode: TOUCH ? false : "pan",
      hoverdistance: 14,
      xaxis: { ...base.xaxis, showgrid: false },
      yaxis: { ...base.yaxis, showgrid: false },
    };
  }

  /** Room for the numbers beside the plot area. @param {number} type  how large the letters are */
  margin(type) {
    const [l, r, t, b] = this.wide ? [42, 74, 8, 30] : [34, 8, 6, 26];
    return { l: l * type, r: this.wide ? r * type : r, t, b: b * type };
  }

  /**
   * The whole domain; where the aspect is equal, widened to fill the plot area.
   * @returns {Ranges}
   */
  home() {
    const [[x0, x1], [y0, y1]] = this.race.surface.domain;
    const margin = this.layout.margin;
    const width = Math.max(this.host.clientWidth - margin.l - margin.r, 50);
    const height = Math.max(this.host.clientHeight - margin.t - margin.b, 50);
    if (!this.race.surface.equalAspect) return [[x0, x1], [y0, y1]];
    const scale = Math.max((x1 - x0) / width, (y1 - y0) / height);
    /** @returns {[number, number]} */
    const around = (low, high, pixels) => [(low + high - scale * pixels) / 2, (low + high + scale * pixels) / 2];
    return [around(x0, x1, width), around(y0, y1, height)];
  }

  /** Show the whole map with the next drawing. */
  setHome() {
    this.homeRanges = this.home();
    const [x, y] = this.homeRanges;
    this.layout.xaxis.range = [...x];
    this.layout.yaxis.range = [...y];
  }

  /** @returns {View} */
  view() {
    const { xaxis, yaxis } = /** @type {any} */ (this.host)._fullLayout;
    return {
      left: xaxis._offset,
      top: yaxis._offset,
      width: xaxis._length,
      height: yaxis._length,
      toX: (x) => xaxis.l2p(x),
      toY: (y) => yaxis.l2p(y),
      fromX: (pixel) => xaxis.p2l(pixel),
      fromY: (pixel) => yaxis.p2l(pixel),
      xRange: [...xaxis.range],
      yRange: [...yaxis.range],
    };
  }

  /**
   * Zoom about the middle, or home for 0.
   * @param {number} factor  below 1 is nearer
   */
  zoom(factor) {
    const view = this.view();
    const scaled = ([low, high]) => [(low + high - (high - low) * factor) / 2, (low + high + (high - low) * factor) / 2];
    if (!factor) this.homeRanges = this.home();
    const [x, y] = factor ? [scaled(view.xRange), scaled(view.yRange)] : this.homeRanges;
    // A finger on the whole map scrolls the page; on a part of it, it pans.
    const dragmode = TOUCH && !factor ? false : "pan";
    // Plotly moves the very numbers that it is given, and home must stay.
    this.Plotly.relayout(this.host, { "xaxis.range": [...x], "yaxis.range": [...y], dragmode });
  }

  /**
   * Move the view by shares of its width and height, to the right and up.
   * @param {number} across
   * @param {number} up
   */
  pan(across, up) {
    const { xRange, yRange } = this.view();
    const moved = ([low, high], share) => [low + share * (high - low), high + share * (high - low)];
    this.Plotly.relayout(this.host, { "xaxis.range": moved(xRange, across), "yaxis.range": moved(yRange, up) });
  }

  /** Whether there is room for the colour bar. */
  get wide() {
    return this.host.clientWidth >= 500;
  }

  hostSize() {
    return `${this.host.clientWidth} ${this.host.clientHeight}`;
  }

  async resize() {
    if (!this.layout || !this.host.clientWidth || !this.host.clientHeight) return;
    const view = this.view();
    const { clientWidth: width, clientHeight: height } = this.host;
    if (this.size === this.hostSize()) return;
    this.size = this.hostSize();
    Object.assign(this.layout.margin, this.makeLayout().margin);
    this.Plotly.update(this.host, { showscale: this.wide }, { width, height, margin: this.layout.margin }, [0]);
    this.keepMiddle(view);
  }

  /**
   * The plot area has another size than it had in this view. The whole map stays whole; of a part of it the middle and
   * the scale across stay, and it grows or shrinks up and down.
   * @param {View} before
   */
  keepMiddle(before) {
    const now = this.view();
    if (now.width === before.width && now.height === before.height) return;
    if (this.atHome(before)) return this.zoom(0);
    const [y0, y1] = before.yRange;
    const half = ((y1 - y0) / 2) * (now.height / before.height) * (before.width / now.width);
    this.Plotly.relayout(this.host, { "xaxis.range": before.xRange, "yaxis.range": [(y0 + y1) / 2 - half, (y0 + y1) / 2 + half] });
  }

  atHome(view) {
    const [x, y] = this.homeRanges;
    const close = ([a, b], [c, d]) => Math.abs(a - c) + Math.abs(b - d) < 1e-6 * Math.abs(b - a);
    return close(x, view.xRange) && close(y, view.yRange);
  }

  contour() {
    const { levels } = this.race.surface;
    const { x, y, z } = this.grid ?? NOTHING;
    const theme = /** @type {import("./theme.js").Theme} */ (this.theme);
    return {
      type: "contour",
      x,
      y,
      z,
      contours: { start: levels.start, end: levels.end, size: levels.size },
      zmin: levels.start,
      zmax: levels.end,
      zauto: false,
      autocontour: false,
      colorscale: theme.ramp,
      line: { width: 0.7 * theme.scale, color: theme.contour, smoothing: 1 },
      hoverinfo: "skip",
      showscale: this.wide,
      colorbar: {
        thickness: 9 * theme.type,
        outlinewidth: 0,
        x: 1.012,
        xpad: 0,
        len: 1,
        ypad: 0,
        tickvals: levels.ticks.map(([height]) => height),
        ticktext: levels.ticks.map(([, loss]) => loss),
        tickfont: { size: 11 * theme.type, color: theme.faint },
        title: { text: "loss", side: "top", font: { size: 11 * theme.type, color: theme.faint } },
      },
    };
  }

  /** The known minima. */
  marks() {
    const theme = /** @type {import("./theme.js").Theme} */ (this.theme);
    return {
      type: "scatter",
      mode: "markers",
      x: this.race.surface.minima.map(([x]) => x),
      y: this.race.surface.minima.map(([, y]) => y),
      marker: { symbol: "star", size: 13 * theme.scale, color: this.stars.length ? this.stars : theme.star, line: { width: 1.5, color: theme.dark ? "#1f2937" : "#1e2b4d" } },
      hovertemplate: "minimum (%{x:.6g}, %{y:.6g})<extra></extra>",
    };
  }

  /** The starts, unless they are drawn with the density of the paths. */
  startMarks() {
    const theme = /** @type {import("./theme.js").Theme} */ (this.theme);
    const starts = isMany(this.race) ? [] : this.race.starts;
    return {
      type: "scatter",
      mode: "markers",
      x: starts.map(([x]) => x),
      y: starts.map(([, y]) => y),
      marker: { symbol: "circle", size: (this.race.starts.length > 40 ? 5 : 13) * theme.scale, color: theme.dark ? "#0b1020" : "#ffffff", line: { width: 2 * theme.scale, color: theme.text } },
      hoverinfo: "skip",
    };
  }

  /** One trace for each racer: its runs one after the other, a gap between them. */
  pathTraces() {
    const { race } = this;
    const theme = /** @type {import("./theme.js").Theme} */ (this.theme);
    // Where they are too many for lines, their density is drawn over the chart.
    const [runs, rows] = [isMany(race) ? 0 : race.runs, race.steps + 1];
    return race.racers.map((racer) => {
      const x = new Float64Array(runs * (rows + 1)).fill(NaN);
      const y = new Float64Array(runs * (rows + 1)).fill(NaN);
      for (let run = 0; run < runs; run++) {
        for (let i = 0; i <= racer.ends[run]; i++) {
          x[run * (rows + 1) + i] = racer.points[2 * (run * rows + i)];
          y[run * (rows + 1) + i] = racer.points[2 * (run * rows + i) + 1];
        }
      }
      return {
        type: "scatter",
        mode: "lines",
        x,
        y,
        visible: !racer.hidden,
        line: { color: theme.dark ? racer.dark : racer.light, width: 1.8 * theme.scale, dash: dashName(racer.dash, theme.scale) },
        opacity: 0.7,
        connectgaps: false,
        hoverinfo: "none",
      };
    });
  }

  /** Which racer, run and step Plotly's hovered point is, or null for another trace. */
  hit(point) {
    const racer = point.curveNumber - 3;
    if (racer < 0) return null;
    const rows = this.race.steps + 2;
    return { racer, run: Math.floor(point.pointNumber / rows), step: point.pointNumber % rows };
  }

  fetchContourSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.fetchContour(), REST);
  }

  /** The rectangle that contours are fetched for, as the routes take it. */
  reach() {
    const view = this.view();
    const wide = ([low, high]) => [low - APRON * (high - low), high + APRON * (high - low)];
    const [[x0, x1], [y0, y1]] = [wide(view.xRange), wide(view.yRange)];
    return { x0, x1, y0, y1 };
  }

  /** Contours for the present view; the newest request wins. */
  async fetchContour() {
    clearTimeout(this.timer);
    const number = ++this.wanted;
    const reach = this.reach();
    const url = new URL("stage/contour", document.baseURI);
    url.search = new URLSearchParams(/** @type {any} */ ({ surface: this.race.surface.query, ...reach })).toString();
    try {
      const reply = await fetch(url);
      if (!reply.ok || number !== this.wanted) return;
      const heights = new Float32Array(await reply.arrayBuffer());
      if (this.removed || number !== this.wanted) return;
      this.grid = readGrid(heights, reach);
      this.listener.contourArrived();
      await this.Plotly.restyle(this.host, { x: [this.grid.x], y: [this.grid.y], z: [this.grid.z] }, [0]);
      /** @type {HTMLElement} */ (this.host.closest(".stage-host")).dataset.contour = this.race.surface.query;
    } catch {
      // The server is away; Streamlit says so, and the next move of the view asks again.
    }
  }
}
