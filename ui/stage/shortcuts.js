// What every key and gesture does: the table that the keyboard and the help sheet share. A new one is a line here.

/** A pan by the keyboard moves the map by this share of what is seen. */
const SHARE = 0.15;
const PANS = { "Shift+ArrowLeft": [-SHARE, 0], "Shift+ArrowRight": [SHARE, 0], "Shift+ArrowUp": [0, SHARE], "Shift+ArrowDown": [0, -SHARE] };

/**
 * @param {import("./stage.js").Stage} stage
 * @returns {import("./keys.js").Entry[]}
 */
export function shortcuts(stage) {
  return [...playing(stage), ...placing(stage), ...moving(stage), ...looking(stage), ...showing(stage)];
}

/** @returns {import("./keys.js").Entry[]} */
function playing({ player, transport }) {
  const group = "Player";
  return [
    { group, shows: ["Space"], says: "Play or pause", keys: [" "], act: () => player.toggle() },
    {
      group, shows: ["\u2190", "\u2192"], says: "One step back or forward", keys: ["ArrowLeft", "ArrowRight"],
      act: (key) => player.nudge(key === "ArrowLeft" ? -1 : 1),
    },
    { group, shows: ["Home", "End"], says: "To the first or the last step", keys: ["Home", "End"], act: (key) => player.seek(key === "Home" ? 0 : player.steps) },
    { group, shows: ["<", ">"], says: "Slower or faster", keys: ["<", ">"], act: (key) => transport.changeSpeed(key === "<" ? -1 : 1) },
    { group, shows: ["Click the chart"], says: "To that step; drag to go through the steps" },
  ];
}

/** @returns {import("./keys.js").Entry[]} */
function placing(stage) {
  const group = "Starts";
  return [
    { group, shows: ["Click the map"], says: "Add a start" },
    { group, shows: ["a"], says: "Add a start in the middle of the view", keys: ["a"], act: () => stage.handles?.addInTheMiddle(), when: () => !stage.views.relief },
    { group, shows: ["Drag a start"], says: "Move it; the paths follow" },
    { group, shows: ["Click a start"], says: "Remove it" },
    { group, shows: ["Tab"], says: "To the next start. Arrow keys move it, with Shift farther; Delete removes it" },
  ];
}

/** @returns {import("./keys.js").Entry[]} */
function moving(stage) {
  const group = "Map";
  return [
    { group, shows: ["+", "\u2212"], says: "Zoom in or out", keys: ["+", "=", "-"], act: (key) => stage.zoom(key === "-" ? 2 : 0.5) },
    { group, shows: ["0"], says: "The whole map", keys: ["0"], act: () => stage.zoom(0) },
    { group, shows: ["Shift \u2190 \u2191 \u2192 \u2193"], says: "Move the map", keys: Object.keys(PANS), act: (key) => stage.chart.pan(...PANS[key]), when: () => stage.drawn && !stage.views.relief },
    { group, shows: ["Mouse wheel"], says: "Zoom about the pointer" },
    { group, shows: ["Drag the map"], says: "Move it" },
    { group, shows: ["Hover over a path"], says: "Its optimizer, step, place and loss" },
  ];
}

/** @returns {import("./keys.js").Entry[]} */
function looking(stage) {
  const group = "View";
  const { transport } = stage;
  return [
    { group, shows: ["3"], says: "The surface in three dimensions, or the map. Drag or arrow keys turn it", keys: ["3"], act: () => stage.views.toggle() },
    { group, shows: ["l"], says: "Names at the heads, or none", keys: ["l"], act: () => stage.toggleNames(), when: () => stage.views.named },
    {
      group, shows: ["b"], says: "The mini-batch of the step, where the surface is made from data", keys: ["b"],
      act: () => transport.toggle("batch"), when: () => !transport.batchButton.hidden,
    },
    { group, shows: ["i"], says: "The step inspector: equations and numbers of this step", keys: ["i"], act: () => transport.toggle("inspect") },
    { group, shows: ["Click a name"], says: "In the standings: inspect that racer. The eye beside it hides the racer, the ring shows it alone" },
    { group, shows: ["n", "N"], says: "Look at the next or the previous optimizer", keys: ["n", "N"], act: (key) => stage.looks.chooseNext(key === "n" ? 1 : -1) },
  ];
}

/** @returns {import("./keys.js").Entry[]} */
function showing({ room, help }) {
  const group = "Room";
  const full = { group, shows: ["f"], says: "Fullscreen, or back", keys: ["f"], act: () => room.toggleFull() };
  return [
    { group, shows: ["p"], says: "Projector mode: the stage alone, large; or back", keys: ["p"], act: () => room.toggle() },
    ...(room.possible ? [full] : []),
    { group, shows: ["Esc"], says: room.possible ? "Leave fullscreen; once more: projector mode" : "Leave projector mode", keys: ["Escape"], act: () => room.leave(), when: () => room.on },
    { group, shows: ["?"], says: "This sheet", keys: ["?"], act: () => help.open() },
  ];
}
