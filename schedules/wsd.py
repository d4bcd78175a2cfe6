"""Warm-up, stable, decay: a short climb, a long constant rate, a short fall at the end.

Paper    S. Hu et al. (2024), MiniCPM: unveiling the potential of small language models, COLM.
Update   lr_t = lr * (start_factor + (1 - start_factor) * t / w) for t < w, lr until d,
         then eta_min + (lr - eta_min) * fall(1 - (t - d) / (steps - d));  lr_0 = start_factor * lr
Symbols  w = warmup * steps (0 for no climb, then lr_0 = lr), d = (1 - decay) * steps, but not before w;
         fall(u) = u (linear), (1 - cos(pi u)) / 2 (cosine), 1 - sqrt(1 - u) (sqrt)
Differs  MiniCPM begins at 0 and falls exponentially. The form sqrt is that of A. Haegele et al. (2024), Scaling laws
         and compute-optimal training beyond fixed training durations. Torch and Optax have none.
"""

from typing import NamedTuple

import numpy as np

from catalogue import Knob
from schedules.base import Schedule


class Params(NamedTuple):
    """warmup, decay: shares of the run. start_factor: the share of the rate at first. eta_min: the last rate."""

    warmup: float = 0.1
    decay: float = 0.2
    decay_type: str = "linear"
    start_factor: float = 0.1
    eta_min: float = 0.0


def rate(t, lr, steps, params):
    w = params.warmup * steps
    d = max(w, (1 - params.decay) * steps)
    climb = lr * (params.start_factor + (1 - params.start_factor) * t / max(w, 1))
    u = 1 - np.clip((t - d) / max(steps - d, 1), 0, 1)
    fall = {"linear": u, "cosine": (1 - np.cos(np.pi * u)) / 2, "sqrt": 1 - np.sqrt(1 - u)}[params.decay_type]
    return np.select([t < w, t <= d], [climb, lr], params.eta_min + (lr - params.eta_min) * fall)


wsd = Schedule(
    name="wsd",
    title="Warm-up, stable, decay",
    params=Params(),
    rate=rate,
    knobs={
        "warmup": Knob("Warm-up, share of the run", 0.0, 1.0, hint="How much of the run is the climb."),
        "decay": Knob("Decay, share of the run", 0.0, 1.0, hint="How much of the run is the fall."),
        "decay_type": Knob("Form of the fall", options=("linear", "cosine", "sqrt"), hint="Sqrt falls fast at first."),
        "start_factor": Knob("Factor at first", 0.0, 1.0, hint="The share of the rate at the first step."),
        "eta_min": Knob("Floor", 0.0, 1.0, hint="The rate at the end of the run."),
    },
    latex=r"\eta_t = \begin{cases} \eta\, (a + (1 - a)\, t / w) & t < w \\ \eta & w \le t \le d \\"
    r" \eta_{\min} + (\eta - \eta_{\min})\, f(1 - \frac{t - d}{T - d}) & t > d \end{cases}",
)
