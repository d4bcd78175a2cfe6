"""The local minimum of gradient_descent_viz: a shallow dip beside a deep one.

Formula  x^2 + w^2 - 2 exp(-((x - 1)^2 + w^2) / 0.2) - 6 exp(-((x + 1)^2 + w^2) / 0.2), w = 1.4 y
Source   L. Jiang (2020), gradient_descent_viz, there called Local Minimum.
Watch    From the right most end in the shallow dip; speed carries momentum on to the deep one.
"""

from typing import NamedTuple

import jax.numpy as jnp

from surfaces.base import Surface


class Params(NamedTuple):
    """Nothing to set."""


MINIMUM = (-0.9675774464554598, 0.0)
LEAST = -5.0323399686584346


def value(point, params):
    x, y = point
    w = 1.4 * y
    shallow = jnp.exp(-((x - 1) ** 2 + w * w) / 0.2)
    deep = jnp.exp(-((x + 1) ** 2 + w * w) / 0.2)
    return x * x + w * w - 2 * shallow - 6 * deep


viz_local_minimum = Surface(
    name="viz_local_minimum",
    title="Viz: local minimum",
    params=Params(),
    value=value,
    domain=((-2.0, 2.0), (-2.0, 2.0)),
    starts=((1.5, 1.5),),
    minima=lambda params: [MINIMUM],
    f_min=lambda params: LEAST,
    gradient_rate=0.05,
    stride=0.02,
    source="L. Jiang (2020), gradient_descent_viz",
    latex=r"x^2 + w^2 - 2\,e^{-\left((x - 1)^2 + w^2\right)/0.2}"
    r" - 6\,e^{-\left((x + 1)^2 + w^2\right)/0.2},\qquad w = 1.4y",
    steps=150,
)
