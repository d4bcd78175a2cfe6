r"""RMSProp: Adagrad that forgets, so that it never stalls.

Paper    T. Tieleman, G. Hinton (2012), Lecture 6.5, Neural networks for machine learning; the centered form:
         A. Graves (2013), Generating sequences with recurrent neural networks.
Update   s <- rho * s + (1 - rho) * g^2;  x <- x - b with b <- momentum * b + lr * g / (sqrt(s) + eps)
         centered: m <- rho * m + (1 - rho) * g, and sqrt(s - m^2) in the place of sqrt(s)
Symbols  x = point (2,), g = oracle.grad (2,), s = mean square (2,), m = mean (2,), b = buffer (2,), lr scalar
Watch    Both axes move at about the rate lr, so it cuts corners, and near a minimum it hops to and fro by lr.
Differs  Defaults 0.99 and eps outside (torch), 0.9 and inside (optax), 0.9 and 1e-7 (keras). Torch keeps lr
         outside the buffer b, which matters only under a schedule with momentum.
"""

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from catalogue import Knob
from optimizers.base import Card, Memory, Optimizer


class Hyper(NamedTuple):
    """rho: share of the mean square kept. eps: floor of the root. momentum: share of the last move kept."""

    rho: float = 0.9
    eps: float = 1e-8
    eps_inside: bool = False
    momentum: float = 0.0
    centered: bool = False


class State(NamedTuple):
    """s: mean square, m: mean, b: last move; each of shape (2,)."""

    s: Array
    m: Array
    b: Array


def init(hyper, point):
    zero = jnp.zeros_like(point)
    return State(s=zero, m=zero, b=zero)


def step(hyper, state, point, oracle, lr):
    g = oracle.grad(point)
    s = hyper.rho * state.s + (1 - hyper.rho) * g * g
    m = hyper.rho * state.m + (1 - hyper.rho) * g if hyper.centered else state.m
    # s - m^2 is a variance; rounding may take it below zero, where the root would be NaN.
    spread = jnp.maximum(s - m * m, 0) if hyper.centered else s
    root = jnp.sqrt(spread + hyper.eps) if hyper.eps_inside else jnp.sqrt(spread) + hyper.eps
    b = hyper.momentum * state.b + lr * g / root
    return point - b, State(s, m, b)


rmsprop = Optimizer(
    name="rmsprop",
    title="RMSProp",
    hyper=Hyper(),
    init=init,
    step=step,
    knobs={
        "rho": Knob("Memory ρ", 0.0, 0.9999, hint="Share of the mean square kept each step."),
        "eps": Knob("ε", 1e-12, 1.0, "log", hint="Keeps the division finite on flat ground."),
        "eps_inside": Knob("ε inside the root", options=(False, True), hint="Optax does; torch does not."),
        "momentum": Knob("Momentum", 0.0, 0.999, hint="Share of the last move kept each step."),
        "centered": Knob("Centered", options=(False, True), hint="Divide by the deviation, not the mean square."),
    },
    family="Adaptive",
    lr_unit="stride",
    memory=Memory(momentum=("b",), squares=("s",), linear=True),
    card=Card(
        paper="T. Tieleman, G. Hinton, Lecture 6.5, Neural networks for machine learning",
        year=2012,
        idea="Adagrad that forgets, so that it never stalls.",
        latex=(
            r"s \leftarrow \rho s + (1-\rho) g^2,\quad m \leftarrow \rho m + (1-\rho) g,\quad "
            r"b \leftarrow \mu b + \eta\, \frac{g}{\sqrt{s\,[- m^2]} + \epsilon},\quad x \leftarrow x - b"
        ),
        watch="Both axes move at about the rate η; near a minimum it hops to and fro.",
        differs="Optax puts ε inside the root; torch defaults to ρ = 0.99, Optax and Keras to 0.9.",
        symbols={"s": "s", "m": "m", "b": "b"},
        words={"s": "mean of squared gradients", "m": "mean gradient, if centered", "b": "velocity"},
        checked=("torch.optim.RMSprop", "optax.rmsprop", "NumPy"),
    ),
)
