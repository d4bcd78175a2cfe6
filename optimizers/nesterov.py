r"""Nesterov: momentum that looks at the slope where it is about to be.

Paper    Y. Nesterov (1983), A method for solving the convex programming problem with convergence rate O(1/k^2).
Update   v <- beta * v + lr * g(x - beta * v);  x <- x - v
Symbols  x = point (2,), g = oracle.grad (2,), v = velocity (2,), x - beta * v = look-ahead point, lr scalar
Watch    It brakes before the valley's far wall, so it overshoots less than momentum at the same beta.
Differs  Torch, Optax and Keras store the look-ahead points x - beta * v; this draws x itself, the look-ahead form.
"""

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from catalogue import Knob
from optimizers.base import Card, Memory, Optimizer


class Hyper(NamedTuple):
    """beta: share of the velocity kept each step."""

    beta: float = 0.9


class State(NamedTuple):
    """v: velocity, shape (2,), in units of the point."""

    v: Array


def init(hyper, point):
    return State(v=jnp.zeros_like(point))


def step(hyper, state, point, oracle, lr):
    ahead = point - hyper.beta * state.v
    v = hyper.beta * state.v + lr * oracle.grad(ahead)
    return point - v, State(v)


nesterov = Optimizer(
    name="nesterov",
    title="Nesterov",
    hyper=Hyper(),
    init=init,
    step=step,
    knobs={"beta": Knob("Momentum β", 0.0, 0.999, hint="Share of the velocity kept each step.")},
    family="Momentum",
    lr_unit="gradient",
    lr_factor=0.15,
    tuned={"rosenbrock": {"lr": 0.0004}, "beale": {"lr": 0.002}},
    memory=Memory(momentum=("v",), linear=True),
    asks_at="look-ahead point",
    stable=lambda hyper: 2 * (1 + hyper.beta) / (1 + 2 * hyper.beta),
    card=Card(
        paper="Y. Nesterov, A method for solving the convex programming problem with convergence rate O(1/k²)",
        year=1983,
        idea="Momentum that looks at the slope where it is about to be.",
        latex=r"v \leftarrow \beta v + \eta\, g(x - \beta v),\qquad x \leftarrow x - v",
        watch="It brakes before the far wall of a valley, so it overshoots less than momentum.",
        differs="Torch, Optax and Keras report the look-ahead points x - βv; here x itself is drawn.",
        symbols={"v": "v"},
        words={"v": "velocity"},
        checked=("torch.optim.SGD", "optax.sgd", "NumPy"),
    ),
)
