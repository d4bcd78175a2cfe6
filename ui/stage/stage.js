// The stage: puts map, trails, starts, player, chart by step and standings together. Python's scene is the truth; edits of
// the starts are drawn at once from the app's route and told to Python when the hand lets go.

import { Announcer, describe } from "./announcer.js";
import { Batch } from "./batch.js";
import { decode, withStarts } from "./blob.js";
import { MapChart } from "./chart.js";
import { CrowdKey } from "./crowd_key.js";
import { make, spell } from "./dom.js";
import { buildFrame, styleSheets } from "./frame.js";
import { Hand } from "./hand.js";
import { Handles } from "./handles.js";
import { Hatch } from "./hatch.js";
import { HelpSheet } from "./help.js";
import { Inspector } from "./inspector.js";
import { Keys } from "./keys.js";
import { Layer } from "./layer.js";
import { Live } from "./live.js";
import { Looks } from "./looks.js";
import { MapTrails } from "./map_trails.js";
import { Names } from "./names.js";
import { notices, requests } from "./notices.js";
import { savePicture } from "./picture.js";
import { plotly } from "./plot.js";
import { Player } from "./player.js";
import { Rings } from "./rings.js";
import { Room } from "./room.js";
import { ALL, runsFrom, startOf } from "./runs.js";
import { shortcuts } from "./shortcuts.js";
import { Standings } from "./standings.js";
import { listStarts } from "./start_menu.js";
import { StepCard } from "./step_card.js";
import { readTheme } from "./theme.js";
import { Tooltip } from "./tooltip.js";
import { Transport } from "./transport.js";
import { Views } from "./views.js";
import { Visibility } from "./visibility.js";

/** Milliseconds between updates of the chart by step while a start is dragged, and of the standings while playing. */
const COURSE_PAUSE = 200;
const TABLE_PAUSE = 60;

export class Stage {
  /** @param {HTMLElement} host */
  constructor(host) {
    this.host = host;
    this.hand = new Hand();
    this.focus = 0;
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
    this.key = new CrowdKey(() => this.enqueue(() => this.recolour()));
    parts.toolbar.whole.before(this.key.menu);
    parts.notices.before(this.key.caption);
    this.transport = new Transport(parts.transportHost, this.player, {
      batch: (on) => this.looks.turn("batch", on),
      inspect: (on) => this.looks.turn("inspect", on),
    });
    this.visibility = new Visibility(() => this.showHidden());
    this.standings = new Standings(parts.standingsHost, (key) => this.looks.choose(key), this.visibility);
    this.looks = new Looks(this.standings, { inspect: () => this.transport.toggle("inspect"), changed: () => this.drawNames() });
    this.views = new Views(parts, {
      scene: () => ({ race: this.race, theme: this.theme, step: this.player.step, key: this.key }),
      mapShown: () => this.trails?.redraw(this.player.step),
      failed: (message) => this.say(message),
    });
    this.announcer = new Announcer(parts.frame);
    this.keys = new Keys();
    this.help = new HelpSheet(parts.frame, this.keys);
  }

  async load() {
    await styleSheets();
    if (this.removed) return;
    // Not before: without its styles it is a heap of buttons.
    this.host.replaceChildren(this.frame);
    this.toolbar.watch(this.title.parentElement);
    const Plotly = await plotly;
    if (this.removed) return;
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
    // Names stand there while the race stands still, no hand moves it and nothing else is looked at, and in a room always.
    this.names = new Names(this.plot, {
      usual: () => this.room.on || !(this.player.playing || this.looks.on || this.handles?.dragging),
      shown: (on) => this.toolbar.press("names", on),
    });
    this.layers = [this.hatch.layer, lines, this.trails.density, ...this.trails.layers, arrows, marks, this.names.layer];
    const { chosen } = this.looks;
    this.looks.by = {
      batch: new Batch(this.plot, { lines, arrows }, { reach: () => this.chart.reach(), chosen }),
      inspect: new Inspector(this.inspectorHost, marks, { chosen, close: () => this.transport.toggle("inspect") }),
    };
    // Their buttons may have been pressed before there was anything to look at.
    for (const name of ["batch", "inspect"]) if (this.transport.pressed(name)) this.looks.turn(name, true);
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
    this.keys.add(...shortcuts(this));
  }

  /** How far the stage begins below the top of the page, in pixels. */
  above() {
    const page = this.host.closest("[data-testid=stMain]");
    return this.host.getBoundingClientRect().top - (page ? page.getBoundingClientRect().top - page.scrollTop : -scrollY);
  }

  /** What is still on its way finds nobody to draw it. */
  remove() {
    this.removed = true;
    this.hand.remove();
    this.place.disconnect();
    this.player.pause();
    this.live.cancel();
    this.looks.remove();
    this.keys.remove();
    this.toolbar.remove();
    this.announcer.remove();
    this.room.remove();
    this.course?.remove();
    this.chart?.remove();
    this.trails?.remove();
    this.views.remove();
  }

  /**
   * A scene from Python.
   * @param {Uint8Array} bytes
   */
  receive(bytes) {
    const race = decode(bytes);
    if (!this.hand.accepts(race, Boolean(this.handles?.dragging))) return;
    this.live.cancel();
    this.show(race);
    if (this.known && race.tag !== this.known) history.replaceState(history.state, "", `?${race.query}`);
    this.known = race.tag;
  }

  /**
   * Draw a scene, after the one being drawn; of several that wait only the last is drawn.
   * @param {import("./blob.js").Race} race
   */
  show(race) {
    this.waiting = race;
    this.enqueue(() => this.draw());
  }

  /**
   * Do this when all that was asked for before is drawn: two drawings at once would be in each other's way.
   * @param {() => Promise<void>} task  it stops where the stage has been removed meanwhile
   */
  enqueue(task) {
    this.queue = this.queue.then(() => (this.removed ? undefined : task())).catch((fault) => {
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
      this.handles.lay(this.hand.pending ?? race.starts, this.chart.view());
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
    // Only a start that is still on its way is wished for any longer.
    if (!this.hand.pending || this.wished === this.focus) this.wished = undefined;
    const crowded = this.key.groups !== null;
    this.key.show(race, theme);
    await this.chart.show(race, theme, this.key.stars);
    if (this.removed) return;
    this.showFocus();
    this.relay();
    // Before the relief, which may have something to say itself.
    this.say("");
    await this.views.show();
    if (this.removed) return;
    this.host.dataset.tag = race.tag;
    this.transport.batchButton.hidden = !race.surface.batched;
    this.course?.show(race, this.focus, theme, opening ? 0 : COURSE_PAUSE);
    this.announce("state");
    const gathered = !crowded && this.key.groups !== null;
    if (opening || gathered || (added && this.justAdded)) this.player.restart();
    this.justAdded = false;
  }

  /** Many paths shall have other colours, or others shall be seen. */
  async recolour() {
    if (!this.race || !this.chart) return;
    this.key.show(this.race, this.theme);
    await this.chart.show(this.race, this.theme, this.key.stars);
    if (this.removed) return;
    this.relay();
    await this.views.show();
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
    this.handles.lay(this.hand.pending ?? this.race.starts, view);
    this.names?.lay(view);
    this.drawNames();
    this.looks.lay(view);
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
    this.looks.moveTo(step);
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

  toggleNames() {
    this.names?.toggle();
    this.drawNames();
  }

  drawNames() {
    if (this.race && this.trails) this.names?.draw(this.race, this.trails, this.focus, this.player.step, this.theme);
  }

  /** Projector mode or fullscreen came or went. */
  onRoom() {
    this.toolbar.rename("room", this.room.on ? "Leave projector mode" : "Projector mode");
    this.toolbar.rename("full", this.room.full ? "Leave fullscreen" : "Fullscreen");
    this.toolbar.thin(this.room.on);
    // A newer scene may be on its way.
    const race = this.waiting ?? this.race;
    if (race) this.show(race);
  }

  /** Whether there is a race on the map. */
  get drawn() {
    return Boolean(this.host.dataset.tag);
  }

  /** @param {number} factor  below 1 is nearer, 0 is home */
  zoom(factor) {
    if (this.drawn) (this.views.relief ?? this.chart).zoom(factor);
  }

  /** A start was added, moved or removed by hand. */
  edit(starts, how, which) {
    this.setFocus(which);
    this.justAdded = how === "add";
    // Until Python has answered, the hand's starts are the true ones: paths still on their way know fewer.
    this.hand.put(starts);
    this.handles.lay(starts, this.chart.view());
    this.live.request("stage/paths", withStarts(this.race.query, starts));
    if (how !== "drag") this.hand.release();
  }

  /** Table and batch of the start that is looked at. */
  showFocus() {
    listStarts(this.starts, this.race.starts.length, this.focus);
    const runs = runsFrom(this.race, this.focus).length;
    this.averaged.textContent = runs > 1 ? `mean of ${runs} ${this.focus === ALL ? "runs" : "seeds"}` : "";
    this.standings.show(this.race, this.focus, this.theme);
    this.standings.moveTo(this.player.step);
    this.rings?.show(this.race, this.focus, this.theme);
    this.looks.show(this.race, this.focus, this.theme);
  }

  /** Racers were hidden or brought back. */
  showHidden() {
    this.allButton.hidden = !this.visibility.hidden.size;
    this.standings.showHidden();
    this.looks.show(this.race, this.focus, this.theme);
    this.say("");
    this.course?.show(this.race, this.focus, this.theme, 0);
    this.rings?.draw();
    this.enqueue(() => this.recolour());
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

  hover(hit, event) {
    if (hit) this.tooltip?.show(this.race, this.theme, hit, event);
    else this.tooltip?.hide();
    // The chart and the rings are about the start that is looked at.
    const about = hit && (this.focus === ALL || startOf(this.race, hit.run) === this.focus);
    this.pointAt(about ? hit.step : null);
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
    const sentences = [...(this.race ? requests(this.race) : []), ...(message ? [message] : this.race ? notices(this.race, this.hasHoles) : [])];
    if (this.notices.textContent !== sentences.join("")) this.notices.replaceChildren(...sentences.map((text) => make("p", { text })));
  }
}
