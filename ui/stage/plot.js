// Plotly.js, served by the app itself from the installed plotly package.

/** @type {Promise<any>} */
export const plotly = new Promise((resolve, reject) => {
  if (window.Plotly) return resolve(window.Plotly);
  const script = document.createElement("script");
  script.src = new URL("plotly.js", import.meta.url).href;
  script.onload = () => resolve(window.Plotly);
  script.onerror = () => reject(new Error("Plotly.js did not arrive"));
  document.head.append(script);
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
    font: { family: theme.font, size: 12, color: theme.text },
    showlegend: false,
    hovermode: "closest",
    xaxis: { ...axis },
    yaxis: { ...axis },
  };
}

/** Plotly's names of our dashes. */
export const dashName = (dash) => (dash.length ? dash.map((pixels) => `${pixels}px`).join(",") : "solid");
