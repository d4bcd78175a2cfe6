"""Multistep: the rate drops by a factor at chosen steps.

Update   lr_t = lr * gamma^k, k = how many milestones are <= t;  lr_0 = lr
Symbols  milestones steps, in any order; 0 means that the milestone is not used
Differs  Torch's MultiStepLR takes a list of any length, here there are up to three; two equal ones drop twice in both.
         Torch's default gamma is 0.1.
"""

from typing import NamedTuple

import numpy as np

from catalogue import Knob
from schedules.base import Schedule


class Params(NamedTuple):
    """milestone1, milestone2, milestone3: steps of the drops, 0 for none. gamma: what each multiplies the rate by."""

    milestone1: float = 50.0
    milestone2: float = 150.0
    milestone3: float = 300.0
    gamma: float = 0.3


def rate(t, lr, steps, params):
    milestones = (params.milestone1, params.milestone2, params.milestone3)
    passed = sum((t >= milestone for milestone in milestones if milestone >= 1), start=np.zeros_like(t))
    return lr * params.gamma**passed


multistep = Schedule(
    name="multistep",
    title="Drops at milestones",
    params=Params(),
    rate=rate,
    knobs={
        "milestone1": Knob("First drop, step", 0.0, 5000.0, hint="0 leaves it out."),
        "milestone2": Knob("Second drop, step", 0.0, 5000.0, hint="0 leaves it out."),
        "milestone3": Knob("Third drop, step", 0.0, 5000.0, hint="0 leaves it out."),
        "gamma": Knob("Factor γ", 0.01, 1.0, hint="What each drop multiplies the rate by."),
    },
    latex=r"\eta_t = \eta\, \gamma^{|\{i : m_i \le t\}|}",
)
