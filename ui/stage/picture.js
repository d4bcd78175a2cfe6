// The map as a PNG: the chart with all that lies over it, as it stands; or the relief, where that is shown.

/** @param {import("./stage.js").Stage} stage */
export async function savePicture(stage) {
  const { chartHost, theme, race } = stage;
  const scale = Math.max(window.devicePixelRatio || 1, 2);
  const [width, height] = [chartHost.clientWidth, chartHost.clientHeight];
  const canvas = Object.assign(document.createElement("canvas"), { width: width * scale, height: height * scale });
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  pen.fillStyle = theme.paper;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  if (stage.views.relief) stage.views.relief.paint(pen, scale);
  else await paintMap(stage, pen, scale);
  const link = document.createElement("a");
  link.download = `${race.surface.query.split(",")[0]}-step-${Math.floor(stage.player.step)}.png`;
  link.href = canvas.toDataURL("image/png");
  link.click();
}

/** The chart and what lies over it. */
async function paintMap({ chartHost, chart, layers }, pen, scale) {
  const [width, height] = [chartHost.clientWidth, chartHost.clientHeight];
  const image = new Image();
  image.src = await chart.Plotly.toImage(chartHost, { format: "png", width, height, scale });
  await image.decode();
  pen.drawImage(image, 0, 0);
  const view = chart.view();
  const lay = ({ canvas: layer }) => pen.drawImage(layer, view.left * scale, view.top * scale, view.width * scale, view.height * scale);
  layers.forEach(lay);
}
