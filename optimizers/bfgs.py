r"""BFGS: learn the inverse curvature from how the gradient changes along the way.

Paper    C. G. Broyden, R. Fletcher, D. Goldfarb, D. F. Shanno (1970); here after J. Nocedal, S. J. Wright (2006),
         Numerical optimization, algorithm 6.1.
Update   p <- -H g;  a <- strong Wolfe search;  s = a * p, y = g(x + s) - g(x), rho = 1 / y.s;  x <- x + s
         H <- (I - rho s y^T) H (I - rho y s^T) + rho s s^T;  before the first of these, H <- (y.s / y.y) I
Symbols  x = point (2,), g = oracle.grad (2,), H = inverse curvature (2, 2), p = direction (2,), a = length (),
         k = pairs (s, y) that H has learned from (), lr = first length tried (1 is Newton's)
Watch    The first steps go down the slope; soon they are Newton's, without one second derivative.
Differs  While k = 0 the first length is lr * min(1, 1 / |g|_1), as in torch's L-BFGS. A pair without positive
         curvature is skipped. Where a search fails (rounding, noise), H <- I and k <- 0.
"""

from typing import NamedTuple

from jax import Array
from jax import numpy as jnp

from catalogue import Knob
from optimizers.base import Card, Optimizer
from optimizers.line_search import strong_wolfe

# The least cosine between s and y: a pair nearer to none would make H explode.
LEAST_COSINE = 1e-6


class Hyper(NamedTuple):
    """c1, c2: enough descent, flat enough. max_move: longest step."""

    c1: float = 1e-4
    c2: float = 0.9
    max_move: float = 10.0


class State(NamedTuple):
    """H: inverse curvature (2, 2), k: how many pairs it has learned from ()."""

    H: Array
    k: Array


def init(hyper, point):
    return State(H=jnp.eye(2, dtype=point.dtype), k=jnp.zeros_like(point[0]))


def is_bent(s, y):
    """Whether the gradient's change y along s shows positive curvature, beyond rounding and underflow."""
    bend, here, there = jnp.dot(s, y), jnp.dot(s, s), jnp.dot(y, y)
    return (bend > LEAST_COSINE * jnp.sqrt(here) * jnp.sqrt(there)) & (
        jnp.minimum(bend, there) > jnp.finfo(s.dtype).tiny
    )


def step(hyper, state, point, oracle, lr):
    identity = jnp.eye(2, dtype=point.dtype)
    g = oracle.grad(point)
    p = -state.H @ g
    trial = lr * jnp.where(state.k > 0, 1, jnp.minimum(1, 1 / jnp.sum(jnp.abs(g))))
    a = strong_wolfe(oracle, point, g, p, trial, hyper.max_move, hyper.c1, hyper.c2)
    s = a * p
    moved = point + s
    y = oracle.grad(moved) - g
    learns, bend, square = is_bent(s, y), jnp.dot(s, y), jnp.dot(y, y)
    rho = 1 / jnp.where(learns, bend, 1)
    known = jnp.where(state.k > 0, state.H, bend / jnp.where(learns, square, 1) * identity)
    off = identity - rho * jnp.outer(s, y)
    H = jnp.where(learns, off @ known @ off.T + rho * jnp.outer(s, s), state.H)
    k = state.k + learns
    return moved, State(jnp.where(a > 0, H, identity), jnp.where(a > 0, k, 0))


bfgs = Optimizer(
    name="bfgs",
    title="BFGS",
    hyper=Hyper(),
    init=init,
    step=step,
    knobs={
        "c1": Knob("Enough descent c₁", 1e-6, 0.01, "log", hint="Share of the fall the slope promises that is enough."),
        "c2": Knob(
            "Flat enough c₂", 0.02, 0.99, hint="Share of the slope that may be left; small is a thorough search."
        ),
        "max_move": Knob("Longest step Δ", 0.01, 1000.0, "log", hint="No step is longer than this."),
    },
    family="Line search",
    lr_unit="none",
    tuned={"saddle": {"max_move": 0.5}},
    lr_knob=Knob("First length tried", 1e-6, 100.0, "log"),
    asks_at="point it moved to",
    card=Card(
        paper="C. G. Broyden, R. Fletcher, D. Goldfarb, D. F. Shanno, four papers of one year",
        year=1970,
        idea="Learn the inverse curvature from how the gradient changes along the way.",
        latex=(
            r"a \leftarrow \text{Wolfe, first try } \eta,\quad s = -a H g,\quad \lVert s \rVert \le \Delta,\quad "
            r"y = g(x + s) - g(x),\quad x \leftarrow x + s,\quad \rho = 1 / (y \cdot s),\quad "
            r"V = I - \rho\, y s^\top,\quad "
            r"H \leftarrow V^\top H V + \rho s s^\top,\quad k \leftarrow k + 1"
        ),
        watch="The first steps go down the slope; soon they are Newton's, without one second derivative.",
        differs="A pair without positive curvature is skipped; the first try at k = 0 is η min(1, 1/|g|₁).",
        symbols={"H": "H", "k": "k"},
        words={"H": "inverse Hessian, learnt", "k": "pairs learnt from"},
        checked=("NumPy",),
    ),
)
