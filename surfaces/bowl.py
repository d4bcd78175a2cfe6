"""Elliptical bowl: a quadratic whose two curvatures differ by the condition number.

Formula  (u^2 / condition + v^2) / 2, (u, v) = (x, y) turned by `angle` degrees
Source   The textbook quadratic; its largest curvature is 1, so gradient descent is stable below a rate of 2.
Watch    The larger the condition number, the longer gradient descent creeps along u while it zig-zags along v.
"""

import math
from typing import NamedTuple

import jax.numpy as jnp

from catalogue import Knob
from surfaces.base import Surface, fisher_of_squares


class Params(NamedTuple):
    """condition: largest over smallest curvature. angle: turn of the long axis, degrees."""

    condition: float = 20.0
    angle: float = 20.0


def _turned(point, degrees):
    x, y = point
    turn = degrees * (math.pi / 180)
    return jnp.cos(turn) * x + jnp.sin(turn) * y, jnp.cos(turn) * y - jnp.sin(turn) * x


def residuals(point, params):
    u, v = _turned(point, params.angle)
    return u / jnp.sqrt(2 * params.condition), v / math.sqrt(2)


def value(point, params):
    u, v = _turned(point, params.angle)
    return (u * u / params.condition + v * v) / 2


bowl = Surface(
    name="bowl",
    title="Elliptical bowl",
    params=Params(),
    value=value,
    domain=((-6.0, 6.0), (-5.0, 5.0)),
    starts=((-5.0, 0.5),),
    minima=lambda params: [(0.0, 0.0)],
    f_min=lambda params: 0.0,
    gradient_rate=1.7,
    stride=0.1,
    source="Textbook quadratic",
    latex=r"\tfrac12\left(u^2/\kappa + v^2\right)",
    knobs={
        "condition": Knob("Condition number κ", 1.0, 1000.0, "log", hint="Largest over smallest curvature."),
        "angle": Knob("Rotation, degrees", -90.0, 90.0, hint="Turn of the long axis."),
    },
    levels="log",
    steps=150,
    fisher=fisher_of_squares(residuals),
)
