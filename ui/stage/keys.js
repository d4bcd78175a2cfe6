// The keyboard: one table of keys, what each does and when. The help sheet reads the same table, so neither can say what
// the other does not. Modules add their own entries.

/**
 * @typedef {object} Entry
 * @property {string} group     heading in the help sheet
 * @property {string[]} shows   what to press or do, as people read it; several are alternatives
 * @property {string} says      what it does
 * @property {string[]} [keys]  KeyboardEvent.key, after "Shift+" where an arrow key is meant with Shift; none for a gesture
 * @property {(key: string) => void} [act]
 * @property {() => boolean} [when]  left out: always
 */

/** Keys belong first to whatever has the focus: fields, menus and sliders. */
const TAKEN = 'input:not(.stage-scrubber), textarea, select, [contenteditable="true"], [role="slider"], [role="combobox"], [role="option"], [role="listbox"], [role="radio"], [role="tab"]';
/** These press what has the focus. */
const PRESSED = "button, summary, a, [role=button]";

export class Keys {
  constructor() {
    /** @type {Entry[]} */
    this.entries = [];
    this.listen = (/** @type {KeyboardEvent} */ event) => this.press(event);
    document.addEventListener("keydown", this.listen);
  }

  remove() {
    document.removeEventListener("keydown", this.listen);
  }

  /** @param {...Entry} entries */
  add(...entries) {
    for (const key of entries.flatMap(({ keys = [] }) => keys)) {
      if (this.find(key)) throw new Error(`The key "${key}" has a meaning already: choose another one.`);
    }
    this.entries.push(...entries);
  }

  /** @param {string} key */
  find(key) {
    return this.entries.find(({ keys }) => keys?.includes(key));
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = /** @type {Element} */ (event.composedPath()[0]);
    // What is open on top of the page has its own keys.
    if (document.querySelector("dialog[open]") || target.closest?.(TAKEN)) return;
    if (event.key === " " && target.closest?.(PRESSED)) return;
    const key = nameOf(event);
    const entry = this.find(key) ?? this.find(key.toLowerCase());
    if (!entry?.act || entry.when?.() === false) return;
    event.preventDefault();
    entry.act(key);
  }
}

/** @param {KeyboardEvent} event */
function nameOf({ key, shiftKey }) {
  if (key.startsWith("Arrow")) return shiftKey ? `Shift+${key}` : key;
  // With the caps lock on, a letter is still that letter; capital or not is Shift's affair.
  if (/^[a-z]$/i.test(key)) return shiftKey ? key.toUpperCase() : key.toLowerCase();
  return key;
}
