// For a room: projector mode, in which the stage alone fills the window in large type and thick lines, and fullscreen.
// Both only change how the page looks; the scene, the step and the view stay.

/** On the document, so that the page round the stage can make way. */
const MODE = "stage-in-room";

export class Room {
  /**
   * @param {HTMLElement} host
   * @param {() => void} changed  the mode or fullscreen has changed
   */
  constructor(host, changed) {
    this.host = host;
    this.changed = changed;
    this.possible = Boolean(document.fullscreenEnabled && host.requestFullscreen);
    document.addEventListener("fullscreenchange", changed);
  }

  remove() {
    document.removeEventListener("fullscreenchange", this.changed);
    document.documentElement.classList.remove(MODE);
  }

  /** Whether projector mode is on. */
  get on() {
    return document.documentElement.classList.contains(MODE);
  }

  get full() {
    return document.fullscreenElement === this.host;
  }

  toggle() {
    document.documentElement.classList.toggle(MODE);
    this.changed();
  }

  async toggleFull() {
    try {
      if (this.full) await document.exitFullscreen();
      else await this.host.requestFullscreen();
    } catch {
      // The browser refused, as it may do to a page in a frame; the page stays as it was.
    }
  }

  leave() {
    if (this.on) this.toggle();
  }
}
