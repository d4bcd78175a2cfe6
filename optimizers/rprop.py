r"""Rprop: each axis has its own step, longer while the slope keeps its sign, shorter when it turns.

Paper    M. Riedmiller, H. Braun (1993), A direct adaptive method for faster backpropagation learning: the RPROP
         algorithm; this form, iRprop-: C. Igel, M. Huesken (2000).
Update   s <- s * eta_plus where g * p > 0, s * eta_minus where g * p < 0, within [step_min, step_max];
         g <- 0 where g * p < 0;  x <- x - s * sign(g);  p <- g
Symbols  x = point (2,), g = oracle.grad (2,), p = the slope acted on last (2,), s = step of each axis (2,), which
         starts at lr, lr scalar
Watch    It races along each axis, rests for one step where a slope turns, and homes in: only signs are read, so a
         stretched valley costs it nothing, but a turned one does.
Differs  torch's form: no move where the sign has changed. The first paper goes back a step there. The rate is read in
         the first step only, so a schedule changes nothing. optax 0.2.8 emits the update of the call before.
"""

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from catalogue import Knob
from optimizers.base import Card, Optimizer


class Hyper(NamedTuple):
    """eta_minus, eta_plus: factors on a step after a turn and without one. step_min, step_max: its bounds."""

    eta_minus: float = 0.5
    eta_plus: float = 1.2
    step_min: float = 1e-6
    step_max: float = 50.0


class State(NamedTuple):
    """p: the slope acted on last, 0 after a turn. s: step of each axis, 0 before the first. Each of shape (2,)."""

    p: Array
    s: Array


def init(hyper, point):
    zero = jnp.zeros_like(point)
    return State(p=zero, s=zero)


def step(hyper, state, point, oracle, lr):
    g = oracle.grad(point)
    # By their signs: the product of two small slopes would round to 0.
    agrees = jnp.sign(g) * jnp.sign(state.p)
    factor = jnp.where(agrees > 0, hyper.eta_plus, jnp.where(agrees < 0, hyper.eta_minus, 1.0))
    s = jnp.clip(jnp.where(state.s > 0, state.s, lr) * factor, hyper.step_min, hyper.step_max)
    g = jnp.where(agrees < 0, 0.0, g)
    return point - s * jnp.sign(g), State(g, s)


rprop = Optimizer(
    name="rprop",
    title="Rprop",
    hyper=Hyper(),
    init=init,
    step=step,
    knobs={
        "eta_minus": Knob("Factor after a turn η⁻", 0.05, 0.95, hint="How much a step shrinks where its slope turns."),
        "eta_plus": Knob("Factor without a turn η⁺", 1.0, 2.0, hint="How much a step grows while its slope holds."),
        "step_min": Knob("Shortest step", 1e-12, 0.01, "log", hint="No step gets shorter."),
        "step_max": Knob("Longest step", 0.01, 100.0, "log", hint="No step gets longer."),
    },
    family="Sign and norm",
    lr_unit="stride",
    lr_factor=0.5,
    tuned={"rosenbrock": {"lr": 0.01, "eta_minus": 0.8, "eta_plus": 1.1}},
    card=Card(
        paper="M. Riedmiller, H. Braun, A direct adaptive method for faster backpropagation learning: RPROP",
        year=1993,
        idea="Each axis has its own step, longer while the slope keeps its sign, shorter when it turns.",
        latex=(
            r"s \leftarrow \begin{cases} \eta^{+} s & g\,p > 0 \\ \eta^{-} s & g\,p < 0 \\ s & \text{else} \end{cases}"
            r"\quad (s_0 = \eta),\quad g \leftarrow 0 \text{ where } g\,p < 0,\quad "
            r"x \leftarrow x - s\, \mathrm{sign}(g),\quad p \leftarrow g"
        ),
        watch="It races along each axis, rests for one step where a slope turns, and homes in.",
        differs="The first paper goes back a step where a slope turns; torch and this stay.",
        symbols={"p": "p", "s": "s"},
        words={"p": "gradient acted on last", "s": "length of the step on each axis"},
        checked=("torch.optim.Rprop", "NumPy"),
    ),
)
