// The relief: the surface in three dimensions with the race on it, as another way to see what the map shows. The ground is
// drawn by the graphics card when the eye moves; what plays lies on canvases over it and costs no more than on the map.

import { drawBox } from "./box.js";
import { Camera, FROM_ABOVE } from "./camera.js";
import { make } from "./dom.js";
import { Ground } from "./ground.js";
import { Hidden } from "./hidden.js";
import { Layer } from "./layer.js";
import { drawMinima, drawStarts } from "./marks.js";
import { ReliefTrails } from "./relief_trails.js";
import { Terrain } from "./terrain.js";
import { Turning } from "./turning.js";

/** While the eye moves, what is hidden is asked for at every third place of the grid. */
const COARSE = 3;
/** Milliseconds between frames beyond which turning is not smooth, and so many of them show that it is not by chance. */
const JERKY = 45;
const OFTEN = 3;

export class Relief {
  /** @param {HTMLElement} host  an empty element in the map's place */
  constructor(host) {
    this.host = host;
    this.camera = new Camera();
    this.step = 0;
    this.frame = 0;
    /** Frames too late in a row, and whether this machine is too slow to draw the whole ground while it turns. */
    this.late = 0;
    this.slow = false;
    host.tabIndex = 0;
    host.setAttribute("role", "application");
    this.box = new Layer(host, "relief-box");
    this.canvas = make("canvas", { class: "stage-layer relief-ground", "aria-hidden": "true" });
    host.append(this.canvas);
    this.paths = new Layer(host, "relief-paths");
    this.trails = new ReliefTrails(host);
    this.starts = new Layer(host, "relief-starts");
    this.wait = make("p", { class: "relief-wait", text: "Raising the surface\u2026" });
    host.append(this.wait);
    this.turning = new Turning(host, this.camera, (moving) => this.lookSoon(moving));
    this.sizes = new ResizeObserver(() => this.resize());
    this.sizes.observe(host);
  }

  remove() {
    // Heights still on their way are not asked for any more.
    this.asked = -1;
    this.ground?.remove();
    this.sizes.disconnect();
    this.turning.remove();
    cancelAnimationFrame(this.frame);
  }

  /**
   * Draw a race. The eye stays where it is unless the surface is another one. Fails with a sentence for people.
   * @param {import("./blob.js").Race} race
   * @param {import("./theme.js").Theme} theme
   * @param {number} step
   * @param {import("./crowd_key.js").CrowdKey} key  how the runs are coloured where there are too many for lines
   */
  async show(race, theme, step, key) {
    this.ground ??= newGround(this.canvas);
    this.step = step;
    const { query, title } = race.surface;
    this.host.setAttribute("aria-label", `Relief of the surface ${title}. Arrow keys turn it, plus and minus zoom.`);
    const number = (this.asked = (this.asked ?? 0) + 1);
    const kind = query.split(",")[0];
    if (query !== this.query) {
      this.host.classList.toggle("relief-empty", kind !== this.kind);
      const heights = await fetchHeights(race.surface);
      if (number !== this.asked) return;
      this.terrain = new Terrain(heights, race.surface);
      this.hidden = new Hidden(this.terrain);
      this.theme = undefined;
    }
    const terrain = /** @type {Terrain} */ (this.terrain);
    if (theme !== this.theme) this.ground.load(terrain, race.surface.levels, theme);
    Object.assign(this, { race, theme, query, stars: key.stars });
    this.trails.drape(race, terrain, theme, key.groups);
    const another = kind !== this.kind;
    this.kind = kind;
    this.host.classList.remove("relief-empty");
    this.frameBox();
    if (!another) return this.look(false);
    this.camera.place = FROM_ABOVE;
    this.look(true);
    this.turning.glide(this.camera.home);
  }

  /** @param {number} step */
  advance(step) {
    this.step = step;
    if (this.race) this.trails.advance(step);
  }

  /**
   * Zoom, or home for 0.
   * @param {number} factor  below 1 is nearer
   */
  zoom(factor) {
    const { place, home } = this.camera;
    this.turning.glide(factor ? { ...place, zoom: place.zoom * (factor < 1 ? 1.4 : 1 / 1.4) } : home);
  }

  /** Its host has another size. */
  resize() {
    if (!this.race || !this.host.clientWidth) return;
    this.frameBox();
    this.look(false);
  }

  frameBox() {
    this.camera.frame(/** @type {Terrain} */ (this.terrain).half, Math.max(this.host.clientWidth, 50), Math.max(this.host.clientHeight, 50), this.theme?.type);
  }

  /** Draw with the next frame; while the eye moves only roughly what is hidden. */
  lookSoon(moving) {
    this.moving = moving;
    if (!this.race || this.frame) return;
    this.frame = requestAnimationFrame((now) => {
      this.frame = 0;
      this.keepPace(now);
      this.look(Boolean(this.moving));
    });
  }

  /** Notice a machine without a graphics card, which takes a tenth of a second for the whole ground. */
  keepPace(now) {
    const pause = now - (this.before ?? now);
    this.before = this.moving ? now : undefined;
    this.late = pause > JERKY ? this.late + 1 : 0;
    this.slow ||= this.late >= OFTEN;
  }

  /** Draw everything as it is seen from the eye's place. */
  look(moving) {
    const { camera, terrain, hidden, theme } = /** @type {any} */ (this);
    const view = /** @type {any} */ ({ left: 0, top: 0, width: camera.width, height: camera.height });
    Object.assign(this.canvas.style, { width: `${view.width}px`, height: `${view.height}px` });
    hidden.look(camera.eye, moving ? COARSE : 1);
    for (const layer of [this.box, this.paths, this.starts]) {
      layer.fit(view);
      layer.clear();
    }
    drawBox(this.box.pen, camera, terrain, this.race.surface.levels, theme);
    this.ground.draw(camera, window.devicePixelRatio || 1, moving && this.slow);
    this.trails.look(camera, hidden);
    this.trails.strokeWhole(this.paths.pen);
    const spot = (x, y) => this.spot(x, y);
    drawMinima(this.paths.pen, this.race, theme, spot, this.stars);
    this.trails.redraw(this.step);
    drawStarts({ below: this.paths.pen, above: this.starts.pen }, this.race, theme, spot);
    const { turn, tilt, zoom } = camera.place;
    this.host.dataset.camera = [turn, tilt, zoom].map((part) => part.toFixed(4)).join(" ");
    this.host.dataset.resting = String(!moving);
    this.host.dataset.theme = theme.dark ? "dark" : "light";
  }

  /** Where a point of the surface is seen, null beside the ground. */
  spot(x, y) {
    const { terrain, hidden, camera } = /** @type {any} */ (this);
    const [column, row] = [terrain.column(x), terrain.row(y)];
    if (!terrain.holds(column, row)) return null;
    const [px, py] = camera.project(terrain.acrossOf(column), terrain.upOf(row), terrain.zAt(column, row));
    return { x: px, y: py, behind: hidden.at(column, row) };
  }

  /**
   * All of it on a picture's pen, as fine as the picture.
   * @param {CanvasRenderingContext2D} pen
   * @param {number} scale  pixels of the picture for one of the page
   */
  paint(pen, scale) {
    const { width, height } = this.camera;
    const lay = (canvas) => pen.drawImage(canvas, 0, 0, width * scale, height * scale);
    lay(this.box.canvas);
    // What the graphics card has drawn can be read only until it is shown.
    this.ground.draw(this.camera, scale);
    lay(this.canvas);
    for (const layer of [this.paths, ...this.trails.layers, this.starts]) lay(layer.canvas);
    this.ground.draw(this.camera, window.devicePixelRatio || 1);
  }
}

/** @param {HTMLCanvasElement} canvas */
function newGround(canvas) {
  try {
    return new Ground(canvas);
  } catch (fault) {
    console.info(fault);
    throw new Error("The 3-D view needs WebGL 2, which this browser does not offer. The map shows the same race.");
  }
}

/** Heights over the whole domain, on the scale of the levels. */
async function fetchHeights({ query, domain: [[x0, x1], [y0, y1]] }) {
  const url = new URL("stage/contour", document.baseURI);
  url.search = new URLSearchParams(/** @type {any} */ ({ surface: query, x0, x1, y0, y1 })).toString();
  try {
    const reply = await fetch(url);
    if (reply.ok) return new Float32Array(await reply.arrayBuffer());
  } catch {
    // Said below.
  }
  throw new Error("The surface's heights did not arrive. Press 3-D to try again.");
}
