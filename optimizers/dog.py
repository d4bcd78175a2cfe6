r"""DoG: the rate is the distance travelled over the slopes met.

Paper    M. Ivgi, O. Hinder, Y. Carmon (2023), DoG is SGD's best friend: a parameter-free dynamic step size schedule,
         ICML.
Update   r <- max(r, norm(x - x0));  G <- G + norm(g)^2;  x <- x - lr * r / sqrt(G + eps) * g
Symbols  x = point (2,), x0 = start (2,), g = oracle.grad (2,) + weight_decay * x, r = farthest distance so far (),
         which starts at reps_rel * (1 + norm(x0)), G = sum of squared slopes (), lr scalar (usually 1)
Watch    A tiny first step, then the distance feeds itself until it is about that to the goal; G only grows, so a
         first slope that is very steep slows everything after it.
Differs  The authors' package, optax.contrib and this agree. The paper's guarantee is for a mean of the points; drawn
         is the last one.
"""

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from catalogue import Knob
from optimizers.base import Card, Optimizer


class Hyper(NamedTuple):
    """reps_rel: first distance, relative to 1 + norm(x0). eps: beside G. weight_decay: L2, into the gradient."""

    reps_rel: float = 1e-6
    eps: float = 1e-8
    weight_decay: float = 0.0


class State(NamedTuple):
    """x0: start (2,). r: farthest distance (). g_sum: sum of squared slopes ()."""

    x0: Array
    r: Array
    g_sum: Array


def init(hyper, point):
    return State(x0=point, r=hyper.reps_rel * (1 + jnp.hypot(point[0], point[1])), g_sum=jnp.zeros_like(point[0]))


def step(hyper, state, point, oracle, lr):
    g = oracle.grad(point) + hyper.weight_decay * point
    away = point - state.x0
    r = jnp.maximum(state.r, jnp.hypot(away[0], away[1]))
    g_sum = state.g_sum + jnp.sum(g * g)
    return point - lr * r / jnp.sqrt(g_sum + hyper.eps) * g, State(state.x0, r, g_sum)


dog = Optimizer(
    name="dog",
    title="DoG",
    hyper=Hyper(),
    init=init,
    step=step,
    knobs={
        "reps_rel": Knob("First distance", 1e-8, 0.1, "log", hint="Relative to 1 + the norm of the start."),
        "eps": Knob("ε", 1e-12, 1.0, "log", hint="Keeps the division finite on flat ground."),
        "weight_decay": Knob("Weight decay (L2)", 0.0, 1.0, hint="Added to the gradient."),
    },
    family="No rate to set",
    lr_unit="none",
    tuned={
        "saddle": {"reps_rel": 1e-05},
        "rosenbrock": {"reps_rel": 0.05},
        "bowl": {"reps_rel": 0.05},
        "ellipse": {"reps_rel": 0.05},
        "himmelblau": {"reps_rel": 0.001},
        "beale": {"reps_rel": 0.1},
    },
    elsewhere={"reps_rel": 0.05},
    card=Card(
        paper="M. Ivgi, O. Hinder, Y. Carmon, DoG is SGD's best friend: a parameter-free dynamic step size schedule",
        year=2023,
        idea="The rate is the distance travelled over the slopes met.",
        latex=(
            r"r \leftarrow \max\left(r, \lVert x - x_0 \rVert\right),\quad G \leftarrow G + \lVert g \rVert^2,\quad "
            r"x \leftarrow x - \eta\, \frac{r}{\sqrt{G + \epsilon}}\, g"
        ),
        watch="A tiny first step; then the distance feeds itself until it is about that to the goal.",
        differs="The paper's guarantee is for a mean of the points; drawn is the last one.",
        symbols={"x0": "x_0", "r": "r", "g_sum": "G"},
        words={"x0": "start", "r": "farthest distance from the start", "g_sum": "sum of squared gradient norms"},
        checked=("dog.DoG", "optax.contrib.dog", "NumPy"),
    ),
)
