r"""AdamW: Adam whose weight decay shrinks the point itself and never passes through the moments.

Paper    I. Loshchilov, F. Hutter (2019), Decoupled weight decay regularization, ICLR.
Update   m <- beta1 * m + (1 - beta1) * g;  v <- beta2 * v + (1 - beta2) * g^2
         m_hat = m / (1 - beta1^t);  v_hat = v / (1 - beta2^t)
         x <- x - lr * weight_decay * x - lr * m_hat / (sqrt(v_hat) + eps)
Symbols  x = point (2,), g = oracle.grad (2,), m = first moment (2,), v = second moment (2,),
         b1t = beta1^t and b2t = beta2^t (running products), t = 1, 2, ..., lr scalar
Watch    The decay pulls towards the origin at a pace that the slope does not change, so it rests between the two.
Differs  lr multiplies the decay (torch, Optax, Keras), in the paper it does not; the gradient is taken before the
         decay. The default decay is 0.01 (torch), 1e-4 (Optax), 4e-3 (Keras). eps stands outside the root of v_hat.
"""

from typing import NamedTuple

import jax.numpy as jnp

from catalogue import Knob
from optimizers.base import Card, Memory, Optimizer
from optimizers.moments import corrected_moments, next_moments, no_moments


class Hyper(NamedTuple):
    """beta1, beta2: shares of the moments kept. eps: floor of the root. weight_decay: pull towards the origin."""

    beta1: float = 0.9
    beta2: float = 0.999
    eps: float = 1e-8
    eps_inside: bool = False
    bias_correction: bool = True
    weight_decay: float = 0.01


def step(hyper, state, point, oracle, lr):
    g = oracle.grad(point)
    moments = next_moments(hyper, state, g)
    m_hat, v_hat = moments.corrected() if hyper.bias_correction else moments[:2]
    root = jnp.sqrt(v_hat + hyper.eps) if hyper.eps_inside else jnp.sqrt(v_hat) + hyper.eps
    return point - lr * (hyper.weight_decay * point + m_hat / root), moments


adamw = Optimizer(
    name="adamw",
    title="AdamW",
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
        "weight_decay": Knob("Weight decay", 0.0, 1.0, hint="Times η, the share of the point taken off each step."),
    },
    family="Adam's kin",
    lr_unit="stride",
    lr_factor=2.0,
    tuned={"rosenbrock": {"lr": 0.05}},
    memory=Memory(momentum=("m",), squares=("v",), linear=True, corrected=corrected_moments),
    card=Card(
        paper="I. Loshchilov, F. Hutter, Decoupled weight decay regularization",
        year=2019,
        idea="Adam whose weight decay shrinks the point itself and never passes through the moments.",
        latex=(
            r"m \leftarrow \beta_1 m + (1-\beta_1) g,\quad v \leftarrow \beta_2 v + (1-\beta_2) g^2,\quad "
            r"x \leftarrow x - \eta \left( \lambda x + \frac{m / (1-\beta_1^t)}{\sqrt{v / (1-\beta_2^t)} + \epsilon}"
            r"\right)"
        ),
        watch="The decay pulls towards the origin whatever the slope, so it rests a little short of the minimum.",
        differs="The paper does not multiply the decay by η; its default is 0.01 in torch and 0.0001 in Optax.",
        symbols={"m": "m", "v": "v", "b1t": r"\beta_1^t", "b2t": r"\beta_2^t"},
        words={"m": "first moment", "v": "second moment", "b1t": "β₁ to the step", "b2t": "β₂ to the step"},
        checked=("torch.optim.AdamW", "optax.adamw", "NumPy"),
    ),
)
