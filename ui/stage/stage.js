// The stage: puts map, trails, starts, player, chart by step and standings together. Python's scene is the truth; edits of
// the starts are drawn at once from the app's route and told to Python when the hand lets go.

import { Announcer, describe } from "./announcer.js";
import { Batch } from "./batch.js";
import { decode, withStarts } from "./blob.js";
import { MapChart } from "./chart.js";
import { Chosen } from "./chosen.js";
import { CrowdKey } from "./crowd_key.js";
import { make, spell } from "./dom.js";
import { buildFrame, styleSheets } from "./frame.js";
import { Handles } from "./handles.js";
import { Hatch } from "./hatch.js";
import { HelpSheet } from "./help.js";
import { Inspector } from "./inspector.js";
import { Keys } from "./keys.js";
import { Labels } from "./labels.js";
import { Layer } from "./layer.js";
import { Live } from "./live.js";
import { MapTrails } from "./map_trails.js";
import { notices } from "./notices.js";
import { savePicture } from "./picture.js";
import { plotly } from "./plot.js";
import { Player } from "./player.js";
import { Rings } from "./rings.js";
import { Room } from "./room.js";
import { ALL, runsFrom } from "./runs.js";
import { shortcuts } from "./shortcuts.js";
import { Standings } from "./standings.js";
import { StepCard } from "./step_card.js";
import { readTheme } from "./theme.js";
import { Tooltip } from "./tooltip.js";
import { Transport } from "./transport.js";
import { Views } from "./views.js";
import { Visibility } from "./visibility.js";

/** Milliseconds between updates of the chart by step while a start is dragged, and of the standings while playing. */
const COURSE_PAUSE = 120;
/** Milliseconds after which an edit that Python does not know of is told again. */
const OVERDUE = 1500;
const TABLE_PAUSE = 60;

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
    this.room = new Room(this.host, () => this.onRoom());
    const parts = buildFrame({
      add: () => this.handles?.addInTheMiddle(),
      zoom: (factor) => this.zoom(factor),
      picture: () => this.race && savePicture(this),
      relief: () => this.views.toggle(),
      focus: (start) => this.setFocus(start),
      showAll: () => this.showAll(),
      names: () => this.toggleNames(),
      room: () => this.room.toggle(),
      full: this.room.possible ? () => this.room.toggleFull() : null,
      help: () => this.help.open(),
    });
    Object.assign(this, parts);
    this.key = new CrowdKey(() => this.recolour());
    parts.toolbar.whole.before(this.key.menu);
    parts.notices.before(this.key.caption);
    this.transport = new Transport(parts.transportHost, this.player, {
      batch: (on) => this.turnBatch(on),
      inspect: (on) => this.turnInspector(on),
    });
    this.visibility = new Visibility(() => this.showHidden());
    this.standings = new Standings(parts.standingsHost, (key) => this.choose(key), this.visibility);
    this.chosen = new Chosen(() => this.standings.leading);
    this.views = new Views(parts, {
      scene: () => ({ race: this.race, theme: this.theme, step: this.player.step }),
      mapShown: () => this.trails?.redraw(this.player.step),
      failed: (message) => this.say(message),
    });
    this.announcer = new Announcer(parts.frame);
    this.keys = new Keys();
    this.help = new HelpSheet(parts.frame, this.keys);
    this.keys.add(...shortcuts(this));
  }

  async load() {
    await styleSheets();
    // Not before: without its styles it is a heap of buttons.
    this.host.replaceChildren(this.frame);
    this.toolbar.watch(this.title.parentElement);
    const Plotly = await plotly;
    this.chart = new MapChart(this.chartHost, Plotly, {
      viewChanged: () => this.relay(),
      contourArrived: () => this.hatchHoles(),
      hovered: (hit, event) => this.hover(hit, event),
    });
    this.hatch = new Hatch(this.plot);
    const lines = new Layer(this.plot, "stage-batch-lines");
    this.trails = new MapTrails(this.plot);
    const arrows = new Layer(this.plot, "stage-batch-arrows");
    const marks = new Layer(this.plot, "stage-inspector-marks");
    this.labels = new Labels(this.plot);
    this.layers = [this.hatch.layer, lines, this.trails.density, ...this.trails.layers, arrows, marks, this.labels.layer];
    this.batch = new Batch(this.plot, { lines, arrows }, { reach: () => this.chart.reach(), chosen: this.chosen });
    this.inspector = new Inspector(this.inspectorHost, marks, { chosen: this.chosen, close: () => this.transport.toggle("inspect") });
    this.handles = new Handles(this.plot, {
      changed: (starts, how, which) => this.edit(starts, how, which),
      focused: (which) => this.setFocus(which),
    });
    this.rings = new Rings(new Layer(this.plot, "stage-rings"));
    this.tooltip = new Tooltip(this.plot);
    this.course = new StepCard(/** @type {any} */ (this), Plotly, {
      seek: (step) => this.player.seek(step),
      pointed: (step) => this.pointAt(step),
      failed: (message) => this.say(message),
    });
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
    this.inspector?.remove();
    this.keys.remove();
    this.toolbar.remove();
    this.announcer.remove();
    this.room.remove();
    this.course?.remove();
    this.chart?.remove();
    this.views.remove();
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
    for (const name of ["batch", "memory", "curvature", "over"]) this.host.style.setProperty(`--${name}`, theme[name]);
    this.visibility.mark(race);
    this.allButton.hidden = !this.visibility.hidden.size;
    this.player.setSteps(race.steps);
    this.title.textContent = race.surface.title + (race.noise ? ` \u00b7 gradient noise ${spell(race.noise, 3)}` : "");
    this.focus = Math.min(this.wished ?? this.focus, Math.max(race.starts.length - 1, 0));
    const crowded = this.key.groups !== null;
    this.key.show(race, theme);
    await this.chart.show(race, theme, this.key.stars);
    this.showFocus();
    this.relay();
    await this.views.show();
    this.host.dataset.tag = race.tag;
    this.say("");
    this.transport.batchButton.hidden = !race.surface.batched;
    this.course?.show(race, this.focus, theme, opening ? 0 : COURSE_PAUSE);
    const gathered = !crowded && this.key.groups !== null;
    if (opening || gathered || (added && this.justAdded)) this.player.restart();
    this.justAdded = false;
  }

  /** Many paths shall have other colours, or others shall be seen. */
  async recolour() {
    if (!this.race || !this.chart) return;
    this.key.show(this.race, this.theme);
    await this.chart.show(this.race, this.theme, this.key.stars);
    this.relay();
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
    this.trails.lay(this.race, view, this.theme, this.key);
    this.trails.redraw(this.player.step);
    this.handles.lay(this.pending ?? this.race.starts, view);
    this.labels?.fit(view);
    this.drawNames();
    this.batch?.lay(view);
    this.inspector?.lay(view);
    this.rings?.lay(view);
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
    // Where it stands still, the map looks as if drawn at once.
    if (this.views?.relief) this.views.relief.advance(step);
    else this.trails?.[change === "state" ? "redraw" : "advance"](step);
    this.drawNames();
    this.course?.moveTo(step);
    this.batch?.moveTo(step);
    this.inspector?.moveTo(step);
    const now = performance.now();
    if (change === "state" || !this.player.playing || now - (this.tabled ?? 0) > TABLE_PAUSE) {
      this.tabled = now;
      this.standings?.moveTo(step);
    }
    this.host.dataset.step = String(Math.floor(step));
    this.announce(change);
  }

  /** Tell screen readers how the race stands, once it does. */
  announce(change) {
    if (this.player.playing) return this.announcer?.hush();
    if (change === "state" && this.race) this.announcer?.tell(() => describe(this.race, this.focus, this.player.step));
  }

  /** Names stand at the heads while the race stands still and nothing else is looked at, in a room always, or as chosen. */
  get namesShown() {
    return this.namesWanted ?? (this.room.on || !(this.player.playing || this.looking));
  }

  toggleNames() {
    this.namesWanted = !this.namesShown;
    this.drawNames();
  }

  drawNames() {
    if (!this.race || !this.labels?.view) return;
    this.toolbar.press("names", this.namesShown);
    if (this.namesShown && !this.trails.crowded) this.labels.draw(this.race, this.trails, this.focus, this.player.step, this.theme);
    else this.labels.clear();
  }

  /** Projector mode or fullscreen came or went. */
  onRoom() {
    this.toolbar.rename("room", this.room.on ? "Leave projector mode" : "Projector mode");
    this.toolbar.rename("full", this.room.full ? "Leave fullscreen" : "Fullscreen");
    this.toolbar.thin(this.room.on);
    if (this.race) this.show(this.race);
  }

  /** @param {number} factor  below 1 is nearer, 0 is home */
  zoom(factor) {
    (this.views.relief ?? this.chart)?.zoom(factor);
  }

  /** Look at the next racer in the table, or the one before. @param {1 | -1} by */
  chooseNext(by) {
    const racers = this.race?.racers.filter(({ hidden }) => !hidden) ?? [];
    const place = racers.findIndex(({ key }) => key === this.chosen.key);
    if (racers.length) this.choose(racers.at(place < 0 ? Math.min(by, 0) : (place + by) % racers.length).key);
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
    const runs = runsFrom(this.race, this.focus).length;
    this.averaged.textContent = runs > 1 ? `mean of ${runs} ${this.focus === ALL ? "runs" : "seeds"}` : "";
    this.standings.show(this.race, this.focus, this.theme);
    this.standings.moveTo(this.player.step);
    this.batch?.show(this.race, this.focus, this.theme);
    this.inspector?.show(this.race, this.focus, this.theme);
    this.rings?.show(this.race, this.focus, this.theme);
    this.markChosen();
  }

  turnBatch(on) {
    this.batch?.turn(on);
    this.markChosen();
  }

  turnInspector(on) {
    this.inspector?.turn(on);
    this.markChosen();
  }

  get looking() {
    return Boolean(this.batch?.shown || this.inspector?.on);
  }

  /** The standings show who is looked at, while anybody is; the next look begins with whoever leads then. */
  markChosen() {
    if (!this.looking) this.chosen.key = "";
    this.standings.mark(this.looking ? this.chosen.place(this.race) : -1);
    this.drawNames();
  }

  /** Look at this racer: step by step, if nothing else is looked at. */
  choose(key) {
    this.chosen.key = key;
    if (!this.looking) return this.transport.toggle("inspect");
    this.batch?.ask();
    this.inspector?.ask();
    this.markChosen();
  }

  /** Racers were hidden or brought back. */
  showHidden() {
    this.allButton.hidden = !this.visibility.hidden.size;
    this.standings.showHidden();
    this.say("");
    this.course?.show(this.race, this.focus, this.theme, 0);
    this.rings?.draw();
    this.queue = this.queue.then(() => this.recolour()).then(() => this.views.show());
  }

  showAll() {
    this.visibility.showAll();
    // The button that was pressed is gone, and the keyboard's place should not go with it.
    this.standings.focus();
  }

  setFocus(which) {
    // A start that was just added has no runs yet; its race sets the focus on it when it is drawn.
    this.wished = which;
    if (this.focus === which || !this.race || which >= this.race.starts.length) return;
    this.focus = which;
    this.showFocus();
    this.course?.show(this.race, this.focus, this.theme, COURSE_PAUSE);
  }

  listStarts() {
    const { length } = this.race.starts;
    this.starts.hidden = length < 2;
    if (this.starts.options.length !== length + 1) {
      const each = Array.from({ length }, (_, i) => make("option", { value: i, text: `from start ${i + 1}` }));
      this.starts.replaceChildren(make("option", { value: ALL, text: "all starts" }), ...each);
    }
    this.starts.value = String(this.focus);
  }

  hover(hit, event) {
    if (hit) this.tooltip?.show(this.race, this.theme, hit, event);
    else this.tooltip?.hide();
    this.pointAt(hit ? hit.step : null);
  }

  /**
   * The pointer, over the chart or over a path, asks what stands at a step: the chart tells and the map shows where.
   * @param {number | null} step  none
   */
  pointAt(step) {
    this.course?.pointAt(step);
    this.rings?.pointAt(step);
  }

  /** Say what went wrong, or with "" what happened in the race. */
  say(message) {
    const sentences = message ? [message] : this.race ? notices(this.race, this.hasHoles) : [];
    if (this.race && !this.race.racers.length) sentences.unshift("Choose an optimizer above to see it run.");
    if (this.race?.racers.length && this.race.racers.every(({ hidden }) => hidden)) sentences.unshift("Every racer is hidden. Press \u201cShow all\u201d above the standings to bring them back.");
    if (this.race && !this.race.starts.length) sentences.unshift("Click the map to add a start.");
    if (this.notices.textContent !== sentences.join("")) this.notices.replaceChildren(...sentences.map((text) => make("p", { text })));
  }
}
