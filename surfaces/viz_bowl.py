"""The elliptic bowl of gradient_descent_viz: a wide bowl with a narrow dip at its bottom.

Formula  u^2 + v^2 / 2 - exp(-(u^2 + 5 v^2)), u = x / 2, v = y / 2
Source   L. Jiang (2020), gradient_descent_viz, there called Elliptic Bowl.
Watch    The long axis of the bowl is the short one of the dip: the path turns on its way.
"""

from typing import NamedTuple

import jax.numpy as jnp

from surfaces.base import Surface


class Params(NamedTuple):
    """Nothing to set."""


def value(point, params):
    x, y = point
    u, v = x / 2, y / 2
    return u * u + v * v / 2 - jnp.exp(-(u * u + 5 * v * v))


viz_bowl = Surface(
    name="viz_bowl",
    title="Viz: elliptic bowl",
    params=Params(),
    value=value,
    domain=((-2.0, 2.0), (-2.0, 2.0)),
    starts=((1.5, 1.5),),
    minima=lambda params: [(0.0, 0.0)],
    f_min=lambda params: -1.0,
    gradient_rate=0.2,
    stride=0.02,
    source="L. Jiang (2020), gradient_descent_viz",
    latex=r"u^2 + \tfrac12 v^2 - e^{-(u^2 + 5v^2)},\qquad u = x/2,\qquad v = y/2",
    steps=150,
)
