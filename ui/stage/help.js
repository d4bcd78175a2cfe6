// The help sheet: every key and gesture in two columns, by what they are for.

import { make } from "./dom.js";

/** The order of the groups; one that stands here and has no entries is left out. */
const GROUPS = ["Player", "Starts", "Map", "View", "Room"];

export class HelpSheet {
  /**
   * @param {HTMLElement} host
   * @param {import("./keys.js").Keys} keys
   */
  constructor(host, keys) {
    this.keys = keys;
    this.list = make("div", { class: "stage-help-groups" });
    const close = make("button", { type: "button", class: "stage-button", text: "Close", onclick: () => this.dialog.close() });
    this.dialog = make(
      "dialog",
      { class: "stage-help", "aria-label": "Keys and gestures" },
      make("header", { class: "stage-help-head" }, make("h2", { text: "Keys and gestures" }), close),
      this.list,
    );
    // A press on the dimmed page round the sheet is one on the dialog itself.
    this.dialog.addEventListener("click", (event) => event.target === this.dialog && this.dialog.close());
    this.dialog.addEventListener("keydown", (event) => this.key(event));
    host.append(this.dialog);
  }

  open() {
    this.list.replaceChildren(...this.sections());
    // The browser gives the focus back to whatever had it.
    this.dialog.showModal();
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.key !== "?") return;
    event.preventDefault();
    this.dialog.close();
  }

  sections() {
    const others = this.keys.entries.map(({ group }) => group).filter((group) => !GROUPS.includes(group));
    return [...GROUPS, ...new Set(others)].flatMap((group) => {
      const entries = this.keys.entries.filter((entry) => entry.group === group);
      return entries.length ? [make("section", {}, make("h3", { text: group }), make("dl", {}, ...entries.flatMap(row)))] : [];
    });
  }
}

/** @param {import("./keys.js").Entry} entry */
function row({ shows, says, keys }) {
  const name = keys?.length ? "kbd" : "span";
  return [make("dt", {}, ...shows.map((text) => make(name, { text }))), make("dd", { text: says })];
}
