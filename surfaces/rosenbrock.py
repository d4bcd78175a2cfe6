"""Rosenbrock: a long, curved, narrow valley.

Formula  (a - x)^2 + b (y - x^2)^2
Source   H. H. Rosenbrock (1960), An automatic method for finding the greatest or least value of a function.
Watch    Everyone finds the valley; the way along its floor is what takes long.
"""

from typing import NamedTuple

import jax.numpy as jnp

from catalogue import Knob
from surfaces.base import Surface, fisher_of_squares


class Params(NamedTuple):
    """a: x of the minimum (a, a^2). b: how steep the valley's walls are."""

    a: float = 1.0
    b: float = 100.0


def residuals(point, params):
    x, y = point
    return params.a - x, jnp.sqrt(params.b) * (y - x * x)


def value(point, params):
    x, y = point
    along, across = params.a - x, y - x * x
    return along * along + params.b * across * across


rosenbrock = Surface(
    name="rosenbrock",
    title="Rosenbrock",
    params=Params(),
    value=value,
    domain=((-2.0, 2.0), (-1.0, 3.0)),
    starts=((-1.5, 2.0),),
    minima=lambda params: [(params.a, params.a**2)],
    f_min=lambda params: 0.0,
    gradient_rate=0.0008,
    stride=0.015,
    source="H. H. Rosenbrock (1960)",
    latex=r"(a - x)^2 + b\,(y - x^2)^2",
    knobs={
        "a": Knob("a", -1.5, 1.7, hint="The minimum lies at (a, a²)."),
        "b": Knob("b", 1.0, 1000.0, "log", hint="How steep the walls of the valley are."),
    },
    levels="log",
    steps=800,
    fisher=fisher_of_squares(residuals),
)
