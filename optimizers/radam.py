r"""RAdam: Adam that waits until its second moment can be trusted.

Paper    L. Liu, H. Jiang, P. He, W. Chen, X. Liu, J. Gao, J. Han (2020), On the variance of the adaptive learning rate
         and beyond, ICLR.
Update   m <- beta1 * m + (1 - beta1) * g;  v <- beta2 * v + (1 - beta2) * g^2;  m_hat = m / (1 - beta1^t)
         where rho > 5:  x <- x - lr * r * m_hat * sqrt(1 - beta2^t) / (sqrt(v) + eps), rho_inf = 2 / (1 - beta2) - 1,
         r^2 = (rho - 4) (rho - 2) rho_inf / ((rho_inf - 4) (rho_inf - 2) rho)
         before:         x <- x - lr * m_hat, or no step at all where degenerated_to_sgd is off
Symbols  x = point (2,), g = oracle.grad (2,), m = first moment (2,), v = second moment (2,), b1t = beta1^t,
         w = 1 + beta2 + ... + beta2^(t - 1), so that (1 - beta2) w = 1 - beta2^t, q <- beta2 * q + w,
         rho = 2 q / w - 1 (the paper's rho_inf - 2 t beta2^t / (1 - beta2^t)), lr scalar
Watch    The first five steps are lr times the slope, as in momentum; then a small step, and a slow warm-up.
Differs  Torch adds eps to the uncorrected root, Optax to the corrected one (form). The paper, torch and Optax take the
         five momentum steps; the authors' package now leaves them out, which is better where it starts steeply.
"""

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from catalogue import Knob
from optimizers.base import Card, Memory, Optimizer
from optimizers.rectification import lengthen, rectify


class Hyper(NamedTuple):
    """beta1, beta2: shares of the moments kept. eps: floor of the root. degenerated_to_sgd: move while it waits."""

    beta1: float = 0.9
    beta2: float = 0.999
    eps: float = 1e-8
    degenerated_to_sgd: bool = True
    form: str = "torch"


class State(NamedTuple):
    """m: first moment (2,), v: second moment (2,), b1t = beta1^t, w and q: sums of powers of beta2, all ()."""

    m: Array
    v: Array
    b1t: Array
    w: Array
    q: Array


def init(hyper, point):
    zero = jnp.zeros_like(point)
    return State(m=zero, v=zero, b1t=jnp.ones_like(point[0]), w=zero[0], q=zero[0])


def step(hyper, state, point, oracle, lr):
    g = oracle.grad(point)
    m = hyper.beta1 * state.m + (1 - hyper.beta1) * g
    v = hyper.beta2 * state.v + (1 - hyper.beta2) * g * g
    b1t = state.b1t * hyper.beta1
    w, q = lengthen(hyper.beta2, state.w, state.q)
    known, factor = rectify(hyper.beta2, w, q)
    shrunk = (1 - hyper.beta2) * w
    if hyper.form == "torch":
        adaptive = jnp.sqrt(shrunk) / (jnp.sqrt(v) + hyper.eps)
    else:
        adaptive = 1 / (jnp.sqrt(v / shrunk) + hyper.eps)
    scale = jnp.where(known, factor * adaptive, 1.0 if hyper.degenerated_to_sgd else 0.0)
    return point - lr * m / (1 - b1t) * scale, State(m, v, b1t, w, q)


def corrected(hyper, state):
    return {"m": state.m / (1 - state.b1t), "v": state.v / ((1 - hyper.beta2) * state.w)}


radam = Optimizer(
    name="radam",
    title="RAdam",
    hyper=Hyper(),
    init=init,
    step=step,
    knobs={
        "beta1": Knob("First moment β₁", 0.0, 0.999, hint="Share of the mean gradient kept each step."),
        "beta2": Knob("Second moment β₂", 0.0, 0.9999, hint="Share of the mean square kept; small, it never adapts."),
        "eps": Knob("ε", 1e-12, 1.0, "log", hint="Keeps the division finite on flat ground."),
        "degenerated_to_sgd": Knob(
            "Momentum while waiting", options=(False, True), hint="Take plain momentum steps until v can be trusted."
        ),
        "form": Knob("Form", options=("torch", "optax"), hint="ε beside the uncorrected root, or the corrected one."),
    },
    family="Adam's kin",
    lr_unit="stride",
    lr_factor=3.0,
    tuned={
        "saddle": {"beta2": 0.99},
        "bowl": {"beta2": 0.99},
        "ellipse": {"beta2": 0.99},
        "rosenbrock": {"lr": 0.03, "beta2": 0.99, "degenerated_to_sgd": False},
        "beale": {"lr": 0.12, "beta2": 0.99, "degenerated_to_sgd": False},
        "himmelblau": {"lr": 0.2, "beta2": 0.99, "degenerated_to_sgd": False},
    },
    elsewhere={"beta2": 0.99, "degenerated_to_sgd": False},
    memory=Memory(momentum=("m",), squares=("v",), linear=True, corrected=corrected),
    card=Card(
        paper="L. Liu et al., On the variance of the adaptive learning rate and beyond",
        year=2020,
        idea="Adam that waits until its second moment can be trusted.",
        latex=(
            r"m \leftarrow \beta_1 m + (1-\beta_1) g,\quad v \leftarrow \beta_2 v + (1-\beta_2) g^2,\quad "
            r"w \leftarrow \beta_2 w + 1,\quad q \leftarrow \beta_2 q + w,\quad \rho = \tfrac{2q}{w} - 1,\quad "
            r"r = \sqrt{\tfrac{(\rho-4)(\rho-2)\rho_\infty}{(\rho_\infty-4)(\rho_\infty-2)\rho}},\quad "
            r"x \leftarrow x - \eta\, \frac{m}{1-\beta_1^t} \cdot \begin{cases} r\, "
            r"\frac{\sqrt{(1-\beta_2) w}}{\sqrt{v} + \epsilon} & \rho > 5 \\ 1 & \text{before} \end{cases}"
        ),
        watch="The first five steps are η times the slope, as in momentum; then a small step and a slow warm-up.",
        differs="ε beside the uncorrected root (torch) or the corrected one (Optax).",
        symbols={"m": "m", "v": "v", "b1t": r"\beta_1^t", "w": "w", "q": "q"},
        words={
            "m": "first moment",
            "v": "second moment",
            "w": "weight of all squares",
            "q": "sum of these weights, fading",
            "b1t": "β₁ to the step",
        },
        checked=("torch.optim.RAdam", "optax.radam", "NumPy"),
    ),
)
