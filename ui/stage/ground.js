// The relief's ground, drawn by the graphics card: the map's colours and contour lines, lit from the left of the eye.
// It is drawn when the eye, the ground or the colours change, never while a race is played.

const POINTS = `#version 300 es
uniform mat4 camera;
uniform vec2 sides;
uniform int count;
layout(location = 0) in vec4 place; // height, slope across, slope up, hole
out float height;
out vec3 outward;
out float hole;
void main() {
  vec2 at = 2.0 * vec2(gl_VertexID % count, gl_VertexID / count) / float(count - 1) - 1.0;
  height = place.x;
  outward = vec3(-place.yz, 1.0);
  hole = place.w;
  gl_Position = camera * vec4(at * sides, height, 1.0);
}`;

const COLOURS = `#version 300 es
precision highp float;
uniform sampler2D ramp;
uniform vec3 levels; // level = levels.x * height + levels.y, from 0 to levels.z
uniform vec4 ink;
uniform vec3 light;
uniform vec3 bright; // in the shade, in full light; share of the brightest colour that the darkest takes
uniform float weight; // half a line, in pixels of the screen
in float height;
in vec3 outward;
in float hole;
out vec4 colour;
void main() {
  if (hole > 0.5) discard;
  float level = levels.x * height + levels.y;
  vec3 ground = texture(ramp, vec2(clamp(level / levels.z, 0.002, 0.998), 0.5)).rgb;
  ground = mix(ground, texture(ramp, vec2(0.998, 0.5)).rgb, bright.z);
  float lit = dot(normalize(outward), light);
  // What is seen from below lies in the shade.
  lit = gl_FrontFacing ? 0.5 + 0.5 * lit : 0.0;
  ground *= mix(bright.x, bright.y, lit);
  // As wide everywhere, unless the ground is too steep for lines to be told apart.
  float wide = fwidth(level);
  float line = clamp(weight + 0.5 - abs(level - round(level)) / max(wide, 1e-6), 0.0, 1.0);
  line *= step(1e-6, wide) * step(-0.4, level) * step(level, levels.z + 0.4) * (1.0 - smoothstep(0.3, 0.8, wide));
  colour = vec4(mix(ground, ink.rgb, ink.a * line), 1.0);
}`;

/** Every so many places of the grid make a rough ground, for a slow graphics card while the eye moves. */
const ROUGH = 3;

export class Ground {
  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    this.canvas = canvas;
    const gl = canvas.getContext("webgl2", { antialias: true, alpha: true });
    if (!gl) throw new Error("no WebGL");
    this.gl = gl;
    this.build();
    // A graphics card may be taken away, by sleep for example, and come back empty.
    canvas.addEventListener("webglcontextlost", (event) => event.preventDefault());
    canvas.addEventListener("webglcontextrestored", () => {
      this.build();
      if (this.terrain && this.theme) this.load(this.terrain, this.levels, this.theme);
      if (this.camera) this.draw(this.camera, this.ratio);
    });
  }

  /** A browser keeps only some sixteen of these at once. */
  remove() {
    this.gl.getExtension("WEBGL_lose_context")?.loseContext();
  }

  build() {
    const { gl } = this;
    const program = gl.createProgram();
    for (const [kind, source] of [[gl.VERTEX_SHADER, POINTS], [gl.FRAGMENT_SHADER, COLOURS]]) {
      const shader = gl.createShader(/** @type {number} */ (kind));
      gl.shaderSource(shader, source);
      gl.compileShader(shader);
      gl.attachShader(program, shader);
    }
    gl.linkProgram(program);
    if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost()) throw new Error("no shaders");
    gl.useProgram(program);
    gl.enable(gl.DEPTH_TEST);
    gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, gl.createBuffer());
    gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
    gl.enableVertexAttribArray(0);
    gl.vertexAttribPointer(0, 4, gl.FLOAT, false, 0, 0);
    this.at = (name) => gl.getUniformLocation(program, name);
    this.count = 0;
  }

  /**
   * Another ground or other colours.
   * @param {import("./terrain.js").Terrain} terrain
   * @param {import("./blob.js").Levels} levels
   * @param {import("./theme.js").Theme} theme
   */
  load(terrain, levels, theme) {
    Object.assign(this, { terrain, levels, theme });
    const { gl, at } = this;
    const { side, half, low, high } = terrain;
    gl.bufferData(gl.ARRAY_BUFFER, places(terrain), gl.STATIC_DRAW);
    if (!this.count) this.loadCorners(side);
    gl.uniform1i(at("count"), side);
    gl.uniform2f(at("sides"), half[0], half[1]);
    const [perZ, middle] = [(high - low) / (2 * half[2]), (high + low) / 2];
    gl.uniform3f(at("levels"), perZ / levels.size, (middle - levels.start) / levels.size, (levels.end - levels.start) / levels.size);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, rampOf(theme));
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
    for (const way of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) gl.texParameteri(gl.TEXTURE_2D, way, gl.CLAMP_TO_EDGE);
    const [red, green, blue, strength] = /** @type {string[]} */ (theme.contour.match(/[\d.]+/g)).map(Number);
    gl.uniform4f(at("ink"), red / 255, green / 255, blue / 255, strength * 1.5);
    // On dark ground the depths must not sink into the page.
    const [shade, full, lift] = theme.dark ? [0.55, 1.3, 0.16] : [0.66, 1.06, 0];
    gl.uniform3f(at("bright"), shade, full, lift);
  }

  loadCorners(side) {
    const { gl } = this;
    const [fine, rough] = [corners(side, 1), corners(side, ROUGH)];
    [this.count, this.roughCount] = [fine.length, rough.length];
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, fine.byteLength + rough.byteLength, gl.STATIC_DRAW);
    gl.bufferSubData(gl.ELEMENT_ARRAY_BUFFER, 0, fine);
    gl.bufferSubData(gl.ELEMENT_ARRAY_BUFFER, fine.byteLength, rough);
  }

  /**
   * @param {import("./camera.js").Camera} camera
   * @param {number} ratio  pixels of the screen for one of the page
   * @param {boolean} rough
   */
  draw(camera, ratio, rough = false) {
    const { canvas, gl, at } = this;
    Object.assign(this, { camera, ratio });
    const [width, height] = [Math.round(camera.width * ratio), Math.round(camera.height * ratio)];
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    gl.viewport(0, 0, width, height);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
    gl.uniform1f(at("weight"), 0.6 * ratio);
    gl.uniformMatrix4fv(at("camera"), false, camera.matrix());
    // From over the left shoulder, as drawings are lit.
    const { right, upward, forward } = camera;
    const way = [0, 1, 2].map((i) => -0.62 * right[i] + 0.55 * upward[i] - 0.56 * forward[i]);
    gl.uniform3f(at("light"), way[0], way[1], way[2]);
    if (rough) gl.drawElements(gl.TRIANGLES, this.roughCount, gl.UNSIGNED_INT, 4 * this.count);
    else gl.drawElements(gl.TRIANGLES, this.count, gl.UNSIGNED_INT, 0);
  }
}

/** For each place of the grid its height, slopes and whether it is a hole. */
function places({ side, z, half, holes }) {
  const out = new Float32Array(4 * z.length);
  const [dx, dy] = [(2 * half[0]) / (side - 1), (2 * half[1]) / (side - 1)];
  for (let row = 0, at = 0; row < side; row++) {
    const [lower, upper] = [Math.max(row - 1, 0), Math.min(row + 1, side - 1)];
    for (let column = 0; column < side; column++, at++) {
      const [left, right] = [Math.max(column - 1, 0), Math.min(column + 1, side - 1)];
      out[4 * at] = z[at];
      out[4 * at + 1] = (z[row * side + right] - z[row * side + left]) / (dx * (right - left));
      out[4 * at + 2] = (z[upper * side + column] - z[lower * side + column]) / (dy * (upper - lower));
      out[4 * at + 3] = holes[at];
    }
  }
  return out;
}

/** Two triangles for each cell of `stride` places, parted from its lower right to its upper left corner. */
function corners(side, stride) {
  const cells = Math.ceil((side - 1) / stride);
  const out = new Uint32Array(6 * cells ** 2);
  const place = (i) => Math.min(i * stride, side - 1);
  for (let row = 0, i = 0; row < cells; row++) {
    const [lower, upper] = [side * place(row), side * place(row + 1)];
    for (let column = 0; column < cells; column++) {
      const [left, right] = [place(column), place(column + 1)];
      out.set([lower + left, lower + right, upper + left, lower + right, upper + right, upper + left], i);
      i += 6;
    }
  }
  return out;
}

/** The theme's ramp as a strip of pixels, from the lowest level to the highest. */
function rampOf({ ramp }) {
  const strip = Object.assign(document.createElement("canvas"), { width: 256, height: 1 });
  const pen = /** @type {CanvasRenderingContext2D} */ (strip.getContext("2d"));
  const shades = pen.createLinearGradient(0, 0, 256, 0);
  for (const [share, colour] of ramp) shades.addColorStop(share, colour);
  pen.fillStyle = shades;
  pen.fillRect(0, 0, 256, 1);
  return strip;
}
