// Notes, within the page and by its own clock, what a hand did and when its effect was drawn. Runs before the page's own
// scripts. All times are milliseconds since navigation began.
(() => {
  const noted = {
    hands: [], // {kind, at}: pointer events, at the time at which the browser made them
    sockets: [], // Streamlit's connections: when each was asked for
    sends: [], // messages to Streamlit's server
    messages: [], // {at, bytes}: messages from it
    fetches: [], // {from, to}: requests for paths while a hand is at work
    scenes: [], // {tagged, drawn}: a scene was put into the chart; the first animation frame after that
    frames: [], // animation frames, since `count` was called
    painted: [], // times at which the heads were drawn, since then
    steps: [], // changes of the shown step, since then
  };
  let opened;
  const waiting = [];
  const probe = (window.probe = { noted, opened: new Promise((resolve) => (opened = resolve)) });

  for (const kind of ["pointerdown", "pointermove", "pointerup"]) {
    addEventListener(kind, (event) => noted.hands.push({ kind, at: event.timeStamp }), true);
  }

  const drawn = (scene) => {
    scene.drawn = performance.now();
    noted.scenes.push(scene);
    opened();
    for (const resolve of waiting.splice(0)) resolve();
  };
  new MutationObserver((records) => {
    for (const { target, attributeName, oldValue } of records) {
      if (target.getAttribute(attributeName) === oldValue) continue;
      const now = performance.now();
      if (attributeName === "data-step") noted.steps.push(now);
      else requestAnimationFrame(() => drawn({ tagged: now }));
    }
  }).observe(document, { subtree: true, attributes: true, attributeOldValue: true, attributeFilter: ["data-tag", "data-step"] });

  const Plain = window.WebSocket;
  window.WebSocket = class extends Plain {
    constructor(...given) {
      noted.sockets.push(performance.now());
      super(...given);
      this.addEventListener("message", ({ data }) => noted.messages.push({ at: performance.now(), bytes: data.byteLength ?? data.size ?? data.length }));
    }
    send(data) {
      noted.sends.push(performance.now());
      super.send(data);
    }
  };

  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (entry.name.includes("/stage/paths")) noted.fetches.push({ from: entry.startTime, to: entry.responseEnd });
    }
  }).observe({ type: "resource", buffered: true });

  const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

  /** Everything noted, once the browser has handed over its own notes too. */
  probe.read = () => pause(50).then(() => noted);

  /** Resolves once one more scene is drawn than at the moment of the call. */
  probe.next = () => new Promise((resolve) => waiting.push(resolve));

  /** The pixel of the window at which the map shows a point. */
  probe.pixel = (x, y) => {
    const chart = document.querySelector(".stage-chart");
    const { xaxis, yaxis } = chart._fullLayout;
    const box = chart.getBoundingClientRect();
    return [box.left + xaxis._offset + xaxis.l2p(x), box.top + yaxis._offset + yaxis.l2p(y)];
  };

  /** The middle of an element. */
  probe.middle = (selector) => {
    const box = document.querySelector(selector).getBoundingClientRect();
    return [box.left + box.width / 2, box.top + box.height / 2];
  };

  /** Stop at the last step and let what follows a change come to an end. */
  probe.rest = () => {
    const scrubber = document.querySelector(".stage-scrubber");
    scrubber.value = scrubber.max;
    scrubber.dispatchEvent(new Event("input"));
    return pause(400);
  };

  /** Show the relief, and let it come to rest. */
  probe.relief = async () => {
    document.querySelector(".stage-tool-relief").click();
    while (document.querySelector(".stage-relief").dataset.resting !== "true") await pause(20);
    return pause(1000);
  };

  /** Count frames, heads drawn on this layer and steps until a run that is played ends. */
  probe.count = (layer) => {
    const pen = document.querySelector(`.${layer}`).getContext("2d");
    const button = document.querySelector(".stage-play");
    for (const list of [noted.frames, noted.painted, noted.steps]) list.length = 0;
    // Heads are wiped and drawn anew whenever the shown moment changes.
    pen.clearRect = function (...given) {
      noted.painted.push(performance.now());
      return CanvasRenderingContext2D.prototype.clearRect.apply(this, given);
    };
    return new Promise((resolve) => {
      const tick = () => {
        noted.frames.push(performance.now());
        if (button.dataset.state !== "again" || !noted.steps.length) return requestAnimationFrame(tick);
        delete pen.clearRect;
        resolve();
      };
      requestAnimationFrame(tick);
      button.click();
    });
  };
})();
