// A canvas laid over the chart's plot area, as fine as the screen.

export class Layer {
  /**
   * @param {HTMLElement} host  the element that the chart fills
   * @param {string} name       class of the canvas
   */
  constructor(host, name) {
    this.canvas = document.createElement("canvas");
    this.canvas.className = `stage-layer ${name}`;
    this.canvas.setAttribute("aria-hidden", "true");
    host.append(this.canvas);
    this.pen = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"));
  }

  /**
   * Cover the plot area of this view; units are its pixels.
   * @param {import("./chart.js").View} view
   */
  fit(view) {
    const { canvas } = this;
    const ratio = window.devicePixelRatio || 1;
    const [width, height] = [Math.round(view.width * ratio), Math.round(view.height * ratio)];
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    Object.assign(canvas.style, {
      left: `${view.left}px`,
      top: `${view.top}px`,
      width: `${view.width}px`,
      height: `${view.height}px`,
    });
    this.pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  }

  clear() {
    this.pen.save();
    this.pen.setTransform(1, 0, 0, 1, 0, 0);
    this.pen.clearRect(0, 0, this.canvas.width, this.canvas.height);
    this.pen.restore();
  }
}
