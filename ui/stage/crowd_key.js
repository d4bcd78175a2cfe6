// What the colours of many paths mean: a menu that says whether racers or ends have them, and a caption that counts.

import { make } from "./dom.js";
import { groupsOf, isMany } from "./groups.js";

const WAYS = { racer: "By racer", end: "By ending" };

export class CrowdKey {
  /** @param {() => void} changed  another way was chosen */
  constructor(changed) {
    /** @type {"racer" | "end" | ""} */
    this.wish = "";
    /** @type {import("./groups.js").Group[] | null} */
    this.groups = null;
    /** @type {string[]} */
    this.stars = [];
    const label = "Colours of the paths: by racer, or by where they end";
    const options = Object.entries(WAYS).map(([value, text]) => make("option", { value, text }));
    this.menu = make("select", { class: "stage-speed stage-crowd-menu", "aria-label": label, title: label, hidden: true }, ...options);
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
    this.caption.replaceChildren(make("li", { text: this.intro(race) }), ...this.entries(race));
  }

  /** What the numbers count. */
  intro(race) {
    if (this.way(race) === "end") return `Of ${spellCount(race.runs * race.racers.filter(({ hidden }) => !hidden).length)} paths end at`;
    const goal = race.surface.minima.length > 1 ? "a known minimum" : "the known minimum";
    return `Of ${spellCount(race.runs)} paths each${race.surface.minima.length ? ` reach ${goal}` : ""}`;
  }

  /** One for each name; groups that share one share an entry. */
  entries(race) {
    const groups = this.groups ?? [];
    const byEnd = this.way(race) === "end";
    return [...new Set(groups.map(({ name }) => name))].map((name) => {
      const alike = groups.filter((group) => group.name === name);
      const count = alike.reduce((sum, group) => sum + (byEnd ? group.count : group.reached), 0);
      const dots = alike.map(({ colour }) => make("i", { style: `background: ${colour}` }));
      return make("li", {}, ...dots, name, byEnd || race.surface.minima.length ? make("b", { text: spellCount(count) }) : "");
    });
  }

  /** The colours of the known minima where ends have colours, one each. */
  starsOf(race, theme) {
    if (!this.groups || this.way(race) !== "end") return [];
    return race.surface.minima.map((place) => this.groups?.find((group) => String(group.place) === String(place))?.colour ?? theme.star);
  }
}

const spellCount = (count) => count.toLocaleString("en");
