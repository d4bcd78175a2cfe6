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
        """Hessian at p, shape (2, 2), without noise."""

    def fisher(self, p: Array) -> Array:
        """Fisher information at p, shape (2, 2); only for an optimizer that `needs` it."""

    @property
    def f_min(self) -> Array:
        """The surface's lowest loss, shape (); only for an optimizer that `needs` it."""


class Card(NamedTuple):
    """What the page says about an optimizer.

    `latex` is the update, in the symbols of `symbols`: how each field of the state is written; `words` is what each is
    called. `checked` names what the tests compare its path with, as in "torch.optim.Adam", "optax.adam", "NumPy" (the
    paper's formula, by hand).
    """

    paper: str
    year: int
    idea: str
    latex: str
    watch: str
    differs: str = ""
    symbols: Mapping[str, str] = {}
    words: Mapping[str, str] = {}
    checked: tuple[str, ...] = ()


class Memory(NamedTuple):
    """What of the state a close look can draw, by the names of its fields, each of shape (2,).

    momentum   means or sums of gradients: arrows, which turn round where every gradient does
    squares    means or sums of squares, of gradients or of moves: boxes, which do not
    linear     whether the step is linear in the momentum and, without momentum and decay, 0 where the gradient is: only
               then it falls into what the memory and what this gradient gave
    corrected  (hyper, state) -> the fields that the step takes corrected for their start, corrected, by name
    """

    momentum: tuple[str, ...] = ()
    squares: tuple[str, ...] = ()
    linear: bool = False
    corrected: Callable[[Any, Any], Mapping[str, Array]] = lambda hyper, state: {}


NO_MEMORY = Memory()

# What a surface may or may not offer: its lowest loss, and the Fisher information of the model behind it.
Need = Literal["f_min", "fisher"]
# The families, in menu order.
FAMILIES = (
    "Momentum",
    "Adaptive",
    "Adam's kin",
    "Sign and norm",
    "Curvature",
    "Line search",
    "No rate to set",
    "Averaging and looking ahead",
    "Optax",
)


@dataclass(frozen=True)
class Optimizer:
    """An optimizer, described once for the engine, the controls, the links and the tests.

    `init(hyper, point) -> state` and `step(hyper, state, point, oracle, lr) -> (point, state)` are pure and see one
    point of shape (2,); state is a NamedTuple of arrays. `hyper` holds the defaults: numbers are traced, flags and
    words are choices and compile once per value.

    A good rate depends on what the rate multiplies: `lr_unit` "gradient" (step = lr * gradient, as in gd), "stride"
    (step about lr long whatever the gradient, as in adam) or "none" (the method finds its own length and lr only
    scales it, as in newton). A surface says how large a good unit is, so a new optimizer starts well on every
    surface; `tuned` overrides rate or hyper-parameters by surface name, and `elsewhere` hyper-parameters or the
    `lr_factor` on every surface that it does not name. `needs` is what not every surface offers.

    For a close look: `memory`; `asks_at`, what the other point is called where it asks for a gradient, "" where it asks
    at its own only; `stable(hyper)`, the largest rate times curvature at which it settles on a quadratic.
    """

    name: str
    title: str
    hyper: Any
    init: Callable[..., Any]
    step: Callable[..., tuple[Array, Any]]
    knobs: Mapping[str, Knob]
    card: Card
    family: str
    lr_unit: Literal["gradient", "stride", "none"]
    lr_factor: float = 1.0
    lr_knob: Knob = field(default=Knob("Learning rate", 1e-12, 100.0, "log"))
    tuned: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    elsewhere: Mapping[str, float] = field(default_factory=dict)
    needs: tuple[Need, ...] = ()
    memory: Memory = NO_MEMORY
    asks_at: str = ""
    stable: Callable[[Any], float] | None = None

    # Identity is the name: mappings inside make the generated hash unusable, and programs are cached by optimizer.
    def __hash__(self) -> int:
        return hash(self.name)

    def with_hyper(self, given: Mapping[str, Any]) -> Any:
        """The defaults with `given` put in; KnobError or UnknownName says what is wrong."""
        return check_settings(self.hyper, self.knobs, given, self.name)
