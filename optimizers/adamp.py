r"""AdamP: Adam that drops the part of its step along the point, where only the direction of the point should matter.

Paper    B. Heo, S. Chun, S. J. Oh, D. Han, S. Yun, G. Kim, Y. Uh, J.-W. Ha (2021), AdamP: slowing down the slowdown
         for momentum optimizers on scale-invariant weights, ICLR.
Update   m <- beta1 * m + (1 - beta1) * g;  v <- beta2 * v + (1 - beta2) * g^2
         p = m / (sqrt(v / (1 - beta2^t)) + eps), with nesterov beta1 * m + (1 - beta1) * g in the place of m
         if |cos(g, x)| < delta / sqrt(2):  p <- p - (n . p) n, with n = x / (|x| + eps), and decay <- wd_ratio * decay
         x <- (1 - lr * decay) * x - lr / (1 - beta1^t) * p
Symbols  x = point (2,), g = oracle.grad (2,), m = first moment (2,), v = second moment (2,), decay = weight_decay,
         b1t = beta1^t and b2t = beta2^t (running products), t = 1, 2, ..., lr scalar
Watch    Where the slope is square to the line from the origin, it moves around the origin and keeps its distance.
Differs  The authors' package leaves a parameter of one dimension alone; here the point is one layer, shape (1, 2).
         weight_decay is decoupled, as in AdamW. In the cosine each length is at least eps, as in the package.
"""

from typing import NamedTuple

import jax.numpy as jnp

from catalogue import Knob
from optimizers.base import Card, Memory, Optimizer
from optimizers.moments import corrected_moments, next_moments, no_moments
from optimizers.projection import project


class Hyper(NamedTuple):
    """beta1, beta2, eps: as in Adam. delta: when to project. wd_ratio: share of weight_decay left then."""

    beta1: float = 0.9
    beta2: float = 0.999
    eps: float = 1e-8
    delta: float = 0.1
    wd_ratio: float = 0.1
    weight_decay: float = 0.0
    nesterov: bool = False


def step(hyper, state, point, oracle, lr):
    g = oracle.grad(point)
    moments = m, v, b1t, b2t = next_moments(hyper, state, g)
    along = hyper.beta1 * m + (1 - hyper.beta1) * g if hyper.nesterov else m
    square, p = project(point, g, along / (jnp.sqrt(v / (1 - b2t)) + hyper.eps), hyper.eps, hyper.delta)
    decay = hyper.weight_decay * jnp.where(square, hyper.wd_ratio, 1)
    return (1 - lr * decay) * point - lr / (1 - b1t) * p, moments


adamp = Optimizer(
    name="adamp",
    title="AdamP",
    hyper=Hyper(),
    init=no_moments,
    step=step,
    knobs={
        "beta1": Knob("First moment β₁", 0.0, 0.999, hint="Share of the mean gradient kept each step."),
        "beta2": Knob("Second moment β₂", 0.0, 0.9999, hint="Share of the mean square kept each step."),
        "eps": Knob("ε", 1e-12, 1.0, "log", hint="Keeps the divisions finite."),
        "delta": Knob("Threshold δ", 0.0, 1.5, hint="Project where the cosine is below δ / √2; from √2 on, always."),
        "wd_ratio": Knob("Decay ratio ω", 0.0, 1.0, hint="Share of the weight decay left while projecting."),
        "weight_decay": Knob("Weight decay", 0.0, 1.0, hint="Times η, the share of the point taken off each step."),
        "nesterov": Knob("Nesterov", options=(False, True), hint="Count today's slope twice."),
    },
    family="Adam's kin",
    lr_unit="stride",
    lr_factor=2.0,
    tuned={"rosenbrock": {"lr": 0.05}},
    memory=Memory(momentum=("m",), squares=("v",), linear=True, corrected=corrected_moments),
    card=Card(
        paper="B. Heo et al., AdamP: slowing down the slowdown for momentum optimizers on scale-invariant weights",
        year=2021,
        idea="Adam that drops the part of its step along the point, where only its direction should matter.",
        latex=(
            r"m \leftarrow \beta_1 m + (1-\beta_1) g,\quad v \leftarrow \beta_2 v + (1-\beta_2) g^2,\quad "
            r"p = \frac{m / (1-\beta_1^t)}{\sqrt{v / (1-\beta_2^t)} + \epsilon},\quad "
            r"c = |\cos(g, x)|,\quad "
            r"p \leftarrow p - \tfrac{x \cdot p}{|x|^2} x \text{ if } c < \tfrac{\delta}{\sqrt{2}},\quad "
            r"\ell = \omega \lambda \text{ if } c < \tfrac{\delta}{\sqrt{2}} \text{, else } \lambda,\quad "
            r"x \leftarrow x - \eta \ell x - \eta p"
        ),
        watch="Where the slope is square to the line from the origin, it keeps its distance from the origin.",
        differs="The authors' package skips parameters of one dimension; here the point is one layer. λ is decoupled.",
        symbols={"m": "m", "v": "v", "b1t": r"\beta_1^t", "b2t": r"\beta_2^t"},
        words={"m": "first moment", "v": "second moment", "b1t": "β₁ to the step", "b2t": "β₂ to the step"},
        checked=("adamp.AdamP", "NumPy"),
    ),
)
