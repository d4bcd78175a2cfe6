r"""D-Adapt Adam: Adam whose rate is a lower bound on the distance to the goal.

Paper    A. Defazio, K. Mishchenko (2023), Learning-rate-free learning by D-adaptation, ICML.
Update   g <- g + weight_decay * x unless decoupled;  beta3 = sqrt(beta2);
         q = lr * d, with bias correction q = lr * d * sqrt(1 - beta2^t) / (1 - beta1^t);
         r <- beta3 * r + (1 - beta3) * q * dot(g, s / (sqrt(v) + eps))  with the v of the step before;
         m <- beta1 * m + (1 - beta1) * q * g;  v <- beta2 * v + (1 - beta2) * g^2;
         s <- beta3 * s + (1 - beta3) * q * g;
         d <- max(d, min(growth_rate * d, r / ((1 - beta3) * sum(abs(s)))));
         x <- x - m / (sqrt(v) + eps), decoupled also - weight_decay * q * x
Symbols  x = point (2,), g = oracle.grad (2,), m, v = moments (2,), s = mean slope (2,), r = how far slopes agree (),
         d = bound on the distance (), b1t = beta1^t, b2t = beta2^t, lr scalar (usually 1)
Watch    Some twenty steps of nothing, then a leap: the rate grew all the while.
Differs  The authors' package, where growth_rate is infinite at first (1000 is as good) and bias correction is off,
         as here; optax.contrib's form has it. The rate stands inside m, so a change of d is felt slowly.
"""

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from catalogue import Knob
from optimizers.base import Card, Memory, Optimizer


class Hyper(NamedTuple):
    """beta1, beta2, eps: Adam's. decouple: decay outside g. d0: first bound. growth_rate: its limit."""

    beta1: float = 0.9
    beta2: float = 0.999
    eps: float = 1e-8
    weight_decay: float = 0.0
    decouple: bool = False
    d0: float = 1e-6
    growth_rate: float = 1000.0
    bias_correction: bool = False


class State(NamedTuple):
    """m, v, s: (2,). r, d, b1t = beta1^t, b2t = beta2^t: ()."""

    m: Array
    v: Array
    s: Array
    r: Array
    d: Array
    b1t: Array
    b2t: Array


def init(hyper, point):
    zero, none, one = jnp.zeros_like(point), jnp.zeros_like(point[0]), jnp.ones_like(point[0])
    return State(m=zero, v=zero, s=zero, r=none, d=one * hyper.d0, b1t=one, b2t=one)


def step(hyper, state, point, oracle, lr):
    g = oracle.grad(point)
    if not hyper.decouple:
        g = g + hyper.weight_decay * point
    b1t, b2t = state.b1t * hyper.beta1, state.b2t * hyper.beta2
    q = lr * state.d * (jnp.sqrt(1 - b2t) / (1 - b1t) if hyper.bias_correction else 1.0)
    beta3 = jnp.sqrt(hyper.beta2)
    agreement = q * jnp.sum(g * state.s / (jnp.sqrt(state.v) + hyper.eps))
    r = beta3 * state.r + (1 - beta3) * agreement
    m = hyper.beta1 * state.m + (1 - hyper.beta1) * q * g
    v = hyper.beta2 * state.v + (1 - hyper.beta2) * g * g
    s = beta3 * state.s + (1 - beta3) * q * g
    weight = (1 - beta3) * jnp.sum(jnp.abs(s))
    d = jnp.maximum(state.d, jnp.minimum(hyper.growth_rate * state.d, r / jnp.where(weight > 0, weight, 1.0)))
    move = m / (jnp.sqrt(v) + hyper.eps)
    if hyper.decouple:
        move = move + hyper.weight_decay * q * point
    return point - move, State(m, v, s, r, d, b1t, b2t)


dadapt_adam = Optimizer(
    name="dadapt_adam",
    title="D-Adapt Adam",
    hyper=Hyper(),
    init=init,
    step=step,
    knobs={
        "beta1": Knob("First moment β₁", 0.0, 0.999, hint="Share of the mean gradient kept each step."),
        "beta2": Knob("Second moment β₂", 0.0, 0.9999, hint="Share of the mean square kept; d forgets by its root."),
        "eps": Knob("ε", 1e-12, 1.0, "log", hint="Keeps the division finite on flat ground."),
        "weight_decay": Knob("Weight decay", 0.0, 1.0, hint="Pull to the origin."),
        "decouple": Knob("Decoupled decay", options=(False, True), hint="Off: the decay is added to the gradient."),
        "d0": Knob("First distance d₀", 1e-8, 1.0, "log", hint="Too small only costs steps; too large may be fatal."),
        "growth_rate": Knob("Growth limit κ", 1.0, 1000.0, "log", hint="How many times larger d may get in one step."),
        "bias_correction": Knob("Bias correction", options=(False, True), hint="As in Adam; lengthens early steps."),
    },
    family="No rate to set",
    lr_unit="none",
    tuned={"saddle": {"growth_rate": 1.1}, "rosenbrock": {"lr": 0.35, "growth_rate": 1.5}, "himmelblau": {"lr": 0.35}},
    elsewhere={"growth_rate": 1.5, "lr_factor": 0.1},
    memory=Memory(momentum=("m",), squares=("v",), linear=True),
    card=Card(
        paper="A. Defazio, K. Mishchenko, Learning-rate-free learning by D-adaptation",
        year=2023,
        idea="Adam whose rate is a lower bound on the distance to the goal.",
        latex=(
            r"g \leftarrow g + \lambda x,\quad q = \eta\, d,\quad "
            r"\text{if corrected, } q \leftarrow \tfrac{\sqrt{1-\beta_2^t}}{1-\beta_1^t}\, q,\quad "
            r"\beta_3 = \sqrt{\beta_2},\quad "
            r"r \leftarrow \beta_3 r + (1-\beta_3)\, q\, g^\top \tfrac{s}{\sqrt{v} + \epsilon},\quad "
            r"m \leftarrow \beta_1 m + (1-\beta_1)\, q g,\quad v \leftarrow \beta_2 v + (1-\beta_2) g^2,\quad "
            r"s \leftarrow \beta_3 s + (1-\beta_3)\, q g,\quad "
            r"b = \tfrac{r}{(1-\beta_3) \lVert s \rVert_1},\quad d \leftarrow \max(d, \min(\kappa d, b)),\quad "
            r"x \leftarrow x - \frac{m}{\sqrt{v} + \epsilon}"
        ),
        watch="Some twenty steps of nothing, then a leap: the rate grew all the while.",
        differs="The package corrects no bias unless asked to; optax.contrib does. Decoupled, x loses q λ x instead.",
        symbols={
            "m": "m",
            "v": "v",
            "s": "s",
            "r": "r",
            "d": "d",
            "b1t": r"\beta_1^t",
            "b2t": r"\beta_2^t",
        },
        words={
            "m": "first moment",
            "v": "second moment",
            "s": "weighted mean gradient",
            "r": "mean agreement",
            "d": "least distance to the minimum",
            "b1t": "β₁ to the step",
            "b2t": "β₂ to the step",
        },
        checked=("dadaptation.DAdaptAdam", "optax.contrib.dadapt_adamw", "NumPy"),
    ),
)
