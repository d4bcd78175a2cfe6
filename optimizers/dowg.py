r"""DoWG: DoG that counts a slope by how far it was met.

Paper    A. Khaled, K. Mishchenko, C. Jin (2023), DoWG unleashed: an efficient universal parameter-free gradient
         descent method, NeurIPS.
Update   r <- max(r, norm(x - x0));  G <- G + r^2 * norm(g)^2;  x <- x - lr * r^2 / (sqrt(G) + eps) * g
Symbols  x = point (2,), x0 = start (2,), g = oracle.grad (2,) + weight_decay * x, r = farthest distance so far (),
         which starts at r0, G = weighted sum of squared slopes (), lr scalar (usually 1)
Watch    Like DoG, but slopes met on the way out weigh little, so its steps stay longer and may reach the edge of
         stability, where it bounces.
Differs  optax.contrib starts r^2 at its eps, 1e-4, and so does this: r0 = 0.01. The paper has no eps.
"""

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from catalogue import Knob
from optimizers.base import Card, Optimizer


class Hyper(NamedTuple):
    """r0: first distance. eps: beside the root of G. weight_decay: L2, into the gradient."""

    r0: float = 0.01
    eps: float = 1e-4
    weight_decay: float = 0.0


class State(NamedTuple):
    """x0: start (2,). r: farthest distance (). g_sum: weighted sum of squared slopes ()."""

    x0: Array
    r: Array
    g_sum: Array


def init(hyper, point):
    return State(x0=point, r=jnp.zeros_like(point[0]) + hyper.r0, g_sum=jnp.zeros_like(point[0]))


def step(hyper, state, point, oracle, lr):
    g = oracle.grad(point) + hyper.weight_decay * point
    away = point - state.x0
    r = jnp.maximum(state.r, jnp.hypot(away[0], away[1]))
    g_sum = state.g_sum + r * r * jnp.sum(g * g)
    return point - lr * r * r / (jnp.sqrt(g_sum) + hyper.eps) * g, State(state.x0, r, g_sum)


dowg = Optimizer(
    name="dowg",
    title="DoWG",
    hyper=Hyper(),
    init=init,
    step=step,
    knobs={
        "r0": Knob("First distance r₀", 1e-8, 1.0, "log", hint="Too small only costs steps."),
        "eps": Knob("ε", 1e-12, 1.0, "log", hint="Keeps the division finite on flat ground."),
        "weight_decay": Knob("Weight decay (L2)", 0.0, 1.0, hint="Added to the gradient."),
    },
    family="No rate to set",
    lr_unit="none",
    tuned={"saddle": {"lr": 0.35}, "himmelblau": {"lr": 0.5}, "rosenbrock": {"lr": 0.5}, "beale": {"lr": 0.5}},
    elsewhere={"lr_factor": 0.3},
    card=Card(
        paper="A. Khaled, K. Mishchenko, C. Jin, DoWG unleashed: an efficient universal parameter-free method",
        year=2023,
        idea="DoG that counts a slope by how far from the start it was met.",
        latex=(
            r"r \leftarrow \max\left(r, \lVert x - x_0 \rVert\right),\quad "
            r"G \leftarrow G + r^2 \lVert g \rVert^2,\quad x \leftarrow x - \eta\, \frac{r^2}{\sqrt{G} + \epsilon}\, g"
        ),
        watch="Early slopes weigh little, so its steps stay longer than DoG's and may bounce.",
        differs="The paper has no ε; Optax starts r² at 0.0001.",
        symbols={"x0": "x_0", "r": "r", "g_sum": "G"},
        words={
            "x0": "start",
            "r": "farthest distance from the start",
            "g_sum": "weighted sum of squared gradient norms",
        },
        checked=("optax.contrib.dowg", "NumPy"),
    ),
)
