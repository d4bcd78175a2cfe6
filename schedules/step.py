"""Step: the rate stays for a while, then drops by a factor, again and again.

Update   lr_t = lr * gamma^floor(t / step_size);  lr_0 = lr
Symbols  step_size steps
Differs  Nowhere: torch's StepLR. Its default gamma is 0.1, meant for stages of many epochs.
"""

from typing import NamedTuple

import numpy as np

from catalogue import Knob
from schedules.base import Schedule


class Params(NamedTuple):
    """step_size: steps between two drops. gamma: what each drop multiplies the rate by."""

    step_size: float = 50.0
    gamma: float = 0.7


def rate(t, lr, steps, params):
    return lr * params.gamma ** np.floor(t / params.step_size)


step = Schedule(
    name="step",
    title="Steps down",
    params=Params(),
    rate=rate,
    knobs={
        "step_size": Knob("Length of a stair, steps", 1.0, 1000.0, hint="Steps between two drops."),
        "gamma": Knob("Factor γ", 0.01, 1.0, hint="What each drop multiplies the rate by."),
    },
    latex=r"\eta_t = \eta\, \gamma^{\lfloor t / s \rfloor}",
)
