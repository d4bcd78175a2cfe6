r"""SignSGD: only the sign of each slope counts.

Paper    J. Bernstein, Y.-X. Wang, K. Azizzadenesheli, A. Anandkumar (2018), signSGD: compressed optimisation for
         non-convex problems, ICML.
Update   x <- x - lr * sign(g)
Symbols  x = point (2,), g = oracle.grad (2,), lr scalar
Watch    Every step goes along a diagonal and is equally long, so it runs on a grid of width lr and ends hopping to
         and fro, unless a schedule shrinks the rate. In a valley that lies askew it hops and gets nowhere.
Differs  Nowhere: optax.sign_sgd is the same, and the sign of 0 is 0.
"""

from typing import NamedTuple

import jax.numpy as jnp

from optimizers.base import Card, Optimizer


class Hyper(NamedTuple):
    """SignSGD has nothing to set but the rate."""


class State(NamedTuple):
    """SignSGD remembers nothing."""


def init(hyper, point):
    return State()


def step(hyper, state, point, oracle, lr):
    return point - lr * jnp.sign(oracle.grad(point)), state


signsgd = Optimizer(
    name="signsgd",
    title="SignSGD",
    hyper=Hyper(),
    init=init,
    step=step,
    knobs={},
    family="Sign and norm",
    lr_unit="stride",
    lr_factor=0.7,
    tuned={"bowl": {"lr": 0.035}},
    card=Card(
        paper="J. Bernstein, Y.-X. Wang, K. Azizzadenesheli, A. Anandkumar, signSGD: compressed optimisation",
        year=2018,
        idea="Only the sign of each slope counts, so every step is equally long.",
        latex=r"x \leftarrow x - \eta\, \mathrm{sign}(g)",
        watch="It walks along diagonals on a grid of width η; in a valley that lies askew it hops and gets nowhere.",
        checked=("pytorch_optimizer.SignSGD", "optax.sign_sgd", "NumPy"),
    ),
)
