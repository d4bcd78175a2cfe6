r"""LARS: momentum whose steps are as long, relative to the weights, as told.

Paper    Y. You, I. Gitman, B. Ginsburg (2017), Large batch training of convolutional networks.
Update   a = trust * norm(x) / (norm(g) + weight_decay * norm(x));
         v <- momentum * v + lr * a * (g + weight_decay * x);  x <- x - v
Symbols  x = point (2,) as one layer, g = oracle.grad (2,), v = velocity (2,), a = rate of the layer (), lr scalar
Watch    A step is a share of the distance to the origin, whatever the slope: far out it leaps, near the origin it
         creeps, and a valley that leads through the origin, as Rosenbrock's, ends there for it.
Differs  The paper's norm(g) + weight_decay * norm(x); Optax has norm(g + weight_decay * x). Where norm(x) or the
         divisor is 0, a = 1 (Optax, NVIDIA's port; the paper does not say). The rate stands inside v (paper, Optax).
"""

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from catalogue import Knob
from optimizers.base import Card, Memory, Optimizer


class Hyper(NamedTuple):
    """momentum: share of the last step kept. trust: step relative to norm(x). weight_decay: L2."""

    momentum: float = 0.9
    trust: float = 0.001
    weight_decay: float = 0.0


class State(NamedTuple):
    """v: velocity, shape (2,)."""

    v: Array


def init(hyper, point):
    return State(v=jnp.zeros_like(point))


def step(hyper, state, point, oracle, lr):
    g = oracle.grad(point)
    length = jnp.hypot(point[0], point[1])
    divisor = jnp.hypot(g[0], g[1]) + hyper.weight_decay * length
    moves = (length > 0) & (divisor > 0)
    a = jnp.where(moves, hyper.trust * length / jnp.where(moves, divisor, 1.0), 1.0)
    v = hyper.momentum * state.v + lr * a * (g + hyper.weight_decay * point)
    return point - v, State(v)


lars = Optimizer(
    name="lars",
    title="LARS",
    hyper=Hyper(),
    init=init,
    step=step,
    knobs={
        "momentum": Knob("Momentum μ", 0.0, 0.999, hint="Share of the last step kept."),
        "trust": Knob("Trust", 1e-4, 1.0, "log", hint="How long a step is, relative to the point's own norm."),
        "weight_decay": Knob("Weight decay (L2)", 0.0, 1.0, hint="Added to the gradient, and to what divides it."),
    },
    family="Sign and norm",
    lr_unit="stride",
    lr_factor=80.0,
    tuned={"bowl": {"lr": 10.0}},
    memory=Memory(momentum=("v",), linear=True),
    card=Card(
        paper="Y. You, I. Gitman, B. Ginsburg, Large batch training of convolutional networks",
        year=2017,
        idea="Momentum whose steps are as long, relative to the weights, as told.",
        latex=(
            r"a = \frac{\tau \lVert x \rVert}{\lVert g \rVert + \lambda \lVert x \rVert},\quad "
            r"v \leftarrow \mu v + \eta\, a\, (g + \lambda x),\quad x \leftarrow x - v"
        ),
        watch="A step is a share of the distance to the origin: far out it leaps, near there it creeps.",
        differs="Optax divides by the norm of g + λx.",
        symbols={"v": "v"},
        words={"v": "velocity"},
        checked=("pytorch_optimizer.LARS", "optax.lars", "NumPy"),
    ),
)
