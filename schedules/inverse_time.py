"""Inverse time: the rate falls like one over the number of steps taken.

Paper    H. Robbins, S. Monro (1951), A stochastic approximation method, Annals of Mathematical Statistics 22.
Update   lr_t = lr / (1 + decay * t)^power;  lr_0 = lr
Symbols  decay per step, power without unit
Differs  Robbins and Monro's lr / t, with t counted from 1, is decay = 1 and power = 1: one formula holds both forms.
         Power 1/2 and decay 1 give lr / sqrt(t). Keras counts t in stages of decay_steps; torch and Optax have none.
"""

from typing import NamedTuple

from catalogue import Knob
from schedules.base import Schedule


class Params(NamedTuple):
    """decay: how soon the rate falls; 1 counts the steps from one. power: 1 for one over time, 1/2 for its root."""

    decay: float = 0.05
    power: float = 1.0


def rate(t, lr, steps, params):
    return lr / (1 + params.decay * t) ** params.power


inverse_time = Schedule(
    name="inverse_time",
    title="Inverse time",
    params=Params(),
    rate=rate,
    knobs={
        "decay": Knob("Decay", 0.0001, 10.0, "log", hint="1 is Robbins and Monro's rate / t."),
        "power": Knob("Power", 0.0, 1.0, hint="Above 1/2 and up to 1 noise averages out and the path still arrives."),
    },
    latex=r"\eta_t = \dfrac{\eta}{(1 + \delta t)^p}",
)
