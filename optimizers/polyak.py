r"""Polyak step size: the rate at which the local slope would reach the lowest loss.

Paper    B. T. Polyak (1969), Minimization of unsmooth functionals, USSR Comput. Math. Math. Phys. 9.
Update   a <- min((f(x) - f_min) / |g|^2, max_rate);  x <- x - lr * a * g
Symbols  x = point (2,), f = oracle.value (), g = oracle.grad (2,), f_min = lowest loss, a = rate found (), lr scalar
Watch    No rate to set, but it must know the lowest loss. It zig-zags as gradient descent does, and where the slope
         is small high above the minimum (a pass, a plain) it jumps far.
Differs  The cap is N. Loizou et al.'s (2021), out of the way by default (Polyak has none, Optax 1); nothing is added to
         |g|^2. Where g = 0 it stays.
"""

from typing import NamedTuple

from jax import Array
from jax import numpy as jnp

from catalogue import Knob
from optimizers.base import Card, Optimizer


class Hyper(NamedTuple):
    """max_rate: the largest rate it may find."""

    max_rate: float = 1000.0


class State(NamedTuple):
    """a: the rate found at the last step, (); shown, not remembered."""

    a: Array


def init(hyper, point):
    return State(a=jnp.zeros_like(point[0]))


def step(hyper, state, point, oracle, lr):
    g = oracle.grad(point)
    square = jnp.dot(g, g)
    found = (oracle.value(point) - oracle.f_min) / jnp.where(square > 0, square, 1)
    a = jnp.where(square > 0, jnp.minimum(found, hyper.max_rate), 0)
    return point - lr * a * g, State(a)


polyak = Optimizer(
    name="polyak",
    title="Polyak step size",
    hyper=Hyper(),
    init=init,
    step=step,
    knobs={
        "max_rate": Knob("Largest rate", 1e-4, 1000.0, "log", hint="Where the slope is small, the rate stops here.")
    },
    family="No rate to set",
    lr_unit="none",
    needs=("f_min",),
    elsewhere={"lr_factor": 0.1},
    card=Card(
        paper="B. T. Polyak, Minimization of unsmooth functionals, USSR Comput. Math. Math. Phys. 9",
        year=1969,
        idea="The rate at which the local slope would reach the lowest loss.",
        latex=(
            r"a \leftarrow \min\!\left(\frac{f(x) - f_{\min}}{\lVert g \rVert^2}, a_{\max}\right),"
            r"\qquad x \leftarrow x - \eta\, a\, g"
        ),
        watch="It must know the lowest loss; where the slope is small high above it, it jumps far.",
        differs="Polyak has no cap on a; Optax caps it at 1 unless told otherwise.",
        symbols={"a": "a"},
        words={"a": "rate found"},
        checked=("optax.polyak_sgd", "NumPy"),
    ),
)
