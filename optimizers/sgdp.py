r"""SGDP: momentum that does not make the weights longer.

Paper    B. Heo et al. (2021), AdamP: slowing down the slowdown for momentum optimizers on scale-invariant weights,
         ICLR.
Update   m <- momentum * m + (1 - dampening) * g;  u = g + momentum * m (nesterov) or m;
         where abs(cos(g, x)) < delta / sqrt(2):  u <- u - dot(n, u) * n, n = x / (norm(x) + eps), decay times wd_ratio;
         x <- x * (1 - lr * weight_decay / (1 - momentum)) - lr * u
Symbols  x = point (2,) as one layer of two weights, g = oracle.grad (2,), m = momentum (2,), u = move (2,), lr scalar
Watch    Where the slope is nearly at a right angle to the way to the origin, it moves only round the origin; elsewhere
         it is plain momentum.
Differs  The authors' package overwrites m by the projected u, by accident; the paper and this keep it. The package
         skips one-dimensional weights: there the point must have the shape (1, 2). In the cosine each norm is at least
         eps, as in the package.
"""

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from catalogue import Knob
from optimizers.base import Card, Memory, Optimizer
from optimizers.projection import project


class Hyper(NamedTuple):
    """momentum, dampening, nesterov: torch's SGD. delta: how right the angle must be. wd_ratio: decay there."""

    momentum: float = 0.9
    dampening: float = 0.0
    weight_decay: float = 0.0
    nesterov: bool = False
    eps: float = 1e-8
    delta: float = 0.1
    wd_ratio: float = 0.1


class State(NamedTuple):
    """m: momentum, shape (2,)."""

    m: Array


def init(hyper, point):
    return State(m=jnp.zeros_like(point))


def step(hyper, state, point, oracle, lr):
    g = oracle.grad(point)
    m = hyper.momentum * state.m + (1 - hyper.dampening) * g
    move = g + hyper.momentum * m if hyper.nesterov else m
    square, move = project(point, g, move, hyper.eps, hyper.delta)
    decay = hyper.weight_decay * jnp.where(square, hyper.wd_ratio, 1) / (1 - hyper.momentum)
    return point * (1 - lr * decay) - lr * move, State(m)


sgdp = Optimizer(
    name="sgdp",
    title="SGDP",
    hyper=Hyper(),
    init=init,
    step=step,
    knobs={
        "momentum": Knob("Momentum μ", 0.0, 0.999, hint="Share of the momentum kept each step."),
        "dampening": Knob("Dampening d", 0.0, 1.0, hint="Share of each slope left out of the momentum."),
        "weight_decay": Knob("Weight decay", 0.0, 1.0, hint="Decoupled; scaled by η / (1 - μ)."),
        "nesterov": Knob("Nesterov", options=(False, True), hint="Add the newest slope once more."),
        "eps": Knob("ε", 1e-12, 1.0, "log", hint="Beside the norms, so that none is zero."),
        "delta": Knob("Right-angle limit δ", 0.0, 1.5, hint="Project where the cosine is below δ / √2; 0 never does."),
        "wd_ratio": Knob("Decay ratio ω", 0.0, 1.0, hint="Share of the decay kept where it projects."),
    },
    family="Sign and norm",
    lr_unit="gradient",
    lr_factor=0.4,
    tuned={"rosenbrock": {"lr": 0.0008}},
    elsewhere={"lr_factor": 0.12},
    memory=Memory(momentum=("m",), linear=True),
    card=Card(
        paper="B. Heo et al., AdamP: slowing down the slowdown for momentum optimizers on scale-invariant weights",
        year=2021,
        idea="Momentum that does not make the weights longer.",
        latex=(
            r"m \leftarrow \mu m + (1-d) g,\quad u = m \text{, Nesterov: } g + \mu m,\quad "
            r"c = |\cos(g, x)|,\quad "
            r"u \leftarrow u - \tfrac{x \cdot u}{|x|^2} x \text{ if } c < \tfrac{\delta}{\sqrt{2}},\quad "
            r"\ell = \omega \lambda \text{ if } c < \tfrac{\delta}{\sqrt{2}} \text{, else } \lambda,\quad "
            r"x \leftarrow x - \tfrac{\eta \ell}{1-\mu} x - \eta u"
        ),
        watch="Where the slope is at a right angle to the way to the origin, it moves only round the origin.",
        differs="The authors' package overwrites m by the projected move, by accident.",
        symbols={"m": "m"},
        words={"m": "sum of gradients, fading"},
        checked=("adamp.SGDP", "NumPy"),
    ),
)
