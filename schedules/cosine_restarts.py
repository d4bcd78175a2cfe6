"""Cosine with restarts: half a cosine wave down, a jump back up, and again, each wave longer than the last.

Paper    I. Loshchilov, F. Hutter (2017), SGDR: stochastic gradient descent with warm restarts, ICLR.
Update   lr_t = eta_min + (lr - eta_min) * (1 + cos(pi t_cur / t_i)) / 2, t_i <- t_mult * t_i at a restart;  lr_0 = lr
Symbols  t_cur = steps since the restart, t_i = length of this wave, steps; t_0 = length of the first
Differs  Torch's CosineAnnealingWarmRestarts, whose default t_mult is 1, takes whole numbers only for t_0 and t_mult.
"""

from typing import NamedTuple

import numpy as np

from catalogue import Knob
from schedules.base import Schedule


class Params(NamedTuple):
    """t_0: steps of the first wave. t_mult: how much longer each next wave is. eta_min: the floor, a rate."""

    t_0: float = 50.0
    t_mult: float = 2.0
    eta_min: float = 0.0


def rate(t, lr, steps, params):
    begins, lengths, last = [0.0], [params.t_0], np.max(t, initial=0)
    while begins[-1] + lengths[-1] <= last:
        begins.append(begins[-1] + lengths[-1])
        lengths.append(lengths[-1] * params.t_mult)
    wave = np.searchsorted(begins, t, side="right") - 1
    done = (t - np.take(begins, wave)) / np.take(lengths, wave)
    return params.eta_min + (lr - params.eta_min) * (1 + np.cos(np.pi * done)) / 2


cosine_restarts = Schedule(
    name="cosine_restarts",
    title="Cosine with restarts",
    params=Params(),
    rate=rate,
    knobs={
        "t_0": Knob("First wave, steps", 1.0, 1000.0, hint="Steps until the first restart."),
        "t_mult": Knob("Growth of the waves", 1.0, 10.0, hint="Each wave is so many times as long as the last."),
        "eta_min": Knob("Floor", 0.0, 1.0, hint="The rate at the bottom of a wave."),
    },
    latex=r"\eta_t = \eta_{\min} + \tfrac12 (\eta - \eta_{\min})(1 + \cos(\pi T_{cur} / T_i))",
)
