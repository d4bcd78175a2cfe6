// Notes, within the page and by its own clock, what a hand did and when its effect was drawn. Runs before the page's own
// scripts. All times are milliseconds since navigation began.
(() => {
  const probe = {
    hands: [],   // {kind, at}: pointer and key events, at the time the browser made them
    sockets: [], // Streamlit's connections: when each was asked for
    sends: [],   // messages to Streamlit's server
    messages: [],  // {at, bytes}: messages from it
    fetches: [],   // {from, to}: requests for paths while a hand is at work
    scenes: [],  // {tagged, drawn}: a scene was put into the chart; the first animation frame after that
    frames: [],  // every animation frame while `counting`
    painted: [], // every time the heads were drawn while `counting`
    shownSteps: [], // every change of the shown step while `counting`
    counting: false,
  };
  window.probe = probe;

  for (const kind of ["pointerdown", "pointermove", "pointerup"]) {
    addEventListener(kind, (event) => probe.hands.push({ kind, at: event.timeStamp }), true);
  }

  const noticed = (records) => {
    for (const { target, attributeName, oldValue } of records) {
      if (target.getAttribute(attributeName) === oldValue) continue;
      if (attributeName === "data-step") {
        if (probe.counting) probe.shownSteps.push(performance.now());
        continue;
      }
      const scene = { tagged: performance.now(), drawn: 0 };
      requestAnimationFrame(() => {
        scene.drawn = performance.now();
        probe.scenes.push(scene);
      });
    }
  };
  new MutationObserver(noticed).observe(document, { subtree: true, attributes: true, attributeOldValue: true, attributeFilter: ["data-tag", "data-step"] });

  const Plain = window.WebSocket;
  window.WebSocket = class extends Plain {
    constructor(...given) {
      probe.sockets.push(performance.now());
      super(...given);
      this.addEventListener("message", ({ data }) => probe.messages.push({ at: performance.now(), bytes: data.byteLength ?? data.size ?? data.length }));
    }
    send(data) {
      probe.sends.push(performance.now());
      super.send(data);
    }
  };

  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (entry.name.includes("/stage/paths")) probe.fetches.push({ from: entry.startTime, to: entry.responseEnd });
    }
  }).observe({ type: "resource", buffered: true });

  probe.count = () => {
    for (const list of [probe.frames, probe.painted, probe.shownSteps]) list.length = 0;
    if (probe.counting) return;
    probe.counting = true;
    const pen = document.querySelector(".stage-heads").getContext("2d");
    // Heads are wiped and drawn anew whenever the shown moment changes.
    const wipe = pen.clearRect;
    pen.clearRect = function (...given) {
      probe.painted.push(performance.now());
      return wipe.apply(this, given);
    };
    const tick = () => {
      probe.frames.push(performance.now());
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  };
})();
