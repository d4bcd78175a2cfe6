"""What the schedules with a typed formula share: the setting, and its value at every step."""

import numpy as np

from catalogue import Knob
from formulas import Reader

# t is the step, T and steps the length of the run, lr the base rate.
read_factor = Reader(("t", "T", "steps", "lr"), parameters=False)


def factors(text: str, t: np.ndarray, lr: float, steps: int) -> np.ndarray:
    """The factor of each step, in the shape of t."""
    return read_factor(text)(t, steps, steps, lr)


FACTOR = Knob(
    "Factor f(t)",
    text=read_factor,
    hint="A formula in the step t = 0, 1, 2, ...; T is the length of the run, lr the base rate. "
    "For example 0.99^t, or where(t < 50, 1, 0.1).",
)
