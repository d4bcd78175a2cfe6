// Shapes that more than one layer draws, each as the pen's next path.

/** Of the five points of a star, how far in the corners between them lie. */
const WAIST = 0.4;

/** A known minimum. @param {CanvasRenderingContext2D} pen */
export function starPath(pen, x, y, size) {
  pen.beginPath();
  for (let corner = 0; corner < 10; corner++) {
    const [angle, radius] = [(corner * Math.PI) / 5, corner % 2 ? WAIST * size : size];
    pen.lineTo(x + radius * Math.sin(angle), y - radius * Math.cos(angle));
  }
  pen.closePath();
}

/**
 * A triangle with its point where a run left for good, the way it went.
 * @param {CanvasRenderingContext2D} pen
 * @param {{x: number, y: number, angle: number}} exit
 * @param {number} length
 * @param {number} half  of its width
 */
export function exitPath(pen, { x, y, angle }, length, half) {
  const [ahead, aside] = [Math.cos(angle), Math.sin(angle)];
  pen.beginPath();
  pen.moveTo(x, y);
  for (const side of [-half, half]) pen.lineTo(x - length * ahead + side * aside, y - length * aside - side * ahead);
  pen.closePath();
}
