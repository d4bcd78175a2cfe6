"""Dupont's two dips: a bowl with a shallow and a deep dip in it.

Formula  x^2 + y^2 - 2 exp(-((x - 1)^2 + y^2) / 0.2) - 3 exp(-((x + 1)^2 + y^2) / 0.2)
Source   E. Dupont (2018), Optimization algorithms visualization, a page on which one clicks to start.
Watch    From one start four optimizers find different dips.
"""

from typing import NamedTuple

import jax.numpy as jnp

from surfaces.base import Surface


class Params(NamedTuple):
    """Nothing to set."""


MINIMUM = (-0.9363006340109186, 0.0)
LEAST = -2.0630902517681942


def value(point, params):
    x, y = point
    shallow = jnp.exp(-((x - 1) ** 2 + y * y) / 0.2)
    deep = jnp.exp(-((x + 1) ** 2 + y * y) / 0.2)
    return x * x + y * y - 2 * shallow - 3 * deep


dupont = Surface(
    name="dupont",
    title="Dupont's two dips",
    params=Params(),
    value=value,
    domain=((-2.0, 2.0), (-2.0, 2.0)),
    starts=((0.7, 1.6), (-0.2, -1.7)),
    minima=lambda params: [MINIMUM],
    f_min=lambda params: LEAST,
    gradient_rate=0.02,
    stride=0.01,
    source="E. Dupont (2018)",
    latex=r"x^2 + y^2 - 2\,e^{-\left((x - 1)^2 + y^2\right)/0.2} - 3\,e^{-\left((x + 1)^2 + y^2\right)/0.2}",
    steps=150,
)
