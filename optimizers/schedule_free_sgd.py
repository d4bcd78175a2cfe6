r"""Schedule-free SGD: descent whose mean is good at any time, so the rate need not fall.

Paper    A. Defazio, X. Yang, H. Mehta, K. Mishchenko, A. Khaled, A. Cutkosky (2024), The road less scheduled, NeurIPS.
Update   y = (1 - beta) * z + beta * x;  z <- z - lr * (g(y) + weight_decay * y);
         x <- (1 - c) * x + c * z, c = w / (sum of all w), w = t^r * lr_max^weight_lr_power
Symbols  z = base point, x = mean, y = where g = oracle.grad is taken; each (2,) and at first the start; w_sum = sum of
         the weights, lr_max = largest rate so far, t = steps taken, each (), lr scalar
Watch    Drawn is the mean x, which glides where plain descent zig-zags, or y, which runs ahead of it.
Differs  The authors' package and Optax agree; there, training shows y and evaluation x. Warm-up is left to the
         schedule. With weight_lr_power 0 every z weighs the same, as in the paper's first form.
"""

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from catalogue import Knob
from optimizers.base import Card, Optimizer
from optimizers.schedule_free import between, mean


class Hyper(NamedTuple):
    """beta: how near to the mean y lies. weight_decay: L2, at y. r, weight_lr_power: of the weights. drawn: x or y."""

    beta: float = 0.9
    weight_decay: float = 0.0
    r: float = 0.0
    weight_lr_power: float = 2.0
    drawn: str = "x"


class State(NamedTuple):
    """z: base point (2,). x: mean (2,). w_sum: sum of the weights (). lr_max: largest rate (). t: steps taken ()."""

    z: Array
    x: Array
    w_sum: Array
    lr_max: Array
    t: Array


def init(hyper, point):
    zero = jnp.zeros_like(point[0])
    return State(z=point, x=point, w_sum=zero, lr_max=zero, t=zero)


def step(hyper, state, point, oracle, lr):
    y = between(state.z, state.x, hyper.beta)
    z = state.z - lr * (oracle.grad(y) + hyper.weight_decay * y)
    t, lr_max = state.t + 1, jnp.maximum(state.lr_max, lr)
    x, w_sum = mean(state.x, z, state.w_sum, lr_max, t, hyper)
    shown = x if hyper.drawn == "x" else between(z, x, hyper.beta)
    return shown, State(z, x, w_sum, lr_max, t)


schedule_free_sgd = Optimizer(
    name="schedule_free_sgd",
    title="Schedule-free SGD",
    hyper=Hyper(),
    init=init,
    step=step,
    knobs={
        "beta": Knob("Nearness to the mean β", 0.0, 0.999, hint="The gradient is taken at (1 - β) z + β x."),
        "weight_decay": Knob("Weight decay (L2)", 0.0, 1.0, hint="Added to the gradient, times y."),
        "r": Knob("Weight by step r", 0.0, 4.0, hint="The t-th point weighs tʳ; above 0 the mean forgets its youth."),
        "weight_lr_power": Knob("Weight by rate", 0.0, 4.0, hint="Points weigh the largest rate to this power."),
        "drawn": Knob("Drawn point", options=("x", "y"), hint="x is the mean, y is where gradients are taken."),
    },
    family="Averaging and looking ahead",
    lr_unit="gradient",
    lr_factor=1.5,
    tuned={"saddle": {"lr": 0.15}, "rosenbrock": {"lr": 0.0032}},
    elsewhere={"lr_factor": 0.45},
    asks_at="point between base and mean",
    card=Card(
        paper="A. Defazio et al., The road less scheduled",
        year=2024,
        idea="Descent whose mean is good at any time, so the rate need not fall.",
        latex=(
            r"y = (1-\beta) z + \beta x,\quad z \leftarrow z - \eta\, \bigl(g(y) + \lambda y\bigr),\quad "
            r"\eta_{\max} \leftarrow \max(\eta_{\max}, \eta),\quad w = t^r \eta_{\max}^p,\quad "
            r"W \leftarrow W + w,\quad x \leftarrow \left(1 - \tfrac{w}{W}\right) x + \tfrac{w}{W} z"
        ),
        watch="The mean x glides where plain descent zig-zags; y runs ahead of it.",
        differs="The package shows y while training and x when evaluating; here you choose.",
        symbols={"z": "z", "x": "x", "w_sum": "W", "lr_max": r"\eta_{\max}", "t": "t"},
        words={
            "z": "base point",
            "x": "mean of all base points",
            "w_sum": "sum of the weights",
            "lr_max": "largest rate",
            "t": "steps taken",
        },
        checked=("schedulefree.SGDScheduleFree", "optax.contrib.schedule_free_sgd", "NumPy"),
    ),
)
