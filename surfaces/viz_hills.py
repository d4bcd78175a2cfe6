"""The hills of gradient_descent_viz: two hills and a dip in a bowl.

Formula  x^2 + w^2 + 2 G(1, 0) + 6 G(-1, 0) - 2 G(1, -1), G(a, b) = exp(-((x - a)^2 + (w - b)^2) / 0.2), w = 1.4
         y
Source   L. Jiang (2020), gradient_descent_viz, there called Hills.
Watch    The way to the dip leads round a hill; on which side one passes depends on the speed.
"""

from typing import NamedTuple

import jax.numpy as jnp

from surfaces.base import Surface


class Params(NamedTuple):
    """Nothing to set."""


MINIMUM = (0.9003065222973073, -0.6534011583039486)
LEAST = -0.15880861003441450


def value(point, params):
    x, y = point
    w = 1.4 * y
    low_hill = jnp.exp(-((x - 1) ** 2 + w * w) / 0.2)
    high_hill = jnp.exp(-((x + 1) ** 2 + w * w) / 0.2)
    dip = jnp.exp(-((x - 1) ** 2 + (w + 1) ** 2) / 0.2)
    return x * x + w * w + 2 * low_hill + 6 * high_hill - 2 * dip


viz_hills = Surface(
    name="viz_hills",
    title="Viz: hills",
    params=Params(),
    value=value,
    domain=((-2.0, 2.0), (-2.0, 2.0)),
    starts=((1.5, 1.5),),
    minima=lambda params: [MINIMUM],
    f_min=lambda params: LEAST,
    gradient_rate=0.02,
    stride=0.01,
    source="L. Jiang (2020), gradient_descent_viz",
    latex=r"x^2 + w^2 + 2\,G(1, 0) + 6\,G(-1, 0) - 2\,G(1, -1),"
    r"\qquad G(a, b) = e^{-\left((x - a)^2 + (w - b)^2\right)/0.2},\qquad w = 1.4y",
    steps=150,
)
