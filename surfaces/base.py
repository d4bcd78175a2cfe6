"""The surface contract: a scalar function of a point and its parameters, and what one must know to show it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array

from catalogue import Knob, check_settings, is_choice

Point = tuple[float, float]


class Numbers(NamedTuple):
    """What the functions of a surface made from data get as `params`: the parameters, and the columns of the data."""

    params: Any
    columns: tuple[Any, ...]


class Loss(NamedTuple):
    """What a compiled program takes of a surface; where these are the same, so is the program."""

    value: Callable[[Any, Any], Array]
    samples: Callable[[Any, Any], Array] | None
    fisher: Callable[[Any, Any], Array] | None


@dataclass(frozen=True)
class Surface:
    """A loss surface over two numbers.

    `value(point, params)` unpacks `x, y = point` and is elementwise, so it takes one point of shape (2,) as well as
    a pair of arrays. `minima(params)` lists the global minima, [] where there is none; `f_min(params)` is the loss
    there, None where the surface has no floor. `gradient_rate` is a good rate for gd from the default starts and
    `stride` a good step length, in units of the point, for methods whose step does not scale with the gradient.
    `fisher(point, params)`, where the loss is a negative log-likelihood or a sum of squares, is the Fisher
    information at one point, shape (2, 2).

    A surface made from data has `count` samples in its `columns`: `samples(point, params)` is the loss of each,
    samples first, and `value` is their mean; its parameters have `batch` and `replacement`.

    A surface may have choices among its parameters (a formula, a data set) on which everything else depends, its other
    parameters too: `remake(settings)` gives the surface of these choices, and the fields here are those of the default
    ones. `value`, `samples` and `fisher` are given `numbers(params)`, all others the parameters themselves.
    """

    name: str
    title: str
    params: Any
    value: Callable[[Any, Any], Array]
    domain: tuple[Point, Point]
    starts: tuple[Point, ...]
    minima: Callable[[Any], list[Point]]
    f_min: Callable[[Any], float | None]
    gradient_rate: float
    stride: float
    source: str
    latex: str
    knobs: Mapping[str, Knob] = field(default_factory=dict)
    levels: Literal["log", "signed_log", "linear"] = "linear"
    equal_aspect: bool = True
    steps: int = 200
    note: str = ""
    fisher: Callable[[Any, Any], Array] | None = None
    samples: Callable[[Any, Any], Array] | None = None
    columns: tuple[np.ndarray, ...] = ()
    remake: Callable[[Mapping[str, Any]], "Surface"] | None = None

    # Identity is the name: mappings inside make the generated hash unusable, and programs are cached by surface.
    def __hash__(self) -> int:
        return hash(self.name)

    @property
    def count(self) -> int:
        """How many samples it has, 0 where it is not made from data."""
        return len(self.columns[0]) if self.columns else 0

    def numbers(self, params: Any) -> Any:
        """What programs are given: None in place of each choice, and the data beside them.

        So no program holds anybody's data, and those of one size share it.
        """
        bare = params._replace(**{name: None for name, value in params._asdict().items() if is_choice(value)})
        return Numbers(bare, self.columns) if self.columns else bare

    @property
    def loss(self) -> Loss:
        """The part that programs are compiled for."""
        return Loss(self.value, self.samples, self.fisher)

    def at(self, settings: Mapping[str, Any]) -> "Surface":
        """The surface that these settings' choices make; KnobError where they make none."""
        return self if self.remake is None else self.remake(settings)

    def with_params(self, given: Mapping[str, Any]) -> Any:
        """The default parameters with `given` put in; KnobError or UnknownName says what is wrong."""
        ground = self.at(given)
        return check_settings(ground.params, ground.knobs, given, self.name)

    def __call__(self, x: Any, y: Any, **params: Any) -> np.ndarray:
        """Loss at (x, y), float64; broadcasts over arrays."""
        ground = self.at(params)
        with jax.enable_x64(True):
            point = _broadcast(x, y)
            return np.asarray(ground.value(point, ground.numbers(self.with_params(params))))

    def grad(self, x: Any, y: Any, **params: Any) -> tuple[np.ndarray, np.ndarray]:
        """Gradient at (x, y), two float64 arrays; broadcasts over arrays."""
        ground = self.at(params)
        value, numbers = ground.value, ground.numbers(self.with_params(params))
        with jax.enable_x64(True):
            # The value is elementwise, so the gradient of the sum is every point's own gradient.
            by_x, by_y = jax.grad(lambda x, y: jnp.sum(value((x, y), numbers)), (0, 1))(*_broadcast(x, y))
            return np.asarray(by_x), np.asarray(by_y)


def fisher_of_squares(residuals: Callable[[Any, Any], tuple[Array, ...]]) -> Callable[[Any, Any], Array]:
    """The Fisher information 2 J^T J of a loss that is the sum of squared residuals.

    Such a loss is, up to a constant, the negative log-likelihood of observations that are normal about the model with
    variance 1/2. J is the Jacobian of `residuals(point, params)`, any number of scalars.
    """

    def fisher(point: Any, params: Any) -> Array:
        jacobian = jax.jacobian(lambda p: jnp.stack(residuals(p, params)))(point)
        return 2 * jacobian.T @ jacobian

    return fisher


def _broadcast(x: Any, y: Any) -> tuple[Array, Array]:
    xs, ys = np.broadcast_arrays(np.asarray(x, np.float64), np.asarray(y, np.float64))
    return jnp.asarray(xs), jnp.asarray(ys)
