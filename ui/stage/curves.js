// What the chart by step draws of each racer: its run; a few runs faintly about their median; or the median of many in
// bands of quantiles.

import { dashName } from "./plot.js";
import { lengthOf, quantiles } from "./spread.js";

/** More runs than this are drawn as bands. */
export const FEW = 8;
/** What the bands hold, the wide one first: shares of the runs, and how strongly they are filled. */
const BANDS = [
  { low: 0.1, high: 0.9, alpha: 0.16 },
  { low: 0.25, high: 0.75, alpha: 0.2 },
];

/**
 * @typedef {object} Curve
 * @property {import("./blob.js").Racer} racer
 * @property {ArrayLike<number>} line   its run, or the median of its runs, for as long as that goes on
 * @property {ArrayLike<number>[]} runs  each of a few, none of one or many
 * @property {{low: Float64Array, high: Float64Array, alpha: number}[]} bands
 * @property {string} ended  what is said where the line has ended
 */

/**
 * @param {import("./blob.js").Racer} racer
 * @param {ArrayLike<number>[]} runs  at least one
 * @param {string} ended
 * @returns {Curve}
 */
export function curveOf(racer, runs, ended) {
  if (runs.length === 1) return { racer, line: runs[0], runs: [], bands: [], ended };
  const many = runs.length > FEW;
  const shares = many ? BANDS.flatMap(({ low, high }) => [low, high]) : [];
  const [middle, ...edges] = quantiles(runs, [0.5, ...shares]);
  const bands = many ? BANDS.map(({ alpha }, i) => ({ low: edges[2 * i], high: edges[2 * i + 1], alpha })) : [];
  return { racer, line: middle.subarray(0, lengthOf(middle)), runs: many ? [] : runs, bands, ended };
}

/**
 * Every line that the chart must have room for.
 * @param {Curve[]} curves
 */
export const linesOf = (curves) => curves.flatMap(({ line, runs, bands }) => [line, ...runs, ...bands.flatMap(({ low, high }) => [low, high])]);

/**
 * For Plotly: what is faint first, so that no racer's line lies under another's band.
 * @param {Curve[]} curves
 * @param {import("./scales.js").Scale} scale
 * @param {import("./quantities.js").Quantity} quantity
 * @param {import("./theme.js").Theme} theme
 */
export function tracesOf(curves, scale, quantity, theme) {
  const colour = ({ racer }) => (theme.dark ? racer.dark : racer.light);
  const seen = ({ racer }, trace) => ({ ...trace, visible: !racer.hidden });
  const [widest, narrower] = BANDS.map((_, i) => curves.flatMap((curve) => curve.bands.slice(i, i + 1).map((band) => seen(curve, bandTrace(band, scale, colour(curve))))));
  const faint = curves.filter(({ runs }) => runs.length).map((curve) => seen(curve, faintTrace(curve.runs, scale, colour(curve), theme)));
  const strong = curves.map((curve) => seen(curve, lineTrace(curve, scale, quantity, colour(curve), theme)));
  return [...widest, ...narrower, ...faint, ...strong];
}

function lineTrace({ racer, line, runs, bands }, scale, quantity, color, { scale: thick = 1 }) {
  const width = thick * (runs.length || bands.length ? 2.6 : 2.2);
  return {
    type: "scatter",
    mode: "lines",
    name: racer.title,
    x: Array.from(line, (_, step) => step),
    y: Array.from(line, scale.place),
    line: { color, width, dash: dashName(racer.dash, thick), shape: quantity.shape },
    hoverinfo: "skip",
  };
}

/** All runs in one trace, a gap between them. */
function faintTrace(runs, scale, color, { scale: thick = 1 }) {
  return {
    type: "scatter",
    mode: "lines",
    x: runs.flatMap((run) => [...Array(run.length).keys(), NaN]),
    y: runs.flatMap((run) => [...Array.from(run, scale.place), NaN]),
    line: { color, width: thick },
    opacity: 0.35,
    connectgaps: false,
    hoverinfo: "skip",
  };
}

/** Along the lower edge and back along the upper one, which is far above where runs have stopped. */
function bandTrace({ low, high, alpha }, scale, color) {
  const steps = Array.from({ length: lengthOf(low) }, (_, step) => step);
  const back = [...steps].reverse();
  return {
    type: "scatter",
    mode: "lines",
    x: [...steps, ...back],
    y: [...steps.map((step) => scale.place(low[step])), ...back.map((step) => scale.place(high[step]))],
    line: { width: 0 },
    fill: "toself",
    fillcolor: color,
    opacity: alpha,
    hoverinfo: "skip",
  };
}

/**
 * What the lines are of these runs.
 * @param {number} runs
 * @param {string} whose  "seeds", say
 */
export function spreadNote(runs, whose) {
  if (runs < 2) return "";
  return runs > FEW ? `median, 10 to 90 % of ${runs} ${whose}` : `median of ${runs} ${whose}`;
}
