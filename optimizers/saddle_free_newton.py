r"""Saddle-free Newton: Newton's lengths, but always downhill.

Paper    Y. Dauphin et al. (2014), Identifying and attacking the saddle point problem in high-dimensional non-convex
         optimization, NeurIPS.
Update   x <- x - lr * (|H| + damping * I)^-1 g, |H| with the magnitudes of H's eigenvalues
Symbols  x = point (2,), g = oracle.grad (2,), H = oracle.hessian (2, 2), B = |H| + damping * I (2, 2), lr scalar
Watch    At a saddle it walks off along the direction that curves down; elsewhere it is Newton's method.
Differs  The paper projects onto a few Krylov directions; two dimensions need none, and |H| has a closed form. Where B
         is singular (to rounding) a direction without curvature gets no step.
"""

from typing import NamedTuple

from jax import Array
from jax import numpy as jnp

from catalogue import Knob
from optimizers.base import Card, Optimizer
from optimizers.symmetric import magnitude, solve


class Hyper(NamedTuple):
    """damping: added to the magnitudes of both eigenvalues."""

    damping: float = 0.0


class State(NamedTuple):
    """B: the damped magnitude of the Hessian of the last step, (2, 2); shown, not remembered."""

    B: Array


def init(hyper, point):
    return State(B=jnp.zeros((2, 2), point.dtype))


def step(hyper, state, point, oracle, lr):
    B = magnitude(oracle.hessian(point)) + hyper.damping * jnp.eye(2, dtype=point.dtype)
    return point - lr * solve(B, oracle.grad(point)), State(B)


saddle_free_newton = Optimizer(
    name="saddle_free_newton",
    title="Saddle-free Newton",
    hyper=Hyper(),
    init=init,
    step=step,
    knobs={
        "damping": Knob(
            "Damping λ", 0.0, 100.0, hint="Added to every curvature; a large one gives short gradient steps."
        )
    },
    family="Curvature",
    lr_unit="none",
    # On the saddle a full step doubles y each time; on the others it leaves the map on the way.
    tuned={
        "saddle": {"lr": 0.1},
        "rosenbrock": {"lr": 0.3},
        "himmelblau": {"lr": 0.3},
        "beale": {"lr": 0.3, "damping": 3.0},
    },
    elsewhere={"damping": 3.0},
    card=Card(
        paper="Y. Dauphin et al., Identifying and attacking the saddle point problem in high-dimensional optimization",
        year=2014,
        idea="Newton's lengths, but always downhill.",
        latex=r"B \leftarrow |\nabla^2 f(x)| + \lambda I,\qquad x \leftarrow x - \eta\, B^{-1} g",
        watch="At a saddle it walks off along the direction that curves down.",
        differs="The paper works in a small subspace; two dimensions need none.",
        symbols={"B": "B"},
        words={"B": "magnitude of the Hessian, damped"},
        checked=("NumPy",),
    ),
)
