// Loss by step: the runs from one start, with a cursor that follows the player.

import { make } from "./dom.js";
import { CONFIG, baseLayout, dashName } from "./plot.js";

/** On a log scale a loss of exactly the floor is drawn here; float32 knows no difference below. */
const LEAST = 1e-12;

export class LossChart {
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
    new ResizeObserver(() => this.resize()).observe(host);
  }

  /**
   * @param {import("./blob.js").Race} race
   * @param {number} run   which start's runs are drawn
   * @param {import("./theme.js").Theme} theme
   */
  async show(race, run, theme) {
    const log = race.surface.levels.kind === "log" && race.surface.floor !== null;
    const floor = race.surface.floor ?? 0;
    const rows = race.steps + 1;
    const steps = Array.from({ length: rows }, (_, i) => i);
    const traces = run < race.starts.length ? race.racers.map((racer) => {
      const values = racer.values.subarray(run * rows, run * rows + racer.ends[run] + 1);
      return {
        type: "scatter",
        mode: "lines",
        name: racer.title,
        x: steps.slice(0, values.length),
        y: log ? Array.from(values, (loss) => Math.max(loss - floor, LEAST)) : values,
        line: { color: theme.dark ? racer.dark : racer.light, width: 1.8, dash: dashName(racer.dash) },
        hovertemplate: "step %{x}, loss %{y:.4g}<extra>%{fullData.name}</extra>",
      };
    }) : [];
    await this.Plotly.react(this.host, traces, this.layout(race, traces, log, theme), { ...CONFIG, scrollZoom: false });
    if (!this.cursor.isConnected) this.host.append(this.cursor);
    this.shown = true;
    this.moveTo(this.step);
  }

  layout(race, traces, log, theme) {
    const base = baseLayout(theme);
    return {
      ...base,
      margin: { l: 48, r: 12, t: 6, b: 24 },
      width: this.host.clientWidth,
      height: this.host.clientHeight,
      dragmode: false,
      font: { ...base.font, size: 11 },
      xaxis: { ...base.xaxis, range: [0, Math.max(race.steps, 1)], fixedrange: true },
      yaxis: { ...base.yaxis, fixedrange: true, nticks: 6, ...(log ? { type: "log", exponentformat: "power", ...decades(logRange(traces)) } : { range: linearRange(race, traces) }) },
      hoverlabel: { font: { size: 11 } },
    };
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

const finite = (traces) => traces.flatMap((trace) => Array.from(trace.y)).filter(Number.isFinite);

/** The losses on the way, leaving out those of a run that explodes: its line leaves the chart at the top. */
function logRange(traces) {
  const losses = finite(traces).map(Math.log10);
  if (!losses.length) return [-1, 1];
  const begin = Math.max(...traces.map((trace) => Math.log10(trace.y[0])));
  const low = least(losses);
  return [low - 0.3, Math.max(Math.min(most(losses), begin + 3), low + 1) + 0.2];
}

/** A tick for each power of ten, or for every second, third, ... where there are many. */
function decades(range) {
  return { range, dtick: Math.max(1, Math.ceil((range[1] - range[0]) / 6)) };
}

/** No further than three times what the map itself shows. */
function linearRange(race, traces) {
  const { start, end } = race.surface.levels;
  const room = end - start;
  const losses = finite(traces).filter((loss) => loss > start - room && loss < end + room);
  if (!losses.length) return [start, end];
  const [low, high] = [least(losses), most(losses)];
  const pad = 0.06 * (high - low || 1);
  return [low - pad, high + pad];
}

const least = (numbers) => numbers.reduce((a, b) => Math.min(a, b));
const most = (numbers) => numbers.reduce((a, b) => Math.max(a, b));
