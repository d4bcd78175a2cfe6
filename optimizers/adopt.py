r"""ADOPT: Adam that divides each slope by the mean square before it, then takes the mean; it converges for any beta2.

Paper    S. Taniguchi, K. Harada, G. Minegishi, Y. Oshima, S. C. Jeong, G. Nagahara, T. Iiyama, M. Suzuki, Y. Iwasawa,
         Y. Matsuo (2024), ADOPT: modified Adam can converge with any beta2 with the optimal rate, NeurIPS.
Update   first step: v <- g^2 and no move; then, with t = 1, 2, ...,
         m <- beta1 * m + (1 - beta1) * clip(g / max(sqrt(v), eps), -t^0.25, t^0.25);  x <- x - lr * m
         v <- beta2 * v + (1 - beta2) * g^2
Symbols  x = point (2,), g = oracle.grad (2,), m = mean of the divided slopes (2,), v = mean square before this step
         (2,), t = steps taken (), lr scalar
Watch    It stands still for one step. v comes from the past alone: one steep slope is felt in full before v knows it,
         which is what the clipping is for.
Differs  Follows the paper's clipped algorithm and Optax; `clip` off is the paper's first algorithm. Newer versions of
         the authors' package widen eps at first instead of clipping. The default beta2 is 0.9999 there and in Optax,
         for long runs; in a run as short as one here a smaller one often does better.
"""

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from catalogue import Knob
from optimizers.base import Card, Memory, Optimizer


class Hyper(NamedTuple):
    """beta1, beta2: shares of the moments kept. eps: least divisor. clip: bound each divided slope by t^0.25."""

    beta1: float = 0.9
    beta2: float = 0.9999
    eps: float = 1e-6
    clip: bool = True


class State(NamedTuple):
    """m: mean of the divided slopes (2,), v: mean square (2,), t: steps taken ()."""

    m: Array
    v: Array
    t: Array


def init(hyper, point):
    zero = jnp.zeros_like(point)
    return State(m=zero, v=zero, t=zero[0])


def step(hyper, state, point, oracle, lr):
    g = oracle.grad(point)
    divided = g / jnp.maximum(jnp.sqrt(state.v), hyper.eps)
    if hyper.clip:
        bound = state.t**0.25
        divided = jnp.clip(divided, -bound, bound)
    first = state.t == 0
    m = jnp.where(first, 0, hyper.beta1 * state.m + (1 - hyper.beta1) * divided)
    v = jnp.where(first, g * g, hyper.beta2 * state.v + (1 - hyper.beta2) * g * g)
    return point - lr * m, State(m, v, state.t + 1)


adopt = Optimizer(
    name="adopt",
    title="ADOPT",
    hyper=Hyper(),
    init=init,
    step=step,
    knobs={
        "beta1": Knob("First moment β₁", 0.0, 0.999, hint="Share of the mean of the divided slopes kept each step."),
        "beta2": Knob("Second moment β₂", 0.0, 0.9999, hint="Share of the mean square kept each step."),
        "eps": Knob("ε", 1e-12, 1.0, "log", hint="The least number that a slope is divided by."),
        "clip": Knob("Clip", options=(False, True), hint="Bound each divided slope by the fourth root of t."),
    },
    family="Adam's kin",
    lr_unit="stride",
    lr_factor=3.0,
    tuned={
        "rosenbrock": {"lr": 0.06, "beta2": 0.99},
        "bowl": {"lr": 0.4, "beta2": 0.99},
        "himmelblau": {"beta2": 0.99},
        "beale": {"lr": 0.15, "beta2": 0.99},
    },
    elsewhere={"beta2": 0.99},
    memory=Memory(momentum=("m",), squares=("v",), linear=True),
    card=Card(
        paper="S. Taniguchi et al., ADOPT: modified Adam can converge with any beta2 with the optimal rate",
        year=2024,
        idea="Adam that divides each slope by the mean square before it, and so converges for any β₂.",
        latex=(
            r"m \leftarrow \beta_1 m + (1-\beta_1)\, \mathrm{clip}\!\left( \frac{g}{\max(\sqrt{v},\, \epsilon)},\, "
            r"t^{1/4} \right),\quad x \leftarrow x - \eta\, m,\quad v \leftarrow \beta_2 v + (1-\beta_2) g^2"
        ),
        watch="It stands still for one step; then one steep slope is felt in full before v knows it.",
        differs="As the paper's clipped algorithm and Optax; newer versions of the authors' package do not clip.",
        symbols={"m": "m", "v": "v", "t": "t"},
        words={"m": "mean of the divided gradients", "v": "mean of squared gradients", "t": "steps taken"},
        checked=("pytorch_optimizer.ADOPT", "optax.contrib.adopt", "NumPy"),
    ),
)
