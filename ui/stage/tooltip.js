// What the pointer is on: whose path, which step and run, where and how deep.

import { make, spell } from "./dom.js";
import { nameOfRun } from "./runs.js";

export class Tooltip {
  /** @param {HTMLElement} host */
  constructor(host) {
    this.host = host;
    this.box = make("div", { class: "stage-tooltip", role: "tooltip", hidden: true });
    host.append(this.box);
  }

  hide() {
    this.box.hidden = true;
  }

  /**
   * @param {import("./blob.js").Race} race
   * @param {import("./theme.js").Theme} theme
   * @param {{racer: number, run: number, step: number}} hit
   * @param {MouseEvent} event
   */
  show(race, theme, hit, event) {
    const racer = race.racers[hit.racer];
    const at = hit.run * (race.steps + 1) + hit.step;
    const which = nameOfRun(race, hit.run);
    this.box.replaceChildren(
      make("strong", { text: racer.title, style: `color: ${theme.dark ? racer.dark : racer.light}` }),
      make("div", { text: `step ${hit.step}${which && `, ${which}`}` }),
      make("div", { text: `x ${spell(racer.points[2 * at])}, y ${spell(racer.points[2 * at + 1])}` }),
      make("div", { text: `loss ${spell(racer.values[at])}` }),
    );
    this.box.hidden = false;
    this.place(event);
  }

  /** Beside the pointer, on the side where there is room. */
  place(event) {
    const box = this.host.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const right = x > box.width - 190;
    const low = y > box.height - 110;
    Object.assign(this.box.style, {
      left: `${x + (right ? -14 : 14)}px`,
      top: `${y + (low ? -14 : 14)}px`,
      transform: `translate(${right ? "-100%" : "0"}, ${low ? "-100%" : "0"})`,
    });
  }
}
