// The player's controls: play, steps, scrubber, speed.

import { icon, make } from "./dom.js";

const ICONS = {
  play: "M8 5v14l11-7z",
  pause: "M7 5h4v14H7zM13 5h4v14h-4z",
  back: "M7 6h2v12H7zM18 6v12l-8-6z",
  forward: "M15 6h2v12h-2zM6 6v12l8-6z",
  batch: "M4 4h16v16H4zM6 6v12h12V6zM8 8h3v3H8zM13 13h3v3h-3z",
  inspect: "M10 3a7 7 0 0 1 5.600 11.200l5.100 5.100-1.400 1.400-5.100-5.100A7 7 0 1 1 10 3zm0 2a5 5 0 1 0 0 10 5 5 0 0 0 0-10zM9 7h2v2H9zM9 10h2v3.500H9z",
  again: "M12 5V2L7 6.5 12 11V8a5 5 0 1 1-5 5H4.5A7.5 7.5 0 1 0 12 5z",
};
const SPEEDS = [0.1, 0.25, 0.5, 1, 2, 4];

export class Transport {
  /**
   * @param {HTMLElement} host
   * @param {import("./player.js").Player} player
   * @param {Record<"batch" | "inspect", (on: boolean) => void>} turn  a look was turned on or off
   */
  constructor(host, player, turn) {
    this.player = player;
    this.turn = turn;
    const button = (name, label, act) => make("button", { type: "button", class: "stage-button", "aria-label": label, title: label, onclick: act }, icon(ICONS[name]));
    this.playButton = make("button", { type: "button", class: "stage-button stage-play", onclick: () => player.toggle() });
    this.scrubber = make("input", { type: "range", min: 0, step: 1, value: 0, class: "stage-scrubber", "aria-label": "Step", oninput: () => player.seek(Number(this.scrubber.value)) });
    this.count = make("span", { class: "stage-count" });
    this.speed = make(
      "select",
      { class: "stage-speed", "aria-label": "Speed", title: "Speed (< and >)", onchange: () => (player.speed = Number(this.speed.value)) },
      ...SPEEDS.map((speed) => make("option", { value: speed, selected: speed === 1, text: `${speed}\u00d7` })),
    );
    const look = (name, label, title, hidden = false) => make(
      "button",
      { type: "button", class: `stage-button stage-look stage-${name}`, "aria-label": label, "aria-pressed": "false", title, hidden, onclick: () => this.toggle(name) },
      icon(ICONS[name]),
      make("span", { text: label }),
    );
    this.batchButton = look("batch", "Batch", "Show the mini-batch of this step: its own loss and its gradient (b)", true);
    this.inspectButton = look("inspect", "Inspect", "See why: equations and numbers of this step, curvature, arrows on the map (i)");
    host.append(
      this.playButton,
      button("back", "One step back (left arrow)", () => player.nudge(-1)),
      button("forward", "One step forward (right arrow)", () => player.nudge(1)),
      this.scrubber,
      this.count,
      this.inspectButton,
      this.batchButton,
      this.speed,
    );
    this.showState();
  }

  /** @param {1 | -1} by  one entry of the menu faster or slower */
  changeSpeed(by) {
    const { speed } = this;
    speed.selectedIndex = Math.min(Math.max(speed.selectedIndex + by, 0), SPEEDS.length - 1);
    this.player.speed = Number(speed.value);
  }

  /** @param {"batch" | "inspect"} name */
  toggle(name) {
    const on = !this.pressed(name);
    this.lookButton(name).setAttribute("aria-pressed", String(on));
    this.turn[name](on);
  }

  /** @param {"batch" | "inspect"} name */
  pressed(name) {
    return this.lookButton(name).getAttribute("aria-pressed") === "true";
  }

  lookButton(name) {
    return { batch: this.batchButton, inspect: this.inspectButton }[name];
  }

  showState() {
    const { player } = this;
    const [name, text] = player.playing ? ["pause", "Pause"] : player.ended && player.steps ? ["again", "Again"] : ["play", "Play"];
    if (this.playButton.dataset.state !== name) {
      this.playButton.dataset.state = name;
      this.playButton.replaceChildren(icon(ICONS[name]), make("span", { text }));
      this.playButton.title = `${text} (space)`;
    }
    this.scrubber.max = String(player.steps);
    this.showStep();
  }

  showStep() {
    const step = Math.floor(this.player.step);
    this.scrubber.value = String(step);
    this.scrubber.style.setProperty("--done", `${(100 * this.player.step) / Math.max(this.player.steps, 1)}%`);
    this.scrubber.setAttribute("aria-valuetext", `step ${step} of ${this.player.steps}`);
    this.count.textContent = `${step} / ${this.player.steps}`;
  }
}
