"""Constant factor: a share of the rate for the first steps, then all of it.

Update   lr_t = factor * lr while t < total_iters, then lr;  lr_0 = factor * lr
Symbols  total_iters steps
Differs  Torch's ConstantLR, whose defaults are 1/3 and 5 steps and where a factor of 0 fails.
"""

from typing import NamedTuple

import numpy as np

from catalogue import Knob
from schedules.base import Schedule


class Params(NamedTuple):
    """factor: the share of the rate at first. total_iters: for how many steps."""

    factor: float = 0.3
    total_iters: float = 50.0


def rate(t, lr, steps, params):
    return lr * np.where(t < params.total_iters, params.factor, 1.0)


constant_factor = Schedule(
    name="constant_factor",
    title="Small, then constant",
    params=Params(),
    rate=rate,
    knobs={
        "factor": Knob("Factor at first", 0.0, 1.0, hint="The share of the rate in the first steps."),
        "total_iters": Knob("For how many steps", 1.0, 1000.0, hint="From this step on it is the whole rate."),
    },
    latex=r"\eta_t = \begin{cases} c\, \eta & t < T \\ \eta & t \ge T \end{cases}",
)
