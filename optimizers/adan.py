r"""Adan: Nesterov's look-ahead from the change of the slope between two steps, inside an adaptive method.

Paper    X. Xie, P. Zhou, H. Li, Z. Lin, S. Yan (2022), Adan: adaptive Nesterov momentum algorithm for faster optimizing
         deep models, arXiv:2208.06677.
Update   c = g - o, 0 at the first step;  o <- g;  m <- beta1 * m + (1 - beta1) * g;  v <- beta2 * v + (1 - beta2) * c
         n <- beta3 * n + (1 - beta3) * (g + beta2 * c)^2
         p = (m / (1 - beta1^t) + beta2 * v / (1 - beta2^t)) / (sqrt(n / (1 - beta3^t)) + eps)
         x <- (x - lr * p) / (1 + lr * weight_decay)
Symbols  x = point (2,), g = oracle.grad (2,), o = the slope before (2,), m = mean slope (2,), v = mean change (2,),
         n = mean square of the slope looked ahead to (2,), b1t, b2t, b3t = running products of the betas, lr scalar
Watch    It feels a slope that falls, and brakes before it arrives.
Differs  Follows the authors' package, where beta is the share kept (the paper writes 1 - beta). Optax 0.2.8 has
         1 - beta2 where the package has the factor beta2, and decays as AdamW does instead of dividing.
"""

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from catalogue import Knob
from optimizers.base import Card, Memory, Optimizer


class Hyper(NamedTuple):
    """beta1, beta2, beta3: shares of slope, change and square kept. eps: floor of the root. weight_decay: decoupled."""

    beta1: float = 0.98
    beta2: float = 0.92
    beta3: float = 0.99
    eps: float = 1e-8
    weight_decay: float = 0.0


class State(NamedTuple):
    """m: mean slope, v: mean change, n: mean square, o: slope before, each (2,); b1t, b2t, b3t = beta^t, each ()."""

    m: Array
    v: Array
    n: Array
    o: Array
    b1t: Array
    b2t: Array
    b3t: Array


def init(hyper, point):
    zero, one = jnp.zeros_like(point), jnp.ones_like(point[0])
    return State(m=zero, v=zero, n=zero, o=zero, b1t=one, b2t=one, b3t=one)


def step(hyper, state, point, oracle, lr):
    g = oracle.grad(point)
    # A running product is 1 only before the first step, where there is no slope to compare with.
    change = jnp.where(state.b1t == 1, 0, g - state.o)
    m = hyper.beta1 * state.m + (1 - hyper.beta1) * g
    v = hyper.beta2 * state.v + (1 - hyper.beta2) * change
    n = hyper.beta3 * state.n + (1 - hyper.beta3) * (g + hyper.beta2 * change) ** 2
    b1t, b2t, b3t = state.b1t * hyper.beta1, state.b2t * hyper.beta2, state.b3t * hyper.beta3
    p = (m / (1 - b1t) + hyper.beta2 * v / (1 - b2t)) / (jnp.sqrt(n / (1 - b3t)) + hyper.eps)
    return (point - lr * p) / (1 + lr * hyper.weight_decay), State(m, v, n, g, b1t, b2t, b3t)


def corrected(hyper, state):
    return {"m": state.m / (1 - state.b1t), "v": state.v / (1 - state.b2t), "n": state.n / (1 - state.b3t)}


adan = Optimizer(
    name="adan",
    title="Adan",
    hyper=Hyper(),
    init=init,
    step=step,
    knobs={
        "beta1": Knob("Slope β₁", 0.0, 0.999, hint="Share of the mean slope kept each step."),
        "beta2": Knob("Change β₂", 0.0, 0.999, hint="Share of the mean change kept, and how far it looks ahead."),
        "beta3": Knob("Square β₃", 0.0, 0.9999, hint="Share of the mean square kept each step."),
        "eps": Knob("ε", 1e-12, 1.0, "log", hint="Keeps the division finite on flat ground."),
        "weight_decay": Knob("Weight decay", 0.0, 1.0, hint="The point is divided by 1 + η times this."),
    },
    family="Adam's kin",
    lr_unit="stride",
    lr_factor=2.0,
    tuned={
        "rosenbrock": {"beta1": 0.95},
        "bowl": {"beta1": 0.9},
        "ellipse": {"lr": 0.2, "beta1": 0.9},
        "himmelblau": {"beta1": 0.9},
        "beale": {"beta1": 0.9},
    },
    elsewhere={"beta1": 0.95},
    memory=Memory(momentum=("m", "v"), squares=("n",), corrected=corrected),
    card=Card(
        paper="X. Xie et al., Adan: adaptive Nesterov momentum algorithm for faster optimizing deep models",
        year=2022,
        idea="Nesterov's look-ahead from the change of the slope between two steps, inside an adaptive method.",
        latex=(
            r"c = g - o,\quad o \leftarrow g,\quad m \leftarrow \beta_1 m + (1-\beta_1) g,\quad "
            r"v \leftarrow \beta_2 v + (1-\beta_2) c,\quad n \leftarrow \beta_3 n + (1-\beta_3)(g + \beta_2 c)^2,\quad "
            r"x \leftarrow \frac{1}{1 + \eta\lambda} \left( x - \eta\, "
            r"\frac{m / (1-\beta_1^t) + \beta_2 v / (1-\beta_2^t)}{\sqrt{n / (1-\beta_3^t)} + \epsilon} \right)"
        ),
        watch="It feels a slope that falls, and brakes before it arrives.",
        differs="Optax 0.2.8 has 1 - β₂ where the authors' package has the factor β₂.",
        symbols={
            "m": "m",
            "v": "v",
            "n": "n",
            "o": "o",
            "b1t": r"\beta_1^t",
            "b2t": r"\beta_2^t",
            "b3t": r"\beta_3^t",
        },
        words={
            "m": "mean gradient",
            "v": "mean change of the gradient",
            "n": "mean square",
            "o": "gradient before",
            "b1t": "β₁ to the step",
            "b2t": "β₂ to the step",
            "b3t": "β₃ to the step",
        },
        checked=("pytorch_optimizer.Adan", "NumPy"),
    ),
)
