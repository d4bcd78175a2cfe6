// Runs that came in six bytes a point, as the numbers that all others read. The layout is written down in compact.py.

const STEPS = 65535;

/**
 * The arrays of one racer, and where the next one's begin.
 * @param {ArrayBuffer} buffer
 * @param {number} offset
 * @param {{runs: number, steps: number, surface: {floor: number | null}}} race
 * @param {number[]} last  per run, the last step that is drawn
 */
export function expand(buffer, offset, race, last) {
  const { runs, steps } = race;
  const boxes = new Float32Array(buffer, offset, 4 * runs);
  const ends = new Float32Array(buffer, offset + boxes.byteLength, 3 * runs);
  const rates = new Float32Array(buffer, ends.byteOffset + ends.byteLength, steps);
  const rows = new Uint16Array(buffer, rates.byteOffset + rates.byteLength, runs);
  const count = rows.reduce((sum, some) => sum + some, 0);
  const places = new Uint16Array(buffer, rows.byteOffset + rows.byteLength, 2 * count);
  const losses = new Uint16Array(buffer, places.byteOffset + places.byteLength, count);
  const end = losses.byteOffset + losses.byteLength;
  const points = placesOf(boxes, rows, places, steps + 1);
  const values = lossesOf(rows, losses, steps + 1, race.surface.floor ?? 0);
  endExactly(points, values, ends, last, steps + 1);
  return {
    points,
    values,
    rates,
    grain: grainOf(boxes, last, steps),
    end: end + (-(end - offset) & 3),
  };
}

/** Each run from its last step on as it was computed: what stands in the table is no rounded number. */
function endExactly(points, values, ends, last, length) {
  for (const [run, step] of last.entries()) {
    const [x, y, loss] = ends.subarray(3 * run, 3 * run + 3);
    for (let at = run * length + step; at < (run + 1) * length; at++) {
      points[2 * at] = x;
      points[2 * at + 1] = y;
      values[at] = loss;
    }
  }
}

/** The coarsest step of a box, among those of the runs that reach the last step: the others went far away. */
function grainOf(boxes, last, steps) {
  const sides = last.flatMap((step, run) => (step < steps ? [] : [boxes[4 * run + 1] - boxes[4 * run], boxes[4 * run + 3] - boxes[4 * run + 2]]));
  return sides.reduce((most, side) => Math.max(most, side), 0) / STEPS;
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
