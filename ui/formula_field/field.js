// The formula field: shows while one types what a formula means, or what is wrong with it and where. Python's scene holds
// the text that is in use; a formula is handed to it on Enter, when the field is left, and after a pause.

/**
 * @typedef {object} Data  what Python sends (component.py)
 * @property {string} key
 * @property {string} since      changes when what was typed before is to be forgotten
 * @property {string} label
 * @property {string} hint
 * @property {string} text       the scene's
 * @property {string} mathml     of the scene's text
 * @property {number} heard      number of the last typed text that Python knows of
 * @property {string | null} refused  that text, where it was refused
 * @property {string} fault      why
 * @property {string[]} variables
 * @property {boolean} parameters
 *
 * @typedef {{mathml: string, fault: string, position: number, length: number}} Verdict
 */

/** Milliseconds without a key until the text is checked, and until it is handed over. */
const CHECK_PAUSE = 120;
const HAND_PAUSE = 700;
/** Milliseconds after which a text that Python does not know of is handed over again. */
const OVERDUE = 1500;
/** No formula is nearly as long, so more need not travel to be refused. */
const MOST_SENT = 1000;
const UNREACHED = "The formula could not be checked, because the server did not answer. Press Enter to try again.";

/** Fields by key: they outlive their place on the page, which Streamlit may make anew. @type {Map<string, Field>} */
const fields = new Map();

/** @param {{data: Data, parentElement: Element, setTriggerValue: (name: string, value: any) => void}} component */
export function render({ data, parentElement, setTriggerValue }) {
  let field = fields.get(data.key);
  if (!field) fields.set(data.key, (field = new Field(data)));
  field.tell = (typed) => setTriggerValue("typed", typed);
  field.settle(/** @type {HTMLElement} */ (parentElement.querySelector(".formula-host")));
  field.receive(data);
}

/** @param {Element} parentElement */
export function remove(parentElement) {
  for (const field of fields.values()) if (parentElement.contains(field.element)) field.rest();
}

class Field {
  /** @param {Data} data */
  constructor(data) {
    this.data = data;
    this.draft = data.refused ?? data.text;
    this.sent = data.heard;
    this.told = this.draft;
    this.focused = false;
    /** The verdict on `draft`, undefined until it is known. @type {Verdict | undefined} */
    this.verdict = undefined;
    /** @type {{text: string, answer: Promise<Verdict>} | undefined} */
    this.asked = undefined;
    this.shown = "";
    this.tell = (_) => {};
    this.build(`formula-${fields.size}`);
  }

  build(id) {
    const { data } = this;
    this.area = make("textarea", {
      id,
      class: "formula-area",
      rows: 1,
      spellcheck: "false",
      autocomplete: "off",
      autocorrect: "off",
      autocapitalize: "off",
      enterkeyhint: "done",
      "aria-describedby": `${id}-said ${id}-hint`,
    });
    this.area.addEventListener("input", () => this.typed());
    this.area.addEventListener("keydown", (event) => this.pressed(event));
    this.area.addEventListener("focus", () => (this.focused = true));
    this.area.addEventListener("blur", () => this.left());
    this.marks = make("div", { class: "formula-marks", "aria-hidden": "true" });
    this.preview = make("div", { class: "formula-preview" });
    this.fault = make("p", { class: "formula-fault" });
    this.inUse = make("p", { class: "formula-in-use" });
    this.hint = make("p", { id: `${id}-hint`, class: "formula-hint", hidden: "" }, data.hint);
    this.more = make("button", { type: "button", class: "formula-more", "aria-expanded": "false", "aria-controls": `${id}-hint`, "aria-label": `What ${data.label} may hold`, title: data.hint }, "?");
    this.more.hidden = !data.hint;
    this.more.addEventListener("click", () => this.showHint(this.hint.hidden));
    this.element = make(
      "div",
      { class: "formula-field" },
      make("div", { class: "formula-head" }, make("label", { for: id }, data.label), this.more),
      make("div", { class: "formula-box" }, this.marks, this.area),
      this.hint,
      make("div", { id: `${id}-said`, class: "formula-said", role: "status" }, this.preview, this.fault, this.inUse),
    );
  }

  showHint(shown) {
    this.hint.hidden = !shown;
    this.more.setAttribute("aria-expanded", String(shown));
  }

  /** Take a place on the page. Moving there costs a field its focus, but not its text and caret. @param {HTMLElement} host */
  settle(host) {
    if (this.element.parentElement === host) return;
    host.replaceChildren(this.element);
    host.style.minHeight = "";
    if (this.focused && document.activeElement === document.body) this.area.focus({ preventScroll: true });
    else this.focused = false;
    if (this.draft !== this.known()) this.typed();
  }

  /** The place is gone, perhaps only for a moment. */
  rest() {
    clearTimeout(this.checking);
    clearTimeout(this.handing);
    clearTimeout(this.overdue);
  }

  /** The text that Python has or is about to have. */
  known() {
    return this.data.heard < this.sent ? this.told : (this.data.refused ?? this.data.text);
  }

  /** @param {Data} data */
  receive(data) {
    const before = this.data;
    const other = data.since !== before.since;
    if (other) this.sent = data.heard;
    clearTimeout(this.overdue);
    this.data = data;
    if (data.heard < this.sent) {
      // Older than what the hand has done since; its successor is on the way, unless the text was lost.
      this.overdue = setTimeout(() => this.tell({ text: this.told, number: this.sent }), OVERDUE);
    } else if (other || data.text !== before.text) {
      const typing = this.focused && this.draft !== before.text;
      if (!typing) this.draft = data.refused ?? data.text;
      // To another session (the server was restarted, say) the hand's text is news.
      else if (other) this.typed();
    }
    this.show();
  }

  typed() {
    // What is pasted may have several lines, a formula has one.
    if (/[\r\n]/.test(this.area.value)) this.area.setRangeText(this.area.value.replace(/[\r\n]+/g, " "), 0, this.area.value.length, "end");
    this.draft = this.area.value;
    this.verdict = undefined;
    this.rest();
    this.checking = setTimeout(() => this.check(), CHECK_PAUSE);
    this.handing = setTimeout(() => this.hand(false), HAND_PAUSE);
    this.mark();
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    // Enter and Escape belong to an input method that is composing a sign.
    if (event.isComposing) return;
    if (event.key === "Enter") {
      event.preventDefault();
      this.hand(true);
    } else if (event.key === "Escape" && this.draft !== this.data.text) {
      event.preventDefault();
      event.stopPropagation();
      this.rest();
      this.draft = this.data.text;
      this.show();
    }
  }

  left() {
    // A field that is taken off the page under the hand gets its focus back in its next place.
    setTimeout(() => {
      if (this.element.isConnected) this.focused = document.activeElement === this.area;
    });
    this.hand(false);
  }

  /** Ask for the verdict on the draft and show it, unless the draft is another one by then. */
  async check() {
    const text = this.draft;
    if (this.asked?.text !== text) this.asked = { text, answer: ask(text, this.data) };
    const verdict = await this.asked.answer.catch(() => {
      this.asked = undefined;
      return { mathml: "", fault: UNREACHED, position: 0, length: 0 };
    });
    if (text !== this.draft) return undefined;
    this.verdict = verdict;
    this.show();
    return verdict;
  }

  /** Hand the draft to Python, if it is a formula; one that was refused only when that is insisted on. */
  async hand(insist) {
    const { draft } = this;
    const again = insist && draft === this.data.refused;
    if (draft === this.known() && !again) return;
    clearTimeout(this.checking);
    clearTimeout(this.handing);
    // At once where that can be: another control that is clicked next then finds the scene with this text.
    const verdict = (this.asked && this.verdict) ?? (await this.check());
    if (!verdict || verdict.fault || (draft === this.known() && !again)) return;
    this.told = draft;
    this.tell({ text: draft, number: ++this.sent });
  }

  show() {
    if (this.area.value !== this.draft) this.area.value = this.draft;
    const { text, mathml, refused, fault } = this.data;
    if (this.draft === text) this.verdict = { mathml, fault: "", position: 0, length: 0 };
    const said = this.verdict?.fault || (this.draft === refused && fault) || "";
    const meant = this.verdict?.mathml || this.shown || mathml;
    if (meant !== this.shown) {
      this.shown = meant;
      // Of our own words only; see formulas/latex.py.
      this.preview.innerHTML = this.shown;
    }
    // Nothing is known of the draft yet: what was said of the one before stands a moment longer.
    if (!this.verdict && !said) return;
    this.preview.classList.toggle("formula-old", Boolean(said));
    this.preview.setAttribute("aria-hidden", String(Boolean(said)));
    this.area.setAttribute("aria-invalid", String(Boolean(said)));
    write(this.fault, said);
    const inUse = `Still in use: ${text}`;
    if (!said) this.inUse.replaceChildren();
    else if (this.inUse.textContent !== inUse) this.inUse.replaceChildren("Still in use: ", make("code", {}, text));
    this.mark();
  }

  /** Lay the draft under itself, unseen, with a line below the faulty letters; it also gives the field its height. */
  mark() {
    const letters = [...this.draft];
    const { fault = "", position = 0, length = 0 } = this.verdict ?? {};
    const end = fault ? position + length : position;
    const part = (from, to) => letters.slice(from, to).join("");
    const marked = end > position ? [make("mark", {}, part(position, end))] : [];
    // The space gives a last line its height before it has a letter.
    this.marks.replaceChildren(part(0, position), ...marked, part(end), " ");
  }
}

/** @returns {Promise<Verdict>} */
async function ask(text, { variables, parameters }) {
  const body = JSON.stringify({ text: text.slice(0, MOST_SENT), variables, parameters });
  const reply = await fetch(new URL("formula", document.baseURI), { method: "POST", body });
  if (!reply.ok) throw new Error(await reply.text());
  return reply.json();
}

/** A screen reader says what changes, so nothing is written that stands there already. */
function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** @returns {any} */
function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

// Nothing is drawn before its style is there. Without it the field works too.
await new Promise((resolve) => {
  const sheet = make("link", { rel: "stylesheet", href: new URL("field.css", import.meta.url).href });
  sheet.onload = sheet.onerror = resolve;
  document.head.append(sheet);
});
