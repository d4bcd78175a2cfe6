r"""AMSGrad: Adam that divides by the largest second moment so far, so that its steps never grow again.

Paper    S. J. Reddi, S. Kale, S. Kumar (2018), On the convergence of Adam and beyond, ICLR.
Update   m <- beta1 * m + (1 - beta1) * g;  v <- beta2 * v + (1 - beta2) * g^2
         form torch:  u <- max(u, v),                  x <- x - lr * m_hat / (sqrt(u / (1 - beta2^t)) + eps)
         form optax:  u <- max(u, v / (1 - beta2^t)),  x <- x - lr * m_hat / (sqrt(u) + eps)
         form paper:  u <- max(u, v),                  x <- x - lr * m / (sqrt(u) + eps)
         m_hat = m / (1 - beta1^t)
Symbols  x = point (2,), g = oracle.grad (2,) + weight_decay * x, m = first moment (2,), v = second moment (2,),
         u = the largest v so far (2,), b1t = beta1^t and b2t = beta2^t (running products), t = 1, 2, ..., lr scalar
Watch    After a steep start the largest slope is never forgotten: where Adam speeds up on flat ground, it crawls.
Differs  The largest of raw v, corrected afterwards (torch, Keras), of corrected v (Optax), and no correction at all
         (paper, which has no eps either); without bias_correction all three are the paper's.
"""

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from catalogue import Knob
from optimizers.base import Card, Memory, Optimizer


class Hyper(NamedTuple):
    """beta1, beta2: shares of the moments kept. eps: floor of the root. weight_decay: L2, into the gradient."""

    beta1: float = 0.9
    beta2: float = 0.999
    eps: float = 1e-8
    eps_inside: bool = False
    bias_correction: bool = True
    weight_decay: float = 0.0
    form: str = "torch"


class State(NamedTuple):
    """m: first moment (2,), v: second moment (2,), u: the largest v (2,), b1t = beta1^t and b2t = beta2^t, both ()."""

    m: Array
    v: Array
    u: Array
    b1t: Array
    b2t: Array


def init(hyper, point):
    zero, one = jnp.zeros_like(point), jnp.ones_like(point[0])
    return State(m=zero, v=zero, u=zero, b1t=one, b2t=one)


def step(hyper, state, point, oracle, lr):
    g = oracle.grad(point) + hyper.weight_decay * point
    m = hyper.beta1 * state.m + (1 - hyper.beta1) * g
    v = hyper.beta2 * state.v + (1 - hyper.beta2) * g * g
    b1t, b2t = state.b1t * hyper.beta1, state.b2t * hyper.beta2
    corrected = hyper.bias_correction and hyper.form != "paper"
    m_hat = m / (1 - b1t) if corrected else m
    u = jnp.maximum(state.u, v / (1 - b2t) if corrected and hyper.form == "optax" else v)
    u_hat = u / (1 - b2t) if corrected and hyper.form == "torch" else u
    root = jnp.sqrt(u_hat + hyper.eps) if hyper.eps_inside else jnp.sqrt(u_hat) + hyper.eps
    return point - lr * m_hat / root, State(m, v, u, b1t, b2t)


def corrected(hyper, state):
    if not hyper.bias_correction or hyper.form == "paper":
        return {}
    m = {"m": state.m / (1 - state.b1t)}
    # Optax keeps the largest of the corrected moments.
    return m | {"u": state.u / (1 - state.b2t)} if hyper.form == "torch" else m


amsgrad = Optimizer(
    name="amsgrad",
    title="AMSGrad",
    hyper=Hyper(),
    init=init,
    step=step,
    knobs={
        "beta1": Knob("First moment β₁", 0.0, 0.999, hint="Share of the mean gradient kept each step."),
        "beta2": Knob("Second moment β₂", 0.0, 0.9999, hint="Share of the mean square kept each step."),
        "eps": Knob("ε", 1e-12, 1.0, "log", hint="Keeps the division finite on flat ground."),
        "eps_inside": Knob("ε inside the root", options=(False, True), hint="Some texts do; torch and Optax do not."),
        "bias_correction": Knob("Bias correction", options=(False, True), hint="Without it every form is the paper's."),
        "weight_decay": Knob("Weight decay (L2)", 0.0, 1.0, hint="Added to the gradient, as in torch's Adam."),
        "form": Knob(
            "Form",
            options=("torch", "optax", "paper"),
            hint="Largest raw v, largest corrected v, or no correction at all.",
        ),
    },
    family="Adam's kin",
    lr_unit="stride",
    lr_factor=2.0,
    tuned={
        "rosenbrock": {"lr": 0.07},
    },
    memory=Memory(momentum=("m",), squares=("v", "u"), linear=True, corrected=corrected),
    card=Card(
        paper="S. J. Reddi, S. Kale, S. Kumar, On the convergence of Adam and beyond",
        year=2018,
        idea="Adam that divides by the largest second moment so far, so that its steps never grow again.",
        latex=(
            r"m \leftarrow \beta_1 m + (1-\beta_1) g,\quad v \leftarrow \beta_2 v + (1-\beta_2) g^2,\quad "
            r"u \leftarrow \max(u, v),\quad "
            r"x \leftarrow x - \eta\, \frac{m / (1-\beta_1^t)}{\sqrt{u / (1-\beta_2^t)} + \epsilon}"
        ),
        watch="After a steep start the largest slope is never forgotten, and on flat ground it crawls.",
        differs="The largest of raw v (torch, Keras), of corrected v (Optax); the paper corrects nothing.",
        symbols={"m": "m", "v": "v", "u": "u", "b1t": r"\beta_1^t", "b2t": r"\beta_2^t"},
        words={
            "m": "first moment",
            "v": "second moment",
            "u": "largest second moment",
            "b1t": "β₁ to the step",
            "b2t": "β₂ to the step",
        },
        checked=("torch.optim.Adam", "optax.amsgrad", "NumPy"),
    ),
)
