r"""AdaBelief: Adam that divides by how much the slope surprises it, not by how large the slope is.

Paper    J. Zhuang, T. Tang, Y. Ding, S. Tatikonda, N. Dvornek, X. Papademetris, J. S. Duncan (2020), AdaBelief
         optimizer: adapting stepsizes by the belief in observed gradients, NeurIPS.
Update   m <- beta1 * m + (1 - beta1) * g;  s <- beta2 * s + (1 - beta2) * (g - m)^2 + eps
         m_hat = m / (1 - beta1^t);  s_hat = s / (1 - beta2^t);  x <- x - lr * m_hat / (sqrt(s_hat) + eps)
         rectify: x <- x - lr * m_hat * r * sqrt(1 - beta2^t) / (sqrt(s) + eps) where rho > 5, else x <- x - lr * m_hat
Symbols  x = point (2,), g = oracle.grad (2,), m = first moment (2,), s = mean square surprise (2,), b1t = beta1^t,
         w = 1 + beta2 + ... + beta2^(t - 1), so that (1 - beta2) w = 1 - beta2^t, q <- beta2 * q + w,
         rho = 2 q / w - 1, r = RAdam's factor, lr scalar
Watch    On an even slope nothing surprises it and its steps grow; a bend in the ground makes it careful.
Differs  eps is added to s at every step and so adds up (the authors' package, Optax). The package rectifies by
         default since 0.1.0, with eps beside the uncorrected root, and decouples weight decay, which is left out here;
         Optax and the paper do not rectify. Rectified, the first five steps are plain momentum steps.
"""

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from catalogue import Knob
from optimizers.base import Card, Memory, Optimizer
from optimizers.rectification import lengthen, rectify


class Hyper(NamedTuple):
    """beta1, beta2: shares of the moments kept. eps: added to s and to its root. rectify: as RAdam does."""

    beta1: float = 0.9
    beta2: float = 0.999
    eps: float = 1e-16
    rectify: bool = False


class State(NamedTuple):
    """m: first moment (2,), s: mean square surprise (2,), b1t = beta1^t, w and q: sums of powers of beta2, all ()."""

    m: Array
    s: Array
    b1t: Array
    w: Array
    q: Array


def init(hyper, point):
    zero = jnp.zeros_like(point)
    return State(m=zero, s=zero, b1t=jnp.ones_like(point[0]), w=zero[0], q=zero[0])


def step(hyper, state, point, oracle, lr):
    g = oracle.grad(point)
    m = hyper.beta1 * state.m + (1 - hyper.beta1) * g
    s = hyper.beta2 * state.s + (1 - hyper.beta2) * (g - m) ** 2 + hyper.eps
    b1t = state.b1t * hyper.beta1
    w, q = lengthen(hyper.beta2, state.w, state.q)
    m_hat, shrunk = m / (1 - b1t), (1 - hyper.beta2) * w
    if hyper.rectify:
        known, factor = rectify(hyper.beta2, w, q)
        move = m_hat * jnp.where(known, factor * jnp.sqrt(shrunk) / (jnp.sqrt(s) + hyper.eps), 1)
    else:
        move = m_hat / (jnp.sqrt(s / shrunk) + hyper.eps)
    return point - lr * move, State(m, s, b1t, w, q)


def corrected(hyper, state):
    return {"m": state.m / (1 - state.b1t), "s": state.s / ((1 - hyper.beta2) * state.w)}


adabelief = Optimizer(
    name="adabelief",
    title="AdaBelief",
    hyper=Hyper(),
    init=init,
    step=step,
    knobs={
        "beta1": Knob("First moment β₁", 0.0, 0.999, hint="Share of the mean gradient kept each step."),
        "beta2": Knob("Second moment β₂", 0.0, 0.9999, hint="Share of the mean square surprise kept each step."),
        "eps": Knob("ε", 1e-16, 1.0, "log", hint="Added to s at every step, and to its root."),
        "rectify": Knob("Rectify", options=(False, True), hint="As RAdam; the first five steps are plain momentum."),
    },
    family="Adam's kin",
    lr_unit="stride",
    lr_factor=1.5,
    tuned={
        "saddle": {"lr": 0.01},
        "rosenbrock": {"lr": 0.05},
    },
    memory=Memory(momentum=("m",), squares=("s",), corrected=corrected),
    card=Card(
        paper="J. Zhuang et al., AdaBelief optimizer: adapting stepsizes by the belief in observed gradients",
        year=2020,
        idea="Adam that divides by how much the slope surprises it, not by how large the slope is.",
        latex=(
            r"m \leftarrow \beta_1 m + (1-\beta_1) g,\quad s \leftarrow \beta_2 s + (1-\beta_2)(g - m)^2 + \epsilon,"
            r"\quad w \leftarrow \beta_2 w + 1,\quad "
            r"x \leftarrow x - \eta\, \frac{m / (1-\beta_1^t)}{\sqrt{s / ((1-\beta_2) w)} + \epsilon},\quad "
            r"\text{RAdam's } q \leftarrow \beta_2 q + w \text{ if rectified}"
        ),
        watch="On an even slope nothing surprises it and its steps grow; a bend makes it careful.",
        differs="The authors' package rectifies (five plain momentum steps first); Optax and the paper do not.",
        symbols={"m": "m", "s": "s", "b1t": r"\beta_1^t", "w": "w", "q": "q"},
        words={
            "m": "first moment",
            "s": "mean square surprise",
            "w": "weight of all surprises",
            "q": "sum of these weights, fading",
            "b1t": "β₁ to the step",
        },
        checked=("adabelief_pytorch.AdaBelief", "optax.adabelief", "NumPy"),
    ),
)
