// What stands still on the relief: starts and known minima. A hidden one is only an outline.

/** Beyond so many starts they are small points without a number. */
const MANY_STARTS = 40;

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {import("./blob.js").Race} race
 * @param {(x: number, y: number) => {x: number, y: number, behind: boolean} | null} spot  a point's pixel, null beside the ground
 */
export function drawStarts(pen, race, spot) {
  const many = race.starts.length > MANY_STARTS;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.font = "600 10px system-ui, sans-serif";
  for (const [i, [x, y]] of race.starts.entries()) {
    const at = spot(x, y);
    if (!at) continue;
    pen.globalAlpha = at.behind ? 0.55 : 1;
    const discs = many ? [[2.5, "#ffffff"]] : [[9.5, "rgba(255,255,255,0.85)"], [8, "#111827"], [6, "#ffffff"]];
    for (const [radius, fill] of at.behind ? [] : discs) {
      pen.beginPath();
      pen.arc(at.x, at.y, radius, 0, 2 * Math.PI);
      pen.fillStyle = fill;
      pen.fill();
    }
    if (at.behind || many) outline(pen, () => pen.arc(at.x, at.y, many ? 2.5 : 7, 0, 2 * Math.PI));
    pen.fillStyle = at.behind ? "#ffffff" : "#111827";
    if (!many && race.starts.length > 1) pen.fillText(String(i + 1), at.x, at.y + 0.5);
  }
  pen.globalAlpha = 1;
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {import("./blob.js").Race} race
 * @param {import("./theme.js").Theme} theme
 * @param {(x: number, y: number) => {x: number, y: number, behind: boolean} | null} spot
 */
export function drawMinima(pen, race, theme, spot) {
  for (const [x, y] of race.surface.minima) {
    const at = spot(x, y);
    if (!at) continue;
    pen.globalAlpha = at.behind ? 0.55 : 1;
    pen.fillStyle = theme.dark ? "#fde68a" : "#ffffff";
    const star = () => starAt(pen, at.x, at.y, 8);
    pen.beginPath();
    star();
    if (!at.behind) pen.fill();
    outline(pen, star, theme.dark ? "#1f2937" : "#1e2b4d", at.behind ? "rgba(255,255,255,0.7)" : "");
  }
  pen.globalAlpha = 1;
}

/** A thin dark line, on a light one where nothing else sets it off from the ground. */
function outline(pen, shape, colour = "#111827", ground = "rgba(255,255,255,0.85)") {
  for (const [width, stroke] of [[4, ground], [1.5, colour]]) {
    if (!stroke) continue;
    pen.beginPath();
    shape();
    pen.closePath();
    pen.lineWidth = width;
    pen.strokeStyle = stroke;
    pen.stroke();
  }
}

function starAt(pen, x, y, size) {
  for (let i = 0; i < 10; i++) {
    const radius = i % 2 ? 0.4 * size : size;
    const angle = (i * Math.PI) / 5 - Math.PI / 2;
    const corner = [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
    if (i) pen.lineTo(...corner);
    else pen.moveTo(...corner);
  }
  pen.closePath();
}
