r"""Gradient descent with Armijo's line search: try a long step, and halve it until the loss falls enough.

Paper    L. Armijo (1966), Minimization of functions having Lipschitz continuous first partial derivatives.
Update   a <- the first of lr, shrink * lr, shrink^2 * lr, ... with f(x - a g) <= f(x) - c1 * a * |g|^2;  x <- x - a * g
Symbols  x = point (2,), f = oracle.value (), g = oracle.grad (2,), a = length found (), lr = first length tried
Watch    It never climbs, and long and short steps alternate; a narrow valley still makes it zig-zag.
Differs  Every search starts at lr again (Optax starts from the last length, times 1.5). No step is longer than
         max_move, which matters where the loss has no floor; where no length will do (noise, rounding) it stays.
"""

from typing import NamedTuple

import jax
from jax import Array
from jax import numpy as jnp

from catalogue import Knob
from optimizers.base import Card, Optimizer

# 0.8^100 is 2e-10: beyond, a step is lost in rounding anyway.
MOST = 100


class Hyper(NamedTuple):
    """c1: share of the promised fall that is enough. shrink: next length over the last. max_move: longest step."""

    c1: float = 0.3
    shrink: float = 0.5
    max_move: float = 10.0


class State(NamedTuple):
    """a: the length found at the last step, (); shown, not remembered."""

    a: Array


def init(hyper, point):
    return State(a=jnp.zeros_like(point[0]))


def step(hyper, state, point, oracle, lr):
    g, f = oracle.grad(point), oracle.value(point)
    square = jnp.dot(g, g)

    def enough(a):
        return oracle.value(point - a * g) <= f - hyper.c1 * a * square

    def shorter(search):
        a, _, tries = search
        return hyper.shrink * a, enough(hyper.shrink * a), tries + 1

    first = jnp.minimum(lr, hyper.max_move / jnp.sqrt(jnp.where(square > 0, square, 1)))
    begin = first, enough(first), jnp.zeros((), jnp.int32)
    a, found, _ = jax.lax.while_loop(lambda search: ~search[1] & (search[2] < MOST), shorter, begin)
    a = jnp.where(found, a, 0)
    return point - a * g, State(a)


gd_line_search = Optimizer(
    name="gd_line_search",
    title="Gradient descent, line search",
    hyper=Hyper(),
    init=init,
    step=step,
    knobs={
        "c1": Knob("Enough descent c₁", 1e-6, 0.9, "log", hint="Share of the fall the slope promises that is enough."),
        "shrink": Knob("Shrink σ", 0.1, 0.8, hint="How much shorter each next try is."),
        "max_move": Knob("Longest step Δ", 0.01, 1000.0, "log", hint="No step is longer than this."),
    },
    family="Line search",
    lr_unit="none",
    tuned={"saddle": {"max_move": 0.5}},
    lr_knob=Knob("First length tried", 1e-6, 100.0, "log"),
    card=Card(
        paper="L. Armijo, Minimization of functions having Lipschitz continuous first partial derivatives",
        year=1966,
        idea="Try a long step, and shorten it until the loss falls enough.",
        latex=(
            r"a \leftarrow \eta \text{, first try},\quad \lVert a g \rVert \le \Delta,\quad "
            r"b(a) = f(x) - c_1 a \lVert g \rVert^2,\quad a \leftarrow \sigma a \text{ while } f(x - a g) > b(a),\quad "
            r"x \leftarrow x - a\, g"
        ),
        watch="It never climbs, and long and short steps alternate.",
        differs="Optax starts each search from the last length, times 1.5.",
        symbols={"a": "a"},
        words={"a": "length found, in gradients"},
        checked=("NumPy",),
    ),
)
