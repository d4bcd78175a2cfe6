r"""Adam: momentum on top, RMSProp below, both corrected for starting at zero.

Paper    D. P. Kingma, J. Ba (2015), Adam: a method for stochastic optimization, ICLR.
Update   m <- beta1 * m + (1 - beta1) * g;  v <- beta2 * v + (1 - beta2) * g^2
         m_hat = m / (1 - beta1^t);  v_hat = v / (1 - beta2^t);  x <- x - lr * m_hat / (sqrt(v_hat) + eps)
Symbols  x = point (2,), g = oracle.grad (2,) + weight_decay * x, m = first moment (2,), v = second moment (2,),
         b1t = beta1^t and b2t = beta2^t (running products), t = 1, 2, ..., lr scalar
Watch    The first step is lr long on each axis whatever the slope; later it coasts past minima and comes back.
Differs  eps outside the root of v_hat (torch, Optax; eps_inside for texts that put it inside); Keras adds it to the
         uncorrected root. weight_decay is L2, added to the gradient as in torch's Adam (decoupled decay is AdamW).
"""

from typing import NamedTuple

import jax.numpy as jnp

from catalogue import Knob
from optimizers.base import Card, Memory, Optimizer
from optimizers.moments import corrected_moments, next_moments, no_moments


class Hyper(NamedTuple):
    """beta1, beta2: shares of the moments kept. eps: floor of the root. weight_decay: L2, into the gradient."""

    beta1: float = 0.9
    beta2: float = 0.999
    eps: float = 1e-8
    eps_inside: bool = False
    bias_correction: bool = True
    weight_decay: float = 0.0


def step(hyper, state, point, oracle, lr):
    g = oracle.grad(point) + hyper.weight_decay * point
    moments = next_moments(hyper, state, g)
    m_hat, v_hat = moments.corrected() if hyper.bias_correction else moments[:2]
    root = jnp.sqrt(v_hat + hyper.eps) if hyper.eps_inside else jnp.sqrt(v_hat) + hyper.eps
    return point - lr * m_hat / root, moments


adam = Optimizer(
    name="adam",
    title="Adam",
    hyper=Hyper(),
    init=no_moments,
    step=step,
    knobs={
        "beta1": Knob("First moment β₁", 0.0, 0.999, hint="Share of the mean gradient kept each step."),
        "beta2": Knob("Second moment β₂", 0.0, 0.9999, hint="Share of the mean square kept each step."),
        "eps": Knob("ε", 1e-12, 1.0, "log", hint="Keeps the division finite on flat ground."),
        "eps_inside": Knob("ε inside the root", options=(False, True), hint="Some texts do; torch and Optax do not."),
        "bias_correction": Knob(
            "Bias correction", options=(False, True), hint="Without it the first steps are too long."
        ),
        "weight_decay": Knob("Weight decay (L2)", 0.0, 1.0, hint="Added to the gradient, as in torch's Adam."),
    },
    family="Adam's kin",
    lr_unit="stride",
    lr_factor=2.0,
    tuned={"rosenbrock": {"lr": 0.05}},
    memory=Memory(momentum=("m",), squares=("v",), linear=True, corrected=corrected_moments),
    card=Card(
        paper="D. P. Kingma, J. Ba, Adam: a method for stochastic optimization",
        year=2015,
        idea="Momentum on top, RMSProp below, both corrected for starting at zero.",
        latex=(
            r"m \leftarrow \beta_1 m + (1-\beta_1) g,\quad v \leftarrow \beta_2 v + (1-\beta_2) g^2,\quad "
            r"x \leftarrow x - \eta\, \frac{m / (1-\beta_1^t)}{\sqrt{v / (1-\beta_2^t)} + \epsilon}"
        ),
        watch="The first step is η long on each axis whatever the slope; later it coasts past minima.",
        differs="Keras adds ε to the uncorrected root.",
        symbols={"m": "m", "v": "v", "b1t": r"\beta_1^t", "b2t": r"\beta_2^t"},
        words={"m": "first moment", "v": "second moment", "b1t": "β₁ to the step", "b2t": "β₂ to the step"},
        checked=("torch.optim.Adam", "optax.adam", "NumPy"),
    ),
)
