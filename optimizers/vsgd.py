r"""vSGD: no rate to choose; each axis takes the step that its curvature and the noise of its slope allow.

Paper    T. Schaul, S. Zhang, Y. LeCun (2013), No more pesky learning rates, ICML (vSGD-l, one rate for each axis).
Update   a <- (1 - 1/tau) * a + g / tau;  v <- (1 - 1/tau) * v + g^2 / tau;  h <- (1 - 1/tau) * h + |hessian_ii| / tau
         x <- x - lr * (a^2 / v) / (h + eps) * g;  tau <- (1 - a^2 / v) * tau + 1
         The first step sets a = g, v = slow_start * g^2, h = slow_start * |hessian_ii|, tau = memory.
Symbols  x = point (2,), g = oracle.grad (2,), a = mean gradient (2,), v = mean square (2,), h = mean absolute diagonal
         curvature (2,), tau = how many steps the means remember (2,), lr scalar
Watch    Without noise a^2 / v goes to 1 and it takes a Newton step on each axis; add noise and the steps shrink as the
         minimum comes near, where all that is left of the slope is noise.
         It sees one axis at a time: in an oblique valley it zig-zags, and at lr = 1 it may leap out.
Differs  The paper has no rate (lr = 1) and averages its means over a few samples before it starts; here they start
         from the first one, counted as `memory`. The diagonal is exact, not bbprop's estimate. The paper's
         slow_start, a tenth of the number of parameters, is for networks. eps bounds the step on straight ground.
"""

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from catalogue import Knob
from optimizers.base import Card, Memory, Optimizer


class Hyper(NamedTuple):
    """slow_start: how much v and h are overstated at first. memory: the first tau. eps: floor of the curvature."""

    slow_start: float = 2.0
    memory: float = 10.0
    eps: float = 1e-8


class State(NamedTuple):
    """a: mean gradient, v: mean square, h: mean curvature, tau: memory (0 before the first step); each (2,)."""

    a: Array
    v: Array
    h: Array
    tau: Array


def init(hyper, point):
    zero = jnp.zeros_like(point)
    return State(a=zero, v=zero, h=zero, tau=zero)


def step(hyper, state, point, oracle, lr):
    g = oracle.grad(point)
    curvature = jnp.abs(jnp.diagonal(oracle.hessian(point)))
    first = state.tau == 0
    tau = jnp.where(first, hyper.memory, state.tau)

    def mean(old, new, overstated):
        return jnp.where(first, overstated * new, old + (new - old) / tau)

    a = mean(state.a, g, 1)
    v = mean(state.v, g * g, hyper.slow_start)
    h = mean(state.h, curvature, hyper.slow_start)
    # The share of the slope that is not noise; v is 0 only where every slope so far was 0.
    share = a * a / jnp.where(v > 0, v, 1)
    return point - lr * share / (h + hyper.eps) * g, State(a, v, h, (1 - share) * tau + 1)


vsgd = Optimizer(
    name="vsgd",
    title="vSGD",
    hyper=Hyper(),
    init=init,
    step=step,
    knobs={
        "slow_start": Knob("Slow start C", 1.0, 100.0, "log", hint="How much v and h are overstated at first."),
        "memory": Knob("First memory τ₀", 1.0, 1000.0, "log", hint="How many steps the first slope counts for."),
        "eps": Knob("ε", 1e-12, 1.0, "log", hint="Floor of the curvature, for straight ground."),
    },
    family="Adaptive",
    lr_unit="none",
    tuned={
        "himmelblau": {"lr": 1.0},
        "saddle": {"lr": 0.06},
        "rosenbrock": {"lr": 0.7},
        "bowl": {"lr": 0.5},
    },
    elsewhere={"lr_factor": 0.3},
    memory=Memory(momentum=("a",), squares=("v",)),
    card=Card(
        paper="T. Schaul, S. Zhang, Y. LeCun, No more pesky learning rates",
        year=2013,
        idea="No rate to choose; each axis takes the step that its curvature and the noise of its slope allow.",
        latex=(
            r"a \leftarrow (1-\tfrac{1}{\tau}) a + \tfrac{1}{\tau} g,\quad "
            r"v \leftarrow (1-\tfrac{1}{\tau}) v + \tfrac{1}{\tau} g^2,\quad "
            r"h \leftarrow (1-\tfrac{1}{\tau}) h + \tfrac{1}{\tau} |H_{ii}|,\quad "
            r"\text{first: } a = g,\ v = C g^2,\quad \text{first: } h = C |H_{ii}|,\ \tau = \tau_0,\quad "
            r"x \leftarrow x - \eta\, \frac{a^2}{v\, (h + \epsilon)}\, g,\quad "
            r"\tau \leftarrow (1 - \tfrac{a^2}{v})\, \tau + 1"
        ),
        watch="Add noise: the steps shrink as the minimum comes near, where all that is left of the slope is noise.",
        differs="The paper has no rate (η = 1) and estimates the diagonal of the Hessian; here it is exact.",
        symbols={"a": "a", "v": "v", "h": "h", "tau": r"\tau"},
        words={
            "a": "mean gradient",
            "v": "mean of squared gradients",
            "h": "mean curvature",
            "tau": "memory, in steps",
        },
        checked=("NumPy",),
    ),
)
