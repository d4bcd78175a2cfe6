// The tools in the map's head, in groups. As many as there is room for stand in the row; the rest fold into a menu, where
// each has its name beside it.

import { icon, make } from "./dom.js";

const MORE = "M5 10a2 2 0 1 0 0 4 2 2 0 0 0 0-4zm7 0a2 2 0 1 0 0 4 2 2 0 0 0 0-4zm7 0a2 2 0 1 0 0 4 2 2 0 0 0 0-4z";

/**
 * @typedef {object} Tool
 * @property {string} name     class of its own, after "stage-tool-"
 * @property {string} label    what it is called
 * @property {string} [key]    the key that does the same
 * @property {string} [path]   of its icon
 * @property {string} [text]   in place of an icon
 * @property {() => void} act
 * @property {string} group    tools of one group stand together
 * @property {number} stay     the lower, the longer it stays in the row where that gets narrow
 * @property {boolean} [switch]  it is on or off: see `press`
 * @property {boolean} [forRoom]  it stays in projector mode, which has few tools
 */

export class Toolbar {
  /** @param {Tool[]} tools  from left to right */
  constructor(tools) {
    this.row = make("div", { class: "stage-tools", role: "group", "aria-label": "Tools of the map" });
    this.menu = make("div", { class: "stage-tools-menu", hidden: true });
    this.more = make("button", {
      type: "button", class: "stage-button stage-tool stage-tool-more", "aria-label": "More tools", title: "More tools", "aria-expanded": "false", onclick: () => this.unfold(this.menu.hidden),
    }, icon(MORE));
    /** Whether there shall be few, and which there are not. */
    this.few = false;
    this.missing = new Set();
    this.buttons = tools.map((tool) => ({ tool, button: this.button(tool) }));
    this.whole = make("div", { class: "stage-toolbar" }, this.row, this.more, this.menu);
    this.sizes = new ResizeObserver(() => this.fold());
    this.outside = (event) => this.menu.hidden || event.composedPath().includes(this.whole) || this.unfold(false);
    document.addEventListener("pointerdown", this.outside, true);
    this.whole.addEventListener("keydown", (event) => this.key(event));
    this.whole.addEventListener("focusout", (event) => event.relatedTarget && !this.whole.contains(event.relatedTarget) && this.unfold(false));
  }

  /** Keep to the room that this head has beside its other parts. @param {HTMLElement} head */
  watch(head) {
    this.head = head;
    for (const part of [head, ...head.children]) if (part !== this.whole) this.sizes.observe(part);
    this.fold();
  }

  remove() {
    this.sizes.disconnect();
    document.removeEventListener("pointerdown", this.outside, true);
  }

  button({ name, label, key, path, text, act, switch: isSwitch }) {
    const attributes = { type: "button", class: `stage-button stage-tool stage-tool-${name}`, "aria-label": label, title: key ? `${label} (${key})` : label };
    if (isSwitch) attributes["aria-pressed"] = "false";
    const button = make("button", attributes, path ? icon(path) : make("b", { text }), make("span", { class: "stage-tool-label", "aria-hidden": "true", text: label }));
    button.addEventListener("click", () => {
      this.unfold(false);
      act();
    });
    return button;
  }

  /** Show a switch as on or off. */
  press(name, on) {
    this.find(name)?.setAttribute("aria-pressed", String(on));
  }

  /** Call a tool by what a press does now. */
  rename(name, label) {
    const found = this.buttons.find(({ tool }) => tool.name === name);
    if (!found) return;
    const { tool, button } = found;
    button.setAttribute("aria-label", label);
    button.title = tool.key ? `${label} (${tool.key})` : label;
    button.querySelector("span").textContent = label;
  }

  find(name) {
    return this.buttons.find(({ tool }) => tool.name === name)?.button;
  }

  /** Few tools for a room, all of them elsewhere. @param {boolean} few */
  thin(few) {
    this.few = few;
    this.choose();
  }

  /** Have a tool or not. @param {string} name @param {boolean} on */
  offer(name, on) {
    if (this.missing.has(name) === !on) return;
    this.missing[on ? "delete" : "add"](name);
    this.choose();
  }

  choose() {
    for (const { tool, button } of this.buttons) button.hidden = this.missing.has(tool.name) || (this.few && !tool.forRoom);
    this.held = "";
    this.fold();
  }

  /** Put into the row what it has room for. */
  fold() {
    if (!this.head?.clientWidth) return;
    const style = getComputedStyle(this.head);
    const others = [...this.head.children].filter((part) => part !== this.whole && part.offsetWidth);
    const taken = others.reduce((sum, part) => sum + part.scrollWidth + parseFloat(style.columnGap), 0);
    const room = this.head.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - taken;
    const there = this.buttons.filter(({ button }) => !button.hidden);
    const kept = this.kept(there, room);
    if (String(kept) === this.held) return;
    this.held = String(kept);
    this.lay(there, kept);
  }

  /** The names of the tools that stand in the row: those that stay longest, while there is room for one more and for the menu's button. */
  kept(there, room) {
    const size = this.more.offsetWidth || 32;
    const order = [...there].sort((a, b) => a.tool.stay - b.tool.stay);
    for (let count = order.length; count > 0; count--) {
      const kept = there.filter((one) => order.indexOf(one) < count);
      const groups = new Set(kept.map(({ tool }) => tool.group)).size;
      const width = kept.length * (size + 2) + (groups - 1) * 9 + (count < order.length ? size + 2 : 0);
      if (width <= room) return kept.map(({ tool }) => tool.name);
    }
    return [];
  }

  lay(there, kept) {
    const focused = document.activeElement;
    const [row, menu] = [true, false].map((inRow) => there.filter(({ tool }) => kept.includes(tool.name) === inRow));
    for (const [i, { tool, button }] of row.entries()) button.classList.toggle("stage-tool-first", i > 0 && tool.group !== row[i - 1].tool.group);
    this.row.replaceChildren(...row.map(({ button }) => button));
    this.menu.replaceChildren(...menu.map(({ button }) => button));
    this.more.hidden = !menu.length;
    if (!menu.length) this.unfold(false);
    if (this.whole.contains(focused)) /** @type {HTMLElement} */ (focused).focus();
  }

  /** @param {boolean} open */
  unfold(open) {
    if (this.menu.hidden === !open) return;
    this.menu.hidden = !open;
    this.more.setAttribute("aria-expanded", String(open));
    if (open) this.menu.querySelector("button")?.focus();
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const { target } = event;
    if (this.menu.hidden) return;
    const buttons = [...this.menu.children];
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key !== "Escape" && !by) return;
    event.preventDefault();
    event.stopPropagation();
    if (by) return buttons.at((buttons.indexOf(target) + by) % buttons.length)?.focus();
    this.unfold(false);
    this.more.focus();
  }
}
