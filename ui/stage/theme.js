// Colours, taken from the page's own theme.

/**
 * @typedef {object} Theme
 * @property {boolean} dark
 * @property {string} text
 * @property {string} faint     text of less weight, still readable
 * @property {string} line      hairlines and grid
 * @property {string} paper     the card's ground
 * @property {string} accent
 * @property {string} casing    outline that lifts a path off the contours
 * @property {string} font
 * @property {[number, string][]} ramp  contour colours, low loss to high
 * @property {string} contour   contour lines
 * @property {string} hatch     lines over ground without a loss
 * @property {string} batch     what is of one mini-batch
 * @property {string} memory    what an optimizer remembers
 * @property {string} decay     what weight decay does
 * @property {string} curvature the local quadratic
 * @property {string} over      beyond a limit
 * @property {string} star      a known minimum
 * @property {string} rim       round a small head
 * @property {number} scale     how much thicker than usual lines and heads are drawn
 * @property {number} type      how much larger than usual letters are
 */

const LIGHT = {
  faint: "#4b5563",
  line: "#e3e7ef",
  paper: "#ffffff",
  casing: "rgba(255,255,255,0.9)",
  contour: "rgba(38,60,110,0.28)",
  hatch: "rgba(38,60,110,0.26)",
  batch: "#c2009f",
  memory: "#7c3f12",
  decay: "#be123c",
  curvature: "#0e6b83",
  over: "#b3202c",
  star: "#ffffff",
  rim: "#ffffff",
  ramp: [
    [0, "#7b9dd4"],
    [0.2, "#9ab7e1"],
    [0.45, "#bfd3ee"],
    [0.7, "#dee9f6"],
    [1, "#f7f9fc"],
  ],
};

const DARK = {
  faint: "#a9b2c5",
  line: "#2a3350",
  paper: "#141a29",
  casing: "rgba(6,9,18,0.85)",
  contour: "rgba(170,195,255,0.20)",
  hatch: "rgba(170,195,255,0.22)",
  batch: "#ff6ae6",
  memory: "#e6bd98",
  decay: "#ff8fa3",
  curvature: "#6fe3f5",
  over: "#ff8a8a",
  star: "#fde68a",
  rim: "#0b1020",
  ramp: [
    [0, "#070b18"],
    [0.2, "#0f1a36"],
    [0.45, "#19294f"],
    [0.7, "#253c6c"],
    [1, "#36548b"],
  ],
};

/**
 * @param {Element} element  any element inside Streamlit's theme
 * @returns {Theme}
 */
export function readTheme(element) {
  const style = getComputedStyle(element);
  const from = (name, otherwise) => style.getPropertyValue(name).trim() || otherwise;
  const background = from("--st-background-color", "#ffffff");
  const dark = luminance(background) < 0.5;
  return /** @type {Theme} */ ({
    dark,
    text: from("--st-text-color", dark ? "#e5e7eb" : "#111827"),
    accent: from("--st-primary-color", dark ? "#8b8cf9" : "#4f46e5"),
    font: from("--st-font", "system-ui, sans-serif"),
    ...(dark ? DARK : LIGHT),
    scale: Number(from("--scale", "1")),
    type: Number(from("--type", "1")),
  });
}

/**
 * Red, green and blue of #rrggbb, 0 to 255.
 * @param {string} colour
 */
export const rgb = (colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));

/** @param {string} colour */
function luminance(colour) {
  const pixel = document.createElement("canvas").getContext("2d");
  if (!pixel) return 1;
  pixel.fillStyle = colour;
  pixel.fillRect(0, 0, 1, 1);
  const [r, g, b] = pixel.getImageData(0, 0, 1, 1).data;
  return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
}
