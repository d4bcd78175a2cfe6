// Time: which step is shown, and how it runs. The step is a real number, so that heads glide between steps.

/** Seconds that a whole run takes at normal speed, whatever its number of steps. */
const SHORTEST = 2.5;
const LONGEST = 6;
const STEPS_A_SECOND = 25;

export class Player {
  /** @param {(change: "step" | "state") => void} changed  the step moved, or playing, speed or length changed */
  constructor(changed) {
    this.changed = changed;
    this.steps = 0;
    this.step = 0;
    this.speed = 1;
    this.playing = false;
    this.frame = 0;
    this.before = 0;
  }

  get ended() {
    return this.step >= this.steps;
  }

  /**
   * Another number of steps; at the end stays at the end.
   * @param {number} steps
   */
  setSteps(steps) {
    if (steps === this.steps) return;
    const atEnd = this.steps > 0 && this.ended && !this.playing;
    this.steps = steps;
    this.step = atEnd ? steps : Math.min(this.step, steps);
    this.changed("state");
  }

  /** Play from the first step. Where motion is unwelcome, show the end instead. */
  restart() {
    this.step = 0;
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) this.seek(this.steps);
    else this.play();
  }

  play() {
    if (this.ended) this.step = 0;
    this.playing = true;
    this.before = 0;
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame((now) => this.tick(now));
    this.changed("state");
  }

  pause() {
    this.playing = false;
    cancelAnimationFrame(this.frame);
    this.changed("state");
  }

  toggle() {
    if (this.playing) this.pause();
    else this.play();
  }

  /** @param {number} step */
  seek(step) {
    this.playing = false;
    cancelAnimationFrame(this.frame);
    this.step = Math.min(Math.max(step, 0), this.steps);
    this.changed("step");
    this.changed("state");
  }

  /** @param {1 | -1} by  one whole step forward or back */
  nudge(by) {
    this.seek(by > 0 ? Math.floor(this.step) + 1 : Math.ceil(this.step) - 1);
  }

  /** @param {number} now  milliseconds */
  tick(now) {
    // A tab that was hidden comes back with one long frame, which must not swallow the run.
    const elapsed = this.before ? Math.min(now - this.before, 100) / 1000 : 0;
    this.before = now;
    const duration = Math.min(Math.max(this.steps / STEPS_A_SECOND, SHORTEST), LONGEST);
    this.step = Math.min(this.step + (elapsed * this.speed * this.steps) / duration, this.steps);
    this.changed("step");
    if (this.ended) this.pause();
    else if (this.playing) this.frame = requestAnimationFrame((later) => this.tick(later));
  }
}
