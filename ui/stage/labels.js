// The names of the racers at their heads, while the race stands still or for a room. The table is the legend; these spare
// the eye the way there.

import { Layer } from "./layer.js";
import { placeNames } from "./placing.js";
import { startOf } from "./runs.js";

/** More names than this would hide the map. */
const MOST = 8;
/** Pixels of text, and from it to the edge of its box. */
const SIZE = 12.5;
const PADDING = [5, 2.5];
/** Pixels that a head and a start take, from the middle. */
const HEAD = 8;
const START = 11;

export class Labels {
  /** @param {HTMLElement} host  the element that the chart fills */
  constructor(host) {
    this.layer = new Layer(host, "stage-labels");
    /** Where each name stood, so that it stays there. @type {Map<string, number>} */
    this.choices = new Map();
  }

  /** @param {import("./chart.js").View} view */
  fit(view) {
    this.layer.fit(view);
    this.view = view;
  }

  clear() {
    this.layer.clear();
  }

  /**
   * @param {import("./blob.js").Race} race
   * @param {import("./trails.js").Trails} trails
   * @param {number} focus  the start that is looked at
   * @param {number} step
   * @param {import("./theme.js").Theme} theme
   */
  draw(race, trails, focus, step, theme) {
    this.clear();
    // At the first step all stand on their start, and nobody is anywhere.
    if (!this.view || step <= 0) return;
    const heads = trails.standing(step).filter(({ x, y }) => x >= 0 && y >= 0 && x <= this.view.width && y <= this.view.height);
    const named = fewEnough(race, heads, focus);
    this.pen.font = `600 ${SIZE * theme.type}px ${theme.font}`;
    const names = named.map((head) => this.measured(head, theme));
    const taken = [
      ...heads.map(({ x, y }) => square(x, y, HEAD * theme.scale)),
      ...race.starts.map(([x, y]) => square(this.view.toX(x), this.view.toY(y), START * theme.scale)),
    ];
    const places = placeNames(names, taken, this.view, (HEAD + 2) * theme.scale, this.choices);
    this.choices = new Map(places.flatMap((place, i) => (place ? [[names[i].key, place.choice]] : [])));
    const placed = places.flatMap((place, i) => (place ? [{ ...place, name: names[i] }] : []));
    // All lines first, so that none crosses a name.
    for (const { name, box, far } of placed) if (far) this.leader(name, box, theme);
    for (const { name, box } of placed) this.name(name, box, theme);
  }

  get pen() {
    return this.layer.pen;
  }

  measured(head, theme) {
    const [across, up] = PADDING.map((pixels) => pixels * theme.type);
    const width = this.pen.measureText(head.title).width + 2 * across;
    return { ...head, key: `${head.title} ${head.run}`, width, height: SIZE * theme.type + 2 * up };
  }

  /** From the head's rim to the nearest point of its name. */
  leader({ x, y, colour }, { x0, y0, x1, y1 }, theme) {
    const { pen } = this;
    const [toX, toY] = [Math.min(Math.max(x, x0), x1), Math.min(Math.max(y, y0), y1)];
    const away = (HEAD * theme.scale) / Math.hypot(toX - x, toY - y);
    pen.beginPath();
    pen.moveTo(x + away * (toX - x), y + away * (toY - y));
    pen.lineTo(toX, toY);
    for (const [stroke, width] of [[theme.casing, 3.6], [colour, 1.4]]) {
      pen.strokeStyle = stroke;
      pen.lineWidth = width * theme.scale;
      pen.stroke();
    }
  }

  name({ title, colour }, box, theme) {
    const { pen } = this;
    pen.beginPath();
    pen.roundRect(box.x0, box.y0, box.x1 - box.x0, box.y1 - box.y0, 5 * theme.type);
    pen.globalAlpha = 0.9;
    pen.fillStyle = theme.paper;
    pen.fill();
    pen.globalAlpha = 1;
    pen.strokeStyle = colour;
    pen.lineWidth = theme.scale;
    pen.stroke();
    pen.fillStyle = colour;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.fillText(title, (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2 + 0.5);
  }
}

/** All heads, or those from the start that is looked at, or none: as many as there are names for. */
function fewEnough(race, heads, focus) {
  const focused = heads.filter(({ run }) => startOf(race, run) === focus);
  return [heads, focused, []].find((some) => some.length <= MOST) ?? [];
}

const square = (x, y, half) => ({ x0: x - half, y0: y - half, x1: x + half, y1: y + half });
