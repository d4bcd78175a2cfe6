r"""Newton's method: step to where the local quadratic is flat.

Paper    Newton and Raphson; as a method for minima: J. Nocedal, S. J. Wright (2006), Numerical optimization, 3.3.
Update   x <- x - lr * (H + damping * I)^-1 g
Symbols  x = point (2,), g = oracle.grad (2,), H = oracle.hessian (2, 2), I = identity, lr scalar
Watch    One step solves a quadratic. Where H is indefinite that place is a saddle or a top, and Newton goes there.
Differs  No line search and no repair of an indefinite H. Where H + damping * I is singular (to rounding) the step is
         the shortest that solves as much as can be solved: a direction without curvature gets no step.
"""

from typing import NamedTuple

from jax import Array
from jax import numpy as jnp

from catalogue import Knob
from optimizers.base import Card, Optimizer
from optimizers.symmetric import solve


class Hyper(NamedTuple):
    """damping: added to both eigenvalues of the Hessian (Levenberg 1944, Marquardt 1963)."""

    damping: float = 0.0


class State(NamedTuple):
    """H: the damped Hessian of the last step, (2, 2); shown, not remembered."""

    H: Array


def init(hyper, point):
    return State(H=jnp.zeros((2, 2), point.dtype))


def step(hyper, state, point, oracle, lr):
    H = oracle.hessian(point) + hyper.damping * jnp.eye(2, dtype=point.dtype)
    return point - lr * solve(H, oracle.grad(point)), State(H)


newton = Optimizer(
    name="newton",
    title="Newton",
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
    # A full step first leaves the map.
    tuned={"rosenbrock": {"lr": 0.3}},
    card=Card(
        paper="Newton and Raphson; J. Nocedal, S. J. Wright, Numerical optimization, section 3.3",
        year=2006,
        idea="Step to where the local quadratic is flat.",
        latex=r"H \leftarrow \nabla^2 f(x) + \lambda I,\qquad x \leftarrow x - \eta\, H^{-1} g",
        watch="One step solves a quadratic; where the curvature is mixed it goes to the saddle.",
        differs="No line search; in a direction without curvature it takes no step.",
        symbols={"H": "H"},
        words={"H": "damped Hessian"},
        checked=("NumPy",),
    ),
)
