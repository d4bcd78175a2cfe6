r"""Adadelta: the step is measured in past steps, so that a rate of 1 has the right unit.

Paper    M. D. Zeiler (2012), ADADELTA: an adaptive learning rate method, arXiv:1212.5701.
Update   s <- rho * s + (1 - rho) * g^2;  d = sqrt(u + eps) / sqrt(s + eps) * g
         u <- rho * u + (1 - rho) * d^2;  x <- x - lr * d
Symbols  x = point (2,), g = oracle.grad (2,), s = mean square of g (2,), u = mean square of the moves d (2,), lr scalar
Watch    It starts from rest, as u begins at 0, and the first moves are about sqrt(eps) long; then it gathers speed.
Differs  lr outside the moves that u remembers (torch, Optax, Keras); the paper has no lr, which is lr = 1. rho is 0.9
         in torch and Optax, 0.95 in the paper and Keras; eps is 1e-6 in the first three and 1e-7 in Keras. As eps
         sets the speed of the start, a short run often wants a larger one.
"""

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from catalogue import Knob
from optimizers.base import Card, Memory, Optimizer


class Hyper(NamedTuple):
    """rho: share of both mean squares kept. eps: inside both roots; its root is the length of the first moves."""

    rho: float = 0.9
    eps: float = 1e-6


class State(NamedTuple):
    """s: mean square of the gradient, u: mean square of the moves; each of shape (2,)."""

    s: Array
    u: Array


def init(hyper, point):
    zero = jnp.zeros_like(point)
    return State(s=zero, u=zero)


def step(hyper, state, point, oracle, lr):
    g = oracle.grad(point)
    s = hyper.rho * state.s + (1 - hyper.rho) * g * g
    move = jnp.sqrt(state.u + hyper.eps) / jnp.sqrt(s + hyper.eps) * g
    u = hyper.rho * state.u + (1 - hyper.rho) * move * move
    return point - lr * move, State(s, u)


adadelta = Optimizer(
    name="adadelta",
    title="Adadelta",
    hyper=Hyper(),
    init=init,
    step=step,
    knobs={
        "rho": Knob("Memory ρ", 0.0, 0.9999, hint="Share of both mean squares kept each step."),
        "eps": Knob("ε", 1e-12, 1.0, "log", hint="Inside both roots; its root is the length of the first moves."),
    },
    family="Adaptive",
    lr_unit="none",
    tuned={
        "saddle": {"lr": 0.3},
        "bowl": {"eps": 0.01},
        "ellipse": {"eps": 0.01},
        "himmelblau": {"rho": 0.95, "eps": 0.001},
        "rosenbrock": {"eps": 2e-06},
        "beale": {"rho": 0.99, "eps": 0.0001},
    },
    elsewhere={"rho": 0.95, "eps": 0.001},
    memory=Memory(squares=("s", "u")),
    card=Card(
        paper="M. D. Zeiler, ADADELTA: an adaptive learning rate method",
        year=2012,
        idea="The step is measured in past steps, so that a rate of 1 has the right unit.",
        latex=(
            r"s \leftarrow \rho s + (1-\rho) g^2,\quad d = \frac{\sqrt{u + \epsilon}}{\sqrt{s + \epsilon}}\, g,\quad "
            r"u \leftarrow \rho u + (1-\rho) d^2,\quad x \leftarrow x - \eta\, d"
        ),
        watch="It starts from rest: the first moves are about √ε long, and then it gathers speed.",
        differs="The paper has no rate (η = 1) and ρ = 0.95; torch and Optax have ρ = 0.9.",
        symbols={"s": "s", "u": "u"},
        words={"s": "mean of squared gradients", "u": "mean of squared moves"},
        checked=("torch.optim.Adadelta", "optax.adadelta", "NumPy"),
    ),
)
