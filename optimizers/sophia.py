r"""Sophia: momentum divided by the curvature of each axis, and clipped.

Paper    H. Liu et al. (2023), Sophia: a scalable stochastic second-order optimizer for language model pre-training.
Update   m <- beta1 * m + (1 - beta1) * g;  every k-th step, from the first: h <- beta2 * h + (1 - beta2) * diag(H)
         x <- x - lr * weight_decay * x - lr * clip(m / max(gamma * h, eps), 1)
Symbols  x = point (2,), g = oracle.grad (2,), H = oracle.hessian (2, 2), m = first moment (2,), h = mean curvature
         (2,), t = steps taken (), k = interval, clip to [-1, 1] on each axis, lr scalar
Watch    Where an axis curves down or hardly at all the clip takes over, and it steps by lr like a sign method; in a
         bowl it is Newton on each axis, with the rate lr / gamma.
Differs  The exact diagonal in the place of the paper's estimates; max(gamma h, eps) as in the paper (the official
         code has gamma h + eps). Optax corrects m for its start at zero and uses each refresh one step late.
"""

from typing import NamedTuple

from jax import Array
from jax import numpy as jnp

from catalogue import Knob
from optimizers.base import Card, Memory, Optimizer


class Hyper(NamedTuple):
    """beta1, beta2: shares kept of m and h. gamma: scale of h. eps: its floor. interval: k. weight_decay: decoupled."""

    beta1: float = 0.96
    beta2: float = 0.99
    gamma: float = 0.01
    eps: float = 1e-12
    weight_decay: float = 0.0
    interval: float = 10.0


class State(NamedTuple):
    """m: mean gradient (2,), h: mean curvature (2,), t: steps taken ()."""

    m: Array
    h: Array
    t: Array


def init(hyper, point):
    zero = jnp.zeros_like(point)
    return State(m=zero, h=zero, t=zero[0])


def step(hyper, state, point, oracle, lr):
    m = hyper.beta1 * state.m + (1 - hyper.beta1) * oracle.grad(point)
    fresh = hyper.beta2 * state.h + (1 - hyper.beta2) * jnp.diagonal(oracle.hessian(point))
    h = jnp.where(state.t % jnp.round(hyper.interval) == 0, fresh, state.h)
    move = jnp.clip(m / jnp.maximum(hyper.gamma * h, hyper.eps), -1, 1)
    return point - lr * (hyper.weight_decay * point + move), State(m, h, state.t + 1)


# Two exact numbers need less averaging than the estimates that the defaults are for.
QUICK = {"beta1": 0.8, "beta2": 0.8, "gamma": 0.2, "interval": 1.0}

sophia = Optimizer(
    name="sophia",
    title="Sophia",
    hyper=Hyper(),
    init=init,
    step=step,
    knobs={
        "beta1": Knob("First moment β₁", 0.0, 0.999, hint="Share of the mean gradient kept each step."),
        "beta2": Knob("Curvature β₂", 0.0, 0.9999, hint="Share of the mean curvature kept at each refresh."),
        "gamma": Knob("Scale of the curvature γ", 1e-3, 10.0, "log", hint="A small one leaves more to the clip."),
        "eps": Knob("ε", 1e-12, 1.0, "log", hint="Floor of the curvature where it is negative or none."),
        "weight_decay": Knob("Weight decay", 0.0, 1.0, hint="Pulls the point towards zero by this share of the rate."),
        "interval": Knob(
            "Refresh interval k", 1.0, 100.0, whole=True, hint="How many steps one look at the curvature serves."
        ),
    },
    family="Curvature",
    lr_unit="stride",
    tuned={
        "rosenbrock": {"beta1": 0.9, "gamma": 0.005},
        "bowl": QUICK,
        "ellipse": QUICK,
        "himmelblau": QUICK,
        "beale": {**QUICK, "gamma": 0.05},
    },
    memory=Memory(momentum=("m",)),
    card=Card(
        paper="H. Liu et al., Sophia: a scalable stochastic second-order optimizer for language model pre-training",
        year=2023,
        idea="Momentum divided by the curvature of each axis, and clipped.",
        latex=(
            r"m \leftarrow \beta_1 m + (1-\beta_1) g,\quad "
            r"h \leftarrow \beta_2 h + (1-\beta_2) \operatorname{diag} H \text{ when } k \mid t,\quad "
            r"x \leftarrow x - \eta \lambda x - \eta \operatorname{clip}\left("
            r"\frac{m}{\max(\gamma h, \epsilon)}, 1\right)"
        ),
        watch="Where an axis curves down or hardly at all, it steps by η like a sign method.",
        differs="Optax corrects m for its start at zero and uses each refresh one step late.",
        symbols={"m": "m", "h": "h", "t": "t"},
        words={"m": "mean gradient", "h": "mean curvature", "t": "steps taken"},
        checked=("NumPy",),
    ),
)
