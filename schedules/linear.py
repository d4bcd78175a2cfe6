"""Linear: the rate moves along a straight line from one share of itself to another, and stays there.

Update   lr_t = lr * (start_factor + (end_factor - start_factor) * min(t / total_iters, 1));  lr_0 = start_factor * lr
Symbols  total_iters steps; 0 means the length of the run
Differs  Torch's LinearLR, whose defaults are a short warm-up (1/3 to 1 in 5 steps); here a decay to 0 over the run.
         Torch refuses start_factor = 0, which its recurrence could not leave.
"""

from typing import NamedTuple

import numpy as np

from catalogue import Knob
from schedules.base import Schedule


class Params(NamedTuple):
    """start_factor, end_factor: shares of the rate. total_iters: steps from one to the other, 0 for the whole run."""

    start_factor: float = 1.0
    end_factor: float = 0.0
    total_iters: float = 0.0


def rate(t, lr, steps, params):
    length = params.total_iters if params.total_iters >= 1 else max(steps, 1)
    done = np.minimum(t / length, 1)
    return lr * (params.start_factor * (1 - done) + params.end_factor * done)


linear = Schedule(
    name="linear",
    title="Linear",
    params=Params(),
    rate=rate,
    knobs={
        "start_factor": Knob("Factor at first", 0.0, 1.0, hint="The share of the rate at the first step."),
        "end_factor": Knob("Factor at last", 0.0, 1.0, hint="The share of the rate where the line ends."),
        "total_iters": Knob("Length, steps", 0.0, 5000.0, hint="0 takes the length of the run."),
    },
    latex=r"\eta_t = \eta\, (a + (b - a) \min(t / T, 1))",
)
