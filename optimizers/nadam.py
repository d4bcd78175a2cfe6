r"""NAdam: Adam with Nesterov's look-ahead, folded into the first moment.

Paper    T. Dozat (2016), Incorporating Nesterov momentum into Adam, ICLR workshop.
Update   m <- beta1 * m + (1 - beta1) * g;  v <- beta2 * v + (1 - beta2) * g^2;  p <- p * mu;  v_hat = v / (1 - beta2^t)
         x <- x - lr * (mu_next * m / (1 - p * mu_next) + (1 - mu) * g / (1 - p)) / (sqrt(v_hat) + eps)
         form torch:  mu = beta1 * (1 - 0.5 * d), where d <- d * 0.96^momentum_decay;  form optax:  mu = beta1
Symbols  x = point (2,), g = oracle.grad (2,), m = first moment (2,), v = second moment (2,), p = product of all mu,
         d = 0.96^(t * momentum_decay), b2t = beta2^t (running products), mu_next = the mu of step t + 1, lr scalar
Watch    It brakes a little earlier than Adam: today's slope counts twice.
Differs  torch warms mu up from beta1 / 2 with momentum_decay 0.004; Keras does the same with 1; Optax keeps mu at
         beta1. m itself always forgets by beta1. The paper also has beta2 in v_hat's numerator, which nobody keeps.
"""

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from catalogue import Knob
from optimizers.base import Card, Memory, Optimizer


class Hyper(NamedTuple):
    """beta1, beta2: shares of the moments kept. eps: floor of the root. momentum_decay: how soon mu reaches beta1."""

    beta1: float = 0.9
    beta2: float = 0.999
    eps: float = 1e-8
    momentum_decay: float = 0.004
    form: str = "torch"


class State(NamedTuple):
    """m: first moment (2,), v: second moment (2,); p: product of all mu, d = 0.96^(t psi), b2t = beta2^t, all ()."""

    m: Array
    v: Array
    p: Array
    d: Array
    b2t: Array


def init(hyper, point):
    zero, one = jnp.zeros_like(point), jnp.ones_like(point[0])
    return State(m=zero, v=zero, p=one, d=one, b2t=one)


def step(hyper, state, point, oracle, lr):
    g = oracle.grad(point)
    m = hyper.beta1 * state.m + (1 - hyper.beta1) * g
    v = hyper.beta2 * state.v + (1 - hyper.beta2) * g * g
    b2t = state.b2t * hyper.beta2
    fade = 0.96**hyper.momentum_decay
    d = state.d * fade
    warming = hyper.form == "torch"
    mu = hyper.beta1 * (1 - 0.5 * d) if warming else hyper.beta1
    mu_next = hyper.beta1 * (1 - 0.5 * d * fade) if warming else hyper.beta1
    p = state.p * mu
    ahead = mu_next * m / (1 - p * mu_next) + (1 - mu) * g / (1 - p)
    return point - lr * ahead / (jnp.sqrt(v / (1 - b2t)) + hyper.eps), State(m, v, p, d, b2t)


def corrected(hyper, state):
    return {"v": state.v / (1 - state.b2t)}


nadam = Optimizer(
    name="nadam",
    title="NAdam",
    hyper=Hyper(),
    init=init,
    step=step,
    knobs={
        "beta1": Knob("First moment β₁", 0.0, 0.999, hint="Share of the mean gradient kept each step."),
        "beta2": Knob("Second moment β₂", 0.0, 0.9999, hint="Share of the mean square kept each step."),
        "eps": Knob("ε", 1e-12, 1.0, "log", hint="Keeps the division finite on flat ground."),
        "momentum_decay": Knob("Momentum decay ψ", 0.0, 1.0, hint="How soon μ reaches β₁: torch has 0.004, Keras 1."),
        "form": Knob("Form", options=("torch", "optax"), hint="Torch warms μ up from β₁ / 2; Optax keeps μ = β₁."),
    },
    family="Adam's kin",
    lr_unit="stride",
    lr_factor=2.0,
    tuned={
        "rosenbrock": {"lr": 0.045, "momentum_decay": 1.0},
    },
    memory=Memory(momentum=("m",), squares=("v",), linear=True, corrected=corrected),
    card=Card(
        paper="T. Dozat, Incorporating Nesterov momentum into Adam",
        year=2016,
        idea="Adam with Nesterov's look-ahead, folded into the first moment.",
        latex=(
            r"m \leftarrow \beta_1 m + (1-\beta_1) g,\quad v \leftarrow \beta_2 v + (1-\beta_2) g^2,\quad "
            r"d \leftarrow 0.96^{\psi} d,\quad \mu = \beta_1 (1 - \tfrac{1}{2} d),\quad p \leftarrow p\, \mu,\quad "
            r"x \leftarrow x - \eta\, \frac{\mu' m / (1 - p \mu') + (1-\mu) g / (1-p)}"
            r"{\sqrt{v / (1-\beta_2^t)} + \epsilon}"
        ),
        watch="It brakes a little earlier than Adam: today's slope counts twice.",
        differs="Torch warms μ up slowly (ψ = 0.004), Keras at once (ψ = 1); Optax keeps μ = β₁.",
        symbols={"m": "m", "v": "v", "p": "p", "d": "d", "b2t": r"\beta_2^t"},
        words={
            "m": "first moment",
            "v": "second moment",
            "p": "product of all μ",
            "d": "how far μ has still to go",
            "b2t": "β₂ to the step",
        },
        checked=("torch.optim.NAdam", "optax.nadam", "NumPy"),
    ),
)
