// Where each racer stands at the shown step. The table is the legend as well.

import { make, spell } from "./dom.js";

export class Standings {
  /** @param {HTMLElement} host */
  constructor(host) {
    this.body = make("tbody");
    host.append(
      make(
        "table",
        { class: "stage-standings" },
        make("thead", {}, make("tr", {}, ...["Optimizer", "x", "y", "Loss"].map((text) => make("th", { scope: "col", text })))),
        this.body,
      ),
    );
    /** @type {HTMLElement[][]} */
    this.cells = [];
  }

  /**
   * @param {import("./blob.js").Race} race
   * @param {number} run
   * @param {import("./theme.js").Theme} theme
   */
  show(race, run, theme) {
    this.race = race;
    this.run = run;
    this.cells = [];
    this.body.replaceChildren(
      ...race.racers.map((racer) => {
        const numbers = ["x", "y", "loss"].map(() => make("td"));
        this.cells.push(numbers);
        return make("tr", {}, make("th", { scope: "row" }, swatch(racer, theme), make("span", { text: racer.title })), ...numbers);
      }),
    );
  }

  /** @param {number} step */
  moveTo(step) {
    const { race, run } = this;
    if (!race || run === undefined || run >= race.starts.length) {
      for (const cells of this.cells) for (const cell of cells) cell.textContent = "\u2013";
      return;
    }
    const rows = race.steps + 1;
    const losses = [];
    for (const [i, racer] of race.racers.entries()) {
      const at = run * rows + Math.min(Math.floor(step), racer.ends[run]);
      const gone = racer.divergedAt[run] >= 0 && step >= racer.divergedAt[run];
      const loss = racer.values[at];
      losses.push(gone ? Infinity : loss);
      const [x, y] = [racer.points[2 * at], racer.points[2 * at + 1]];
      const texts = gone ? ["\u2013", "\u2013", "diverged"] : [spell(x, 3), spell(y, 3), spell(loss, 3)];
      for (const [j, text] of texts.entries()) if (this.cells[i][j].textContent !== text) this.cells[i][j].textContent = text;
    }
    this.leader(losses);
  }

  /** The lowest loss stands out, unless it is shared: a tie has no winner. */
  leader(losses) {
    const best = Math.min(...losses);
    const alone = losses.length > 1 && Number.isFinite(best) && losses.filter((loss) => loss === best).length === 1;
    for (const [i, row] of [...this.body.rows].entries()) row.classList.toggle("stage-leader", alone && losses[i] === best);
  }
}

/** A piece of the racer's line, in its colour and dash. */
function swatch(racer, theme) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 26 8");
  svg.setAttribute("class", "stage-swatch");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "line");
  const attributes = { x1: 1, y1: 4, x2: 25, y2: 4, stroke: theme.dark ? racer.dark : racer.light, "stroke-width": 3, "stroke-dasharray": racer.dash.join(" ") };
  for (const [name, value] of Object.entries(attributes)) line.setAttribute(name, String(value));
  svg.append(line);
  return svg;
}
