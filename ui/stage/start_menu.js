// The menu of starts: whose runs the standings and the chart by step are about.

import { make } from "./dom.js";
import { ALL } from "./runs.js";

/**
 * Bring the menu up to date.
 * @param {HTMLSelectElement} menu
 * @param {number} count
 * @param {number} focus
 */
export function listStarts(menu, count, focus) {
  menu.hidden = count < 2;
  if (menu.options.length !== count + 1) {
    const each = Array.from({ length: count }, (_, i) => make("option", { value: i, text: `from start ${i + 1}` }));
    menu.replaceChildren(make("option", { value: ALL, text: "all starts" }), ...each);
  }
  menu.value = String(focus);
}
