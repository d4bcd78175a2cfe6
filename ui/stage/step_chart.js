// A quantity by step, with a cursor that follows the player, and that the player follows when the chart is clicked or
// dragged. The pointer over it asks what stands at a step.

import { make, spell } from "./dom.js";
import { CONFIG, baseLayout } from "./plot.js";
import { tracesOf } from "./curves.js";
import { Readout } from "./readout.js";

/**
 * What is drawn.
 * @typedef {object} Drawing
 * @property {import("./curves.js").Curve[]} all
 * @property {import("./curves.js").Curve[]} curves  of those that are not hidden
 * @property {import("./scales.js").Scale} scale
 * @property {import("./quantities.js").Quantity} quantity
 * @property {import("./theme.js").Theme} theme
 * @property {number} steps
 * @property {string} note
 */

/** A line is looked at in so many places to see what the read-out would cover. */
const LOOKS = 40;

export class StepChart {
  /**
   * @param {HTMLElement} host
   * @param {any} Plotly
   * @param {{seek: (step: number) => void, pointed: (step: number | null) => void}} acts
   */
  constructor(host, Plotly, acts) {
    this.host = host;
    this.Plotly = Plotly;
    this.acts = acts;
    host.addEventListener("pointerdown", (event) => this.press(event));
    host.addEventListener("pointermove", (event) => this.move(event));
    host.addEventListener("pointerleave", () => acts.pointed(null));
    this.cursor = make("div", { class: "stage-cursor", "aria-hidden": "true" });
    this.readout = new Readout();
    /** @type {Drawing | undefined} */
    this.drawing = undefined;
    this.step = 0;
    /** @type {number | null} */
    this.pointed = null;
    this.sizes = new ResizeObserver(() => this.resize());
    this.sizes.observe(host);
  }

  /** @param {Drawing} drawing */
  async show(drawing) {
    const { all, scale, quantity, theme } = drawing;
    await this.Plotly.react(this.host, tracesOf(all, scale, quantity, theme), this.layout(drawing), { ...CONFIG, scrollZoom: false });
    if (!this.cursor.isConnected) this.host.append(this.cursor, this.readout.element);
    this.drawing = drawing;
    this.settle();
  }

  layout({ steps, scale, theme, note }) {
    const base = baseLayout(theme);
    const { type = 1 } = theme;
    return {
      ...base,
      margin: { l: 46 * type, r: 14, t: note ? 24 * type : 8, b: 26 * type },
      width: this.host.clientWidth,
      height: this.host.clientHeight,
      dragmode: false,
      hovermode: false,
      xaxis: { ...base.xaxis, range: [0, Math.max(steps, 1)], fixedrange: true },
      yaxis: { ...base.yaxis, fixedrange: true, exponentformat: "power", minexponent: 4, ...scale.axis },
    };
  }

  /** Let go of the page. */
  remove() {
    this.sizes.disconnect();
    this.Plotly.purge(this.host);
  }

  resize() {
    if (!this.drawing || !this.host.clientWidth || !this.host.clientHeight) return;
    this.Plotly.relayout(this.host, { width: this.host.clientWidth, height: this.host.clientHeight }).then(() => this.settle());
  }

  /** Cursor and read-out where they belong in what is drawn now. */
  settle() {
    this.moveTo(this.step);
    this.pointAt(this.pointed);
  }

  /** Plotly's axes, once there is something to be pointed at. */
  get axes() {
    const layout = /** @type {any} */ (this.host)._fullLayout;
    return this.drawing && layout ? layout : undefined;
  }

  /** @returns {import("./readout.js").Area} */
  get area() {
    const { xaxis, yaxis } = this.axes;
    return { left: xaxis._offset, top: yaxis._offset, width: xaxis._length, height: yaxis._length };
  }

  /** The step under the pointer, and whether that is on the lines and not beside them. @param {PointerEvent} event */
  under(event) {
    const { left, top, width, height } = this.area;
    const box = this.host.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left - left, event.clientY - box.top - top];
    const step = Math.round(this.axes.xaxis.p2l(x));
    return { step: Math.min(Math.max(step, 0), this.drawing?.steps ?? 0), within: x >= 0 && x <= width && y >= 0 && y <= height };
  }

  /**
   * Go to the step under the pointer; one that goes down beside the lines means something else.
   * @param {PointerEvent} event
   */
  press(event) {
    if (!this.axes || event.button > 0) return;
    const { step, within } = this.under(event);
    if (!within) return;
    this.host.setPointerCapture(event.pointerId);
    this.acts.seek(step);
  }

  /** @param {PointerEvent} event */
  move(event) {
    if (!this.axes) return;
    const { step, within } = this.under(event);
    const held = event.buttons & 1 && this.host.hasPointerCapture(event.pointerId);
    if (held) this.acts.seek(step);
    // A finger covers what it would ask for.
    if (event.pointerType !== "touch") this.acts.pointed(within || held ? step : null);
  }

  /** @param {number} step */
  moveTo(step) {
    this.step = step;
    if (!this.axes) return;
    const { left, top, height } = this.area;
    Object.assign(this.cursor.style, { transform: `translateX(${left + this.axes.xaxis.l2p(step)}px)`, top: `${top}px`, height: `${height}px` });
  }

  /**
   * Show what stands at a step.
   * @param {number | null} step  none
   */
  pointAt(step) {
    this.pointed = step;
    if (step === null || !this.axes || !this.drawing?.curves.length || step > this.drawing.steps) return this.readout.hide();
    const rows = this.drawing.curves.map((curve) => this.row(curve, step)).sort((a, b) => a.value - b.value);
    const medians = this.drawing.curves.some(({ runs, bands }) => runs.length || bands.length);
    this.readout.show(`step ${step}${medians ? ", medians" : ""}`, rows, this.area.left + this.axes.xaxis.l2p(step), this.area, (box) => this.crowd(box));
  }

  row({ racer, line, ended }, step) {
    const { scale, theme } = this.drawing;
    const going = step < line.length;
    return {
      title: racer.title,
      colour: theme.dark ? racer.dark : racer.light,
      text: going ? spell(scale.told(line[step]), 3) : ended,
      value: going ? line[step] : Infinity,
      y: going ? this.pixel(line[step]) : null,
    };
  }

  /** Where a number stands in the host. */
  pixel(value) {
    const { yaxis } = this.axes;
    return yaxis._offset + yaxis.d2p(this.drawing.scale.place(value));
  }

  /** In how many places lines run through a box of the host. */
  crowd({ left, top, width, height }) {
    const { xaxis } = this.axes;
    const from = Math.max(0, Math.floor(xaxis.p2l(left - xaxis._offset)));
    const to = Math.ceil(xaxis.p2l(left + width - xaxis._offset));
    const stride = Math.max(1, Math.floor((to - from) / LOOKS));
    let count = 0;
    for (const { line } of this.drawing.curves) {
      for (let step = from; step <= to && step < line.length; step += stride) {
        const y = this.pixel(line[step]);
        if (y > top && y < top + height) count++;
      }
    }
    return count;
  }
}
