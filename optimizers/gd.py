r"""Gradient descent: walk straight down the local slope.

Paper    A. Cauchy (1847), Méthode générale pour la résolution des systèmes d'équations simultanées.
Update   x <- x - lr * g(x)
Symbols  x = point (2,), g = oracle.grad (2,), lr scalar
Watch    It crosses each contour at a right angle, zig-zags in a narrow valley, and diverges once lr exceeds
         2 / (largest curvature).
Differs  Nowhere: torch, Optax, Keras and the paper agree.
"""

from typing import NamedTuple

from optimizers.base import Card, Optimizer


class Hyper(NamedTuple):
    """Gradient descent has nothing to set but the rate."""


class State(NamedTuple):
    """Gradient descent remembers nothing."""


def init(hyper, point):
    return State()


def step(hyper, state, point, oracle, lr):
    return point - lr * oracle.grad(point), state


gd = Optimizer(
    name="gd",
    title="Gradient descent",
    hyper=Hyper(),
    init=init,
    step=step,
    knobs={},
    family="Momentum",
    lr_unit="gradient",
    tuned={"rosenbrock": {"lr": 0.0015}},
    stable=lambda hyper: 2.0,
    card=Card(
        paper="A. Cauchy, Méthode générale pour la résolution des systèmes d'équations simultanées",
        year=1847,
        idea="Walk straight down the local slope.",
        latex=r"x \leftarrow x - \eta\, g(x)",
        watch="It crosses each contour at a right angle and zig-zags in a narrow valley.",
        checked=("torch.optim.SGD", "optax.sgd", "NumPy"),
    ),
)
