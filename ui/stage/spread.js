// How far runs lie apart: quantiles at each step.

/**
 * Quantiles of the runs at every step, one array for each share, as NumPy's percentiles have them: between two runs in
 * proportion. A run that has stopped is worse than all others from then on, as is one without a number, and a quantile
 * that rests on one is Infinity.
 * @param {ArrayLike<number>[]} runs  the numbers of each run, for as long as it goes on
 * @param {number[]} shares           between 0 and 1
 * @returns {Float64Array[]}
 */
export function quantiles(runs, shares) {
  const rows = runs.reduce((length, run) => Math.max(length, run.length), 0);
  const lines = shares.map(() => new Float64Array(rows));
  const column = new Float64Array(runs.length);
  for (let step = 0; step < rows; step++) {
    for (let i = 0; i < runs.length; i++) column[i] = step < runs[i].length && !Number.isNaN(runs[i][step]) ? runs[i][step] : Infinity;
    column.sort();
    for (let j = 0; j < shares.length; j++) lines[j][step] = between(column, shares[j] * (runs.length - 1));
  }
  return lines;
}

/** The value at a real-valued place among sorted ones. */
function between(sorted, place) {
  const below = Math.floor(place);
  const share = place - below;
  // Infinity times nothing, or less itself, is no number.
  return share === 0 || sorted[below] === Infinity ? sorted[below] : sorted[below] + share * (sorted[below + 1] - sorted[below]);
}

/**
 * How many steps a line goes on before it is Infinity.
 * @param {Float64Array} line
 */
export function lengthOf(line) {
  const end = line.indexOf(Infinity);
  return end < 0 ? line.length : end;
}
