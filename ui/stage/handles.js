// The starts: one button each, over the chart. A click on the map adds one, dragging or arrow keys move it, a click on it
// or Delete removes it.

import { make, spell } from "./dom.js";

/** Pixels that a press may wander and still be a click. */
const STILL = 5;
/** Beyond so many starts they are small points of the chart; the hand still finds them within REACH pixels. */
const MOST_HANDLES = 40;
const REACH = 9;
/** A start that is younger than this, in milliseconds, is not removed: the second click of a double one meant no harm. */
const YOUNG = 450;

export class Handles {
  /**
   * @param {HTMLElement} host
   * @param {{changed: (starts: [number, number][], how: "drag" | "move" | "add" | "remove", which: number) => void,
   *          focused: (which: number) => void}} listener
   */
  constructor(host, listener) {
    this.host = host;
    this.listener = listener;
    this.layer = make("div", { class: "stage-handles" });
    host.append(this.layer);
    /** @type {[number, number][]} */
    this.starts = [];
    /** @type {HTMLButtonElement[]} */
    this.buttons = [];
    this.dragging = false;
    this.added = -YOUNG;
    this.listenForClicks();
  }

  /**
   * @param {[number, number][]} starts
   * @param {import("./chart.js").View} view
   */
  lay(starts, view) {
    this.starts = starts;
    this.view = view;
    const shown = starts.length > MOST_HANDLES ? 0 : starts.length;
    while (this.buttons.length > shown) this.buttons.pop()?.remove();
    while (this.buttons.length < shown) this.buttons.push(this.makeButton(this.buttons.length));
    Object.assign(this.layer.style, { left: `${view.left}px`, top: `${view.top}px`, width: `${view.width}px`, height: `${view.height}px` });
    for (const [i, button] of this.buttons.entries()) {
      const [x, y] = starts[i];
      button.style.transform = `translate(${view.toX(x)}px, ${view.toY(y)}px)`;
      button.textContent = starts.length > 1 ? String(i + 1) : "";
      button.setAttribute("aria-label", `Start ${i + 1} at ${spell(x, 3)}, ${spell(y, 3)}. Arrow keys move it, Delete removes it.`);
    }
  }

  makeButton(which) {
    const button = make("button", { class: "stage-handle", type: "button", title: "Drag to move, click to remove" });
    button.addEventListener("pointerdown", (event) => this.press(event, button, which));
    button.addEventListener("keydown", (event) => this.key(event, which));
    button.addEventListener("focus", () => this.listener.focused(which));
    this.layer.append(button);
    return button;
  }

  /** The start within reach of a pixel, or -1. */
  nearest(px, py) {
    const away = this.starts.map(([x, y]) => Math.hypot(this.view.toX(x) - px, this.view.toY(y) - py));
    const least = Math.min(...away);
    return least <= REACH ? away.indexOf(least) : -1;
  }

  /**
   * A start is pressed: follow it until it is let go. A press that did not wander removes it.
   * @param {PointerEvent} event
   * @param {HTMLElement} button  what takes the pointer meanwhile
   * @param {number} which
   */
  press(event, button, which) {
    if (event.button !== 0) return;
    event.preventDefault();
    event.stopPropagation();
    button.setPointerCapture(event.pointerId);
    this.listener.focused(which);
    const [fromX, fromY] = [event.clientX, event.clientY];
    const [startX, startY] = this.starts[which];
    let moved = false;
    const move = (/** @type {PointerEvent} */ at) => {
      const [dx, dy] = [at.clientX - fromX, at.clientY - fromY];
      moved ||= Math.hypot(dx, dy) >= STILL;
      if (!moved) return;
      this.dragging = true;
      const { view } = this;
      this.put(which, view.fromX(view.toX(startX) + dx), view.fromY(view.toY(startY) + dy), "drag");
    };
    const stop = (/** @type {PointerEvent} */ at) => {
      button.removeEventListener("pointermove", move);
      button.removeEventListener("pointerup", stop);
      button.removeEventListener("pointercancel", stop);
      this.dragging = false;
      if (moved) this.listener.changed(this.starts, "move", which);
      else if (at.type === "pointerup" && !this.young(which)) this.remove(which);
    };
    button.addEventListener("pointermove", move);
    button.addEventListener("pointerup", stop);
    button.addEventListener("pointercancel", stop);
  }

  /** Whether this start was added just now; a new one is always the last. */
  young(which) {
    return which === this.starts.length - 1 && performance.now() - this.added < YOUNG;
  }

  /** @param {KeyboardEvent} event */
  key(event, which) {
    const step = event.shiftKey ? 20 : 4;
    const by = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key];
    if (!by && event.key !== "Delete" && event.key !== "Backspace") return;
    event.preventDefault();
    event.stopPropagation();
    if (!by) {
      this.remove(which);
      // Whoever works with keys goes on to the next; after a click the keys are the player's.
      this.buttons[Math.min(which, this.starts.length - 1)]?.focus();
      return;
    }
    const [x, y] = this.starts[which];
    this.put(which, this.view.fromX(this.view.toX(x) + by[0]), this.view.fromY(this.view.toY(y) + by[1]), "move");
  }

  put(which, x, y, how) {
    const starts = [...this.starts];
    starts[which] = this.rounded(x, y);
    this.listener.changed(starts, how, which);
  }

  remove(which) {
    const left = this.starts.filter((_, i) => i !== which);
    this.listener.changed(left, "remove", Math.max(which - 1, 0));
  }

  /** A start at a pixel of the view. */
  add(px, py) {
    this.added = performance.now();
    const start = this.rounded(this.view.fromX(px), this.view.fromY(py));
    this.listener.changed([...this.starts, start], "add", this.starts.length);
  }

  /** For those who cannot point: a start to be moved with the arrow keys. */
  addInTheMiddle() {
    if (!this.view) return;
    this.add(this.view.width / 2, this.view.height / 2);
    this.buttons.at(-1)?.focus();
  }

  /** To a tenth of a pixel, so that links stay short. */
  rounded(x, y) {
    const { view } = this;
    const places = (size) => Math.min(Math.max(Math.ceil(1 - Math.log10(size)), 0), 12);
    const perPixel = Math.abs(view.xRange[1] - view.xRange[0]) / view.width;
    return /** @type {[number, number]} */ ([Number(x.toFixed(places(perPixel))), Number(y.toFixed(places(perPixel)))]);
  }

  /** A press and release on the map at the same place adds a start; anything else is Plotly's. */
  listenForClicks() {
    this.host.addEventListener("pointerdown", (down) => {
      if (down.button !== 0 || !down.isPrimary || !this.view) return;
      if (down.composedPath().some((element) => this.buttons.includes(/** @type {any} */ (element)))) return;
      const box = this.host.getBoundingClientRect();
      const [px, py] = [down.clientX - box.left - this.view.left, down.clientY - box.top - this.view.top];
      if (px < 0 || py < 0 || px > this.view.width || py > this.view.height) return;
      const near = this.buttons.length ? -1 : this.nearest(px, py);
      if (near >= 0) return this.press(down, this.host, near);
      // While a button is down Plotly covers the page, so the release is caught at the window.
      const release = (/** @type {PointerEvent} */ up) => {
        window.removeEventListener("pointerup", release, true);
        window.removeEventListener("pointercancel", release, true);
        const still = Math.hypot(up.clientX - down.clientX, up.clientY - down.clientY) < STILL;
        if (up.type !== "pointerup" || !up.isPrimary || !still) return;
        this.add(px, py);
      };
      window.addEventListener("pointerup", release, true);
      window.addEventListener("pointercancel", release, true);
    }, true);
  }
}
