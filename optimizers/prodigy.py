r"""Prodigy: Adam that finds its rate from how far it has come.

Paper    K. Mishchenko, A. Defazio (2024), Prodigy: an expeditiously adaptive parameter-free learner, ICML.
Update   q = lr * d, with bias correction q = lr * d * sqrt(1 - beta2^t) / (1 - beta1^t);
         r <- beta3 * r + (d / d0) * q * dot(g, x0 - x);  s <- beta3 * s + (d / d0) * q * g, beta3 = sqrt(beta2);
         m <- beta1 * m + (1 - beta1) * d * g;  v <- beta2 * v + (1 - beta2) * d^2 * g^2;
         d <- max(d, d_coef * r / sum(abs(s)));  x <- x - q * (m / (sqrt(v) + d * eps) + weight_decay * x)
Symbols  x = point (2,), x0 = start (2,), g = oracle.grad (2,), m, v = moments (2,), s = weighted slopes (2,),
         r = progress along them (), d = estimate of the distance to the goal (), lr scalar (usually 1)
Watch    It first seems to stand still; then d grows like an explosion to about the distance it has to go.
Differs  The authors' package with growth_rate infinite; q holds the d of the step before. The package's default is
         without bias correction, optax.contrib's is with it. decouple off adds the decay to g.
"""

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from catalogue import Knob
from optimizers.base import Card, Memory, Optimizer


class Hyper(NamedTuple):
    """beta1, beta2, eps: Adam's. d0: first estimate. d_coef: factor on every later one."""

    beta1: float = 0.9
    beta2: float = 0.999
    eps: float = 1e-8
    weight_decay: float = 0.0
    decouple: bool = True
    d0: float = 1e-6
    d_coef: float = 1.0
    bias_correction: bool = False
    safeguard_warmup: bool = False


class State(NamedTuple):
    """x0, m, v, s: (2,). r, d, b1t = beta1^t, b2t = beta2^t: ()."""

    x0: Array
    m: Array
    v: Array
    s: Array
    r: Array
    d: Array
    b1t: Array
    b2t: Array


def init(hyper, point):
    zero, none, one = jnp.zeros_like(point), jnp.zeros_like(point[0]), jnp.ones_like(point[0])
    return State(x0=point, m=zero, v=zero, s=zero, r=none, d=one * hyper.d0, b1t=one, b2t=one)


def step(hyper, state, point, oracle, lr):
    g = oracle.grad(point)
    if not hyper.decouple:
        g = g + hyper.weight_decay * point
    b1t, b2t = state.b1t * hyper.beta1, state.b2t * hyper.beta2
    q = lr * state.d * (jnp.sqrt(1 - b2t) / (1 - b1t) if hyper.bias_correction else 1.0)
    # By d / d0, not d: squares of a tiny d would be lost in single precision.
    scale, beta3 = state.d / hyper.d0, jnp.sqrt(hyper.beta2)
    r = beta3 * state.r + scale * q * jnp.sum(g * (state.x0 - point))
    s = beta3 * state.s + scale * (state.d if hyper.safeguard_warmup else q) * g
    m = hyper.beta1 * state.m + (1 - hyper.beta1) * state.d * g
    v = hyper.beta2 * state.v + (1 - hyper.beta2) * state.d**2 * g * g
    weight = jnp.sum(jnp.abs(s))
    d = jnp.maximum(state.d, jnp.where(weight > 0, hyper.d_coef * r / jnp.where(weight > 0, weight, 1.0), 0.0))
    move = m / (jnp.sqrt(v) + d * hyper.eps)
    if hyper.decouple:
        move = move + hyper.weight_decay * point
    return point - q * move, State(state.x0, m, v, s, r, d, b1t, b2t)


prodigy = Optimizer(
    name="prodigy",
    title="Prodigy",
    hyper=Hyper(),
    init=init,
    step=step,
    knobs={
        "beta1": Knob("First moment β₁", 0.0, 0.999, hint="Share of the mean gradient kept each step."),
        "beta2": Knob("Second moment β₂", 0.0, 0.9999, hint="Share of the mean square kept; d forgets by its root."),
        "eps": Knob("ε", 1e-12, 1.0, "log", hint="Keeps the division finite on flat ground; scaled by d."),
        "weight_decay": Knob("Weight decay", 0.0, 1.0, hint="Pull to the origin, scaled by the found rate."),
        "decouple": Knob("Decoupled decay", options=(False, True), hint="Off: the decay is added to the gradient."),
        "d0": Knob("First distance d₀", 1e-8, 1.0, "log", hint="Too small only costs steps; too large may be fatal."),
        "d_coef": Knob("Distance factor κ", 0.01, 10.0, "log", hint="Scales every estimate of the distance."),
        "bias_correction": Knob("Bias correction", options=(False, True), hint="As in Adam; lengthens early steps."),
        "safeguard_warmup": Knob(
            "Safe warm-up", options=(False, True), hint="Leaves the rate out of s, so that a warm-up cannot inflate d."
        ),
    },
    family="No rate to set",
    lr_unit="none",
    tuned={
        "saddle": {"d_coef": 0.03},
        "rosenbrock": {"d_coef": 0.5},
        "himmelblau": {"d_coef": 0.5},
        "beale": {"d_coef": 0.2},
    },
    elsewhere={"d_coef": 0.2, "lr_factor": 0.3},
    memory=Memory(momentum=("m",), squares=("v",), linear=True),
    card=Card(
        paper="K. Mishchenko, A. Defazio, Prodigy: an expeditiously adaptive parameter-free learner",
        year=2024,
        idea="Adam that finds its rate from how far it has come.",
        latex=(
            r"q = \eta\, d,\quad \text{if corrected, } q \leftarrow \tfrac{\sqrt{1-\beta_2^t}}{1-\beta_1^t}\, q,\quad "
            r"r \leftarrow \sqrt{\beta_2}\, r + \tfrac{d}{d_0} q\, g^\top (x_0 - x),\quad "
            r"s \leftarrow \sqrt{\beta_2}\, s + \tfrac{d}{d_0} q\, g,\quad "
            r"m \leftarrow \beta_1 m + (1-\beta_1)\, d g,\quad v \leftarrow \beta_2 v + (1-\beta_2)\, d^2 g^2,\quad "
            r"d \leftarrow \max\left(d, \kappa \tfrac{r}{\lVert s \rVert_1}\right),\quad "
            r"x \leftarrow x - q \left( \frac{m}{\sqrt{v} + d \epsilon} + \lambda x \right)"
        ),
        watch="It seems to stand still; then d grows like an explosion to about the distance it has to go.",
        differs="The package corrects no bias unless asked to; optax.contrib does.",
        symbols={
            "x0": "x_0",
            "m": "m",
            "v": "v",
            "s": "s",
            "r": "r",
            "d": "d",
            "b1t": r"\beta_1^t",
            "b2t": r"\beta_2^t",
        },
        words={
            "x0": "start",
            "m": "first moment",
            "v": "second moment",
            "s": "weighted sum of gradients",
            "r": "sum of agreements",
            "d": "estimated distance to the minimum",
            "b1t": "β₁ to the step",
            "b2t": "β₂ to the step",
        },
        checked=("prodigyopt.Prodigy", "optax.contrib.prodigy", "NumPy"),
    ),
)
