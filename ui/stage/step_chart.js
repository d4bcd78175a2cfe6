// A quantity by step: the runs from one start, with a cursor that follows the player.

import { make } from "./dom.js";
import { CONFIG, baseLayout, dashName } from "./plot.js";
import { QUANTITIES } from "./quantities.js";

export class StepChart {
  /**
   * @param {HTMLElement} host
   * @param {any} Plotly
   */
  constructor(host, Plotly) {
    this.host = host;
    this.Plotly = Plotly;
    this.cursor = make("div", { class: "stage-cursor", "aria-hidden": "true" });
    this.shown = false;
    this.step = 0;
    this.sizes = new ResizeObserver(() => this.resize());
    this.sizes.observe(host);
  }

  /**
   * @param {import("./blob.js").Race} race
   * @param {number} run   which start's runs are drawn
   * @param {import("./theme.js").Theme} theme
   * @param {keyof typeof QUANTITIES} name
   */
  async show(race, run, theme, name) {
    const quantity = QUANTITIES[name];
    const traces = run < race.starts.length ? race.racers.map((racer) => {
      const y = quantity.values(race, racer, run);
      return {
        type: "scatter",
        mode: "lines",
        name: racer.title,
        x: Array.from(y, (_, step) => step),
        y,
        line: { color: theme.dark ? racer.dark : racer.light, width: 1.8, dash: dashName(racer.dash), shape: quantity.shape },
        hovertemplate: `step %{x}, ${quantity.noun} %{y:.4g}<extra>%{fullData.name}</extra>`,
      };
    }) : [];
    await this.Plotly.react(this.host, traces, this.layout(race, quantity.axis(race, traces), theme), { ...CONFIG, scrollZoom: false });
    if (!this.cursor.isConnected) this.host.append(this.cursor);
    this.shown = true;
    this.moveTo(this.step);
  }

  layout(race, axis, theme) {
    const base = baseLayout(theme);
    return {
      ...base,
      margin: { l: 48, r: 12, t: 6, b: 24 },
      width: this.host.clientWidth,
      height: this.host.clientHeight,
      dragmode: false,
      font: { ...base.font, size: 11 },
      xaxis: { ...base.xaxis, range: [0, Math.max(race.steps, 1)], fixedrange: true },
      yaxis: { ...base.yaxis, fixedrange: true, nticks: 6, ...axis },
      hoverlabel: { font: { size: 11 } },
    };
  }

  /** Let go of the page. */
  remove() {
    this.sizes.disconnect();
    this.Plotly.purge(this.host);
  }

  resize() {
    if (this.shown && this.host.clientWidth) {
      this.Plotly.relayout(this.host, { width: this.host.clientWidth, height: this.host.clientHeight }).then(() => this.moveTo(this.step));
    }
  }

  /** @param {number} step */
  moveTo(step) {
    this.step = step;
    const layout = /** @type {any} */ (this.host)._fullLayout;
    if (!this.shown || !layout) return;
    const { xaxis, yaxis } = layout;
    this.cursor.style.transform = `translateX(${xaxis._offset + xaxis.l2p(step)}px)`;
    this.cursor.style.top = `${yaxis._offset}px`;
    this.cursor.style.height = `${yaxis._length}px`;
  }
}
