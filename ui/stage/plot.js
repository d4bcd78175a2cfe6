// Plotly.js, served by the app itself from the installed plotly package. The document's head has begun to load it.

/** @type {Promise<any>} */
export const plotly = new Promise((resolve, reject) => {
  if (window.Plotly) return resolve(window.Plotly);
  const src = new URL("plotly.js", import.meta.url).href;
  const listen = (/** @type {HTMLScriptElement} */ script, /** @type {() => void} */ failed) => {
    script.addEventListener("load", () => resolve(window.Plotly));
    script.addEventListener("error", failed);
  };
  const again = () => {
    const script = Object.assign(document.createElement("script"), { src });
    listen(script, () => reject(new Error("Plotly.js did not arrive")));
    document.head.append(script);
  };
  // One that failed before this module ran has taken itself out of the document.
  const early = [...document.scripts].find((script) => script.src === src);
  if (early) listen(early, again);
  else again();
});

export const CONFIG = {
  displayModeBar: false,
  doubleClick: false,
  scrollZoom: true,
  responsive: false,
  showTips: false,
};

/**
 * The layout that every chart shares.
 * @param {import("./theme.js").Theme} theme
 */
export function baseLayout(theme) {
  const axis = {
    zeroline: false,
    linecolor: theme.line,
    tickcolor: theme.line,
    gridcolor: theme.line,
    ticks: "outside",
    ticklen: 4,
    fixedrange: false,
  };
  return {
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    font: { family: theme.font, size: 12 * theme.type, color: theme.text },
    showlegend: false,
    hovermode: "closest",
    xaxis: { ...axis },
    yaxis: { ...axis },
  };
}

/** Plotly's names of our dashes, as long as the lines are thick. */
export const dashName = (dash, scale = 1) => (dash.length ? dash.map((pixels) => `${scale * pixels}px`).join(",") : "solid");
