// Runs that came in six bytes a point, as the numbers that all others read. The layout is written down in compact.py.

const STEPS = 65535;

/**
 * The arrays of one racer, and where the next one's begin.
 * @param {ArrayBuffer} buffer
 * @param {number} offset
 * @param {{runs: number, steps: number, surface: {floor: number | null}}} race
 */
export function expand(buffer, offset, race) {
  const { runs, steps } = race;
  const boxes = new Float32Array(buffer, offset, 4 * runs);
  const rates = new Float32Array(buffer, offset + 16 * runs, steps);
  const rows = new Uint16Array(buffer, offset + 16 * runs + 4 * steps, runs);
  const count = rows.reduce((sum, some) => sum + some, 0);
  const places = new Uint16Array(buffer, rows.byteOffset + rows.byteLength, 2 * count);
  const losses = new Uint16Array(buffer, places.byteOffset + places.byteLength, count);
  const end = losses.byteOffset + losses.byteLength;
  return {
    points: placesOf(boxes, rows, places, steps + 1),
    values: lossesOf(rows, losses, steps + 1, race.surface.floor ?? 0),
    rates,
    end: end + (-(end - offset) & 3),
  };
}

/** (runs, length, 2); a run that came to rest stays where it is. */
function placesOf(boxes, rows, places, length) {
  const points = new Float32Array(2 * rows.length * length);
  let from = 0;
  for (let run = 0; run < rows.length; run++) {
    const [lowX, highX, lowY, highY] = boxes.subarray(4 * run, 4 * run + 4);
    const [unitX, unitY] = [(highX - lowX) / STEPS, (highY - lowY) / STEPS];
    const first = 2 * run * length;
    const rest = first + 2 * rows[run];
    for (let at = first; at < rest; at += 2) {
      points[at] = lowX + unitX * places[from++];
      points[at + 1] = lowY + unitY * places[from++];
    }
    const [x, y] = [points[rest - 2], points[rest - 1]];
    for (let at = rest; at < first + 2 * length; at += 2) {
      points[at] = x;
      points[at + 1] = y;
    }
  }
  return points;
}

/** (runs, length) */
function lossesOf(rows, losses, length, floor) {
  const values = new Float32Array(rows.length * length);
  const bits = new Uint32Array(values.buffer);
  let from = 0;
  for (let run = 0; run < rows.length; run++) {
    const first = run * length;
    const rest = first + rows[run];
    for (let at = first; at < rest; at++) bits[at] = losses[from++] << 16;
    bits.fill(bits[rest - 1], rest, first + length);
  }
  if (floor) for (let at = 0; at < values.length; at++) values[at] += floor;
  return values;
}
