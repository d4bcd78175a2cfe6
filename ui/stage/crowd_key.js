// What the colours of many paths mean: a menu that says whether racers or ends have them, and a caption that counts.

import { make } from "./dom.js";
import { groupsOf, isMany } from "./groups.js";

const WAYS = { racer: "Colour by racer", end: "Colour by where they end" };

export class CrowdKey {
  /** @param {() => void} changed  another way was chosen */
  constructor(changed) {
    /** @type {"racer" | "end" | ""} */
    this.wish = "";
    /** @type {import("./groups.js").Group[] | null} */
    this.groups = null;
    /** @type {string[]} */
    this.stars = [];
    const options = Object.entries(WAYS).map(([value, text]) => make("option", { value, text }));
    this.menu = make("select", { class: "stage-speed stage-crowd-menu", "aria-label": "What colours many paths have", hidden: true }, ...options);
    this.menu.addEventListener("change", () => {
      this.wish = this.menu.value;
      changed();
    });
    this.caption = make("ul", { class: "stage-crowd-key", "aria-label": "How many paths end where", hidden: true });
  }

  /** What was chosen; before that, what tells more. @param {import("./blob.js").Race} race */
  way(race) {
    return this.wish || (race.racers.length > 1 ? "racer" : "end");
  }

  /**
   * @param {import("./blob.js").Race} race
   * @param {import("./theme.js").Theme} theme
   */
  show(race, theme) {
    const many = isMany(race);
    this.groups = many ? groupsOf(race, theme, this.way(race)) : null;
    this.stars = this.starsOf(race, theme);
    this.menu.hidden = this.caption.hidden = !many;
    if (!this.groups) return;
    this.menu.value = this.way(race);
    const entries = this.groups.map(({ colour, caption }) => make("li", {}, make("i", { style: `background: ${colour}` }), caption));
    this.caption.replaceChildren(...this.intro(race), ...entries);
  }

  /** What the numbers beside the racers' names count. */
  intro(race) {
    if (this.way(race) === "end" || !race.surface.minima.length) return [];
    const goal = race.surface.minima.length > 1 ? "a minimum" : "the minimum";
    return [make("li", { text: `Of ${race.runs.toLocaleString("en")} paths reach ${goal}:` })];
  }

  /** The colours of the known minima where ends have colours, one each. */
  starsOf(race, theme) {
    if (!this.groups || this.way(race) !== "end") return [];
    return race.surface.minima.map((place) => this.groups?.find((group) => String(group.place) === String(place))?.colour ?? theme.star);
  }
}
