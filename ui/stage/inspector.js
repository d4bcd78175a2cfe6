// The step inspector: why the racer that is looked at made this step. Its equations, every symbol's number, the curvature
// beside the rate; the same drawn on the map on request.

import { numbersAt, readCloseup, withRole } from "./closeup.js";
import { MARKS, drawMarks, labelOf, marksOf } from "./closeup_marks.js";
import { eigen } from "./curvature.js";
import { icon, make, spell } from "./dom.js";
import { Gauge } from "./gauge.js";
import { Live } from "./live.js";
import { requests } from "./notices.js";
import { nameOfRun, runsFrom } from "./runs.js";

const CLOSE = "M6.4 5 12 10.6 17.6 5 19 6.400 13.400 12 19 17.600 17.600 19 12 13.400 6.400 19 5 17.600 10.600 12 5 6.400z";

export class Inspector {
  /**
   * @param {HTMLElement} host  the card
   * @param {import("./layer.js").Layer} layer  above the trails
   * @param {{chosen: import("./chosen.js").Chosen, close: () => void}} stage
   */
  constructor(host, layer, { chosen, close }) {
    this.host = host;
    this.layer = layer;
    this.chosen = chosen;
    this.on = false;
    this.step = 0;
    this.asked = "";
    /** Which marks are drawn, for the visit. */
    this.marks = new Set(Object.keys(MARKS).filter((name) => MARKS[name].shown));
    this.live = new Live((bytes, wish) => this.take(bytes, wish), (message) => this.fail(message), () => this.lose());
    this.build(close);
  }

  build(close) {
    this.title = make("h2", { class: "stage-title" });
    this.note = make("span", { class: "stage-note" });
    const shut = make("button", { type: "button", class: "stage-button stage-tool", "aria-label": "Close the step inspector", title: "Close (i)", onclick: close }, icon(CLOSE));
    this.equations = make("div", { class: "stage-equations", tabindex: 0, role: "region", "aria-label": "Update" });
    this.switches = make("div", { class: "stage-marks", role: "group", "aria-label": "Drawn on the map" });
    this.table = make("tbody");
    this.gauge = new Gauge();
    this.settings = make("p", { class: "stage-settings" });
    this.fault = make("p", { class: "stage-inspector-fault", hidden: true });
    const heads = ["Meaning", "x", "y"].map((text) => make("th", { scope: "col", text }));
    this.body = make(
      "div",
      { class: "stage-inspector-body", tabindex: 0, role: "region", "aria-label": "Numbers of the step" },
      this.equations,
      make("table", { class: "stage-numbers" }, make("thead", {}, make("tr", {}, make("th", { scope: "col", text: "Symbol" }), ...heads)), this.table),
      this.gauge.element,
      this.settings,
    );
    this.host.replaceChildren(make("header", { class: "stage-head" }, this.title, this.note, shut), this.switches, this.fault, this.body);
  }

  remove() {
    this.live.cancel();
  }

  /** @param {boolean} on */
  turn(on) {
    this.on = on;
    this.host.hidden = !on;
    if (on) this.chosen.settle(this.race);
    this.ask();
    // On a phone it opens below what is seen.
    if (on) this.host.scrollIntoView({ block: "nearest" });
  }

  /** The place of the racer that is inspected, -1 while there is none. */
  get racer() {
    return this.on ? this.chosen.place(this.race) : -1;
  }

  /**
   * Another race, start or theme.
   * @param {import("./blob.js").Race} race
   * @param {number} start
   * @param {import("./theme.js").Theme} theme
   */
  show(race, start, theme) {
    Object.assign(this, { race, start, theme });
    if (this.on) this.chosen.settle(race);
    this.ask();
    this.draw();
  }

  /** @param {import("./chart.js").View} view */
  lay(view) {
    this.view = view;
    this.layer.fit(view);
    this.draw();
  }

  /** @param {number} step */
  moveTo(step) {
    const before = Math.floor(this.step);
    this.step = step;
    if (this.on && Math.floor(step) !== before) this.tellMove();
  }

  /** Ask for the run that is looked at, unless it was the last that was asked for. */
  ask() {
    const { race, racer } = this;
    const [run] = race ? runsFrom(race, this.start) : [];
    if (!race || racer < 0 || run === undefined) return this.forget();
    const wanted = `${race.tag} ${racer} ${run}`;
    if (this.asked === wanted) return;
    this.asked = wanted;
    if (!this.closeup) this.fail("The numbers are on their way.");
    this.live.request(`stage/closeup?racer=${racer}&run=${run}`, race.query, { race, racer, run });
  }

  /** Show nothing, and take no answer that is still on its way. */
  forget() {
    this.asked = "";
    this.live.cancel();
    this.closeup = undefined;
    if (this.on) this.fail(this.race ? requests(this.race).join(" ") : "");
    else this.draw();
  }

  /** An answer was lost on the way: with the next change it is asked for again. */
  lose() {
    this.asked = "";
    this.fail("The numbers did not arrive. Is the server away? They are asked for again as soon as anything changes.");
  }

  /** @param {string} message  why there is nothing to see */
  fail(message) {
    this.closeup = undefined;
    this.title.textContent = "Step inspector";
    this.note.textContent = "";
    this.fault.textContent = message;
    this.fault.hidden = false;
    this.body.hidden = this.switches.hidden = true;
    this.draw();
  }

  /**
   * @param {Uint8Array} bytes
   * @param {{race: import("./blob.js").Race, racer: number, run: number}} wish
   */
  take(bytes, wish) {
    if (this.asked !== `${wish.race.tag} ${wish.racer} ${wish.run}`) return;
    this.closeup = readCloseup(bytes, wish.race.surface.domain);
    this.wish = wish;
    if (!this.closeup.moves) {
      this.fail(`${wish.race.racers[wish.racer].title} takes no step from this start.`);
      return;
    }
    this.fault.hidden = true;
    this.body.hidden = this.switches.hidden = false;
    this.layOut();
    this.tellMove();
  }

  /** What stays the same over the run's steps. */
  layOut() {
    const { closeup } = this;
    const equations = closeup.equations.join("");
    // Drawn anew only where they differ, so that nothing flickers while a slider moves.
    if (this.shownEquations !== equations) this.equations.innerHTML = equations;
    this.shownEquations = equations;
    this.settings.replaceChildren(...closeup.settings.map(({ label, value }) => make("span", { text: `${label}\u00a0${typeof value === "number" ? spell(value, 3) : spellChoice(value)}` })));
    this.rows = closeup.numbers.filter((number) => isTold(number, closeup, this.wish.race));
    this.cells = this.rows.map(({ width }) => Array.from({ length: width }, () => make("td", width === 1 ? { colspan: 2 } : {})));
    this.table.replaceChildren(...this.rows.map((number, i) => row(number, this.cells[i])));
    // Where the curvature bounds the rate it comes first.
    this.body.classList.toggle("stage-bounded", closeup.rateUnit === "gradient");
    this.offerMarks();
  }

  offerMarks() {
    const names = marksOf(this.closeup);
    const labels = names.map((name) => labelOf(name, this.closeup));
    this.host.classList.toggle("stage-batched", this.wish.race.surface.batched);
    if (this.offered === labels.join()) return;
    this.offered = labels.join();
    this.switches.replaceChildren(
      make("span", { class: "stage-marks-away", text: "Arrows are drawn on the map (3), not on the relief." }),
      ...names.map((name, i) => {
        const [label, { says }] = [labels[i], MARKS[name]];
        const button = make("button", { type: "button", class: "stage-mark", "data-mark": name, "aria-pressed": String(this.marks.has(name)), title: says, text: label });
        button.addEventListener("click", () => this.toggleMark(name, button));
        return button;
      }),
    );
  }

  toggleMark(name, button) {
    if (!this.marks.delete(name)) this.marks.add(name);
    button.setAttribute("aria-pressed", String(this.marks.has(name)));
    this.draw();
  }

  /** The move that the shown step begins; at the end of a run the one that led there. */
  get move() {
    return Math.min(Math.floor(this.step), this.closeup.moves - 1);
  }

  /** The numbers of the shown step, and their marks. */
  tellMove() {
    if (!this.closeup?.moves) return;
    const { race, racer, run } = this.wish;
    const { title } = race.racers[racer];
    if (this.title.textContent !== title) this.title.textContent = title;
    this.note.textContent = [nameOfRun(race, run), `step ${this.move} \u2192 ${this.move + 1}`, this.ending].filter((part) => part).join(", ");
    for (const [i, number] of this.rows.entries()) {
      const values = numbersAt(number, this.move);
      for (const [j, cell] of this.cells[i].entries()) {
        const text = Number.isNaN(values[j]) ? "\u2013" : spell(values[j], 4);
        if (cell.textContent !== text) cell.textContent = text;
      }
    }
    const { values } = eigen(this.at("hessian"));
    this.gauge.show(values, this.at("rate")[0], this.closeup, this.move, title);
    this.draw();
  }

  /** Said of the last step, which stays when the player goes on. */
  get ending() {
    const { race, racer, run } = this.wish;
    if (Math.floor(this.step) < this.closeup.moves) return "";
    const { divergedAt, stopped } = race.racers[racer];
    return divergedAt[run] < 0 ? "the last" : `the last before it ${stopped[run] === "diverged" ? "diverged" : "stopped"}`;
  }

  at(role) {
    return numbersAt(/** @type {any} */ (withRole(this.closeup, role)), this.move);
  }

  draw() {
    this.layer.clear();
    if (!this.on || !this.closeup?.moves || !this.view) return;
    const { race, racer } = this.wish;
    // A race with other racers is on its way.
    if (race.surface.query !== this.race.surface.query) return;
    const colour = this.theme.dark ? race.racers[racer].dark : race.racers[racer].light;
    this.switches.style.setProperty("--racer", colour);
    const met = race.surface.batched ? this.theme.batch : this.theme.text;
    const scale = drawMarks(this.layer.pen, { closeup: this.closeup, move: this.move, colour, met, view: this.view, theme: this.theme }, this.marks);
    for (const [name, label] of [["step", "Step"], ["parts", "Parts"]]) {
      const button = this.switches.querySelector(`[data-mark=${name}]`);
      const text = scale > 1 ? `${label} \u00d7${spellScale(scale)}` : label;
      if (button && button.textContent !== text) button.textContent = text;
    }
  }
}

/** A row of the table: symbol, words, numbers. */
function row(number, cells) {
  const symbol = make("td", { class: "stage-symbol" });
  symbol.innerHTML = number.symbol;
  return make("tr", { "data-name": number.name, "data-role": number.role }, symbol, make("th", { scope: "row", text: number.title }), ...cells);
}

/** Not the curvature, which has a part of its own, nor a gradient that is the one the optimizer met. */
function isTold(number, closeup, race) {
  if (number.role === "slope") return race.noise > 0 || race.surface.batched;
  if (number.role !== "asked_gradient") return number.role !== "hessian";
  const met = /** @type {any} */ (withRole(closeup, "gradient")).values;
  return number.values.some((part, i) => part !== met[i]);
}

const spellChoice = (value) => (value === true ? "on" : value === false ? "off" : value);

const spellScale = (scale) => (scale < 1e5 ? String(scale) : scale.toExponential(0).replace("e+", "e"));
