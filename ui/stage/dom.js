// Making elements and spelling numbers.

/**
 * @param {string} tag
 * @param {Record<string, any>} [attributes]  `on...` are listeners, `text` is the text, the rest are attributes
 * @param {...(Node | string)} children
 * @returns {any}
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "text") element.textContent = value;
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null) element.setAttribute(name, String(value));
  }
  element.append(...children);
  return element;
}

/**
 * An icon drawn from one path on a 24 x 24 grid, hidden from screen readers.
 * @param {string} path
 */
export function icon(path) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const shape = document.createElementNS("http://www.w3.org/2000/svg", "path");
  shape.setAttribute("d", path);
  svg.append(shape);
  return svg;
}

/**
 * A number for reading: about `digits` significant digits, powers of ten only where they are needed.
 * @param {number} value
 */
export function spell(value, digits = 4) {
  if (!Number.isFinite(value)) return "not finite";
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e5)) {
    const [mantissa, exponent] = value.toExponential(Math.max(digits - 2, 1)).split("e");
    return `${mantissa}e${Number(exponent)}`.replace("-", "\u2212").replace("e-", "e\u2212");
  }
  const places = size === 0 ? 0 : Math.max(digits - 1 - Math.floor(Math.log10(size)), 0);
  return value.toFixed(places).replace("-", "\u2212");
}
