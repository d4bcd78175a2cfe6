// The card of the chart by step: which quantity, on which scale, of which runs, and the note that says so.

import { curveOf, linesOf, spreadNote } from "./curves.js";
import { QUANTITIES } from "./quantities.js";
import { ALL, runsFrom } from "./runs.js";
import { scaleFor } from "./scales.js";
import { Slopes } from "./slopes.js";
import { StepChart } from "./step_chart.js";

export class StepCard {
  /**
   * @param {{quantity: HTMLSelectElement, logScale: HTMLButtonElement, courseNote: HTMLElement, courseHost: HTMLElement}} parts
   * @param {any} Plotly
   * @param {{seek: (step: number) => void, pointed: (step: number | null) => void, failed: (message: string) => void}} acts
   */
  constructor(parts, Plotly, acts) {
    this.parts = parts;
    this.chart = new StepChart(parts.courseHost, Plotly, acts);
    this.slopes = new Slopes((race, start) => this.arrived(race, start), acts.failed);
    /** The visitor's own choices, by quantity. @type {Record<string, boolean>} */
    this.logs = {};
    parts.quantity.addEventListener("change", () => this.showSoon(0));
    parts.logScale.addEventListener("click", () => this.toggleLog());
  }

  /** Let go of the page. */
  remove() {
    clearTimeout(this.timer);
    this.slopes.remove();
    this.chart.remove();
  }

  /**
   * Show the runs from a start, soon: what comes before then takes their place.
   * @param {import("./blob.js").Race} race
   * @param {number} start
   * @param {import("./theme.js").Theme} theme
   * @param {number} pause  milliseconds
   */
  show(race, start, theme, pause) {
    Object.assign(this, { race, start, theme });
    this.showSoon(pause);
  }

  showSoon(pause) {
    if (this.timer || !this.race) return;
    this.timer = setTimeout(() => {
      this.timer = 0;
      this.choose();
      if (this.quantity.fetched && this.runs(this.race, this.start).length && !this.slopes.has(this.race, this.start)) {
        // The old chart stays, but is not taken for what the menu says.
        this.parts.courseHost.classList.add("stage-waiting");
        return;
      }
      return this.draw(this.race, this.start);
    }, pause);
  }

  /** Norms are here. What has changed since then is on its way, so they are shown even if they are no longer the newest. */
  arrived(race, start) {
    if (this.quantity.fetched) this.draw(race, start);
  }

  get quantity() {
    return QUANTITIES[this.parts.quantity.value];
  }

  /** Offer what this surface has. */
  choose() {
    const { quantity } = this.parts;
    for (const option of quantity.options) option.disabled = !QUANTITIES[option.value].known(this.race);
    if (quantity.selectedOptions[0]?.disabled) quantity.value = "loss";
  }

  toggleLog() {
    this.logs[this.parts.quantity.value] = this.parts.logScale.getAttribute("aria-pressed") !== "true";
    this.showSoon(0);
  }

  runs(race, start) {
    return race.racers.length ? runsFrom(race, start) : [];
  }

  async draw(race, start) {
    const { quantity, theme } = this;
    this.parts.courseHost.classList.remove("stage-waiting");
    const all = this.curves(race, start);
    const curves = all.filter(({ racer }) => !racer.hidden);
    const log = this.logs[this.parts.quantity.value] ?? quantity.log(race, linesOf(curves));
    const scale = scaleFor(quantity, race, linesOf(curves), log);
    const spread = quantity.byRun ? spreadNote(runsFrom(race, start).length, start === ALL ? "runs" : "seeds") : "";
    const note = [spread, scale.note, quantity.about(race)].filter((part) => part).join(", ");
    this.parts.logScale.setAttribute("aria-pressed", String(scale.log));
    Object.assign(this.parts.courseNote, { textContent: note, title: note });
    this.parts.courseHost.setAttribute("aria-label", [quantity.title, note].filter((part) => part).join(", "));
    await this.chart.show({ all, curves, scale, quantity, theme, steps: race.steps, note });
  }

  curves(race, start) {
    const { quantity } = this;
    const runs = this.runs(race, start);
    if (!runs.length) return [];
    return race.racers.map((racer, place) => {
      const lines = (quantity.byRun ? runs : runs.slice(0, 1)).map((run) => quantity.values(race, place, run, this.slopes));
      return curveOf(racer, lines, quantity.byRun ? wordFor(racer, runs) : "\u2013");
    });
  }

  /** @param {number} step */
  moveTo(step) {
    this.chart.moveTo(step);
  }

  /** @param {number | null} step  none */
  pointAt(step) {
    this.chart.pointAt(step);
  }
}

/** Why a line ends before the others, as the standings say it. */
function wordFor(racer, runs) {
  return runs.every((run) => racer.stopped[run] === "diverged" || !racer.stopped[run]) ? "diverged" : "stopped";
}
