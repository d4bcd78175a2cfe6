r"""L-BFGS: BFGS that keeps the last few steps instead of a matrix.

Paper    D. C. Liu, J. Nocedal (1989), On the limited memory BFGS method for large scale optimization.
Update   p <- -H g, H the BFGS matrix of the kept pairs, newest last, begun at gamma I with gamma = s.y / y.y of the
         newest pair;  a <- strong Wolfe search;  x <- x + a * p;  keep s = a * p, y = g(x + s) - g(x), rho = 1 / s.y
Symbols  x = point (2,), g = oracle.grad (2,), p = direction (2,), a = length (), s, y = kept pairs, newest first
         (10, 2), rho (10,), 0 where there is none yet, lr = first length tried (1 is Newton's)
Watch    Almost BFGS's path. In two dimensions two or three pairs say all there is to say of a quadratic, and forgetting
         older ones helps where the curvature changes.
Differs  While there is no pair the first length is lr * min(1, 1 / |g|_1) (torch). A pair without positive curvature is
         skipped. Directions are torch's, but torch's search (minFunc's) closes in by other rules. Where a search fails
         (rounding, noise) all pairs are forgotten.
"""

from typing import NamedTuple

import jax
from jax import Array
from jax import numpy as jnp

from catalogue import Knob
from optimizers.base import Card, Optimizer
from optimizers.bfgs import is_bent
from optimizers.line_search import strong_wolfe

# How many pairs there is room for.
ROOM = 10


class Hyper(NamedTuple):
    """memory: how many pairs count. c1, c2: enough descent, flat enough. max_move: longest step."""

    memory: float = 10.0
    c1: float = 1e-4
    c2: float = 0.9
    max_move: float = 10.0


class State(NamedTuple):
    """s, y: kept steps and changes of the gradient, newest first (10, 2); rho = 1 / s.y (10,), 0 where none."""

    s: Array
    y: Array
    rho: Array


def init(hyper, point):
    none = jnp.zeros((ROOM, 2), point.dtype)
    return State(s=none, y=none, rho=none[:, 0])


def inverse_curvature_times(state, memory, g):
    """H g by the two-loop recursion; a pair whose rho is 0 changes nothing."""
    pairs = state._replace(rho=jnp.where(jnp.arange(ROOM) < jnp.round(memory), state.rho, 0))

    def back(q, pair):
        alpha = pair.rho * jnp.dot(pair.s, q)
        return q - alpha * pair.y, alpha

    def forth(q, pair_and_alpha):
        pair, alpha = pair_and_alpha
        return q + (alpha - pair.rho * jnp.dot(pair.y, q)) * pair.s, None

    q, alphas = jax.lax.scan(back, g, pairs)
    scale = state.rho[0] * jnp.dot(state.y[0], state.y[0])
    return jax.lax.scan(forth, q / jnp.where(scale > 0, scale, 1), (pairs, alphas), reverse=True)[0]


def step(hyper, state, point, oracle, lr):
    g = oracle.grad(point)
    p = -inverse_curvature_times(state, hyper.memory, g)
    trial = lr * jnp.where(state.rho[0] > 0, 1, jnp.minimum(1, 1 / jnp.sum(jnp.abs(g))))
    a = strong_wolfe(oracle, point, g, p, trial, hyper.max_move, hyper.c1, hyper.c2)
    s = a * p
    moved = point + s
    y = oracle.grad(moved) - g
    learns = is_bent(s, y)
    pair = State(s, y, 1 / jnp.where(learns, jnp.dot(s, y), 1))
    kept = State(
        *(jnp.where(learns, jnp.concatenate([new[None], old[:-1]]), old) for new, old in zip(pair, state, strict=True))
    )
    return moved, kept._replace(rho=jnp.where(a > 0, kept.rho, 0))


lbfgs = Optimizer(
    name="lbfgs",
    title="L-BFGS",
    hyper=Hyper(),
    init=init,
    step=step,
    knobs={
        "memory": Knob("Memory", 1.0, float(ROOM), whole=True, hint="How many of the last steps count."),
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
        paper="D. C. Liu, J. Nocedal, On the limited memory BFGS method for large scale optimization",
        year=1989,
        idea="BFGS that keeps the last few steps instead of a matrix.",
        latex=(
            r"H \leftarrow \tfrac{s \cdot y}{y \cdot y} I \text{ of the newest pair},\quad "
            r"\text{for each pair: } V = I - \rho\, y s^\top,\quad H \leftarrow V^\top H V + \rho s s^\top,\quad "
            r"a \leftarrow \text{Wolfe, first try } \eta,\quad s = -a H g,\quad \lVert s \rVert \le \Delta,\quad "
            r"y = g(x + s) - g(x),\quad x \leftarrow x + s,\quad \rho = 1 / (s \cdot y)"
        ),
        watch="Almost BFGS's path; in two dimensions two or three pairs say nearly everything.",
        differs="Torch's line search closes in by other rules. With no pair yet the first try is η min(1, 1/|g|₁).",
        symbols={"s": "s", "y": "y", "rho": r"\rho"},
        words={"s": "kept steps", "y": "kept changes of the gradient", "rho": "inverse of their products"},
        checked=("NumPy",),
    ),
)
