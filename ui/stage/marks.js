// What stands still on the relief: starts and known minima. A hidden one is only an outline.

import { starPath } from "./shapes.js";
import { CROWDED } from "./swarm.js";

/** Beyond so many starts they are small points without a number, under the heads. */
const MANY_STARTS = 40;

/**
 * @param {{below: CanvasRenderingContext2D, above: CanvasRenderingContext2D}} pens  under and over the heads
 * @param {import("./blob.js").Race} race
 * @param {import("./theme.js").Theme} theme
 * @param {(x: number, y: number) => {x: number, y: number, behind: boolean} | null} spot  a point's pixel, null beside the ground
 */
export function drawStarts({ below, above }, race, theme, spot) {
  if (race.starts.length > MANY_STARTS) drawDots(below, race, theme, spot);
  else drawDiscs(above, race, theme, spot);
}

function drawDots(pen, { starts }, { scale, text }, spot) {
  pen.fillStyle = text;
  for (const [x, y] of starts) {
    const at = spot(x, y);
    if (!at) continue;
    pen.globalAlpha = at.behind ? 0.15 : 0.5;
    pen.beginPath();
    pen.arc(at.x, at.y, (starts.length > CROWDED ? 0.9 : 1.4) * scale, 0, 2 * Math.PI);
    pen.fill();
  }
  pen.globalAlpha = 1;
}

function drawDiscs(pen, race, { scale }, spot) {
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.font = `600 ${10 * scale}px system-ui, sans-serif`;
  for (const [i, [x, y]] of race.starts.entries()) {
    const at = spot(x, y);
    if (!at) continue;
    pen.globalAlpha = at.behind ? 0.55 : 1;
    const discs = [[9.5, "rgba(255,255,255,0.85)"], [8, "#111827"], [6, "#ffffff"]];
    for (const [radius, fill] of at.behind ? [] : discs) {
      pen.beginPath();
      pen.arc(at.x, at.y, radius * scale, 0, 2 * Math.PI);
      pen.fillStyle = fill;
      pen.fill();
    }
    if (at.behind) {
      pen.beginPath();
      pen.arc(at.x, at.y, 7 * scale, 0, 2 * Math.PI);
      outline(pen, scale);
    }
    pen.fillStyle = at.behind ? "#ffffff" : "#111827";
    if (race.starts.length > 1) pen.fillText(String(i + 1), at.x, at.y + 0.5 * scale);
  }
  pen.globalAlpha = 1;
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {import("./blob.js").Race} race
 * @param {import("./theme.js").Theme} theme
 * @param {(x: number, y: number) => {x: number, y: number, behind: boolean} | null} spot
 * @param {string[]} stars  their colours, where they have colours of their own
 */
export function drawMinima(pen, race, theme, spot, stars) {
  for (const [i, [x, y]] of race.surface.minima.entries()) {
    const at = spot(x, y);
    if (!at) continue;
    pen.globalAlpha = at.behind ? 0.55 : 1;
    pen.fillStyle = stars[i] ?? theme.star;
    starPath(pen, at.x, at.y, 8 * theme.scale);
    if (!at.behind) pen.fill();
    outline(pen, theme.scale, theme.dark ? "#1f2937" : "#1e2b4d", at.behind ? "rgba(255,255,255,0.7)" : "");
  }
  pen.globalAlpha = 1;
}

/** A thin dark line along the pen's path, on a light one where nothing else sets it off from the ground. */
function outline(pen, scale, colour = "#111827", ground = "rgba(255,255,255,0.85)") {
  for (const [width, stroke] of [[4, ground], [1.5, colour]]) {
    if (!stroke) continue;
    pen.lineWidth = width * scale;
    pen.strokeStyle = stroke;
    pen.stroke();
  }
}
