// What stands at the step under the pointer: a hair line through the chart, a dot on each line, and the numbers, best first.

import { make } from "./dom.js";

/** Pixels between the hair line and the box. */
const GAP = 9;
/** And at least so many between the box and the edge of the card. */
const EDGE = 3;

/**
 * @typedef {object} Row
 * @property {string} title
 * @property {string} colour
 * @property {string} text
 * @property {number | null} y  pixel of the line in the host, null where it has ended
 */

/** @typedef {{left: number, top: number, width: number, height: number}} Area  in pixels of the host */

export class Readout {
  constructor() {
    this.hair = make("div", { class: "stage-hair" });
    this.dots = make("div");
    this.box = make("div", { class: "stage-readout" });
    this.element = make("div", { class: "stage-pointed", "aria-hidden": "true", hidden: true }, this.hair, this.dots, this.box);
  }

  hide() {
    this.element.hidden = true;
  }

  /**
   * @param {string} head
   * @param {Row[]} rows  in the order in which they are read
   * @param {number} x    of the hair line
   * @param {Area} area   of the plot
   * @param {(box: Area) => number} crowd  how much is drawn there
   */
  show(head, rows, x, area, crowd) {
    this.element.hidden = false;
    Object.assign(this.hair.style, { left: `${x}px`, top: `${area.top}px`, height: `${area.height}px` });
    const seen = rows.filter(({ y }) => y !== null && y >= area.top - 1 && y <= area.top + area.height + 1);
    this.dots.replaceChildren(...seen.map(({ colour, y }) => make("i", { class: "stage-dot", style: `left: ${x}px; top: ${y}px; background: ${colour}` })));
    this.limit(x);
    this.fill(head, rows, area.height);
    this.place(x, area, crowd);
  }

  /** As many rows as there is room for; the rest are counted. */
  fill(head, rows, height) {
    const cells = rows.map(({ title, colour, text }) => [make("i", { style: `background: ${colour}` }), make("span", { text: title }), make("b", { text })]);
    const title = make("strong", { text: head });
    this.box.replaceChildren(title, ...cells.flat());
    for (let shown = rows.length - 1; shown > 0 && this.box.offsetHeight > height; shown--) {
      this.box.replaceChildren(title, ...cells.slice(0, shown).flat(), make("em", { text: `and ${rows.length - shown} more` }));
    }
  }

  /** Beside the hair line where there is more room, at the top or the bottom, whichever covers less. */
  place(x, area, crowd) {
    const [width, height] = [this.box.offsetWidth, this.box.offsetHeight];
    const left = this.rightward(x) ? x + GAP : x - GAP - width;
    const [top, bottom] = [area.top, area.top + area.height - height].map((y) => ({ left, top: y, width, height }));
    const { top: y } = crowd(bottom) < crowd(top) ? bottom : top;
    Object.assign(this.box.style, { left: `${left}px`, top: `${y}px` });
  }

  rightward(x) {
    return x < this.element.clientWidth / 2;
  }

  /** No wider than the room beside the hair line: long names are cut. */
  limit(x) {
    const room = Math.max(x, this.element.clientWidth - x) - GAP - EDGE;
    Object.assign(this.box.style, { left: "0", maxWidth: `${room}px` });
  }
}
