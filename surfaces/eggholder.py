"""Eggholder: a mountain range; the lowest point lies on the edge of the map.

Formula  -(y + 47) sin(sqrt(|x / 2 + y + 47|)) - x sin(sqrt(|x - y - 47|))
Source   D. Whitley and others (1996), Evaluating evolutionary algorithms. The domain belongs to the task:
         outside it goes on falling.
Watch    Each valley holds whom it has caught. At the global minimum the loss still falls across the edge.
"""

from typing import NamedTuple

import jax.numpy as jnp

from formulas.sines import sin
from surfaces.base import Surface
from surfaces.finite_root import finite_root


class Params(NamedTuple):
    """Nothing to set."""


MINIMUM = (512.0, 404.2318051137578)
LEAST = -959.6406627208508


def value(point, params):
    x, y = point
    first = (y + 47) * sin(finite_root(jnp.abs(x / 2 + y + 47)))
    second = x * sin(finite_root(jnp.abs(x - y - 47)))
    return -first - second


eggholder = Surface(
    name="eggholder",
    title="Eggholder",
    params=Params(),
    value=value,
    domain=((-512.0, 512.0), (-512.0, 512.0)),
    starts=((-386.0, -264.0), (238.0, 131.0)),
    minima=lambda params: [MINIMUM],
    f_min=lambda params: LEAST,
    gradient_rate=3.0,
    stride=8.0,
    source="D. Whitley and others (1996)",
    latex=r"-(y + 47)\sin\sqrt{\left|\tfrac{x}{2} + y + 47\right|} - x\sin\sqrt{\left|x - y - 47\right|}",
    steps=150,
)
