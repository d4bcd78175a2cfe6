"""Bump: a small dent on the way down, which holds whoever is slow.

Formula  x^2 / 8 + y^2 / 2 - 0.8 exp(-4 ((x + 3)^2 + y^2))
Source   Made for this page.
Watch    Descent without memory ends in the dent; momentum rolls through it.
"""

from typing import NamedTuple

import jax.numpy as jnp

from surfaces.base import Surface


class Params(NamedTuple):
    """Nothing to set."""


def value(point, params):
    x, y = point
    dent = jnp.exp(-4 * ((x + 3) ** 2 + y * y))
    return x * x / 8 + y * y / 2 - 0.8 * dent


bump = Surface(
    name="bump",
    title="Bump",
    params=Params(),
    value=value,
    domain=((-6.0, 4.0), (-3.0, 3.0)),
    starts=((-5.5, 0.8),),
    minima=lambda params: [(0.0, 0.0)],
    f_min=lambda params: 0.0,
    gradient_rate=0.3,
    stride=0.05,
    source="Made for this page",
    latex=r"\tfrac{x^2}{8} + \tfrac{y^2}{2} - 0.8\,e^{-4\left((x + 3)^2 + y^2\right)}",
    steps=150,
)
