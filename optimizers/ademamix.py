r"""AdEMAMix: Adam with a second, much longer memory of the slope beside the first.

Paper    M. Pagliardini, P. Ablin, D. Grangier (2024), The AdEMAMix optimizer: better, faster, older, arXiv:2409.03137.
Update   m <- beta1 * m + (1 - beta1) * g;  s <- beta3 * s + (1 - beta3) * g;  v <- beta2 * v + (1 - beta2) * g^2
         x <- x - lr * ((m / (1 - beta1^t) + alpha * s) / (sqrt(v / (1 - beta2^t)) + eps) + weight_decay * x)
Symbols  x = point (2,), g = oracle.grad (2,), m = fast mean (2,), s = slow mean (2,), v = second moment (2,),
         b1t = beta1^t and b2t = beta2^t (running products), t = 1, 2, ..., lr scalar
Watch    The slow mean fills over hundreds of steps and is not corrected: it pushes along a long valley, and pushes on
         after the minimum.
Differs  Follows the authors' package and Optax without their schedules, which raise alpha and beta3 over the run.
         alpha is 2 in the package and 5 in Optax. beta3 0.9999 is for runs of 100 000 steps; a run here is far
         shorter, and so is the memory that suits it.
"""

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from catalogue import Knob
from optimizers.base import Card, Memory, Optimizer
from optimizers.moments import corrected_moments


class Hyper(NamedTuple):
    """beta1, beta3: shares of the fast and slow mean kept; beta2: of the square. alpha: weight of the slow mean."""

    beta1: float = 0.9
    beta2: float = 0.999
    beta3: float = 0.9999
    alpha: float = 2.0
    eps: float = 1e-8
    weight_decay: float = 0.0


class State(NamedTuple):
    """m: fast mean (2,), s: slow mean (2,), v: second moment (2,), b1t = beta1^t and b2t = beta2^t, both ()."""

    m: Array
    s: Array
    v: Array
    b1t: Array
    b2t: Array


def init(hyper, point):
    zero, one = jnp.zeros_like(point), jnp.ones_like(point[0])
    return State(m=zero, s=zero, v=zero, b1t=one, b2t=one)


def step(hyper, state, point, oracle, lr):
    g = oracle.grad(point)
    m = hyper.beta1 * state.m + (1 - hyper.beta1) * g
    s = hyper.beta3 * state.s + (1 - hyper.beta3) * g
    v = hyper.beta2 * state.v + (1 - hyper.beta2) * g * g
    b1t, b2t = state.b1t * hyper.beta1, state.b2t * hyper.beta2
    move = (m / (1 - b1t) + hyper.alpha * s) / (jnp.sqrt(v / (1 - b2t)) + hyper.eps)
    return point - lr * (move + hyper.weight_decay * point), State(m, s, v, b1t, b2t)


ademamix = Optimizer(
    name="ademamix",
    title="AdEMAMix",
    hyper=Hyper(),
    init=init,
    step=step,
    knobs={
        "beta1": Knob("Fast mean β₁", 0.0, 0.999, hint="Share of the fast mean kept each step."),
        "beta2": Knob("Second moment β₂", 0.0, 0.9999, hint="Share of the mean square kept each step."),
        "beta3": Knob("Slow mean β₃", 0.0, 0.9999, hint="Share of the slow mean kept each step."),
        "alpha": Knob("Weight of the slow mean α", 0.0, 20.0, hint="How much the slow mean adds to the fast one."),
        "eps": Knob("ε", 1e-12, 1.0, "log", hint="Keeps the division finite on flat ground."),
        "weight_decay": Knob("Weight decay", 0.0, 1.0, hint="Times η, the share of the point taken off each step."),
    },
    family="Adam's kin",
    lr_unit="stride",
    lr_factor=1.4,
    tuned={
        "saddle": {"beta3": 0.98, "alpha": 1.0},
        "bowl": {"beta3": 0.98, "alpha": 1.0},
        "ellipse": {"lr": 0.15, "beta3": 0.98, "alpha": 1.0},
        "himmelblau": {"beta3": 0.98, "alpha": 1.0},
        "rosenbrock": {"beta3": 0.99, "alpha": 1.0},
        "beale": {"beta3": 0.99, "alpha": 1.0},
    },
    elsewhere={"beta3": 0.98, "alpha": 1.0},
    memory=Memory(momentum=("m", "s"), squares=("v",), linear=True, corrected=corrected_moments),
    card=Card(
        paper="M. Pagliardini, P. Ablin, D. Grangier, The AdEMAMix optimizer: better, faster, older",
        year=2024,
        idea="Adam with a second, much longer memory of the slope beside the first.",
        latex=(
            r"m \leftarrow \beta_1 m + (1-\beta_1) g,\quad s \leftarrow \beta_3 s + (1-\beta_3) g,\quad "
            r"v \leftarrow \beta_2 v + (1-\beta_2) g^2,\quad x \leftarrow x - \eta \left( "
            r"\frac{m / (1-\beta_1^t) + \alpha s}{\sqrt{v / (1-\beta_2^t)} + \epsilon} + \lambda x \right)"
        ),
        watch="The slow mean pushes along a long valley, and pushes on after the minimum.",
        differs="α is 2 in the authors' package and 5 in Optax; β₃ = 0.9999 is for far longer runs than these.",
        symbols={"m": "m", "s": "s", "v": "v", "b1t": r"\beta_1^t", "b2t": r"\beta_2^t"},
        words={
            "m": "fast mean gradient",
            "s": "slow mean gradient",
            "v": "second moment",
            "b1t": "β₁ to the step",
            "b2t": "β₂ to the step",
        },
        checked=("pytorch_optimizer.AdEMAMix", "optax.contrib.ademamix", "NumPy"),
    ),
)
