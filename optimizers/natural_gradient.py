r"""Natural gradient: the steepest way down when distance is measured between the model's predictions.

Paper    S. Amari (1998), Natural gradient works efficiently in learning, Neural computation 10.
Update   x <- x - lr * (F + damping * I)^-1 g
Symbols  x = point (2,), g = oracle.grad (2,), F = oracle.fisher + damping * I (2, 2), lr scalar
Watch    With small rates its path does not depend on how the model's parameters are chosen. On squares with linear
         residuals one full step is exact; F has no negative curvature, so it never aims at a saddle.
Differs  The exact Fisher information, not the mean of squared gradients. On a sum of squares it is the Gauss-Newton
         method. Where F is singular (to rounding) a direction that changes no prediction gets no step.
"""

from typing import NamedTuple

from jax import Array
from jax import numpy as jnp

from catalogue import Knob
from optimizers.base import Card, Optimizer
from optimizers.symmetric import solve


class Hyper(NamedTuple):
    """damping: added to both eigenvalues of the Fisher information."""

    damping: float = 0.0


class State(NamedTuple):
    """F: the damped Fisher information of the last step, (2, 2); shown, not remembered."""

    F: Array


def init(hyper, point):
    return State(F=jnp.zeros((2, 2), point.dtype))


def step(hyper, state, point, oracle, lr):
    F = oracle.fisher(point) + hyper.damping * jnp.eye(2, dtype=point.dtype)
    return point - lr * solve(F, oracle.grad(point)), State(F)


natural_gradient = Optimizer(
    name="natural_gradient",
    title="Natural gradient",
    hyper=Hyper(),
    init=init,
    step=step,
    knobs={
        "damping": Knob(
            "Damping λ", 0.0, 100.0, hint="Added to the information; a large one gives short gradient steps."
        )
    },
    family="Curvature",
    lr_unit="none",
    lr_factor=0.1,
    # In the middle of Beale the residuals hardly tell two directions apart.
    tuned={"beale": {"lr": 0.3, "damping": 3.0}},
    needs=("fisher",),
    card=Card(
        paper="S. Amari, Natural gradient works efficiently in learning, Neural computation 10",
        year=1998,
        idea="The steepest way down when distance is measured between the model's predictions.",
        latex=r"F \leftarrow \mathcal{I}(x) + \lambda I,\qquad x \leftarrow x - \eta\, F^{-1} g",
        watch="On squares with linear residuals a full step is exact; it never aims at a saddle.",
        differs="The exact Fisher information, which on a sum of squares is the Gauss-Newton matrix.",
        symbols={"F": "F"},
        words={"F": "damped Fisher information"},
        checked=("NumPy",),
    ),
)
