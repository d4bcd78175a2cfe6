r"""Momentum: gradient descent that remembers where it was going.

Paper    B. T. Polyak (1964), Some methods of speeding up the convergence of iteration methods.
Update   v <- beta * v + (1 - dampening) * lr * g(x);  x <- x - v
Symbols  x = point (2,), g = oracle.grad (2,), v = velocity (2,), lr scalar
Watch    Zig-zag across a valley cancels; speed along it grows towards lr * g / (1 - beta).
Differs  Torch and Optax keep lr outside v: the same path while lr is constant, another once it is scheduled.
         dampening = beta is the weighted form v <- beta v + (1 - beta) lr g from the first step on; torch's own
         `dampening` leaves its first buffer undamped.
"""

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from catalogue import Knob
from optimizers.base import Card, Memory, Optimizer


class Hyper(NamedTuple):
    """beta: share of the velocity kept each step. dampening: share of the new gradient left out."""

    beta: float = 0.9
    dampening: float = 0.0


class State(NamedTuple):
    """v: velocity, shape (2,), in units of the point."""

    v: Array


def init(hyper, point):
    return State(v=jnp.zeros_like(point))


def step(hyper, state, point, oracle, lr):
    v = hyper.beta * state.v + (1 - hyper.dampening) * lr * oracle.grad(point)
    return point - v, State(v)


momentum = Optimizer(
    name="momentum",
    title="Momentum",
    hyper=Hyper(),
    init=init,
    step=step,
    knobs={
        "beta": Knob("Momentum β", 0.0, 0.999, hint="Share of the velocity kept each step."),
        "dampening": Knob(
            "Dampening", 0.0, 0.999, hint="Share of the new gradient left out; β gives the weighted form."
        ),
    },
    family="Momentum",
    lr_unit="gradient",
    lr_factor=0.15,
    tuned={"rosenbrock": {"lr": 0.0004}, "beale": {"lr": 0.002}},
    memory=Memory(momentum=("v",), linear=True),
    stable=lambda hyper: 2 * (1 + hyper.beta) / (1 - hyper.dampening),
    card=Card(
        paper="B. T. Polyak, Some methods of speeding up the convergence of iteration methods",
        year=1964,
        idea="Gradient descent that remembers where it was going.",
        latex=r"v \leftarrow \beta v + (1-d)\,\eta\, g(x),\qquad x \leftarrow x - v",
        watch="Zig-zag across a valley cancels while speed along it grows, then it overshoots.",
        differs="Torch and Optax keep the rate outside v, which matters only under a schedule.",
        symbols={"v": "v"},
        words={"v": "velocity"},
        checked=("torch.optim.SGD", "optax.ema", "optax.sgd", "NumPy"),
    ),
)
