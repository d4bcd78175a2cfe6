"""Cosine: the rate glides down half a cosine wave over the run.

Paper    I. Loshchilov, F. Hutter (2017), SGDR: stochastic gradient descent with warm restarts, ICLR.
Update   lr_t = eta_min + (lr - eta_min) * (1 + cos(pi t / t_max)) / 2
Symbols  t_max steps; 0 means the length of the run
Differs  Torch's closed form, followed here, rises again after t_max; Optax stays at the floor.
"""

from typing import NamedTuple

import numpy as np

from catalogue import Knob
from schedules.base import Schedule


class Params(NamedTuple):
    """t_max: steps of half a wave, 0 for the whole run. eta_min: the floor, a rate."""

    t_max: float = 0.0
    eta_min: float = 0.0


def rate(t, lr, steps, params):
    half_wave = params.t_max if params.t_max >= 1 else max(steps, 1)
    return params.eta_min + (lr - params.eta_min) * (1 + np.cos(np.pi * t / half_wave)) / 2


cosine = Schedule(
    name="cosine",
    title="Cosine",
    params=Params(),
    rate=rate,
    knobs={
        "t_max": Knob("Half wave, steps", 0.0, 5000.0, hint="0 takes the length of the run."),
        "eta_min": Knob("Floor", 0.0, 1.0, hint="The rate at the bottom of the wave."),
    },
    latex=r"\eta_t = \eta_{\min} + \tfrac12 (\eta - \eta_{\min})(1 + \cos(\pi t / T))",
)
