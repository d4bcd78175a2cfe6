// A row's two small buttons in the standings: show or hide this racer, and show it alone.

import { icon, make } from "./dom.js";

const OPEN = "M12 5C6.500 5 2.700 9.500 1.500 12c1.200 2.500 5 7 10.500 7s9.300-4.500 10.500-7C21.300 9.500 17.500 5 12 5zm0 11.500a4.500 4.500 0 1 1 0-9 4.500 4.500 0 0 1 0 9zm0-2.500a2 2 0 1 0 0-4 2 2 0 0 0 0 4z";
const SHUT = "M3.300 2 2 3.300l4 4C3.700 8.800 2.200 10.600 1.500 12c1.200 2.500 5 7 10.500 7 1.700 0 3.200-.4 4.600-1.100L20.700 22l1.300-1.300zM12 16.500A4.500 4.500 0 0 1 7.900 10.200l1.600 1.600v.2a2.500 2.500 0 0 0 2.700 2.500l1.600 1.600c-.6.300-1.200.4-1.800.4zM12 5c-1.400 0-2.700.3-3.900.8l2.200 2.200A4.500 4.500 0 0 1 16 13.700l2.600 2.600c1.900-1.400 3.200-3.100 3.900-4.300C21.300 9.500 17.500 5 12 5z";
const ALONE = "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zm0 2a7 7 0 1 1 0 14 7 7 0 0 1 0-14zm0 4a3 3 0 1 0 0 6 3 3 0 0 0 0-6z";

/**
 * @param {import("./blob.js").Racer} racer
 * @param {import("./visibility.js").Visibility} visibility
 * @returns {HTMLElement}
 */
export function makeEyes(racer, visibility) {
  const button = (name, act) => make("button", { type: "button", class: `stage-eye stage-eye-${name}`, onclick: act });
  return make("span", { class: "stage-eyes" }, button("show", () => visibility.toggle(racer)), button("alone", () => visibility.solo(racer)));
}

/**
 * Bring the buttons and the look of a row up to date.
 * @param {HTMLElement} row
 * @param {import("./blob.js").Racer} racer
 * @param {import("./visibility.js").Visibility} visibility
 */
export function showEyes(row, racer, visibility) {
  row.classList.toggle("stage-hidden", racer.hidden);
  const [shown, alone] = row.querySelectorAll(".stage-eye");
  name(shown, `Show ${racer.title}`, !racer.hidden, racer.hidden ? SHUT : OPEN);
  name(alone, `Show ${racer.title} alone`, visibility.isAlone(racer), ALONE);
}

function name(button, label, pressed, path) {
  for (const [key, value] of Object.entries({ "aria-label": label, title: label, "aria-pressed": pressed })) button.setAttribute(key, String(value));
  button.replaceChildren(icon(path));
}
