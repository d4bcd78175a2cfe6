r"""Nonlinear conjugate gradients: each direction bends the last one, so that a search does not undo the one before.

Paper    R. Fletcher, C. M. Reeves (1964), Function minimization by conjugate gradients; E. Polak, G. Ribiere (1969);
         M. R. Hestenes, E. Stiefel (1952) for quadratics.
Update   b <- the formula's share, 0 at first;  p <- -g + b * p;  a <- strong Wolfe search;  x <- x + a * p
         Polak-Ribiere+ b = max(0, g.(g - g') / |g'|^2);  Fletcher-Reeves b = |g|^2 / |g'|^2;
         Hestenes-Stiefel b = g.(g - g') / p.(g - g'), with g' the gradient before
Symbols  x = point (2,), g = oracle.grad (2,), p = direction (2,), a = length found (), lr scales the first length tried
Watch    With exact searches two steps solve a quadratic in two dimensions; on a bend Polak-Ribiere+ starts afresh by
         itself, while Fletcher-Reeves may take many short steps.
Differs  The search starts at lr * a' (g'.p') / (g.p) (Nocedal and Wright 2006, section 3.5), at the beginning at
         lr * min(1, 1 / |g|_1). Where p hardly descends, or the last search failed, p <- -g.
"""

from typing import NamedTuple

from jax import Array
from jax import numpy as jnp

from catalogue import Knob
from optimizers.base import Card, Optimizer
from optimizers.line_search import strong_wolfe

# The least cosine between p and -g. After a step cut short at max_move Hestenes-Stiefel's p may run level.
LEAST_COSINE = 1e-3


class Hyper(NamedTuple):
    """formula: for b. c1, c2: enough descent, flat enough. max_move: longest step."""

    formula: str = "Polak-Ribiere+"
    c1: float = 1e-4
    c2: float = 0.1
    max_move: float = 10.0


class State(NamedTuple):
    """g: gradient (2,), p: direction (2,), a: length (); all of the last step."""

    g: Array
    p: Array
    a: Array


def init(hyper, point):
    zero = jnp.zeros_like(point)
    return State(g=zero, p=zero, a=zero[0])


def share_of_the_last(formula, g, state):
    change = g - state.g
    above, below = {
        "Polak-Ribiere+": (jnp.maximum(jnp.dot(g, change), 0), jnp.dot(state.g, state.g)),
        "Fletcher-Reeves": (jnp.dot(g, g), jnp.dot(state.g, state.g)),
        "Hestenes-Stiefel": (jnp.dot(g, change), jnp.dot(state.p, change)),
    }[formula]
    return jnp.where((state.a > 0) & (below != 0), above / jnp.where(below != 0, below, 1), 0)


def step(hyper, state, point, oracle, lr):
    g = oracle.grad(point)
    bent = share_of_the_last(hyper.formula, g, state) * state.p - g
    steep = -jnp.dot(g, bent) > LEAST_COSINE * jnp.sqrt(jnp.dot(g, g) * jnp.dot(bent, bent))
    p = jnp.where(steep, bent, -g)
    slope, last = jnp.dot(g, p), jnp.dot(state.g, state.p)
    going_on = (state.a > 0) & (slope < 0)
    guess = jnp.where(going_on, state.a * last / jnp.where(going_on, slope, 1), jnp.minimum(1, 1 / jnp.sum(jnp.abs(g))))
    a = strong_wolfe(oracle, point, g, p, lr * guess, hyper.max_move, hyper.c1, hyper.c2)
    return point + a * p, State(g, p, a)


conjugate_gradient = Optimizer(
    name="conjugate_gradient",
    title="Conjugate gradients",
    hyper=Hyper(),
    init=init,
    step=step,
    knobs={
        "formula": Knob(
            "Formula",
            options=("Polak-Ribiere+", "Fletcher-Reeves", "Hestenes-Stiefel"),
            hint="How much of the last direction is kept; on a quadratic all three agree.",
        ),
        "c1": Knob("Enough descent c₁", 1e-6, 0.01, "log", hint="Share of the fall the slope promises that is enough."),
        "c2": Knob(
            "Flat enough c₂", 0.02, 0.99, hint="Share of the slope that may be left; small is a thorough search."
        ),
        "max_move": Knob("Longest step Δ", 0.01, 1000.0, "log", hint="No step is longer than this."),
    },
    family="Line search",
    lr_unit="none",
    tuned={"saddle": {"max_move": 0.5}},
    lr_knob=Knob("Scale of the first length tried", 1e-6, 100.0, "log"),
    elsewhere={"max_move": 0.5},
    card=Card(
        paper="R. Fletcher, C. M. Reeves, Function minimization by conjugate gradients",
        year=1964,
        idea="Each direction bends the last one, so that a search does not undo the one before.",
        latex=(
            r"\beta = \max\!\left(0, \tfrac{g \cdot (g - g')}{\lVert g' \rVert^2}\right)\text{ or as chosen},\quad "
            r"p \leftarrow -g + \beta p,\quad b = a\, \tfrac{g' \cdot p'}{g \cdot p},\quad "
            r"a \leftarrow \text{Wolfe, first try } \eta b,\quad \lVert a p \rVert \le \Delta,\quad "
            r"x \leftarrow x + a\, p"
        ),
        watch="Two exact searches solve a quadratic in two dimensions.",
        differs="Where the direction hardly descends, it becomes -g. b is min(1, 1/|g|₁) at first.",
        symbols={"g": "g", "p": "p", "a": "a"},
        words={"g": "gradient", "p": "direction", "a": "length found, in directions"},
        checked=("NumPy",),
    ),
)
