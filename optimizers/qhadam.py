r"""QHAdam: Adam whose two moments are each mixed with today's slope.

Paper    J. Ma, D. Yarats (2019), Quasi-hyperbolic momentum and Adam for deep learning, ICLR.
Update   m <- beta1 * m + (1 - beta1) * g;  v <- beta2 * v + (1 - beta2) * g^2
         m_hat = m / (1 - beta1^t);  v_hat = v / (1 - beta2^t)
         x <- x - lr * ((1 - nu1) * g + nu1 * m_hat) / (sqrt((1 - nu2) * g^2 + nu2 * v_hat) + eps)
Symbols  x = point (2,), g = oracle.grad (2,), m = first moment (2,), v = second moment (2,),
         b1t = beta1^t and b2t = beta2^t (running products), t = 1, 2, ..., lr scalar
Watch    Less swing than Adam for the same memory; with nu1 = nu2 = 1 it is Adam, with both 0 the sign of the slope.
Differs  Follows the paper; the authors' package keeps both moments already corrected, which is the same. Its defaults,
         nu1 = nu2 = 1, are Adam. The authors advise nu1 0.7, nu2 1, beta1 0.995 and beta2 0.999 for long runs; beta1 is
         0.9 here, as in Adam, as a run is short.
"""

from typing import NamedTuple

import jax.numpy as jnp

from catalogue import Knob
from optimizers.base import Card, Memory, Optimizer
from optimizers.moments import corrected_moments, next_moments, no_moments


class Hyper(NamedTuple):
    """beta1, beta2: shares of the moments kept. nu1, nu2: weights of the moments. eps: floor of the root."""

    beta1: float = 0.9
    beta2: float = 0.999
    nu1: float = 0.7
    nu2: float = 1.0
    eps: float = 1e-8


def step(hyper, state, point, oracle, lr):
    g = oracle.grad(point)
    moments = m, v, b1t, b2t = next_moments(hyper, state, g)
    slope = (1 - hyper.nu1) * g + hyper.nu1 * m / (1 - b1t)
    square = (1 - hyper.nu2) * g * g + hyper.nu2 * v / (1 - b2t)
    return point - lr * slope / (jnp.sqrt(square) + hyper.eps), moments


qhadam = Optimizer(
    name="qhadam",
    title="QHAdam",
    hyper=Hyper(),
    init=no_moments,
    step=step,
    knobs={
        "beta1": Knob("First moment β₁", 0.0, 0.999, hint="Share of the mean gradient kept each step."),
        "beta2": Knob("Second moment β₂", 0.0, 0.9999, hint="Share of the mean square kept each step."),
        "nu1": Knob("Weight ν₁", 0.0, 1.0, hint="Weight of the first moment, against today's slope."),
        "nu2": Knob("Weight ν₂", 0.0, 1.0, hint="Weight of the second moment, against today's square."),
        "eps": Knob("ε", 1e-12, 1.0, "log", hint="Keeps the division finite on flat ground."),
    },
    family="Adam's kin",
    lr_unit="stride",
    lr_factor=2.0,
    memory=Memory(momentum=("m",), squares=("v",), linear=True, corrected=corrected_moments),
    card=Card(
        paper="J. Ma, D. Yarats, Quasi-hyperbolic momentum and Adam for deep learning",
        year=2019,
        idea="Adam whose two moments are each mixed with today's slope.",
        latex=(
            r"m \leftarrow \beta_1 m + (1-\beta_1) g,\quad v \leftarrow \beta_2 v + (1-\beta_2) g^2,\quad "
            r"x \leftarrow x - \eta\, \frac{(1-\nu_1) g + \nu_1 m / (1-\beta_1^t)}"
            r"{\sqrt{(1-\nu_2) g^2 + \nu_2 v / (1-\beta_2^t)} + \epsilon}"
        ),
        watch="Less swing than Adam for the same memory; ν₁ = ν₂ = 1 is Adam.",
        differs="ν₁ = 0.7 and ν₂ = 1 are the paper's advice; so is β₁ = 0.995, and our 0.9 suits short runs.",
        symbols={"m": "m", "v": "v", "b1t": r"\beta_1^t", "b2t": r"\beta_2^t"},
        words={"m": "first moment", "v": "second moment", "b1t": "β₁ to the step", "b2t": "β₂ to the step"},
        checked=("qhoptim.pyt.QHAdam", "NumPy"),
    ),
)
