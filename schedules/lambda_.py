"""Lambda: the base rate times a formula of the step that you type.

Update   lr_t = lr * f(t)
Symbols  f a formula (`formulas`) in t = 0, 1, 2, ..., in T, the length of the run, and in lr
Watch    Whatever you like to try: a wave, stairs, a spike.
Differs  Torch's LambdaLR takes a function of Python instead of a text.
"""

from typing import NamedTuple

from schedules.base import Schedule
from schedules.typed import FACTOR, factors


class Params(NamedTuple):
    """factor: the formula of f(t)."""

    factor: str = "cos(pi*t/(2*T))"


def rate(t, lr, steps, params):
    return lr * factors(params.factor, t, lr, steps)


# The word alone belongs to Python, so file and variable carry an underscore, as PEP 8 has it; the name does not.
lambda_ = Schedule(
    name="lambda",
    title="Your formula",
    params=Params(),
    rate=rate,
    knobs={"factor": FACTOR},
    latex=r"\eta_t = \eta\, f(t)",
)
