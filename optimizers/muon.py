r"""Muon: the momentum of a whole matrix, made orthogonal; for a 1 x 2 matrix that is its direction.

Paper    K. Jordan et al. (2024), Muon: an optimizer for hidden layers in neural networks.
Update   m <- momentum * m + g;  d = g + momentum * m (nesterov) or m;
         x <- x - lr * (d / norm(d) + weight_decay * x)
Symbols  x = point (2,) read as a 1 x 2 matrix, g = oracle.grad (2,), m = momentum (2,), d = direction (2,), lr scalar
Watch    Every step is exactly lr long, in any direction: it flies curves of constant speed round a minimum.
Differs  The exact polar factor d / norm(d). torch, Optax and the author take five steps of a Newton-Schulz iteration,
         which makes a single row 0.70 long, not 1. Newer code keeps a mean in the place of the sum m: the direction
         is the same. Optax corrects the bias of that mean before it looks ahead.
"""

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from catalogue import Knob
from optimizers.base import Card, Memory, Optimizer


class Hyper(NamedTuple):
    """momentum: share of the sum kept. nesterov: look one step ahead. weight_decay: decoupled."""

    momentum: float = 0.95
    nesterov: bool = True
    weight_decay: float = 0.0


class State(NamedTuple):
    """m: momentum, shape (2,)."""

    m: Array


def init(hyper, point):
    return State(m=jnp.zeros_like(point))


def step(hyper, state, point, oracle, lr):
    g = oracle.grad(point)
    m = hyper.momentum * state.m + g
    d = g + hyper.momentum * m if hyper.nesterov else m
    length = jnp.hypot(d[0], d[1])
    # Where there is no direction, there is no step.
    direction = d / jnp.where(length > 0, length, 1.0)
    return point - lr * (direction + hyper.weight_decay * point), State(m)


muon = Optimizer(
    name="muon",
    title="Muon",
    hyper=Hyper(),
    init=init,
    step=step,
    knobs={
        "momentum": Knob("Momentum μ", 0.0, 0.999, hint="Share of the momentum kept each step."),
        "nesterov": Knob("Nesterov", options=(False, True), hint="Add the newest slope once more before measuring."),
        "weight_decay": Knob("Weight decay", 0.0, 1.0, hint="Pull to the origin, scaled by the rate."),
    },
    family="Sign and norm",
    lr_unit="stride",
    tuned={
        "saddle": {"lr": 0.06},
        "rosenbrock": {"lr": 0.0075},
        "bowl": {"lr": 0.1, "momentum": 0.8},
        "ellipse": {"lr": 0.2, "momentum": 0.8},
        "himmelblau": {"lr": 0.06, "momentum": 0.8},
        "beale": {"lr": 0.03, "momentum": 0.8},
    },
    memory=Memory(momentum=("m",)),
    card=Card(
        paper="K. Jordan et al., Muon: an optimizer for hidden layers in neural networks",
        year=2024,
        idea="Momentum whose steps all have the same length, because a matrix of one row is made orthogonal.",
        latex=(
            r"m \leftarrow \mu m + g,\quad d = g + \mu m,\quad "
            r"x \leftarrow x - \eta \left( \frac{d}{\lVert d \rVert} + \lambda x \right)"
        ),
        watch="Every step is η long, so it flies curves of constant speed round a minimum.",
        differs="torch and Optax take five Newton-Schulz steps, which make a single row 0.70 long, not 1.",
        symbols={"m": "m"},
        words={"m": "sum of gradients, fading"},
        checked=("NumPy",),
    ),
)
