// Where the relief is looked at from. It goes round the box's middle and always stands upright.

const DEGREE = Math.PI / 180;
/** From the front and a little from the right, high enough to look into the valleys. */
const HOME = { turn: -64 * DEGREE, tilt: 42 * DEGREE, zoom: 1 };
/** As the map shows it. */
export const FROM_ABOVE = { turn: -90 * DEGREE, tilt: 88 * DEGREE, zoom: 1 };
const LOWEST = 4 * DEGREE;
const HIGHEST = 88 * DEGREE;
const [FARTHEST, NEAREST] = [0.5, 6];
/** Height of what is seen, over its distance: a lens that neither flattens nor distorts. */
const LENS = 0.62;
/** Pixels that the labels round the box take, in letters of the usual size. */
const RIM = 34;
/** What is no farther before the eye than this is not seen: at the eye itself pixels lose their meaning. */
const NEAR = 0.05;

export class Camera {
  constructor() {
    this.half = [1, 1, 1];
    [this.width, this.height] = [100, 100];
    this.goHome();
  }

  /** @returns {{turn: number, tilt: number, zoom: number}} */
  get place() {
    return { turn: this.turn, tilt: this.tilt, zoom: this.zoom };
  }

  set place({ turn, tilt, zoom }) {
    this.turn = turn;
    this.tilt = Math.min(Math.max(tilt, LOWEST), HIGHEST);
    this.zoom = Math.min(Math.max(zoom, FARTHEST), NEAREST);
    this.aim();
  }

  get home() {
    return HOME;
  }

  goHome() {
    this.place = HOME;
  }

  /**
   * The box to be looked at, and the pixels it is shown on. Only these decide how far away home is, so that turning
   * never changes the size.
   * @param {number[]} half
   * @param {number} width
   * @param {number} height
   * @param {number} [type]  how large the letters round it are
   */
  frame(half, width, height, type = 1) {
    Object.assign(this, { half, width, height });
    this.rim = RIM * type;
    this.focal = height / LENS;
    this.away = 0;
    this.sink = 0;
    for (let turn = HOME.turn / DEGREE - 20; turn < 360; turn += 10) {
      this.point(turn * DEGREE, HOME.tilt);
      this.away = Math.max(this.away, ...this.corners().map((corner) => this.awayFor(corner)));
    }
    this.point(HOME.turn, HOME.tilt);
    this.eye = this.forward.map((part) => -part * this.away);
    const heights = this.corners().map(([x, y, z]) => this.project(x, y, z)[1]);
    this.sink = (height - Math.min(...heights) - Math.max(...heights)) / 2;
    this.aim();
  }

  /** How far away this corner is within the rim. */
  awayFor(corner) {
    const [across, up, deep] = [this.right, this.upward, this.forward].map((axis) => dot(axis, corner));
    const [wide, tall] = [this.width, this.height].map((pixels) => Math.max(pixels / 2 - this.rim, 20));
    return Math.max((Math.abs(across) * this.focal) / wide, (Math.abs(up) * this.focal) / tall) - deep;
  }

  corners() {
    const [x, y, z] = this.half;
    return [-1, 1].flatMap((a) => [-1, 1].flatMap((b) => [-1, 1].map((c) => [a * x, b * y, c * z])));
  }

  point(turn, tilt) {
    const [c, s] = [Math.cos(turn), Math.sin(turn)];
    this.forward = [-Math.cos(tilt) * c, -Math.cos(tilt) * s, -Math.sin(tilt)];
    this.right = [-s, c, 0];
    this.upward = [-Math.sin(tilt) * c, -Math.sin(tilt) * s, Math.cos(tilt)];
  }

  aim() {
    this.point(this.turn, this.tilt);
    this.eye = this.forward.map((part) => (-part * (this.away ?? 3)) / this.zoom);
  }

  /** How far before the eye a point of the box lies, below zero behind it. */
  depth(x, y, z) {
    const { eye, forward } = this;
    return (x - eye[0]) * forward[0] + (y - eye[1]) * forward[1] + (z - eye[2]) * forward[2];
  }

  /** Pixel of a point of the box; NaN for one that is not before the eye, which a canvas leaves out. */
  project(x, y, z) {
    const { eye, right, upward } = this;
    const [dx, dy, dz] = [x - eye[0], y - eye[1], z - eye[2]];
    const depth = this.depth(x, y, z);
    const size = depth < NEAR ? NaN : this.focal / depth;
    return [
      this.width / 2 + size * (dx * right[0] + dy * right[1]),
      this.height / 2 + this.sink - size * (dx * upward[0] + dy * upward[1] + dz * upward[2]),
    ];
  }

  /**
   * Pixels of the ends of a straight line, as far as it lies before the eye; null for none of it.
   * @param {number[]} from
   * @param {number[]} to
   */
  projectLine(from, to) {
    const [a, b] = [from, to].map((point) => this.depth(...point) - 1.001 * NEAR);
    if (a < 0 && b < 0) return null;
    const cut = from.map((part, i) => part + (a / (a - b)) * (to[i] - part));
    return [a < 0 ? cut : from, b < 0 ? cut : to].map((point) => this.project(...point));
  }

  /**
   * Pixels of many points, as x, y, x, y, ...; NaN like those of one.
   * @param {Float32Array} points  x, y, z, x, y, z, ...
   * @param {Float32Array} pixels
   */
  projectAll(points, pixels) {
    const { eye, right, upward, forward, focal } = this;
    const [left, top] = [this.width / 2, this.height / 2 + this.sink];
    for (let i = 0, j = 0; i < points.length; i += 3, j += 2) {
      const [dx, dy, dz] = [points[i] - eye[0], points[i + 1] - eye[1], points[i + 2] - eye[2]];
      const depth = dx * forward[0] + dy * forward[1] + dz * forward[2];
      const size = depth < NEAR ? NaN : focal / depth;
      pixels[j] = left + size * (dx * right[0] + dy * right[1]);
      pixels[j + 1] = top - size * (dx * upward[0] + dy * upward[1] + dz * upward[2]);
    }
  }

  /** The same as a matrix, column by column, for the graphics card. */
  matrix() {
    const { eye, right, upward, forward, width, height, sink } = this;
    const [near, far] = [NEAR, 40];
    const [wide, tall] = [(2 * this.focal) / width, (2 * this.focal) / height];
    const rows = [
      right.map((part) => wide * part),
      upward.map((part, i) => tall * part - ((2 * sink) / height) * forward[i]),
      forward.map((part) => (part * (far + near)) / (far - near)),
      forward,
    ];
    const last = rows.map((row) => -dot(row, eye));
    last[2] -= (2 * far * near) / (far - near);
    return new Float32Array([0, 1, 2].flatMap((i) => rows.map((row) => row[i])).concat(last));
  }
}

const dot = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
