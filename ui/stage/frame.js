// The stage's skeleton: cards, heads and tools, before anything is drawn in them.

import { make } from "./dom.js";
import { QUANTITIES } from "./quantities.js";
import { Toolbar } from "./toolbar.js";
import { mapTools } from "./tools.js";

/** Further style sheets stand beside the modules that they belong to. */
const STYLES = ["stage.css", "toolbar.css", "standings.css", "inspector.css", "relief.css", "crowd.css", "step_card.css", "room.css", "help.css"];

/**
 * What the tools and menus of the frame do.
 * @typedef {object} Acts
 * @property {() => void} add      a start in the middle of the view
 * @property {(factor: number) => void} zoom  0 for the whole map
 * @property {() => void} picture
 * @property {() => void} relief  map or relief
 * @property {(start: number) => void} focus  look at this start
 * @property {() => void} showAll  bring back the racers that are hidden
 * @property {() => void} names     names at the heads, or none
 * @property {() => void} room      projector mode
 * @property {(() => void) | null} full  fullscreen; null where the browser has none
 * @property {() => void} help
 */

/**
 * The skeleton, not yet in any document, and its parts.
 * @param {Acts} acts
 */
export function buildFrame(acts) {
  const quantities = Object.entries(QUANTITIES).map(([value, { title }]) => make("option", { value, text: title }));
  const parts = {
    title: make("h2", { class: "stage-title" }),
    hint: make("span", { class: "stage-note stage-hint" }),
    toolbar: new Toolbar(mapTools(acts)),
    chartHost: make("div", { class: "stage-chart" }),
    plot: make("div", { class: "stage-plot" }),
    reliefHost: make("div", { class: "stage-relief", hidden: true }),
    transportHost: make("div", { class: "stage-transport", role: "group", "aria-label": "Player" }),
    notices: make("div", { class: "stage-notices", role: "status" }),
    averaged: make("span", { class: "stage-note" }),
    starts: make("select", { class: "stage-speed", "aria-label": "Which start the table and the chart show", onchange: (event) => acts.focus(Number(event.target.value)) }),
    allButton: make("button", { type: "button", class: "stage-button stage-show-all", text: "Show all", hidden: true, onclick: acts.showAll }),
    standingsHost: make("div", { class: "stage-table" }),
    quantity: make("select", { class: "stage-speed stage-quantity", "aria-label": "What the chart shows" }, ...quantities),
    logScale: make("button", { type: "button", class: "stage-log", "aria-label": "log scale", title: "Linear or log scale", "aria-pressed": "false", text: "log" }),
    courseNote: make("div", { class: "stage-note stage-course-note" }),
    courseHost: make("div", { class: "stage-course", role: "img" }),
    inspectorHost: make("section", { class: "stage-card stage-inspector", "aria-label": "Step inspector", hidden: true }),
  };
  parts.plot.append(parts.chartHost);
  return { ...parts, frame: make("div", { class: "stage" }, mapCard(parts), sideCards(parts)) };
}

const card = (name, label, ...children) => make("section", { class: `stage-card ${name}`, "aria-label": label }, ...children);
const head = (...children) => make("header", { class: "stage-head" }, ...children);

function mapCard(parts) {
  const views = make("div", { class: "stage-views" }, parts.plot, parts.reliefHost);
  return card("stage-map", "Map", head(parts.title, parts.hint, parts.toolbar.whole), views, parts.transportHost, parts.notices);
}

function sideCards(parts) {
  return make(
    "div",
    { class: "stage-side" },
    card("stage-standings-card", "Standings", head(make("h2", { class: "stage-title", text: "Standings" }), parts.averaged, parts.allButton, parts.starts), parts.standingsHost),
    card("stage-course-card", "By step", head(parts.quantity, parts.logScale), make("div", { class: "stage-course-place" }, parts.courseHost, parts.courseNote)),
    parts.inspectorHost,
  );
}

/** Resolves when the stage's style sheets have arrived. */
export function styleSheets() {
  return Promise.all(STYLES.map(styleSheet));
}

function styleSheet(name) {
  const href = new URL(name, import.meta.url).href;
  // The document's head brings them along, unless the server was started anew since.
  if ([...document.styleSheets].some((sheet) => sheet.href === href)) return Promise.resolve();
  return new Promise((resolve) => {
    const link = make("link", { rel: "stylesheet", href, onload: resolve, onerror: resolve });
    document.head.append(link);
  });
}
