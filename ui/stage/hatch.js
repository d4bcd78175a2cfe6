// Places without a loss: hatched ground over the holes of the contours.

import { Layer } from "./layer.js";

/** Pixels from one line to the next, across and down. */
const GAP = 9;

export class Hatch {
  /** @param {HTMLElement} host */
  constructor(host) {
    this.layer = new Layer(host, "stage-hatch");
  }

  /**
   * @param {import("./grid.js").Grid | null} grid
   * @param {import("./chart.js").View} view
   * @param {import("./theme.js").Theme} theme
   */
  lay(grid, view, theme) {
    this.layer.fit(view);
    this.layer.clear();
    if (!grid?.holes.length) return;
    const { pen } = this.layer;
    const holes = outline(grid, view);
    pen.fillStyle = theme.paper;
    pen.fill(holes, "evenodd");
    pen.save();
    pen.clip(holes, "evenodd");
    pen.strokeStyle = theme.hatch;
    pen.lineWidth = theme.scale;
    pen.stroke(diagonals(view));
    pen.restore();
    pen.strokeStyle = theme.contour;
    pen.stroke(holes);
  }
}

/** The holes in pixels of the view. */
function outline({ x, y, holes }, view) {
  const path = new Path2D();
  const [left, bottom] = [view.toX(x[0]), view.toY(y[0])];
  const [across, up] = [view.toX(x[1]) - left, view.toY(y[1]) - bottom];
  for (const line of holes) {
    for (let i = 0; i < line.length; i += 2) {
      const at = [left + across * line[i], bottom + up * line[i + 1]];
      if (i) path.lineTo(at[0], at[1]);
      else path.moveTo(at[0], at[1]);
    }
    path.closePath();
  }
  return path;
}

/** Lines of x + y = sum, counted from the map's origin, so that they move with the map. */
function diagonals({ toX, toY, width, height }) {
  const path = new Path2D();
  for (let sum = ((toX(0) + toY(0)) % GAP) - GAP; sum < width + height + GAP; sum += GAP) {
    path.moveTo(sum, 0);
    path.lineTo(sum - height, height);
  }
  return path;
}
