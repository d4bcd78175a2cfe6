"""Inverse square root: the rate climbs along a line, then falls like one over the root of the step.

Paper    A. Vaswani et al. (2017), Attention is all you need, NeurIPS, section 5.3.
Update   lr_t = lr * min(s / warmup_steps, sqrt(warmup_steps / s)), s = t + 1;  lr_0 = lr / warmup_steps
Symbols  s = the step counted from 1, warmup_steps steps
Differs  The paper's peak is (d_model * warmup_steps)^(-1/2); here the peak is lr. Torch and Optax have none; the
         transformers library counts from 0 and so begins with a rate of 0.
"""

from typing import NamedTuple

import numpy as np

from catalogue import Knob
from schedules.base import Schedule


class Params(NamedTuple):
    """warmup_steps: steps until the peak; 1 starts at the peak and is lr / sqrt(s)."""

    warmup_steps: float = 20.0


def rate(t, lr, steps, params):
    s = t + 1
    return lr * np.minimum(s / params.warmup_steps, np.sqrt(params.warmup_steps / s))


inverse_sqrt = Schedule(
    name="inverse_sqrt",
    title="Inverse square root",
    params=Params(),
    rate=rate,
    knobs={"warmup_steps": Knob("Warm-up, steps", 1.0, 1000.0, hint="Steps until the rate is whole.")},
    latex=r"\eta_t = \eta \min(s / w, \sqrt{w / s}), \quad s = t + 1",
)
