"""Polynomial: the rate falls to zero like a power of the steps that are left.

Update   lr_t = lr * (1 - min(t / total_iters, 1))^power;  lr_0 = lr
Symbols  total_iters steps; 0 means the length of the run
Differs  Torch's PolynomialLR, whose defaults are a straight line (power 1) of 5 steps. Optax's form also has a floor.
"""

from typing import NamedTuple

import numpy as np

from catalogue import Knob
from schedules.base import Schedule


class Params(NamedTuple):
    """total_iters: steps until zero, 0 for the whole run. power: 1 is a line, more falls faster at first."""

    total_iters: float = 0.0
    power: float = 2.0


def rate(t, lr, steps, params):
    length = params.total_iters if params.total_iters >= 1 else max(steps, 1)
    return lr * (1 - np.minimum(t / length, 1)) ** params.power


polynomial = Schedule(
    name="polynomial",
    title="Polynomial",
    params=Params(),
    rate=rate,
    knobs={
        "total_iters": Knob("Length, steps", 0.0, 5000.0, hint="0 takes the length of the run."),
        "power": Knob("Power", 0.1, 10.0, hint="1 is a straight line, more falls faster at first."),
    },
    latex=r"\eta_t = \eta\, (1 - \min(t / T, 1))^p",
)
