// The stage: puts map, trails, starts, player, chart by step and standings together. Python's scene is the truth; edits of
// the starts are drawn at once from the app's route and told to Python when the hand lets go.

import { Batch } from "./batch.js";
import { decode, withStarts } from "./blob.js";
import { MapChart } from "./chart.js";
import { icon, make, spell } from "./dom.js";
import { Handles } from "./handles.js";
import { Hatch } from "./hatch.js";
import { Layer } from "./layer.js";
import { Live } from "./live.js";
import { notices } from "./notices.js";
import { savePicture } from "./picture.js";
import { plotly } from "./plot.js";
import { Player } from "./player.js";
import { QUANTITIES } from "./quantities.js";
import { Standings } from "./standings.js";
import { StepChart } from "./step_chart.js";
import { readTheme } from "./theme.js";
import { Tooltip } from "./tooltip.js";
import { Trails } from "./trails.js";
import { Transport } from "./transport.js";

/** Milliseconds between updates of the chart by step while a start is dragged, and of the standings while playing. */
const COURSE_PAUSE = 120;
/** Milliseconds after which an edit that Python does not know of is told again. */
const OVERDUE = 1500;
const TABLE_PAUSE = 60;

const TOOLS = {
  add: "M11 5h2v6h6v2h-6v6h-2v-6H5v-2h6z",
  nearer: "M10.5 3a7.5 7.5 0 1 0 4.7 13.3l4.3 4.2 1.4-1.4-4.2-4.3A7.5 7.5 0 0 0 10.500 3zm0 2a5.500 5.500 0 1 1 0 11 5.500 5.500 0 0 1 0-11zM9.500 7.500v2h-2v2h2v2h2v-2h2v-2h-2v-2z",
  farther: "M10.5 3a7.5 7.5 0 1 0 4.7 13.3l4.3 4.2 1.4-1.4-4.2-4.3A7.5 7.5 0 0 0 10.500 3zm0 2a5.500 5.500 0 1 1 0 11 5.500 5.500 0 0 1 0-11zM7.500 9.500v2h6v-2z",
  home: "M12 3 3 11h2.500v9H10v-5.500h4V20h4.500v-9H21z",
  picture: "M9 4 7.500 6H4a1 1 0 0 0-1 1v12a1 1 0 0 0 1 1h16a1 1 0 0 0 1-1V7a1 1 0 0 0-1-1h-3.500L15 4zm3 4.500a4.500 4.500 0 1 1 0 9 4.500 4.500 0 0 1 0-9zm0 2a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5z",
};

export class Stage {
  /** @param {HTMLElement} host */
  constructor(host) {
    this.host = host;
    /** @type {(edit: {starts: [number, number][], number: number}) => void} */
    this.tell = () => {};
    this.sent = 0;
    this.focus = 0;
    /** @type {[number, number][] | undefined} */
    this.pending = undefined;
    this.player = new Player((change) => this.onPlayer(change));
    this.live = new Live((bytes) => this.show(decode(bytes)), (message) => this.say(message));
    this.build();
    // What stands above may grow, by a second line of choices or a warning; the map gives up that height.
    this.place = new ResizeObserver(() => this.host.style.setProperty("--above", `${Math.round(this.above())}px`));
    this.place.observe(host.closest("[data-testid=stMainBlockContainer]") ?? document.body);
    this.ready = this.load();
    this.queue = this.ready;
  }

  build() {
    const tool = (name, label, act) => make("button", { type: "button", class: "stage-button stage-tool", "aria-label": label, title: label, onclick: act }, icon(TOOLS[name]));
    this.title = make("h2", { class: "stage-title" });
    this.plot = make("div", { class: "stage-plot" });
    this.chartHost = make("div", { class: "stage-chart" });
    this.plot.append(this.chartHost);
    this.transportHost = make("div", { class: "stage-transport", role: "group", "aria-label": "Player" });
    this.notices = make("div", { class: "stage-notices", role: "status" });
    this.courseHost = make("div", { class: "stage-course" });
    this.courseNote = make("span", { class: "stage-note" });
    const entries = Object.entries(QUANTITIES).map(([value, { title }]) => make("option", { value, text: title }));
    this.quantity = make("select", { class: "stage-speed stage-quantity", "aria-label": "What the chart shows", onchange: () => this.drawCourseSoon(0) }, ...entries);
    this.averaged = make("span", { class: "stage-note" });
    this.standingsHost = make("div", { class: "stage-table" });
    this.starts = make("select", { class: "stage-speed", "aria-label": "Which start the table and the chart show", onchange: () => this.setFocus(Number(this.starts.value)) });
    const head = (...children) => make("header", { class: "stage-head" }, ...children);
    this.host.replaceChildren(
      make(
        "div",
        { class: "stage" },
        make(
          "section",
          { class: "stage-card stage-map", "aria-label": "Map" },
          head(
            this.title,
            make("span", { class: "stage-note stage-hint", text: "Click: add a start \u00b7 drag: move it \u00b7 click it: remove" }),
            make(
              "div",
              { class: "stage-tools" },
              tool("add", "Add a start in the middle of the view", () => this.handles?.addInTheMiddle()),
              tool("nearer", "Zoom in", () => this.chart?.zoom(0.5)),
              tool("farther", "Zoom out", () => this.chart?.zoom(2)),
              tool("home", "Show the whole map", () => this.chart?.zoom(0)),
              tool("picture", "Save as a picture (PNG)", () => this.race && savePicture(this)),
            ),
          ),
          this.plot,
          this.transportHost,
          this.notices,
        ),
        make(
          "div",
          { class: "stage-side" },
          make("section", { class: "stage-card", "aria-label": "Standings" }, head(make("h2", { class: "stage-title", text: "Standings" }), this.averaged, this.starts), this.standingsHost),
          make("section", { class: "stage-card stage-course-card", "aria-label": "By step" }, head(this.quantity, this.courseNote), this.courseHost),
        ),
      ),
    );
    this.transport = new Transport(this.transportHost, this.player, (on) => {
      this.batch?.turn(on);
      this.offerBatches();
    });
    this.standings = new Standings(this.standingsHost, (title) => {
      this.batch?.choose(title);
      this.offerBatches();
    });
  }

  async load() {
    await styleSheet();
    const Plotly = await plotly;
    this.chart = new MapChart(this.chartHost, Plotly, {
      viewChanged: () => this.relay(),
      contourArrived: () => this.hatchHoles(),
      hovered: (hit, event) => this.hover(hit, event),
    });
    this.hatch = new Hatch(this.plot);
    const lines = new Layer(this.plot, "stage-batch-lines");
    this.trails = new Trails(this.plot);
    const arrows = new Layer(this.plot, "stage-batch-arrows");
    this.layers = [this.hatch.layer, lines, ...this.trails.layers, arrows];
    this.batch = new Batch(this.plot, { lines, arrows }, { reach: () => this.chart.reach(), leading: () => this.standings.leading });
    this.handles = new Handles(this.plot, {
      changed: (starts, how, which) => this.edit(starts, how, which),
      focused: (which) => this.setFocus(which),
    });
    this.tooltip = new Tooltip(this.plot);
    this.course = new StepChart(this.courseHost, Plotly, (step) => this.player.seek(step));
  }

  /** How far the stage begins below the top of the page, in pixels. */
  above() {
    const page = this.host.closest("[data-testid=stMain]");
    return this.host.getBoundingClientRect().top - (page ? page.getBoundingClientRect().top - page.scrollTop : -scrollY);
  }

  remove() {
    clearTimeout(this.overdue);
    this.place.disconnect();
    this.player.pause();
    this.live.cancel();
    this.batch?.remove();
    this.transport.remove();
    this.course?.remove();
    this.chart?.remove();
  }

  /**
   * A scene from Python. One that is older than what the hand has done since is left alone; its successor is on the way.
   * @param {Uint8Array} bytes
   */
  receive(bytes) {
    const race = decode(bytes);
    // Another session (the server was restarted, say) has not heard of this one's edits.
    const stranger = this.visit !== undefined && race.visit !== this.visit;
    this.visit = race.visit;
    clearTimeout(this.overdue);
    if (this.handles?.dragging) return;
    if (race.echo < this.sent) {
      // Its successor is on the way, unless the edit was lost with the connection.
      if (this.pending) this.overdue = setTimeout(() => this.tellPending(), stranger ? 0 : OVERDUE);
      else this.sent = 0;
      if (this.pending || !stranger) return;
    }
    this.live.cancel();
    this.pending = undefined;
    this.show(race);
    if (this.known && race.tag !== this.known) history.replaceState(history.state, "", `?${race.query}`);
    this.known = race.tag;
  }

  tellPending() {
    if (this.pending) this.tell({ starts: this.pending, number: this.sent });
  }

  /**
   * Draw a scene, after the one being drawn; of several that wait only the last is drawn.
   * @param {import("./blob.js").Race} race
   */
  show(race) {
    this.waiting = race;
    this.queue = this.queue.then(() => this.draw()).catch((fault) => {
      this.say(`The stage could not be drawn (${fault.message}). Reload the page.`);
      console.error(fault);
    });
  }

  async draw() {
    const race = this.waiting;
    this.waiting = undefined;
    if (!race || !this.chart || !this.trails || !this.handles) return;
    const theme = this.freshTheme();
    if (race.tag === this.race?.tag && theme === this.theme) {
      // Nothing new to draw, but a start that was refused must not keep its handle.
      this.handles.lay(this.pending ?? race.starts, this.chart.view());
      return;
    }
    const opening = race.surface.query.split(",")[0] !== this.race?.surface.query.split(",")[0];
    const added = !opening && race.starts.length > (this.race?.starts.length ?? 0);
    this.race = race;
    this.theme = theme;
    this.host.style.setProperty("--batch", theme.batch);
    this.player.setSteps(race.steps);
    this.title.textContent = race.surface.title + (race.noise ? ` \u00b7 gradient noise ${spell(race.noise, 3)}` : "");
    this.focus = Math.min(this.wished ?? this.focus, Math.max(race.starts.length - 1, 0));
    await this.chart.show(race, theme);
    this.showFocus();
    this.relay();
    this.host.dataset.tag = race.tag;
    this.say("");
    this.transport.batchButton.hidden = !race.surface.batched;
    this.drawCourseSoon(opening ? 0 : COURSE_PAUSE);
    if (opening || (added && this.justAdded)) this.player.restart();
    this.justAdded = false;
  }

  /** The theme object is replaced only when a colour has changed, so that comparing objects is enough. */
  freshTheme() {
    const theme = readTheme(this.host);
    return JSON.stringify(theme) === JSON.stringify(this.theme) ? this.theme : theme;
  }

  /** The view has changed: lay out everything that lies over the chart. */
  relay() {
    if (!this.race || !this.chart || !this.trails || !this.handles) return;
    const view = this.chart.view();
    this.trails.lay(this.race, view, this.theme);
    this.trails.redraw(this.player.step);
    this.handles.lay(this.pending ?? this.race.starts, view);
    this.batch?.lay(view);
    this.hatch?.lay(this.chart.grid, view, this.theme);
  }

  /** Contours have arrived: hatch where they have holes, and say so. */
  hatchHoles() {
    this.hatch?.lay(this.chart.grid, this.chart.view(), this.theme);
    if (this.holed === this.hasHoles) return;
    this.holed = this.hasHoles;
    this.say("");
  }

  get hasHoles() {
    return Boolean(this.chart?.grid?.holes.length);
  }

  onPlayer(change) {
    const { step } = this.player;
    this.transport?.[change === "state" ? "showState" : "showStep"]();
    this.trails?.advance(step);
    this.course?.moveTo(step);
    this.batch?.moveTo(step);
    const now = performance.now();
    if (change === "state" || !this.player.playing || now - (this.tabled ?? 0) > TABLE_PAUSE) {
      this.tabled = now;
      this.standings?.moveTo(step);
    }
    this.host.dataset.step = String(Math.floor(step));
  }

  /** A start was added, moved or removed by hand. */
  edit(starts, how, which) {
    this.setFocus(which);
    this.justAdded = how === "add";
    // Until Python has answered, the hand's starts are the true ones: paths still on their way know fewer.
    this.pending = starts;
    this.handles.lay(starts, this.chart.view());
    this.live.request("stage/paths", withStarts(this.race.query, starts));
    if (how === "drag") return;
    this.sent = Math.max(Date.now(), this.sent + 1);
    this.tell({ starts, number: this.sent });
  }

  /** Table and batch of the start that is looked at. */
  showFocus() {
    this.listStarts();
    this.averaged.textContent = this.race.seeds > 1 ? `mean of ${this.race.seeds} seeds` : "";
    this.standings.show(this.race, this.focus, this.theme);
    this.standings.moveTo(this.player.step);
    this.batch?.show(this.race, this.focus, this.theme);
    this.offerBatches();
  }

  /** While batches are shown, the standings offer to choose whose. */
  offerBatches() {
    this.standings.offer(this.batch?.shown ? this.batch.racer : -1);
  }

  setFocus(which) {
    // A start that was just added has no runs yet; its race sets the focus on it when it is drawn.
    this.wished = which;
    if (this.focus === which || !this.race || which >= this.race.starts.length) return;
    this.focus = which;
    this.showFocus();
    this.drawCourseSoon(COURSE_PAUSE);
  }

  listStarts() {
    const { length } = this.race.starts;
    this.starts.hidden = length < 2;
    if (this.starts.options.length !== length) {
      this.starts.replaceChildren(...Array.from({ length }, (_, i) => make("option", { value: i, text: `from start ${i + 1}` })));
    }
    this.starts.value = String(this.focus);
  }

  drawCourseSoon(pause) {
    if (this.courseTimer) return;
    this.courseTimer = setTimeout(async () => {
      this.courseTimer = 0;
      for (const option of this.quantity.options) option.disabled = !QUANTITIES[option.value].known(this.race);
      if (this.quantity.selectedOptions[0]?.disabled) this.quantity.value = "loss";
      await this.course.show(this.race, this.focus, this.theme, this.quantity.value);
      this.courseNote.textContent = QUANTITIES[this.quantity.value].note(this.race);
    }, pause);
  }

  hover(hit, event) {
    if (hit) this.tooltip?.show(this.race, this.theme, hit, event);
    else this.tooltip?.hide();
  }

  /** Say what went wrong, or with "" what happened in the race. */
  say(message) {
    const sentences = message ? [message] : this.race ? notices(this.race, this.hasHoles) : [];
    if (this.race && !this.race.racers.length) sentences.unshift("Choose an optimizer above to see it run.");
    if (this.race && !this.race.starts.length) sentences.unshift("Click the map to add a start.");
    if (this.notices.textContent !== sentences.join("")) this.notices.replaceChildren(...sentences.map((text) => make("p", { text })));
  }
}

/** Resolves when the stage's style sheet has arrived. */
function styleSheet() {
  const href = new URL("stage.css", import.meta.url).href;
  if (document.querySelector(`link[href="${href}"]`)) return Promise.resolve();
  return new Promise((resolve) => {
    const link = make("link", { rel: "stylesheet", href, onload: resolve, onerror: resolve });
    document.head.append(link);
  });
}
