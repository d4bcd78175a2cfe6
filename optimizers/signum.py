r"""Signum: SignSGD that asks the mean of the past slopes.

Paper    J. Bernstein, Y.-X. Wang, K. Azizzadenesheli, A. Anandkumar (2018), signSGD: compressed optimisation for
         non-convex problems, ICML, Algorithm 2.
Update   m <- beta * m + (1 - beta) * g;  x <- x - lr * (sign(m) + weight_decay * x)
Symbols  x = point (2,), g = oracle.grad (2,), m = mean gradient (2,), lr scalar
Watch    It passes a minimum before the mean turns round, and swings back: wide, slow loops where SignSGD hops.
Differs  The decay is decoupled and scaled by lr, as in Lion, which is this with two memories. Some ports keep a sum
         m <- beta * m + g, which has the same sign.
"""

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from catalogue import Knob
from optimizers.base import Card, Memory, Optimizer


class Hyper(NamedTuple):
    """beta: share of the mean gradient kept each step. weight_decay: decoupled pull to the origin."""

    beta: float = 0.9
    weight_decay: float = 0.0


class State(NamedTuple):
    """m: mean gradient, shape (2,)."""

    m: Array


def init(hyper, point):
    return State(m=jnp.zeros_like(point))


def step(hyper, state, point, oracle, lr):
    m = hyper.beta * state.m + (1 - hyper.beta) * oracle.grad(point)
    return point - lr * (jnp.sign(m) + hyper.weight_decay * point), State(m)


signum = Optimizer(
    name="signum",
    title="Signum",
    hyper=Hyper(),
    init=init,
    step=step,
    knobs={
        "beta": Knob("Memory β", 0.0, 0.999, hint="Share of the mean gradient kept each step; 0 gives SignSGD."),
        "weight_decay": Knob("Weight decay", 0.0, 1.0, hint="Pull to the origin, scaled by the rate."),
    },
    family="Sign and norm",
    lr_unit="stride",
    lr_factor=0.5,
    tuned={"saddle": {"lr": 0.02}, "ellipse": {"lr": 0.15}},
    memory=Memory(momentum=("m",)),
    card=Card(
        paper="J. Bernstein, Y.-X. Wang, K. Azizzadenesheli, A. Anandkumar, signSGD: compressed optimisation",
        year=2018,
        idea="SignSGD that asks the mean of the past slopes.",
        latex=(
            r"m \leftarrow \beta m + (1-\beta) g,\quad x \leftarrow x - \eta\, \bigl(\mathrm{sign}(m) + \lambda x\bigr)"
        ),
        watch="It passes a minimum before the mean turns round, and swings back.",
        differs="Some ports keep a sum in the place of the mean; its sign is the same.",
        symbols={"m": "m"},
        words={"m": "mean gradient"},
        checked=("pytorch_optimizer.SignSGD", "optax.signum", "NumPy"),
    ),
)
