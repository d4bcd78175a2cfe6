// The stage's skeleton: cards, heads and tools, before anything is drawn in them.

import { icon, make } from "./dom.js";
import { QUANTITIES } from "./quantities.js";

/** Further style sheets stand beside the modules that they belong to. */
const STYLES = ["stage.css", "standings.css", "inspector.css", "relief.css", "crowd.css", "step_card.css"];

const TOOLS = {
  add: "M11 5h2v6h6v2h-6v6h-2v-6H5v-2h6z",
  nearer: "M10.5 3a7.5 7.5 0 1 0 4.7 13.3l4.3 4.2 1.4-1.4-4.2-4.3A7.5 7.5 0 0 0 10.500 3zm0 2a5.500 5.500 0 1 1 0 11 5.500 5.500 0 0 1 0-11zM9.500 7.500v2h-2v2h2v2h2v-2h2v-2h-2v-2z",
  farther: "M10.5 3a7.5 7.5 0 1 0 4.7 13.3l4.3 4.2 1.4-1.4-4.2-4.3A7.5 7.5 0 0 0 10.500 3zm0 2a5.500 5.500 0 1 1 0 11 5.500 5.500 0 0 1 0-11zM7.500 9.500v2h6v-2z",
  home: "M12 3 3 11h2.500v9H10v-5.500h4V20h4.500v-9H21z",
  picture: "M9 4 7.500 6H4a1 1 0 0 0-1 1v12a1 1 0 0 0 1 1h16a1 1 0 0 0 1-1V7a1 1 0 0 0-1-1h-3.500L15 4zm3 4.500a4.500 4.500 0 1 1 0 9 4.500 4.500 0 0 1 0-9zm0 2a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5z",
};

/**
 * What the tools and menus of the frame do.
 * @typedef {object} Acts
 * @property {() => void} add      a start in the middle of the view
 * @property {(factor: number) => void} zoom  0 for the whole map
 * @property {() => void} picture
 * @property {() => void} relief  map or relief
 * @property {(start: number) => void} focus  look at this start
 * @property {() => void} showAll  bring back the racers that are hidden
 */

/**
 * The skeleton, not yet in any document, and its parts.
 * @param {Acts} acts
 */
export function buildFrame(acts) {
  const tool = (name, label, act) => make("button", { type: "button", class: "stage-button stage-tool", "data-tool": name, "aria-label": label, title: label, onclick: act }, icon(TOOLS[name]));
  const quantities = Object.entries(QUANTITIES).map(([value, { title }]) => make("option", { value, text: title }));
  const relief = { type: "button", class: "stage-button stage-tool stage-turn", "aria-pressed": "false", "aria-label": "3-D relief", title: "3-D relief (3)", text: "3-D", onclick: acts.relief };
  const parts = {
    title: make("h2", { class: "stage-title" }),
    hint: make("span", { class: "stage-note stage-hint" }),
    reliefButton: make("button", relief),
    tools: make(
      "div",
      { class: "stage-tools" },
      tool("add", "Add a start in the middle of the view", acts.add),
      tool("nearer", "Zoom in", () => acts.zoom(0.5)),
      tool("farther", "Zoom out", () => acts.zoom(2)),
      tool("home", "Show the whole map", () => acts.zoom(0)),
      tool("picture", "Save as a picture (PNG)", acts.picture),
    ),
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
  parts.tools.prepend(parts.reliefButton);
  return { ...parts, frame: make("div", { class: "stage" }, mapCard(parts), sideCards(parts)) };
}

const card = (name, label, ...children) => make("section", { class: `stage-card ${name}`, "aria-label": label }, ...children);
const head = (...children) => make("header", { class: "stage-head" }, ...children);

function mapCard(parts) {
  const views = make("div", { class: "stage-views" }, parts.plot, parts.reliefHost);
  return card("stage-map", "Map", head(parts.title, parts.hint, parts.tools), views, parts.transportHost, parts.notices);
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
