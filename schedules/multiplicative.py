"""Multiplicative: each step multiplies the last rate by a formula of the step that you type.

Update   lr_t = lr_(t-1) * f(t);  lr_0 = lr
Symbols  f a formula (`formulas`) in t = 1, 2, ..., in T, the length of the run, and in lr
Watch    A factor a little below 1 adds up: 0.99 at every step leaves 13 % of the rate after 200.
Differs  Torch's MultiplicativeLR takes a function of Python instead of a text.
"""

from typing import NamedTuple

import numpy as np

from schedules.base import Schedule
from schedules.typed import FACTOR, factors


class Params(NamedTuple):
    """factor: the formula of f(t). The default's rates fall like the right half of a bell, and its factors are >= 0."""

    factor: str = "1 - 4*t/T^2"


def rate(t, lr, steps, params):
    later = np.arange(1, np.max(t, initial=0) + 1)
    return np.cumprod(np.append(lr, factors(params.factor, later, lr, steps)))[np.asarray(t, int)]


multiplicative = Schedule(
    name="multiplicative",
    title="Your factor",
    params=Params(),
    rate=rate,
    knobs={"factor": FACTOR},
    latex=r"\eta_t = \eta_{t-1}\, f(t)",
)
