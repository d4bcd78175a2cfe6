r"""LAMB: Adam's direction, and a step that is a share of the weights.

Paper    Y. You et al. (2020), Large batch optimization for deep learning: training BERT in 76 minutes, ICLR.
Update   m <- beta1 * m + (1 - beta1) * g;  v <- beta2 * v + (1 - beta2) * g^2;
         u = m_hat / (sqrt(v_hat) + eps) + weight_decay * x;  x <- x - lr * norm(x) / norm(u) * u
Symbols  x = point (2,) as one layer, g = oracle.grad (2,), m, v = moments (2,), m_hat = m / (1 - beta1^t),
         v_hat = v / (1 - beta2^t), b1t = beta1^t, b2t = beta2^t, u = move (2,), lr scalar
Watch    Every step is lr times the distance to the origin long: it spirals into a minimum at the origin and circles any
         other. A valley that leads through the origin, as Rosenbrock's, ends there for it.
Differs  With the paper's bias correction, which several ports lack: it matters only through eps and the decay, as the
         length is set afterwards. The ratio is not clipped, and 1 where a norm is 0 (Optax).
"""

from typing import NamedTuple

import jax.numpy as jnp

from catalogue import Knob
from optimizers.base import Card, Memory, Optimizer
from optimizers.moments import corrected_moments, next_moments, no_moments


class Hyper(NamedTuple):
    """beta1, beta2: shares of the moments kept. eps: floor of the root. weight_decay: before the length is set."""

    beta1: float = 0.9
    beta2: float = 0.999
    eps: float = 1e-6
    bias_correction: bool = True
    weight_decay: float = 0.0


def step(hyper, state, point, oracle, lr):
    g = oracle.grad(point)
    moments = next_moments(hyper, state, g)
    m_hat, v_hat = moments.corrected() if hyper.bias_correction else moments[:2]
    u = m_hat / (jnp.sqrt(v_hat) + hyper.eps) + hyper.weight_decay * point
    size, length = jnp.hypot(point[0], point[1]), jnp.hypot(u[0], u[1])
    moves = (size > 0) & (length > 0)
    ratio = jnp.where(moves, size / jnp.where(moves, length, 1.0), 1.0)
    return point - lr * ratio * u, moments


lamb = Optimizer(
    name="lamb",
    title="LAMB",
    hyper=Hyper(),
    init=no_moments,
    step=step,
    knobs={
        "beta1": Knob("First moment β₁", 0.0, 0.999, hint="Share of the mean gradient kept each step."),
        "beta2": Knob("Second moment β₂", 0.0, 0.9999, hint="Share of the mean square kept each step."),
        "eps": Knob("ε", 1e-12, 1.0, "log", hint="Keeps the division finite on flat ground."),
        "bias_correction": Knob("Bias correction", options=(False, True), hint="Felt only through ε and the decay."),
        "weight_decay": Knob("Weight decay", 0.0, 1.0, hint="Turns the step to the origin; its length stays."),
    },
    family="Sign and norm",
    lr_unit="stride",
    lr_factor=0.5,
    tuned={
        "saddle": {"lr": 0.02},
        "bowl": {"lr": 0.1},
        "ellipse": {"lr": 0.15},
        "himmelblau": {"lr": 0.018},
        "beale": {"lr": 0.01},
    },
    memory=Memory(momentum=("m",), squares=("v",), corrected=corrected_moments),
    card=Card(
        paper="Y. You et al., Large batch optimization for deep learning: training BERT in 76 minutes",
        year=2020,
        idea="Adam's direction, and a step that is a share of the weights.",
        latex=(
            r"m \leftarrow \beta_1 m + (1-\beta_1) g,\quad v \leftarrow \beta_2 v + (1-\beta_2) g^2,\quad "
            r"u = \frac{m / (1-\beta_1^t)}{\sqrt{v / (1-\beta_2^t)} + \epsilon} + \lambda x,\quad "
            r"x \leftarrow x - \eta\, \frac{\lVert x \rVert}{\lVert u \rVert}\, u"
        ),
        watch="Every step is η times the distance to the origin: it spirals in there and circles elsewhere.",
        differs="Several ports leave out the bias correction.",
        symbols={"m": "m", "v": "v", "b1t": r"\beta_1^t", "b2t": r"\beta_2^t"},
        words={"m": "first moment", "v": "second moment", "b1t": "β₁ to the step", "b2t": "β₂ to the step"},
        checked=("pytorch_optimizer.Lamb", "optax.lamb", "NumPy"),
    ),
)
