"""The schedule contract: a pure function from the step number and the base rate to a learning rate."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from catalogue import Knob, check_settings

# Beyond this, single precision has no number left for a step.
LARGEST = 1e30


class RateError(ValueError):
    """The settings give a rate that no step can take; `step` is the first such step, `wrong` what its rate is."""

    def __init__(self, step: int, wrong: str) -> None:
        super().__init__(f"the rate at step {step} is {wrong}")
        self.step = step
        self.wrong = wrong


@dataclass(frozen=True)
class Schedule:
    """A learning-rate schedule.

    `rate(t, lr, steps, params)` gives the rate of step t = 0, 1, 2, ... (a numpy array of any shape) for a run of
    `steps` steps. The engine evaluates it to one array before the run, so optimizers do not know schedules exist.
    """

    name: str
    title: str
    params: Any
    rate: Callable[[np.ndarray, float, int, Any], np.ndarray]
    knobs: Mapping[str, Knob] = field(default_factory=dict)
    latex: str = ""

    def with_params(self, given: Mapping[str, Any]) -> Any:
        """The default parameters with `given` put in; KnobError or UnknownName says what is wrong."""
        return check_settings(self.params, self.knobs, given, self.name)

    def rates(self, steps: int, lr: float, **params: Any) -> np.ndarray:
        """The rate of every step, shape (steps,), float64; RateError if a good `lr` leads to one that is none."""
        t = np.arange(steps, dtype=np.float64)
        settings = self.with_params(params)
        with np.errstate(all="ignore"):
            rates = np.asarray(self.rate(t, lr, steps, settings), dtype=np.float64)
        wrong = np.flatnonzero(~((rates >= 0) & (rates <= LARGEST)))
        # A base rate that is none itself is the caller's wish: its run diverges.
        if wrong.size and 0 <= lr <= LARGEST:
            raise RateError(int(wrong[0]), _wrong(rates[wrong[0]]))
        return rates


def _wrong(rate: float) -> str:
    if not np.isfinite(rate):
        return "not a finite number"
    return "too large" if rate > 0 else f"{rate:.3g}, below 0; max(0, ...) in a formula keeps it from that"
