"""Constant: the rate stays what it is.

Update   lr_t = lr
"""

from typing import NamedTuple

import numpy as np

from schedules.base import Schedule


class Params(NamedTuple):
    """Nothing to set."""


def rate(t, lr, steps, params):
    return np.full_like(t, lr)


constant = Schedule(name="constant", title="Constant", params=Params(), rate=rate, latex=r"\eta_t = \eta")
