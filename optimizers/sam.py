r"""SAM: climb a little first, and take the slope from up there.

Paper    P. Foret, A. Kleiner, H. Mobahi, B. Neyshabur (2021), Sharpness-aware minimization for efficiently improving
         generalization, ICLR.
Update   e = rho * g(x) / norm(g(x));  m <- momentum * m + g(x + e);  x <- x - lr * m
Symbols  x = point (2,), g = oracle.grad (2,), e = way to the worst point within rho (2,), m = momentum (2,), lr scalar
Watch    Two slopes a step. It shuns narrow valleys and never rests in one: at a minimum, the slope at distance rho
         is not 0. It is drawn to a saddle: near the top of the ridge, uphill lies beyond it, and that slope leads back.
Differs  The authors' SGD below, in torch's form (the rate outside m). Ports add 1e-12 to the norm; optax.contrib.sam
         takes the two slopes in two calls.
"""

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from catalogue import Knob
from optimizers.base import Card, Memory, Optimizer


class Hyper(NamedTuple):
    """rho: how far to climb. momentum: share of the sum of slopes kept."""

    rho: float = 0.05
    momentum: float = 0.0


class State(NamedTuple):
    """m: momentum, shape (2,); with momentum 0 the slope at the worst point."""

    m: Array


def init(hyper, point):
    return State(m=jnp.zeros_like(point))


def step(hyper, state, point, oracle, lr):
    g = oracle.grad(point)
    length = jnp.hypot(g[0], g[1])
    climb = hyper.rho * g / jnp.where(length > 0, length, 1.0)
    m = hyper.momentum * state.m + oracle.grad(point + climb)
    return point - lr * m, State(m)


sam = Optimizer(
    name="sam",
    title="SAM",
    hyper=Hyper(),
    init=init,
    step=step,
    knobs={
        "rho": Knob("Climb ρ", 0.0, 1.0, hint="How far uphill the slope is taken; 0 gives plain descent."),
        "momentum": Knob("Momentum μ", 0.0, 0.999, hint="Share of the sum of slopes kept each step."),
    },
    family="Averaging and looking ahead",
    lr_unit="gradient",
    lr_factor=0.5,
    tuned={
        "saddle": {"lr": 0.05},
        "rosenbrock": {"lr": 0.0005, "rho": 0.01, "momentum": 0.9},
        "beale": {"lr": 0.003, "rho": 0.02, "momentum": 0.9},
    },
    elsewhere={"rho": 0.01, "momentum": 0.9, "lr_factor": 0.15},
    memory=Memory(momentum=("m",), linear=True),
    asks_at="top of the climb",
    card=Card(
        paper="P. Foret, A. Kleiner, H. Mobahi, B. Neyshabur, Sharpness-aware minimization",
        year=2021,
        idea="Climb a little first, and take the slope from up there.",
        latex=(
            r"m \leftarrow \mu m + g\!\left(x + \rho\, \frac{g(x)}{\lVert g(x) \rVert}\right),\qquad "
            r"x \leftarrow x - \eta\, m"
        ),
        watch="It shuns narrow valleys and never quite rests in one: uphill there is a slope. Saddles hold it too.",
        differs="Ports add 1e-12 to the norm.",
        symbols={"m": "m"},
        words={"m": "sum of gradients, fading"},
        checked=("optax.contrib.sam", "NumPy"),
    ),
)
