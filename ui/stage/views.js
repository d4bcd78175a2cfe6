// Map or relief: two ways to see the same race, in the same place. The relief is made when it is first asked for.

import { Relief } from "./relief.js";

const HINTS = {
  map: "Click: add a start \u00b7 drag: move it \u00b7 click it: remove",
  relief: "Drag: turn \u00b7 wheel: zoom \u00b7 hollow: hidden by the surface",
};
const HOME = { map: "Show the whole map", relief: "Show the whole relief" };

export class Views {
  /**
   * @param {any} parts  of the frame
   * @param {{scene: () => {race: any, theme: any, step: number, key: import("./crowd_key.js").CrowdKey}, mapShown: () => void, failed: (message: string) => void}} listener
   */
  constructor({ plot, reliefHost, hint, toolbar }, listener) {
    Object.assign(this, { plot, reliefHost, hint, toolbar, listener });
    /** The relief while it is shown. @type {Relief | undefined} */
    this.relief = undefined;
    this.name("map");
  }

  remove() {
    this.made?.remove();
  }

  toggle() {
    if (this.relief) this.showMap();
    else if (this.listener.scene().race) this.showRelief();
  }

  showMap() {
    this.relief = undefined;
    this.place("map");
    this.listener.mapShown();
  }

  showRelief() {
    this.relief = this.made ??= new Relief(this.reliefHost);
    this.place("relief");
    return this.show();
  }

  /** Draw the race anew, if it is shown as a relief. */
  async show() {
    this.offer();
    if (!this.relief) return;
    const { race, theme, step, key } = this.listener.scene();
    try {
      await this.relief.show(race, theme, step, key);
    } catch (fault) {
      this.showMap();
      this.listener.failed(fault.message);
    }
  }

  /** @param {"map" | "relief"} which */
  place(which) {
    const on = which === "relief";
    const focused = this.reliefHost.contains(document.activeElement);
    this.reliefHost.hidden = !on;
    // Out of sight and out of reach, but as large as ever, so that it stays as it is.
    this.plot.inert = on;
    this.plot.classList.toggle("stage-unseen", on);
    this.toolbar.press("relief", on);
    this.name(which);
    if (focused && !on) this.toolbar.find("relief").focus();
  }

  name(which) {
    this.hint.textContent = HINTS[which];
    this.toolbar.rename("home", HOME[which]);
    this.offer();
  }

  /** A start is added by a click on the map; names are the map's, where there are few heads. */
  offer() {
    this.toolbar.offer("add", !this.relief);
    this.toolbar.offer("names", this.named);
  }

  get named() {
    return !this.relief && !this.listener.scene().key.groups;
  }
}
