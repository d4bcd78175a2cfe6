// Arrows in pixels, and a batch's gradients drawn with them: downhill on all the data, downhill on one batch, and how far
// batches lie apart.

/** Pixels of the longest of them. */
const LONGEST = 90;

/**
 * @typedef {object} Gradients
 * @property {[number, number]} point
 * @property {[number, number]} full   gradient on all the data
 * @property {[number, number]} batch  gradient on the batch
 * @property {[[number, number], [number, number]]} spread  covariance of a batch's gradient about the full one
 */

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {Gradients} gradients
 * @param {import("./chart.js").View} view
 * @param {import("./theme.js").Theme} theme
 */
export function drawGradients(pen, gradients, view, theme) {
  const [x, y] = [view.toX(gradients.point[0]), view.toY(gradients.point[1])];
  // Minus the gradient, in pixels: how far a step of one would go.
  const [across, up] = [view.toX(1) - view.toX(0), view.toY(0) - view.toY(1)];
  const downhill = ([gx, gy]) => [-gx * across, gy * up];
  const [full, batch] = [downhill(gradients.full), downhill(gradients.batch)];
  const [[a, b], [, c]] = gradients.spread;
  const spread = [a * across * across, -b * across * up, c * up * up];
  const scale = (LONGEST * theme.scale) / Math.max(Math.hypot(...full), Math.hypot(...batch), widest(spread));
  if (!Number.isFinite(scale)) return;
  const tip = ([dx, dy]) => [x + scale * dx, y + scale * dy];
  ellipse(pen, tip(full), spread.map((part) => scale * scale * part), theme);
  arrow(pen, x, y, tip(full), theme.text, theme);
  arrow(pen, x, y, tip(batch), theme.batch, theme);
}

/** The long half axis of the ellipse of one deviation. */
const widest = ([a, b, c]) => Math.sqrt((a + c) / 2 + Math.hypot((a - c) / 2, b));

/** One deviation all round: the unit circle under a square root (Cholesky's) of the covariance. */
function ellipse(pen, [x, y], [a, b, c], theme) {
  const across = Math.sqrt(a);
  const lean = across > 0 ? b / across : 0;
  const down = Math.sqrt(Math.max(c - lean * lean, 0));
  pen.beginPath();
  for (let i = 0; i <= 60; i++) {
    const [cos, sin] = [Math.cos((i * Math.PI) / 30), Math.sin((i * Math.PI) / 30)];
    pen.lineTo(x + across * cos, y + lean * cos + down * sin);
  }
  pen.globalAlpha = 0.12;
  pen.fillStyle = theme.batch;
  pen.fill();
  pen.globalAlpha = 1;
  outlined(pen, 1.4, theme.batch, theme);
}

/** From a pixel to another. */
export function arrow(pen, x, y, [tipX, tipY], colour, theme, width = 2.6) {
  const length = Math.hypot(tipX - x, tipY - y);
  const barb = Math.min(9 * theme.scale, length / 2);
  const angle = Math.atan2(tipY - y, tipX - x);
  pen.beginPath();
  pen.moveTo(x, y);
  pen.lineTo(tipX, tipY);
  for (const turn of [-2.65, 2.65]) {
    pen.moveTo(tipX, tipY);
    pen.lineTo(tipX + barb * Math.cos(angle + turn), tipY + barb * Math.sin(angle + turn));
  }
  outlined(pen, width, colour, theme);
}

/** Stroke the path in its colour on a casing, so that it is seen on any ground. */
export function outlined(pen, width, colour, theme) {
  pen.lineJoin = pen.lineCap = "round";
  for (const [stroke, over] of [[theme.casing, 2.4], [colour, 0]]) {
    pen.strokeStyle = stroke;
    pen.lineWidth = (width + over) * theme.scale;
    pen.stroke();
  }
}
