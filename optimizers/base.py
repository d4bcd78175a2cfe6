"""The optimizer contract: one frozen description, one step signature, written for one point of shape (2,)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, Protocol

from jax import Array

from catalogue import Knob, check_settings


class Oracle(Protocol):
    """What an optimizer may ask about the surface at any point `p` of shape (2,), within one step.

    Noise lives in the oracle: within a step every gradient carries the same draw, as one mini-batch would.
    """

    def value(self, p: Array) -> Array:
        """Loss at p, shape ()."""

    def grad(self, p: Array) -> Array:
        """Gradient at p, shape (2,), with this step's noise."""

    def hessian(self, p: Array) -> Array:
        """Hessian at p, shape (2, 2)."""


class Card(NamedTuple):
    """What the page says about an optimizer."""

    paper: str
    year: int
    idea: str
    latex: str
    watch: str
    differs: str = ""


@dataclass(frozen=True)
class Optimizer:
    """An optimizer, described once for the engine, the controls, the links and the tests.

    `init(hyper, point) -> state` and `step(hyper, state, point, oracle, lr) -> (point, state)` are pure and see one
    point of shape (2,); state is a NamedTuple of arrays. `hyper` holds the defaults: numbers are traced, flags and
    words are choices and compile once per value.

    A good rate depends on what the rate multiplies: `lr_unit` "gradient" (step = lr * gradient, as in gd) or
    "stride" (step about lr long whatever the gradient, as in adam). A surface says how large a good unit is, so
    a new optimizer starts well on every surface; `tuned` overrides rate or hyper-parameters by surface name.
    """

    name: str
    title: str
    hyper: Any
    init: Callable[..., Any]
    step: Callable[..., tuple[Array, Any]]
    knobs: Mapping[str, Knob]
    card: Card
    lr_unit: Literal["gradient", "stride"]
    lr_factor: float = 1.0
    lr_knob: Knob = field(default=Knob("Learning rate", 1e-6, 100.0, "log"))
    tuned: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    # Identity is the name: mappings inside make the generated hash unusable, and programs are cached by optimizer.
    def __hash__(self) -> int:
        return hash(self.name)

    def with_hyper(self, given: Mapping[str, Any]) -> Any:
        """The defaults with `given` put in; KnobError or UnknownName says what is wrong."""
        return check_settings(self.hyper, self.knobs, given, self.name)
