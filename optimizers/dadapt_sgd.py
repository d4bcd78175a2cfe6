r"""D-Adapt SGD: descent whose rate is a lower bound on the distance to the goal, over the first slope.

Paper    A. Defazio, K. Mishchenko (2023), Learning-rate-free learning by D-adaptation, ICML.
Update   q = lr * d / G;  r <- r + q * dot(g, s);  s <- s + q * g;
         d <- max(d, min(growth_rate * d, 2 * r / norm(s)));  x <- momentum * x + (1 - momentum) * (x0 - s)
Symbols  x = point (2,), x0 = start (2,), g = oracle.grad (2,) + weight_decay * x, s = weighted sum of slopes (2,),
         r = how far the slopes agree (), d = bound on the distance (), G = norm of the first slope (), lr scalar
         (usually 1)
Watch    It creeps, then d doubles from step to step until slopes turn; from there on the rate is fixed.
Differs  The authors' package, where growth_rate is infinite at first (1000 is as good). G leaves the decay out, which
         in the package looks like an accident.
"""

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from catalogue import Knob
from optimizers.base import Card, Optimizer


class Hyper(NamedTuple):
    """momentum: how much x lags behind. weight_decay: L2, into g. d0: first bound. growth_rate: its limit."""

    momentum: float = 0.0
    weight_decay: float = 0.0
    d0: float = 1e-6
    growth_rate: float = 1000.0


class State(NamedTuple):
    """x0, s: (2,). r, d, g0 = norm of the first slope that is not 0: ()."""

    x0: Array
    s: Array
    r: Array
    d: Array
    g0: Array


def init(hyper, point):
    zero = jnp.zeros_like(point[0])
    return State(x0=point, s=jnp.zeros_like(point), r=zero, d=zero + hyper.d0, g0=zero)


def step(hyper, state, point, oracle, lr):
    slope = oracle.grad(point)
    g0 = jnp.where(state.g0 > 0, state.g0, jnp.hypot(slope[0], slope[1]))
    g = slope + hyper.weight_decay * point
    q = lr * state.d / jnp.where(g0 > 0, g0, 1.0)
    r = state.r + q * jnp.sum(g * state.s)
    s = state.s + q * g
    length = jnp.hypot(s[0], s[1])
    bound = 2 * r / jnp.where(length > 0, length, 1.0)
    d = jnp.maximum(state.d, jnp.minimum(hyper.growth_rate * state.d, bound))
    x = hyper.momentum * point + (1 - hyper.momentum) * (state.x0 - s)
    return x, State(state.x0, s, r, d, g0)


dadapt_sgd = Optimizer(
    name="dadapt_sgd",
    title="D-Adapt SGD",
    hyper=Hyper(),
    init=init,
    step=step,
    knobs={
        "momentum": Knob("Momentum μ", 0.0, 0.999, hint="How much the point lags behind the sum of slopes."),
        "weight_decay": Knob("Weight decay (L2)", 0.0, 1.0, hint="Added to the gradient."),
        "d0": Knob("First distance d₀", 1e-8, 1.0, "log", hint="Too small only costs steps; too large may be fatal."),
        "growth_rate": Knob("Growth limit κ", 1.0, 1000.0, "log", hint="How many times larger d may get in one step."),
    },
    family="No rate to set",
    lr_unit="none",
    tuned={"saddle": {"growth_rate": 1.12}, "rosenbrock": {"lr": 0.9, "growth_rate": 1.1}},
    elsewhere={"lr_factor": 0.3},
    card=Card(
        paper="A. Defazio, K. Mishchenko, Learning-rate-free learning by D-adaptation",
        year=2023,
        idea="Descent whose rate is a lower bound on the distance to the goal, over the first slope.",
        latex=(
            r"G = \text{first } \lVert g \rVert,\quad g \leftarrow g + \lambda x,\quad q = \eta\, \frac{d}{G},\quad "
            r"r \leftarrow r + q\, g^\top s,\quad s \leftarrow s + q g,\quad "
            r"d \leftarrow \max\left(d, \min\left(\kappa d, \tfrac{2 r}{\lVert s \rVert}\right)\right),\quad "
            r"x \leftarrow \mu x + (1-\mu)(x_0 - s)"
        ),
        watch="It creeps, then d doubles from step to step until slopes turn; from there on the rate is fixed.",
        symbols={"x0": "x_0", "s": "s", "r": "r", "d": "d", "g0": "G"},
        words={
            "x0": "start",
            "s": "weighted sum of gradients",
            "r": "sum of their agreements",
            "d": "least distance to the minimum",
            "g0": "length of the first gradient",
        },
        checked=("dadaptation.DAdaptSGD", "NumPy"),
    ),
)
