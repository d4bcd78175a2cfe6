"""One cycle: one climb to a large rate, and one long descent far below where it began.

Paper    L. N. Smith, N. Topin (2019), Super-convergence: very fast training of neural networks using large learning
         rates, SPIE.
Update   lr / div_factor -> lr -> lr / (div_factor * final_div_factor), each along half a cosine or a line; three_phase
         comes down to lr / div_factor first, as fast as it climbed;  lr_0 = lr / div_factor
Symbols  peak at step pct_start * total_steps - 1 (below step 0 there is no climb, and lr_0 is on the way down), end at
         step total_steps - 1; total_steps = 0 means the length of the run
Differs  Torch's OneCycleLR ignores lr and takes max_lr: here lr is the peak. Torch raises an error after total_steps,
         and where the peak is at step 0; here the rate stays, and step 1 comes down from the peak. Optax's peak and end
         are one step later. The paper's form is three_phase with lines. The cycling of the momentum is left out.
"""

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from catalogue import Knob
from schedules.base import Schedule


class Params(NamedTuple):
    """total_steps: 0 for the whole run. pct_start: share of the climb. The factors: how far below the peak it is."""

    total_steps: float = 0.0
    pct_start: float = 0.3
    anneal_strategy: str = "cos"
    div_factor: float = 25.0
    final_div_factor: float = 1e4
    three_phase: bool = False


def rate(t, lr, steps, params):
    total = params.total_steps if params.total_steps >= 1 else max(steps, 1)
    first = lr / params.div_factor
    bends = [0.0, params.pct_start * total - 1, total - 1.0]
    rates = [first, lr, first / params.final_div_factor]
    if params.three_phase:
        bends.insert(2, 2 * bends[1])
        rates.insert(2, first)
    spans = zip(pairwise(bends), pairwise(rates), strict=True)
    phases = [_glide(t, *turns, *levels, params.anneal_strategy) for turns, levels in spans]
    return np.select([t <= bend for bend in bends[1:-1]], phases[:-1], phases[-1])


def _glide(t, begin, end, before, after, strategy):
    left = 1 - np.clip((t - begin) / max(end - begin, 1e-9), 0, 1)
    return after + (before - after) * ((1 - np.cos(np.pi * left)) / 2 if strategy == "cos" else left)


one_cycle = Schedule(
    name="one_cycle",
    title="One cycle",
    params=Params(),
    rate=rate,
    knobs={
        "total_steps": Knob("Length, steps", 0.0, 5000.0, hint="0 takes the length of the run."),
        "pct_start": Knob("Climb, share of the run", 0.0, 1.0, hint="How much of the cycle is the climb."),
        "anneal_strategy": Knob("Form", options=("cos", "linear"), hint="Half a cosine wave, or a straight line."),
        "div_factor": Knob("Peak over first", 1.0, 1000.0, "log", hint="How far below the peak it begins."),
        "final_div_factor": Knob("First over last", 1.0, 1e6, "log", hint="How far below the first rate it ends."),
        "three_phase": Knob("Three phases", options=(False, True), hint="Down to the first rate, then to the last."),
    },
    latex=r"\eta / d \;\to\; \eta \;\to\; \eta / (d\, f)",
)
