// Which places of the ground the ground itself hides. A path lies on the ground, so whether a piece of it is seen
// depends on its place alone: asked once for the grid, it is known for any number of paths.

/** How deep below the line of sight, in the box's units, ground must rise to hide: no less than the grid's own roughness. */
const ROUGH = 0.004;

export class Hidden {
  /** @param {import("./terrain.js").Terrain} terrain */
  constructor(terrain) {
    this.terrain = terrain;
    this.stride = 1;
    this.side = 0;
    /** Least room between the line of sight and the ground under it, for every stride-th place; below zero is hidden. */
    this.room = new Float32Array(0);
  }

  /**
   * Look from another place.
   * @param {number[]} eye
   * @param {number} stride  cells from one place that is asked to the next: 1 is exact, 2 takes an eighth of the time
   */
  look(eye, stride = 1) {
    const { terrain } = this;
    this.stride = stride;
    this.side = Math.ceil((terrain.side - 1) / stride) + 1;
    if (this.room.length !== this.side ** 2) this.room = new Float32Array(this.side ** 2);
    const sight = lineOfSight(terrain, eye, stride);
    for (let row = 0, at = 0; row < this.side; row++) {
      for (let column = 0; column < this.side; column++, at++) {
        this.room[at] = sight(Math.min(column * stride, terrain.side - 1), Math.min(row * stride, terrain.side - 1));
      }
    }
  }

  /** Whether a place of the grid is hidden. */
  at(column, row) {
    const { side, room } = this;
    const [x, y] = [column / this.stride, row / this.stride];
    const c = Math.min(Math.max(Math.floor(x), 0), side - 2);
    const r = Math.min(Math.max(Math.floor(y), 0), side - 2);
    const [a, b] = [x - c, y - r];
    const i = r * side + c;
    const lower = room[i] + a * (room[i + 1] - room[i]);
    const upper = room[i + side] + a * (room[i + side + 1] - room[i + side]);
    return lower + b * (upper - lower) < -ROUGH;
  }
}

/** From a place of the grid towards the eye, one grid line after the other: the least room over the ground. */
function lineOfSight({ side, solid, z, half }, eye, stride) {
  const last = side - 1;
  const [eyeColumn, eyeRow] = [0, 1].map((axis) => ((eye[axis] / half[axis] + 1) / 2) * last);
  return (column, row) => {
    const at = row * side + column;
    const [across, up] = [eyeColumn - column, eyeRow - row];
    // Each step goes to the next line across the way it mostly goes, so that ground is read between two places only.
    const steep = Math.abs(up) > Math.abs(across);
    const steps = Math.max(Math.abs(across), Math.abs(up)) / stride;
    const climb = (eye[2] - z[at]) / steps;
    const [lineBy, lineStep, alongStep] = steep ? [side, 1, across / steps] : [1, side, up / steps];
    const by = Math.sign(steep ? up : across) * stride;
    let line = steep ? row : column;
    let along = steep ? column : row;
    let height = z[at];
    let room = Infinity;
    for (let i = 1; i < steps && height <= half[2]; i++) {
      line += by;
      along += alongStep;
      height += climb;
      if (line < 0 || line > last || along < 0 || along > last) break;
      const below = Math.min(Math.floor(along), last - 1);
      const place = line * lineBy + below * lineStep;
      const ground = solid[place] + (along - below) * (solid[place + lineStep] - solid[place]);
      if (height - ground < room) room = height - ground;
    }
    return Math.min(room, 1);
  };
}
