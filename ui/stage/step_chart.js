// A quantity by step: the runs from one start, with a cursor that follows the player, and that the player follows when
// the chart is clicked or dragged. Where several seeds run, each of them is faint and their median strong.

import { make } from "./dom.js";
import { CONFIG, baseLayout, dashName } from "./plot.js";
import { QUANTITIES } from "./quantities.js";
import { runsFrom } from "./runs.js";

export class StepChart {
  /**
   * @param {HTMLElement} host
   * @param {any} Plotly
   * @param {(step: number) => void} seek
   */
  constructor(host, Plotly, seek) {
    this.host = host;
    this.Plotly = Plotly;
    this.seek = seek;
    host.addEventListener("pointerdown", (event) => this.point(event));
    host.addEventListener("pointermove", (event) => event.buttons & 1 && host.hasPointerCapture(event.pointerId) && this.point(event));
    this.cursor = make("div", { class: "stage-cursor", "aria-hidden": "true" });
    this.shown = false;
    this.step = 0;
    this.sizes = new ResizeObserver(() => this.resize());
    this.sizes.observe(host);
  }

  /**
   * @param {import("./blob.js").Race} race
   * @param {number} start   whose runs are drawn
   * @param {import("./theme.js").Theme} theme
   * @param {keyof typeof QUANTITIES} name
   */
  async show(race, start, theme, name) {
    const quantity = QUANTITIES[name];
    const runs = runsFrom(race, start);
    const strong = runs.length ? race.racers.map((racer) => this.line(race, racer, runs, quantity, theme)) : [];
    const faint = runs.length > 1 && quantity.byRun ? race.racers.map((racer) => this.faintLines(race, racer, runs, quantity, theme)) : [];
    const traces = [...faint, ...strong].map((trace, i) => ({ ...trace, visible: !race.racers[i % race.racers.length].hidden }));
    const seen = traces.filter(({ visible }) => visible);
    await this.Plotly.react(this.host, traces, this.layout(race, quantity.axis(race, seen), theme), { ...CONFIG, scrollZoom: false });
    if (!this.cursor.isConnected) this.host.append(this.cursor);
    this.shown = true;
    this.moveTo(this.step);
  }

  /** The racer's run, or the median of its runs. */
  line(race, racer, runs, quantity, theme) {
    const several = runs.length > 1 && quantity.byRun;
    const y = several ? median(runs.map((run) => quantity.values(race, racer, run))) : quantity.values(race, racer, runs[0]);
    return {
      type: "scatter",
      mode: "lines",
      name: racer.title,
      x: Array.from(y, (_, step) => step),
      y,
      line: { color: theme.dark ? racer.dark : racer.light, width: several ? 2.4 : 1.8, dash: dashName(racer.dash), shape: quantity.shape },
      hovertemplate: `step %{x}, ${several ? "median " : ""}${quantity.noun} %{y:.4g}<extra>%{fullData.name}</extra>`,
    };
  }

  /** All its runs in one trace, a gap between them. */
  faintLines(race, racer, runs, quantity, theme) {
    const lines = runs.map((run) => Array.from(quantity.values(race, racer, run)));
    return {
      type: "scatter",
      mode: "lines",
      x: lines.flatMap((line) => [...line.keys(), NaN]),
      y: lines.flatMap((line) => [...line, NaN]),
      line: { color: theme.dark ? racer.dark : racer.light, width: 1 },
      opacity: runs.length > 20 ? 0.15 : 0.3,
      connectgaps: false,
      hoverinfo: "skip",
    };
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

  /**
   * Go to the step under the pointer; one that goes down beside the lines means something else.
   * @param {PointerEvent} event
   */
  point(event) {
    const layout = /** @type {any} */ (this.host)._fullLayout;
    if (!this.shown || !layout || event.button > 0) return;
    const { xaxis, yaxis } = layout;
    const box = this.host.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left - xaxis._offset, event.clientY - box.top - yaxis._offset];
    if (!this.host.hasPointerCapture(event.pointerId)) {
      if (x < 0 || x > xaxis._length || y < 0 || y > yaxis._length) return;
      this.host.setPointerCapture(event.pointerId);
    }
    this.seek(Math.round(xaxis.p2l(x)));
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

/**
 * The middle value at each step, for as long as the middle run has not stopped: a run that has is worse than all others.
 * @param {ArrayLike<number>[]} lines
 */
function median(lines) {
  const middle = [];
  for (let step = 0; ; step++) {
    const values = Float64Array.from(lines, (line) => (step < line.length ? line[step] : Infinity)).sort();
    const [low, high] = [values[(values.length - 1) >> 1], values[values.length >> 1]];
    if (high === Infinity) return middle;
    middle.push((low + high) / 2);
  }
}
