// Where each racer stands at the shown step, on average over the seeds. The table is the legend as well.

import { make, spell } from "./dom.js";
import { makeEyes, showEyes } from "./eyes.js";
import { runsFrom } from "./runs.js";

export class Standings {
  /**
   * @param {HTMLElement} host
   * @param {(key: string) => void} chosen  a racer was chosen to be looked at
   * @param {import("./visibility.js").Visibility} visibility
   */
  constructor(host, chosen, visibility) {
    this.chosen = chosen;
    this.visibility = visibility;
    this.marked = -1;
    this.step = 0;
    /** Key of the first of those with the lowest loss. */
    this.leading = "";
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
   * @param {number} start
   * @param {import("./theme.js").Theme} theme
   */
  show(race, start, theme) {
    this.leading = "";
    Object.assign(this, { race, start, theme });
    this.runs = runsFrom(race, start);
    this.cells = [];
    this.body.replaceChildren(
      ...race.racers.map((racer) => {
        const numbers = ["x", "y", "loss"].map(() => make("td"));
        this.cells.push(numbers);
        return make("tr", {}, make("th", { scope: "row" }, swatch(racer, theme), this.name(racer), makeEyes(racer, this.visibility)), ...numbers);
      }),
    );
    this.mark(this.marked);
    this.showHidden();
  }

  /** Who is hidden is another matter now. */
  showHidden() {
    for (const [i, row] of [...this.body.rows].entries()) showEyes(row, this.race.racers[i], this.visibility);
    this.moveTo(this.step);
  }

  /** Bring the keyboard to the first row's eye. */
  focus() {
    /** @type {HTMLElement | null} */ (this.body.querySelector(".stage-eye"))?.focus();
  }

  name({ key, title }) {
    const [alike, own] = partsOf(title, this.race.racers.map((racer) => racer.title));
    const parts = [make("span", { class: "stage-alike", text: alike }), ...(own ? [make("span", { class: "stage-own", text: ` ${own}` })] : [])];
    const attributes = { type: "button", class: "stage-pick", title: `Look at ${title}, step by step`, "aria-label": title, "aria-pressed": "false" };
    return make("button", { ...attributes, onclick: () => this.chosen(key) }, ...parts);
  }

  /** Show who is looked at. @param {number} place  -1 for nobody */
  mark(place) {
    this.marked = place;
    for (const [i, row] of [...this.body.rows].entries()) row.querySelector(".stage-pick")?.setAttribute("aria-pressed", String(i === place));
  }

  /** @param {number} step */
  moveTo(step) {
    this.step = step;
    const { race, runs } = this;
    if (!race || !runs?.length) {
      for (const cells of this.cells) for (const cell of cells) cell.textContent = "\u2013";
      return;
    }
    const losses = [];
    for (const [i, racer] of race.racers.entries()) {
      const { loss, texts } = standing(racer, runs, race.steps + 1, step);
      losses.push(racer.hidden ? Infinity : loss);
      for (const [j, text] of texts.entries()) if (this.cells[i][j].textContent !== text) this.cells[i][j].textContent = text;
    }
    this.leader(losses);
  }

  /** The lowest loss of those that are shown stands out, unless it is shared: a tie has no winner. */
  leader(losses) {
    const best = Math.min(...losses);
    const { racers } = this.race;
    this.leading = racers.find(({ hidden }, i) => !hidden && losses[i] === best)?.key ?? "";
    const alone = racers.filter(({ hidden }) => !hidden).length > 1 && Number.isFinite(best) && losses.filter((loss) => loss === best).length === 1;
    for (const [i, row] of [...this.body.rows].entries()) row.classList.toggle("stage-leader", alone && losses[i] === best);
  }
}

/**
 * A title in two parts: the words with which others begin too, and those that tell it from them, which are never cut off.
 * @param {string} title
 * @param {string[]} titles  of all racers
 */
export function partsOf(title, titles) {
  const words = title.split(" ");
  const shared = titles.map((other) => (other === title ? 0 : countAlike(words, other.split(" "))));
  const most = Math.max(0, ...shared);
  return most ? [words.slice(0, most).join(" "), words.slice(most).join(" ")] : [title, ""];
}

/** How many first words are the same. */
function countAlike(words, others) {
  const end = words.findIndex((word, i) => word !== others[i]);
  return end < 0 ? words.length : end;
}

/** Place and loss of a racer, on average over these runs; one of them that has stopped leaves no average. */
export function standing(racer, runs, rows, step) {
  const stopped = runs.filter((run) => racer.divergedAt[run] >= 0 && step >= racer.divergedAt[run]);
  if (stopped.length) {
    const word = stopped.every((run) => racer.stopped[run] === "diverged") ? "diverged" : "stopped";
    return { loss: Infinity, texts: ["\u2013", runs.length > 1 ? `${stopped.length} of ${runs.length}` : "\u2013", word] };
  }
  const places = runs.map((run) => run * rows + Math.min(Math.floor(step), racer.ends[run]));
  const mean = (number) => places.reduce((sum, at) => sum + number(at), 0) / places.length;
  const loss = mean((at) => racer.values[at]);
  const [x, y] = [mean((at) => racer.points[2 * at]), mean((at) => racer.points[2 * at + 1])];
  return { loss, texts: [spell(x, 3), spell(y, 3), spell(loss, 3)] };
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
