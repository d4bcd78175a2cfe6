r"""Yogi: Adam whose second moment moves towards g^2 by a bounded amount, so that it cannot forget in a hurry.

Paper    M. Zaheer, S. Reddi, D. Sachan, S. Kale, S. Kumar (2018), Adaptive methods for nonconvex optimization, NeurIPS.
Update   m <- beta1 * m + (1 - beta1) * g;  v <- v - (1 - beta2) * sign(v - g^2) * g^2
         m_hat = m / (1 - beta1^t);  v_hat = v / (1 - beta2^t);  x <- x - lr * m_hat / (sqrt(v_hat) + eps)
Symbols  x = point (2,), g = oracle.grad (2,), m = first moment (2,), v = second moment (2,),
         b1t = beta1^t and b2t = beta2^t (running products), t = 1, 2, ..., lr scalar
Watch    Where the slope falls, v falls only by a share of the small g^2: unlike Adam, it does not speed up at once.
Differs  Both moments begin at initial_accumulator and are bias-corrected (Optax, the ports to torch); the paper's
         algorithm does not correct them. eps is 1e-3, as in the paper.
"""

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from catalogue import Knob
from optimizers.base import Card, Memory, Optimizer
from optimizers.moments import corrected_moments


class Hyper(NamedTuple):
    """beta1, beta2: shares of the moments kept. eps: floor of the root. initial_accumulator: both moments at first."""

    beta1: float = 0.9
    beta2: float = 0.999
    eps: float = 1e-3
    initial_accumulator: float = 1e-6


class State(NamedTuple):
    """m: first moment (2,), v: second moment (2,), b1t = beta1^t and b2t = beta2^t, both ()."""

    m: Array
    v: Array
    b1t: Array
    b2t: Array


def init(hyper, point):
    begin, one = jnp.full_like(point, hyper.initial_accumulator), jnp.ones_like(point[0])
    return State(m=begin, v=begin, b1t=one, b2t=one)


def step(hyper, state, point, oracle, lr):
    g = oracle.grad(point)
    m = hyper.beta1 * state.m + (1 - hyper.beta1) * g
    v = state.v - (1 - hyper.beta2) * jnp.sign(state.v - g * g) * g * g
    b1t, b2t = state.b1t * hyper.beta1, state.b2t * hyper.beta2
    # v stays positive on paper, as it only falls by less than itself; rounding must not take it below.
    root = jnp.sqrt(jnp.maximum(v, 0) / (1 - b2t)) + hyper.eps
    return point - lr * m / (1 - b1t) / root, State(m, v, b1t, b2t)


yogi = Optimizer(
    name="yogi",
    title="Yogi",
    hyper=Hyper(),
    init=init,
    step=step,
    knobs={
        "beta1": Knob("First moment β₁", 0.0, 0.999, hint="Share of the mean gradient kept each step."),
        "beta2": Knob("Second moment β₂", 0.0, 0.9999, hint="1 - β₂ is the share of g² by which v moves."),
        "eps": Knob("ε", 1e-12, 1.0, "log", hint="Keeps the division finite on flat ground."),
        "initial_accumulator": Knob("First moments", 0.0, 1.0, hint="What both moments hold before the first step."),
    },
    family="Adam's kin",
    lr_unit="stride",
    lr_factor=2.0,
    tuned={
        "rosenbrock": {"lr": 0.06},
    },
    memory=Memory(momentum=("m",), squares=("v",), linear=True, corrected=corrected_moments),
    card=Card(
        paper="M. Zaheer et al., Adaptive methods for nonconvex optimization",
        year=2018,
        idea="Adam whose second moment moves towards g² by a bounded amount, so that it cannot forget in a hurry.",
        latex=(
            r"m \leftarrow \beta_1 m + (1-\beta_1) g,\quad "
            r"v \leftarrow v - (1-\beta_2)\, \mathrm{sign}(v - g^2)\, g^2,\quad "
            r"x \leftarrow x - \eta\, \frac{m / (1-\beta_1^t)}{\sqrt{v / (1-\beta_2^t)} + \epsilon}"
        ),
        watch="Where the slope falls, v falls slowly: unlike Adam, it does not speed up at once.",
        differs="Optax corrects the moments for their start; the paper's algorithm does not.",
        symbols={"m": "m", "v": "v", "b1t": r"\beta_1^t", "b2t": r"\beta_2^t"},
        words={"m": "first moment", "v": "second moment", "b1t": "β₁ to the step", "b2t": "β₂ to the step"},
        checked=("pytorch_optimizer.Yogi", "optax.yogi", "NumPy"),
    ),
)
