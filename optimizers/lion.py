r"""Lion: the sign of a momentum that listens to the newest slope.

Paper    X. Chen et al. (2023), Symbolic discovery of optimization algorithms, NeurIPS.
Update   c = beta1 * m + (1 - beta1) * g;  x <- x - lr * (sign(c) + weight_decay * x);
         m <- beta2 * m + (1 - beta2) * g
Symbols  x = point (2,), g = oracle.grad (2,), m = mean gradient (2,), c = what is asked for its sign (2,), lr scalar
Watch    Every step is lr along each axis, so it never slows down: it circles a minimum at a distance set by lr.
Differs  Nowhere: torch's ports, Optax and the authors' code agree. The decay is decoupled and scaled by lr; Optax's
         default for it is 0.001.
"""

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from catalogue import Knob
from optimizers.base import Card, Memory, Optimizer


class Hyper(NamedTuple):
    """beta1: share of the memory in the step. beta2: share of the memory kept. weight_decay: decoupled."""

    beta1: float = 0.9
    beta2: float = 0.99
    weight_decay: float = 0.0


class State(NamedTuple):
    """m: mean gradient, shape (2,)."""

    m: Array


def init(hyper, point):
    return State(m=jnp.zeros_like(point))


def step(hyper, state, point, oracle, lr):
    g = oracle.grad(point)
    c = hyper.beta1 * state.m + (1 - hyper.beta1) * g
    m = hyper.beta2 * state.m + (1 - hyper.beta2) * g
    return point - lr * (jnp.sign(c) + hyper.weight_decay * point), State(m)


lion = Optimizer(
    name="lion",
    title="Lion",
    hyper=Hyper(),
    init=init,
    step=step,
    knobs={
        "beta1": Knob("Memory in the step β₁", 0.0, 0.999, hint="How much the step trusts the memory, not the slope."),
        "beta2": Knob("Memory kept β₂", 0.0, 0.9999, hint="Share of the mean gradient kept each step."),
        "weight_decay": Knob("Weight decay", 0.0, 1.0, hint="Pull to the origin, scaled by the rate."),
    },
    family="Sign and norm",
    lr_unit="stride",
    tuned={"ellipse": {"lr": 0.22}, "himmelblau": {"lr": 0.09, "beta2": 0.95}, "beale": {"lr": 0.03, "beta2": 0.95}},
    elsewhere={"beta2": 0.95},
    memory=Memory(momentum=("m",)),
    card=Card(
        paper="X. Chen et al., Symbolic discovery of optimization algorithms",
        year=2023,
        idea="The sign of a momentum that listens to the newest slope.",
        latex=(
            r"x \leftarrow x - \eta\, \bigl(\mathrm{sign}(\beta_1 m + (1-\beta_1) g) + \lambda x\bigr),\qquad "
            r"m \leftarrow \beta_2 m + (1-\beta_2) g"
        ),
        watch="Every step is η along each axis, so it circles a minimum and does not settle.",
        differs="Optax decays by 0.001 unless told otherwise.",
        symbols={"m": "m"},
        words={"m": "mean gradient"},
        checked=("lion_pytorch.Lion", "optax.lion", "NumPy"),
    ),
)
