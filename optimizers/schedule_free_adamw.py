r"""Schedule-free AdamW: Adam's scaling, and a mean of the path in the place of momentum and schedule.

Paper    A. Defazio, X. Yang, H. Mehta, K. Mishchenko, A. Khaled, A. Cutkosky (2024), The road less scheduled, NeurIPS.
Update   y = (1 - beta1) * z + beta1 * x;  v <- beta2 * v + (1 - beta2) * g(y)^2;
         z <- z - lr * (g(y) / (sqrt(v / (1 - beta2^t)) + eps) + weight_decay * y);
         x <- (1 - c) * x + c * z, c = w / (sum of all w), w = t^r * lr_max^weight_lr_power
Symbols  z = base point, x = mean, y = where g = oracle.grad is taken; each (2,) and at first the start; v = second
         moment (2,), b2t = beta2^t, w_sum = sum of the weights, lr_max = largest rate so far, t = steps taken, each ()
Watch    Drawn is the mean x, which comes late but does not swing, or y, where the gradients are taken.
Differs  The authors' package since 1.3 and Optax agree. The paper and older versions put the correction into the rate,
         lr * sqrt(1 - beta2^t), which then also enters the weights. Warm-up is left to the schedule.
"""

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from catalogue import Knob
from optimizers.base import Card, Memory, Optimizer
from optimizers.schedule_free import between, mean


class Hyper(NamedTuple):
    """beta1: how near to the mean y lies. beta2, eps: Adam's. r, weight_lr_power: of the weights. drawn: x or y."""

    beta1: float = 0.9
    beta2: float = 0.999
    eps: float = 1e-8
    weight_decay: float = 0.0
    r: float = 0.0
    weight_lr_power: float = 2.0
    drawn: str = "x"


class State(NamedTuple):
    """z: base point, x: mean, v: second moment; (2,). b2t, w_sum, lr_max: largest rate, t: steps taken; ()."""

    z: Array
    x: Array
    v: Array
    b2t: Array
    w_sum: Array
    lr_max: Array
    t: Array


def init(hyper, point):
    zero = jnp.zeros_like(point[0])
    return State(z=point, x=point, v=jnp.zeros_like(point), b2t=zero + 1, w_sum=zero, lr_max=zero, t=zero)


def step(hyper, state, point, oracle, lr):
    y = between(state.z, state.x, hyper.beta1)
    g = oracle.grad(y)
    v = hyper.beta2 * state.v + (1 - hyper.beta2) * g * g
    b2t, t, lr_max = state.b2t * hyper.beta2, state.t + 1, jnp.maximum(state.lr_max, lr)
    z = state.z - lr * (g / (jnp.sqrt(v / (1 - b2t)) + hyper.eps) + hyper.weight_decay * y)
    x, w_sum = mean(state.x, z, state.w_sum, lr_max, t, hyper)
    shown = x if hyper.drawn == "x" else between(z, x, hyper.beta1)
    return shown, State(z, x, v, b2t, w_sum, lr_max, t)


def corrected(hyper, state):
    return {"v": state.v / (1 - state.b2t)}


schedule_free_adamw = Optimizer(
    name="schedule_free_adamw",
    title="Schedule-free AdamW",
    hyper=Hyper(),
    init=init,
    step=step,
    knobs={
        "beta1": Knob("Nearness to the mean β₁", 0.0, 0.999, hint="The gradient is taken at (1 - β₁) z + β₁ x."),
        "beta2": Knob("Second moment β₂", 0.0, 0.9999, hint="Share of the mean square kept each step."),
        "eps": Knob("ε", 1e-12, 1.0, "log", hint="Keeps the division finite on flat ground."),
        "weight_decay": Knob("Weight decay", 0.0, 1.0, hint="Decoupled: times the rate and y."),
        "r": Knob("Weight by step r", 0.0, 4.0, hint="The t-th point weighs tʳ; above 0 the mean forgets its youth."),
        "weight_lr_power": Knob("Weight by rate", 0.0, 4.0, hint="Points weigh the largest rate to this power."),
        "drawn": Knob("Drawn point", options=("x", "y"), hint="x is the mean, y is where gradients are taken."),
    },
    family="Averaging and looking ahead",
    lr_unit="stride",
    lr_factor=12.0,
    tuned={"saddle": {"lr": 0.06}, "rosenbrock": {"lr": 0.6}, "beale": {"lr": 0.5}},
    memory=Memory(squares=("v",), corrected=corrected),
    asks_at="point between base and mean",
    card=Card(
        paper="A. Defazio et al., The road less scheduled",
        year=2024,
        idea="Adam's scaling, and a mean of the path in the place of momentum and schedule.",
        latex=(
            r"y = (1-\beta_1) z + \beta_1 x,\quad v \leftarrow \beta_2 v + (1-\beta_2)\, g(y)^2,\quad "
            r"z \leftarrow z - \eta \left( \frac{g(y)}{\sqrt{v / (1-\beta_2^t)} + \epsilon} + \lambda y \right),\quad "
            r"\eta_{\max} \leftarrow \max(\eta_{\max}, \eta),\quad w = t^r \eta_{\max}^p,\quad "
            r"W \leftarrow W + w,\quad x \leftarrow \left(1 - \tfrac{w}{W}\right) x + \tfrac{w}{W} z"
        ),
        watch="The mean x comes late but does not swing; y is where the gradients are taken.",
        differs="The package shows y while training and x when evaluating; here you choose.",
        symbols={
            "z": "z",
            "x": "x",
            "v": "v",
            "b2t": r"\beta_2^t",
            "w_sum": "W",
            "lr_max": r"\eta_{\max}",
            "t": "t",
        },
        words={
            "z": "base point",
            "x": "mean of all base points",
            "v": "second moment",
            "b2t": "β₂ to the step",
            "w_sum": "sum of the weights",
            "lr_max": "largest rate",
            "t": "steps taken",
        },
        checked=("schedulefree.AdamWScheduleFree", "optax.contrib.schedule_free_adamw", "NumPy"),
    ),
)
