// Many runs on the relief's ground. Tails are seen where nothing hides them; a hidden head is a small ring.

import { clipSegment } from "./clip.js";
import { Swarm, near } from "./swarm.js";

export class DrapedSwarm extends Swarm {
  /**
   * Other runs, colours, or another ground under them.
   * @param {import("./blob.js").Race} race
   * @param {import("./groups.js").Group[]} groups
   * @param {import("./terrain.js").Terrain} terrain
   * @param {import("./theme.js").Theme} theme
   */
  drape(race, groups, terrain, theme) {
    if (race !== this.race || terrain !== this.terrain) {
      this.tracks = race.racers.map((racer) => layDown(race, racer, terrain));
      this.leaving = race.racers.map((racer, which) => leavingOf(racer, this.tracks[which], terrain));
    }
    this.terrain = terrain;
    this.muster(race, groups, theme);
  }

  /**
   * @param {import("./camera.js").Camera} camera
   * @param {import("./hidden.js").Hidden} hidden
   * @param {import("./chart.js").View} view
   */
  look(camera, hidden, view) {
    this.hidden = hidden;
    this.frame(view);
    for (const { places, pixels } of this.tracks) camera.projectAll(places, pixels);
    this.exits = this.leaving.map((all) => all.map((one) => one && seenFrom(camera, one)));
  }

  behind(which, point) {
    const { terrain } = this;
    const { points } = this.race.racers[which];
    return this.hidden.at(terrain.column(points[2 * point]), terrain.row(points[2 * point + 1]));
  }

  /** The piece of a run between two moments as far as it is seen, unless it stood still. */
  trace(pen, { pixels, rows, ends, which }, run, from, to) {
    const [begin, end] = [Math.max(from, 0), Math.min(to, ends[run])];
    if (end <= begin) return;
    const [first, last] = [2 * (run * rows + Math.floor(begin)), 2 * (run * rows + Math.ceil(end))];
    if (near(pixels, (first + last) >> 2 << 1, pixels[last], pixels[last + 1]) && near(pixels, first, pixels[last], pixels[last + 1])) return;
    let open = false;
    for (let i = Math.floor(begin), at = first; i < end; i++, at += 2) {
      const [dx, dy] = [pixels[at + 2] - pixels[at], pixels[at + 3] - pixels[at + 1]];
      const [enter, leave] = [Math.max(begin - i, 0), Math.min(end - i, 1)];
      // Neither beside the ground nor behind the eye is there a pixel.
      const seen = !Number.isNaN(dx) && !this.behind(which, at / 2);
      if (seen && !open) pen.moveTo(pixels[at] + enter * dx, pixels[at + 1] + enter * dy);
      if (seen) pen.lineTo(pixels[at] + leave * dx, pixels[at + 1] + leave * dy);
      open = seen;
    }
  }
}

/**
 * A racer's runs in the box: x, y, z of every step, NaN beside the ground.
 * @returns {import("./swarm.js").Tracks & {places: Float32Array, which: number}}
 */
function layDown(race, racer, terrain) {
  const { points, ends } = racer;
  const places = new Float32Array((3 * points.length) / 2).fill(NaN);
  for (let i = 0, at = 0; i < points.length; i += 2, at += 3) {
    const [column, row] = [terrain.column(points[i]), terrain.row(points[i + 1])];
    if (!terrain.holds(column, row)) continue;
    places[at] = terrain.acrossOf(column);
    places[at + 1] = terrain.upOf(row);
    places[at + 2] = terrain.zAt(column, row);
  }
  return { places, pixels: new Float32Array(points.length), rows: race.steps + 1, ends, which: race.racers.indexOf(racer) };
}

/** Per run, where it goes through a wall of the box for good: its last place, that of the wall, and the step. */
function leavingOf({ points }, { places, rows, ends }, terrain) {
  const edge = { width: terrain.side - 1, height: terrain.side - 1 };
  const grid = (at) => [terrain.column(points[2 * at]), terrain.row(points[2 * at + 1])];
  return ends.map((end, run) => {
    const on = (step) => !Number.isNaN(places[3 * (run * rows + step)]);
    let step = end;
    while (step >= 0 && !on(step)) step--;
    if (step < 0 || step === end) return undefined;
    const at = run * rows + step;
    const piece = clipSegment(...grid(at), ...grid(at + 1), edge, 0);
    if (!piece) return undefined;
    const [, , column, row] = piece;
    return { from: [...places.subarray(3 * at, 3 * at + 3)], wall: [terrain.acrossOf(column), terrain.upOf(row), terrain.zAt(column, row)], step: step + 1 };
  });
}

/** @returns {import("./swarm.js").Exit} */
function seenFrom(camera, { from, wall, step }) {
  const [x0, y0] = camera.project(...from);
  const [x, y] = camera.project(...wall);
  return { x, y, angle: Math.atan2(y - y0, x - x0), step };
}
