"""Exponential: the rate shrinks by the same factor at every step.

Update   lr_t = lr * gamma^t
Differs  Nowhere: torch's ExponentialLR; Optax writes gamma^(t / transition_steps).
"""

from typing import NamedTuple

from catalogue import Knob
from schedules.base import Schedule


class Params(NamedTuple):
    """gamma: what each step's rate is multiplied by."""

    gamma: float = 0.99


def rate(t, lr, steps, params):
    return lr * params.gamma**t


exponential = Schedule(
    name="exponential",
    title="Exponential decay",
    params=Params(),
    rate=rate,
    knobs={"gamma": Knob("Factor γ", 0.5, 1.0, hint="What each step multiplies the rate by.")},
    latex=r"\eta_t = \eta\, \gamma^t",
)
