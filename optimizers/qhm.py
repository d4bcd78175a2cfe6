r"""QHM: quasi-hyperbolic momentum, a mixture of today's slope and the mean of past ones.

Paper    J. Ma, D. Yarats (2019), Quasi-hyperbolic momentum and Adam for deep learning, ICLR.
Update   m <- beta * m + (1 - beta) * g;  x <- x - lr * ((1 - nu) * g + nu * m)
Symbols  x = point (2,), g = oracle.grad (2,), m = mean gradient (2,), lr scalar
Watch    nu = 0 is gradient descent and nu = 1 weighted momentum; between them it remembers and yet brakes in time.
Differs  Follows the paper. m is a weighted mean, so lr is about 1 / (1 - beta) times that of plain momentum. The paper
         advises beta 0.999 and nu 0.7 for long runs; beta is 0.9 here, as a run is short.
"""

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from catalogue import Knob
from optimizers.base import Card, Memory, Optimizer


class Hyper(NamedTuple):
    """beta: share of the mean kept. nu: weight of the mean, against today's slope."""

    beta: float = 0.9
    nu: float = 0.7


class State(NamedTuple):
    """m: mean gradient, shape (2,)."""

    m: Array


def init(hyper, point):
    return State(m=jnp.zeros_like(point))


def step(hyper, state, point, oracle, lr):
    g = oracle.grad(point)
    m = hyper.beta * state.m + (1 - hyper.beta) * g
    return point - lr * ((1 - hyper.nu) * g + hyper.nu * m), State(m)


qhm = Optimizer(
    name="qhm",
    title="QHM",
    hyper=Hyper(),
    init=init,
    step=step,
    knobs={
        "beta": Knob("Memory β", 0.0, 0.9999, hint="Share of the mean gradient kept each step."),
        "nu": Knob("Weight of the mean ν", 0.0, 1.0, hint="0 is gradient descent, 1 is weighted momentum."),
    },
    family="Momentum",
    lr_unit="gradient",
    lr_factor=1.5,
    tuned={
        "saddle": {"lr": 0.05},
        "rosenbrock": {"lr": 0.0028},
    },
    memory=Memory(momentum=("m",), linear=True),
    stable=lambda hyper: 2 * (1 + hyper.beta) / (1 + hyper.beta - 2 * hyper.beta * hyper.nu),
    card=Card(
        paper="J. Ma, D. Yarats, Quasi-hyperbolic momentum and Adam for deep learning",
        year=2019,
        idea="A mixture of today's slope and the mean of past ones.",
        latex=(r"m \leftarrow \beta m + (1-\beta) g,\qquad x \leftarrow x - \eta \left( (1-\nu) g + \nu m \right)"),
        watch="ν = 0 is gradient descent, ν = 1 weighted momentum; between them it remembers and yet brakes in time.",
        differs="The mean is weighted, so η is about 1 / (1 - β) times that of plain momentum.",
        symbols={"m": "m"},
        words={"m": "mean gradient"},
        checked=("qhoptim.pyt.QHM", "NumPy"),
    ),
)
