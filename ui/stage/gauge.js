// The rate beside the limit that the curvature sets: how far along a scale that is red beyond the limit, and in words.

import { make, spell } from "./dom.js";
import { firstBeyond, rateLimit } from "./curvature.js";

/** The scale goes from this share of the limit to its inverse, in logs, so that the limit stands in the middle. */
const ENDS = 100;

export class Gauge {
  constructor() {
    this.needle = make("i", { class: "stage-gauge-needle" });
    this.scale = make("div", { class: "stage-gauge-scale", "aria-hidden": "true" }, make("i", { class: "stage-gauge-limit" }), this.needle);
    this.numbers = make("p", { class: "stage-gauge-numbers" });
    this.verdict = make("p", { class: "stage-gauge-verdict" });
    this.element = make("section", { class: "stage-gauge", "aria-label": "Curvature" }, make("h3", { text: "Curvature" }), this.numbers, this.scale, this.verdict);
  }

  /**
   * @param {number[]} curvatures  eigenvalues of the Hessian, the greater first
   * @param {number} rate
   * @param {import("./closeup.js").Closeup} closeup
   * @param {number} move
   * @param {string} title  of the racer
   */
  show(curvatures, rate, closeup, move, title) {
    const { limit, own, share } = rateLimit(curvatures[0], rate, closeup);
    const comparable = closeup.rateUnit === "gradient" && Number.isFinite(limit);
    if (this.of !== closeup) Object.assign(this, { of: closeup, beyond: firstBeyond(closeup) });
    this.numbers.textContent = `\u03bb\u2081 ${spell(curvatures[0], 3)}, \u03bb\u2082 ${spell(curvatures[1], 3)}` + (curvatures[0] > 0 ? ` \u00b7 2/\u03bb\u2081 = ${spell(2 / curvatures[0], 3)}` : "");
    this.scale.hidden = !comparable;
    const place = Math.min(Math.max(Math.log(share) / Math.log(ENDS), -1), 1);
    this.needle.style.left = `${50 + 50 * place}%`;
    this.element.classList.toggle("stage-gauge-over", comparable && share > 1);
    const later = this.beyond > move && share <= 1 ? ` At step ${this.beyond} of this run it is beyond it.` : "";
    this.verdict.textContent = verdict({ curvatures, rate, limit, own, share, title, unit: closeup.rateUnit }) + later;
  }
}

function verdict({ curvatures, rate, limit, own, share, title, unit }) {
  if (!curvatures.every(Number.isFinite)) return "The loss has no finite curvature here.";
  if (!(curvatures[0] > 0)) return "The ground curves up nowhere here: no rate is too large, and none leads to rest.";
  if (unit !== "gradient") return `2/\u03bb\u2081 bounds gradient descent. The rate of ${title} is no factor of the gradient; its effective rate is what compares.`;
  const whose = own ? `${title}\u2019s limit` : "gradient descent\u2019s limit 2/\u03bb\u2081";
  if (share > 1) {
    const outcome = own ? ": across the steepest direction each step overshoots by more than it gains." : ".";
    return `The rate ${spell(rate, 3)} is ${excess(share)} ${whose} of ${spell(limit, 3)}${outcome}`;
  }
  return `The rate ${spell(rate, 3)} is ${percent(share)} of ${whose} of ${spell(limit, 3)}${own ? calm(curvatures) : "."}`;
}

/** What a rate below the limit means, with the other direction in mind. */
const calm = ([, other]) => (other < 0 ? ": stable across the steepest direction; along the other the ground falls away." : ": stable here.");

const excess = (share) => (share >= 2 ? `${spell(share, 2)} times` : share >= 1.01 ? `${Math.round(100 * (share - 1))} % above` : "just above");

const percent = (share) => (share >= 0.01 ? `${Math.round(100 * share)} %` : "less than 1 %");
