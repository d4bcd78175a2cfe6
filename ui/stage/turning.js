// The hand on the relief: drag to turn, wheel or two fingers to zoom, arrow keys, plus and minus. A finger that goes up or
// down scrolls the page, as on the rest of it; two fingers turn, tilt and zoom.

/** Radians for a pixel that is dragged, and for an arrow key. */
const BY_PIXEL = 0.0075;
const BY_KEY = Math.PI / 36;
/** Milliseconds of a glide, and of rest after which the hand is taken to be done. */
const GLIDE = 420;
const REST = 140;

export class Turning {
  /**
   * @param {HTMLElement} host
   * @param {import("./camera.js").Camera} camera
   * @param {(moving: boolean) => void} changed  moving: there is more to come
   */
  constructor(host, camera, changed) {
    this.host = host;
    this.camera = camera;
    this.changed = changed;
    /** @type {Map<number, [number, number]>} */
    this.fingers = new Map();
    this.frame = 0;
    host.addEventListener("pointerdown", (event) => this.press(event));
    host.addEventListener("pointermove", (event) => this.move(event));
    for (const end of ["pointerup", "pointercancel"]) host.addEventListener(end, (event) => this.release(/** @type {PointerEvent} */ (event)));
    host.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    host.addEventListener("keydown", (event) => this.key(event));
  }

  remove() {
    cancelAnimationFrame(this.frame);
    clearTimeout(this.timer);
  }

  press(event) {
    if (event.pointerType === "mouse" && event.button !== 0) return;
    cancelAnimationFrame(this.frame);
    this.host.setPointerCapture(event.pointerId);
    this.fingers.set(event.pointerId, [event.clientX, event.clientY]);
  }

  move(event) {
    const before = this.fingers.get(event.pointerId);
    if (!before) return;
    const spread = this.spread();
    this.fingers.set(event.pointerId, [event.clientX, event.clientY]);
    const share = BY_PIXEL / this.fingers.size;
    this.turn(-share * (event.clientX - before[0]), share * (event.clientY - before[1]), spread ? this.spread() / spread : 1);
  }

  release(event) {
    this.fingers.delete(event.pointerId);
  }

  /** Pixels between two fingers, 0 for one. */
  spread() {
    const [a, b] = this.fingers.values();
    return b ? Math.hypot(a[0] - b[0], a[1] - b[1]) : 0;
  }

  wheel(event) {
    event.preventDefault();
    cancelAnimationFrame(this.frame);
    // Firefox counts lines.
    const pixels = event.deltaMode ? 30 * event.deltaY : event.deltaY;
    this.turn(0, 0, Math.exp(-0.0012 * Math.min(Math.max(pixels, -200), 200)));
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const far = event.shiftKey ? 3 * BY_KEY : BY_KEY;
    const by = {
      ArrowLeft: [-far, 0, 1],
      ArrowRight: [far, 0, 1],
      ArrowUp: [0, far, 1],
      ArrowDown: [0, -far, 1],
      "+": [0, 0, 1.2],
      "=": [0, 0, 1.2],
      "-": [0, 0, 1 / 1.2],
    }[event.key];
    if (!by) return;
    event.preventDefault();
    event.stopPropagation();
    cancelAnimationFrame(this.frame);
    this.turn(by[0], by[1], by[2]);
  }

  turn(turn, tilt, zoom) {
    const { place } = this.camera;
    this.camera.place = { turn: place.turn + turn, tilt: place.tilt + tilt, zoom: place.zoom * zoom };
    this.changed(true);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.changed(false), REST);
  }

  /**
   * Go to a place smoothly; at once where motion is unwelcome.
   * @param {{turn: number, tilt: number, zoom: number}} to
   */
  glide(to) {
    cancelAnimationFrame(this.frame);
    const from = this.camera.place;
    const round = 2 * Math.PI;
    // The short way round.
    from.turn += round * Math.round((to.turn - from.turn) / round);
    const arrive = () => {
      this.camera.place = to;
      this.changed(false);
    };
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return arrive();
    let began = 0;
    const tick = (now) => {
      began ||= now;
      const share = Math.min((now - began) / GLIDE, 1);
      if (share === 1) return arrive();
      const eased = share * share * (3 - 2 * share);
      const between = (name) => from[name] + eased * (to[name] - from[name]);
      this.camera.place = { turn: between("turn"), tilt: between("tilt"), zoom: between("zoom") };
      this.changed(true);
      this.frame = requestAnimationFrame(tick);
    };
    this.frame = requestAnimationFrame(tick);
  }
}
