r"""Adamax: Adam with the largest slope in place of the root of the mean square.

Paper    D. P. Kingma, J. Ba (2015), Adam: a method for stochastic optimization, ICLR, section 7.1.
Update   m <- beta1 * m + (1 - beta1) * g;  u <- max(beta2 * u, |g| + eps);  x <- x - lr * m / ((1 - beta1^t) * u)
Symbols  x = point (2,), g = oracle.grad (2,), m = first moment (2,), u = fading largest slope (2,),
         b1t = beta1^t (running product), t = 1, 2, ..., lr scalar
Watch    No step is longer than lr per axis once m has settled; one steep place slows it for long:
         about 1 / (1 - beta2) steps.
Differs  eps beside |g| (torch, Optax); the paper has none, Keras adds it to u.
"""

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from catalogue import Knob
from optimizers.base import Card, Memory, Optimizer


class Hyper(NamedTuple):
    """beta1: share of the mean kept. beta2: share of the largest slope kept. eps: floor of the largest slope."""

    beta1: float = 0.9
    beta2: float = 0.999
    eps: float = 1e-8


class State(NamedTuple):
    """m: first moment (2,), u: fading largest slope (2,), b1t = beta1^t ()."""

    m: Array
    u: Array
    b1t: Array


def init(hyper, point):
    zero = jnp.zeros_like(point)
    return State(m=zero, u=zero, b1t=jnp.ones_like(point[0]))


def step(hyper, state, point, oracle, lr):
    g = oracle.grad(point)
    m = hyper.beta1 * state.m + (1 - hyper.beta1) * g
    u = jnp.maximum(hyper.beta2 * state.u, jnp.abs(g) + hyper.eps)
    b1t = state.b1t * hyper.beta1
    return point - lr * m / ((1 - b1t) * u), State(m, u, b1t)


def corrected(hyper, state):
    return {"m": state.m / (1 - state.b1t)}


adamax = Optimizer(
    name="adamax",
    title="Adamax",
    hyper=Hyper(),
    init=init,
    step=step,
    knobs={
        "beta1": Knob("First moment β₁", 0.0, 0.999, hint="Share of the mean gradient kept each step."),
        "beta2": Knob("Fading β₂", 0.0, 0.9999, hint="Share of the largest slope kept each step."),
        "eps": Knob("ε", 1e-12, 1.0, "log", hint="Keeps the division finite on flat ground."),
    },
    family="Adam's kin",
    lr_unit="stride",
    lr_factor=3.0,
    tuned={
        "rosenbrock": {"lr": 0.045, "beta2": 0.99},
        "bowl": {"beta2": 0.99},
        "himmelblau": {"beta2": 0.99},
        "beale": {"beta2": 0.99},
    },
    memory=Memory(momentum=("m",), linear=True, corrected=corrected),
    card=Card(
        paper="D. P. Kingma, J. Ba, Adam: a method for stochastic optimization",
        year=2015,
        idea="Adam with the largest slope in place of the root of the mean square.",
        latex=(
            r"m \leftarrow \beta_1 m + (1-\beta_1) g,\quad u \leftarrow \max(\beta_2 u,\, |g| + \epsilon),\quad "
            r"x \leftarrow x - \frac{\eta}{1-\beta_1^t} \cdot \frac{m}{u}"
        ),
        watch="One steep place slows it for about 1 / (1 - β₂) steps.",
        differs="ε beside |g| in torch and Optax; the paper has none.",
        symbols={"m": "m", "u": "u", "b1t": r"\beta_1^t"},
        words={"m": "first moment", "u": "largest slope, fading", "b1t": "β₁ to the step"},
        checked=("torch.optim.Adamax", "optax.adamax", "NumPy"),
    ),
)
