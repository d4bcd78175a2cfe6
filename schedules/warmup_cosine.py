"""Warm-up and cosine: the rate climbs along a line, then glides down half a cosine wave to the end of the run.

Paper    P. Goyal et al. (2017), Accurate, large minibatch SGD (the warm-up); Loshchilov, Hutter (2017), SGDR.
Update   lr_t = lr * (start_factor + (1 - start_factor) * t / w) for t < w, then
         lr_t = eta_min + (lr - eta_min) * (1 + cos(pi (t - w) / (steps - w))) / 2;  lr_0 = start_factor * lr
Symbols  w = warmup * steps, the length of the climb; warmup a share of the run, 0 for none (then lr_0 = lr)
Differs  Optax's warmup_cosine_decay_schedule takes both lengths in steps and start_factor * lr as a rate; torch joins
         LinearLR and CosineAnnealingLR with SequentialLR.
"""

from typing import NamedTuple

import numpy as np

from catalogue import Knob
from schedules.base import Schedule


class Params(NamedTuple):
    """warmup: share of the run. start_factor: the share of the rate at the first step. eta_min: the floor, a rate."""

    warmup: float = 0.1
    start_factor: float = 0.1
    eta_min: float = 0.0


def rate(t, lr, steps, params):
    w = params.warmup * steps
    climb = lr * (params.start_factor + (1 - params.start_factor) * t / max(w, 1))
    done = np.clip((t - w) / max(steps - w, 1), 0, 1)
    glide = params.eta_min + (lr - params.eta_min) * (1 + np.cos(np.pi * done)) / 2
    return np.where(t < w, climb, glide)


warmup_cosine = Schedule(
    name="warmup_cosine",
    title="Warm-up and cosine",
    params=Params(),
    rate=rate,
    knobs={
        "warmup": Knob("Warm-up, share of the run", 0.0, 1.0, hint="How much of the run is the climb."),
        "start_factor": Knob("Factor at first", 0.0, 1.0, hint="The share of the rate at the first step."),
        "eta_min": Knob("Floor", 0.0, 1.0, hint="The rate at the end of the run."),
    },
    latex=r"\eta_t = \begin{cases} \eta\, (a + (1 - a)\, t / w) & t < w \\"
    r" \eta_{\min} + \tfrac12 (\eta - \eta_{\min})(1 + \cos(\pi \frac{t - w}{T - w})) & t \ge w \end{cases}",
)
