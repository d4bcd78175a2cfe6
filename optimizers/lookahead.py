r"""Lookahead: a fast Adam explores, and every k steps slow weights go part of the way after it.

Paper    M. Zhang, J. Lucas, G. Hinton, J. Ba (2019), Lookahead optimizer: k steps forward, 1 step back, NeurIPS.
Update   x <- Adam's step from x;  every k steps: slow <- slow + alpha * (x - slow) and x <- slow
Symbols  x = fast point (2,), slow = slow point (2,), which starts at the start, m, v, b1t, b2t = Adam's state (see
         adam), t = steps taken (), lr scalar
Watch    The drawn point is the fast one: it jumps back at every k-th step, and the jumps damp Adam's swings.
Differs  Adam's moments are kept at a jump, as in the paper's main form. The slow point starts at the start (paper,
         Optax); one port starts it at the first step's end. Optax draws no jump: it returns both points.
"""

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from catalogue import Knob
from optimizers.adam import Hyper as AdamHyper
from optimizers.adam import adam
from optimizers.base import Card, Memory, Optimizer
from optimizers.moments import Moments, corrected_moments


class Hyper(NamedTuple):
    """k: steps between jumps. alpha: share of the way that the slow point goes. beta1, beta2, eps: Adam's."""

    k: float = 5.0
    alpha: float = 0.5
    beta1: float = 0.9
    beta2: float = 0.999
    eps: float = 1e-8


class State(NamedTuple):
    """slow: slow point (2,). t: steps taken (). m, v (2,), b1t, b2t (): Adam's."""

    slow: Array
    t: Array
    m: Array
    v: Array
    b1t: Array
    b2t: Array


def init(hyper, point):
    return State(point, jnp.zeros_like(point[0]), *adam.init(hyper, point))


def step(hyper, state, point, oracle, lr):
    slow, t, *moments = state
    rules = AdamHyper(beta1=hyper.beta1, beta2=hyper.beta2, eps=hyper.eps)
    fast, moments = adam.step(rules, Moments(*moments), point, oracle, lr)
    t = t + 1
    # k is a traced number; a slider may leave it between two whole ones.
    jumps = jnp.mod(t, jnp.round(hyper.k)) == 0
    slow = jnp.where(jumps, slow + hyper.alpha * (fast - slow), slow)
    return jnp.where(jumps, slow, fast), State(slow, t, *moments)


lookahead = Optimizer(
    name="lookahead",
    title="Lookahead (Adam)",
    hyper=Hyper(),
    init=init,
    step=step,
    knobs={
        "k": Knob("Steps between jumps k", 1.0, 50.0, whole=True, hint="The fast point explores for so many steps."),
        "alpha": Knob("Part of the way α", 0.0, 1.0, hint="How far the slow point follows; 1 gives plain Adam."),
        "beta1": Knob("First moment β₁", 0.0, 0.999, hint="Share of the mean gradient kept each step."),
        "beta2": Knob("Second moment β₂", 0.0, 0.9999, hint="Share of the mean square kept each step."),
        "eps": Knob("ε", 1e-12, 1.0, "log", hint="Keeps the division finite on flat ground."),
    },
    family="Averaging and looking ahead",
    lr_unit="stride",
    lr_factor=6.0,
    tuned={"saddle": {"lr": 0.06}, "rosenbrock": {"lr": 0.2}, "beale": {"lr": 0.36}},
    memory=Memory(momentum=("m",), squares=("v",), corrected=corrected_moments),
    card=Card(
        paper="M. Zhang, J. Lucas, G. Hinton, J. Ba, Lookahead optimizer: k steps forward, 1 step back",
        year=2019,
        idea="A fast Adam explores, and every k steps slow weights go part of the way after it.",
        latex=(
            r"m \leftarrow \beta_1 m + (1-\beta_1) g,\quad v \leftarrow \beta_2 v + (1-\beta_2) g^2,\quad "
            r"x \leftarrow x - \eta\, \frac{m / (1-\beta_1^t)}{\sqrt{v / (1-\beta_2^t)} + \epsilon};\quad "
            r"t \bmod k = 0:\ \phi \leftarrow \phi + \alpha (x - \phi),\ x \leftarrow \phi"
        ),
        watch="The fast point jumps back at every k-th step, and the jumps damp Adam's swings.",
        differs="Some ports reset Adam's moments at a jump, or start the slow point a step late.",
        symbols={"slow": r"\phi", "t": "t", "m": "m", "v": "v", "b1t": r"\beta_1^t", "b2t": r"\beta_2^t"},
        words={
            "slow": "slow point",
            "t": "steps taken",
            "m": "first moment",
            "v": "second moment",
            "b1t": "β₁ to the step",
            "b2t": "β₂ to the step",
        },
        checked=("pytorch_optimizer.Lookahead", "NumPy"),
    ),
)
