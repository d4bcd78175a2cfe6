r"""Adagrad: each axis slows down by all the slope it has ever seen.

Paper    J. Duchi, E. Hazan, Y. Singer (2011), Adaptive subgradient methods for online learning.
Update   s <- s + g^2;  x <- x - lr * g / (sqrt(s) + eps)        (eps_inside: sqrt(s + eps))
Symbols  x = point (2,), g = oracle.grad (2,), s = accumulated squares (2,), lr scalar
Watch    A strong, straight start that turns to a crawl: s only grows, so steps only shrink.
Differs  Torch: s from 0, eps 1e-10 outside the root (followed here). Optax and Keras: s from 0.1, eps 1e-7 inside.
"""

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from catalogue import Knob
from optimizers.base import Card, Memory, Optimizer


class Hyper(NamedTuple):
    """eps: floor of the root. eps_inside: eps under the root. initial_accumulator: s before the first step."""

    eps: float = 1e-10
    eps_inside: bool = False
    initial_accumulator: float = 0.0


class State(NamedTuple):
    """s: sum of squared gradients, shape (2,)."""

    s: Array


def init(hyper, point):
    return State(s=jnp.full_like(point, hyper.initial_accumulator))


def step(hyper, state, point, oracle, lr):
    g = oracle.grad(point)
    s = state.s + g * g
    root = jnp.sqrt(s + hyper.eps) if hyper.eps_inside else jnp.sqrt(s) + hyper.eps
    return point - lr * g / root, State(s)


adagrad = Optimizer(
    name="adagrad",
    title="Adagrad",
    hyper=Hyper(),
    init=init,
    step=step,
    knobs={
        "eps": Knob("ε", 1e-12, 1.0, "log", hint="Keeps the division finite where no slope was seen yet."),
        "eps_inside": Knob("ε inside the root", options=(False, True), hint="Optax and Keras do; torch does not."),
        "initial_accumulator": Knob("Initial s", 0.0, 10.0, hint="0.1 in Optax and Keras, 0 in torch."),
    },
    family="Adaptive",
    lr_unit="stride",
    lr_factor=8.0,
    tuned={"rosenbrock": {"lr": 0.3}},
    memory=Memory(squares=("s",)),
    card=Card(
        paper="J. Duchi, E. Hazan, Y. Singer, Adaptive subgradient methods for online learning",
        year=2011,
        idea="Each axis slows down by all the slope it has ever seen.",
        latex=r"s \leftarrow s + g^2,\qquad x \leftarrow x - \eta\, \frac{g}{\sqrt{s} + \epsilon}",
        watch="A strong, straight start that turns to a crawl: s only grows.",
        differs="Optax and Keras start s at 0.1 and put ε inside the root; torch and this do not.",
        symbols={"s": "s"},
        words={"s": "sum of squared gradients"},
        checked=("torch.optim.Adagrad", "optax.adagrad", "NumPy"),
    ),
)
