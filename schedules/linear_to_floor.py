"""Linear to a floor: the rate falls along a line to a hundredth of itself, then stays.

Paper    I. Goodfellow, Y. Bengio, A. Courville (2016), Deep learning, MIT Press, section 8.3.1, equation 8.14.
Update   lr_t = (1 - a) * lr + a * floor * lr, a = min(t / tau, 1);  lr_0 = lr
Symbols  tau steps, floor a share of lr
Differs  Nowhere: the book suggests about 1 % as the floor, and tau to fit the run. Torch's LinearLR from 1 to floor.
"""

from typing import NamedTuple

import numpy as np

from catalogue import Knob
from schedules.base import Schedule


class Params(NamedTuple):
    """tau: steps until the floor. floor: the share of the rate that remains."""

    tau: float = 100.0
    floor: float = 0.01


def rate(t, lr, steps, params):
    a = np.minimum(t / params.tau, 1)
    return (1 - a) * lr + a * params.floor * lr


linear_to_floor = Schedule(
    name="linear_to_floor",
    title="Linear to a floor",
    params=Params(),
    rate=rate,
    knobs={
        "tau": Knob("Steps to the floor τ", 1.0, 1000.0, hint="From this step on the rate is constant."),
        "floor": Knob("Floor, share of the rate", 0.0, 1.0, hint="What remains of the rate at the end."),
    },
    latex=r"\eta_t = (1 - \alpha)\, \eta + \alpha\, c\, \eta, \quad \alpha = \min(t / \tau, 1)",
)
