// What the chart by step can show: where the numbers come from, and the axis that suits them.

/** On a log scale a loss of exactly the floor is drawn here: nothing less is told apart from it in float32. */
const heightOfFloor = (floor) => Math.max(1e-12, 1.2e-7 * Math.abs(floor));

/** And a run at a minimum is drawn so far from it, in widths of the map. */
const NEAREST = 1e-7;

/**
 * @typedef {object} Quantity
 * @property {string} title
 * @property {string} noun   as in "step 3, loss 0.2"
 * @property {(race: import("./blob.js").Race) => boolean} known  whether there is such a number on this surface
 * @property {boolean} byRun  whether it differs from run to run
 * @property {"linear" | "hv"} shape  how a line goes from one step to the next
 * @property {(race: import("./blob.js").Race, racer: import("./blob.js").Racer, run: number) => ArrayLike<number>} values
 * @property {(race: import("./blob.js").Race, traces: {y: ArrayLike<number>}[]) => object} axis  for Plotly
 * @property {(race: import("./blob.js").Race) => string} note
 */

/** @type {{loss: Quantity, distance: Quantity, rate: Quantity}} */
export const QUANTITIES = {
  loss: {
    title: "Loss by step",
    noun: "loss",
    known: () => true,
    byRun: true,
    shape: "linear",
    values(race, racer, run) {
      const rows = race.steps + 1;
      const values = racer.values.subarray(run * rows, run * rows + racer.ends[run] + 1);
      const floor = race.surface.floor ?? 0;
      return isLog(race) ? Array.from(values, (loss) => Math.max(loss - floor, heightOfFloor(floor))) : values;
    },
    axis: (race, traces) => (isLog(race) ? logAxis(logRange(traces)) : { range: linearRange(race, traces) }),
    note(race) {
      const above = isLog(race) && race.surface.floor;
      if (race.seeds > 1) return above ? "median, above the minimum" : `median of ${race.seeds} seeds`;
      return isLog(race) ? `${above ? "above the minimum, " : ""}log scale` : "";
    },
  },
  distance: {
    title: "Distance by step",
    noun: "distance",
    known: (race) => race.surface.minima.length > 0,
    byRun: true,
    shape: "linear",
    values(race, racer, run) {
      const first = run * (race.steps + 1);
      return Array.from({ length: racer.ends[run] + 1 }, (_, step) => distance(race, racer.points, first + step));
    },
    axis: (_, traces) => logAxis(logRange(traces)),
    note(race) {
      const to = race.surface.minima.length > 1 ? "to the nearest minimum" : "to the minimum";
      return race.seeds > 1 ? `median, ${to}` : to;
    },
  },
  rate: {
    title: "Learning rate by step",
    noun: "rate",
    known: () => true,
    byRun: false,
    shape: "hv",
    values: (_, racer) => racer.rates,
    axis: (_, traces) => rateAxis(traces),
    note: () => "",
  },
};

/**
 * From the nearest minimum, in the units of the map.
 * @param {import("./blob.js").Race} race
 * @param {Float32Array} points
 * @param {number} row
 */
function distance({ surface }, points, row) {
  const [[low, high]] = surface.domain;
  const away = surface.minima.map(([x, y]) => Math.hypot(points[2 * row] - x, points[2 * row + 1] - y));
  return Math.max(least(away), NEAREST * (high - low));
}

/** @param {import("./blob.js").Race} race */
const isLog = (race) => race.surface.levels.kind === "log" && race.surface.floor !== null;

const finite = (traces) => traces.flatMap((trace) => Array.from(trace.y)).filter(Number.isFinite);

/** The losses on the way, leaving out those of a run that explodes: its line leaves the chart at the top. */
function logRange(traces) {
  const losses = finite(traces).map(Math.log10);
  if (!losses.length) return [-1, 1];
  const begin = Math.max(...traces.map((trace) => Math.log10(trace.y[0])));
  const low = least(losses);
  return [low - 0.3, Math.max(Math.min(most(losses), begin + 3), low + 1) + 0.2];
}

/** A tick for each power of ten, or for every second, third, ... where there are many. */
function logAxis(range) {
  return { type: "log", exponentformat: "power", range, dtick: Math.max(1, Math.ceil((range[1] - range[0]) / 6)) };
}

/** Linear, as schedules are drawn in books; racers whose rates lie far apart are told apart on a log scale only. */
function rateAxis(traces) {
  const peaks = traces.map((trace) => most(Array.from(trace.y))).filter((rate) => rate > 0);
  if (!peaks.length) return { range: [0, 1] };
  const [low, high] = [least(peaks), most(peaks)];
  if (high < 20 * low) return { range: [0, 1.08 * high] };
  return logAxis([Math.log10(low) - 1, Math.log10(high) + 0.15]);
}

/** No further than three times what the map itself shows. */
function linearRange(race, traces) {
  const { least: bottom, most: top } = race.surface.levels;
  const room = top - bottom;
  const losses = finite(traces).filter((loss) => loss > bottom - room && loss < top + room);
  if (!losses.length) return [bottom, top];
  const [low, high] = [least(losses), most(losses)];
  const pad = 0.06 * (high - low || 1);
  return [low - pad, high + pad];
}

const least = (numbers) => numbers.reduce((a, b) => Math.min(a, b));
const most = (numbers) => numbers.reduce((a, b) => Math.max(a, b));
