"""Cyclic: the rate climbs from its base to a peak and back, in straight lines, again and again.

Paper    L. N. Smith (2017), Cyclical learning rates for training neural networks, WACV.
Update   lr_t = lr + (max_factor - 1) * lr * height * shrink;  lr_0 = lr
Symbols  height = 0 to 1 over step_size_up steps, 1 to 0 over step_size_down; shrink = 1 (triangular), (1/2)^cycle
         (triangular2) or gamma^t (exp_range), cycle = 0, 1, 2, ...
Differs  Torch's CyclicLR ignores lr and takes base_lr and max_lr; here lr is the base and max_factor * lr the peak.
         Torch's default gamma is 1, which turns exp_range into triangular; its scale_fn and its cycling of the
         momentum are left out.
"""

from typing import NamedTuple

import numpy as np

from catalogue import Knob
from schedules.base import Schedule


class Params(NamedTuple):
    """max_factor: the peak, in base rates. step_size_up, step_size_down: steps each way, 0 for down as for up."""

    max_factor: float = 3.0
    step_size_up: float = 50.0
    step_size_down: float = 0.0
    mode: str = "triangular"
    gamma: float = 0.99


def rate(t, lr, steps, params):
    up = params.step_size_up
    down = params.step_size_down if params.step_size_down >= 1 else up
    cycle, since = np.divmod(t, up + down)
    height = np.where(since <= up, since / up, (up + down - since) / down)
    shrink = {"triangular": 1.0, "triangular2": 0.5**cycle, "exp_range": params.gamma**t}[params.mode]
    return lr + (params.max_factor - 1) * lr * height * shrink


cyclic = Schedule(
    name="cyclic",
    title="Cyclic",
    params=Params(),
    rate=rate,
    knobs={
        "max_factor": Knob("Peak, in base rates", 1.0, 20.0, hint="How many times the base rate the peak is."),
        "step_size_up": Knob("Up, steps", 1.0, 1000.0, hint="Steps from the base to the peak."),
        "step_size_down": Knob("Down, steps", 0.0, 1000.0, hint="Steps back to the base; 0 takes as many as up."),
        "mode": Knob(
            "Later cycles", options=("triangular", "triangular2", "exp_range"), hint="Equal, halved, or shrunk by γ."
        ),
        "gamma": Knob("Shrinking γ", 0.9, 1.0, hint="With exp_range: what each step multiplies the height by."),
    },
    latex=r"\eta_t = \eta + (c - 1)\, \eta\, h_t\, s_t",
)
