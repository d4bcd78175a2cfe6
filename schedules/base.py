"""The schedule contract: a pure function from the step number and the base rate to a learning rate."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from catalogue import Knob, check_settings


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
        """The rate of every step, shape (steps,), float64."""
        t = np.arange(steps, dtype=np.float64)
        return np.asarray(self.rate(t, lr, steps, self.with_params(params)), dtype=np.float64)
