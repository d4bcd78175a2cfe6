"""Distill's valley: the curved valley at the top of the article that explains momentum.

Formula  (1 - x)^2 + 20 (3 y - x^2)^2
Source   G. Goh (2017), Why momentum really works, distill.pub; its opening figure.
Watch    A little momentum smooths the zig-zag, more of it swings past the end of the valley and comes back.
"""

from typing import NamedTuple

import jax.numpy as jnp

from surfaces.base import Surface, fisher_of_squares


class Params(NamedTuple):
    """Nothing to set."""


def residuals(point, params):
    x, y = point
    return 1 - x, jnp.sqrt(20.0) * (3 * y - x * x)


def value(point, params):
    x, y = point
    along, across = 1 - x, 3 * y - x * x
    return along * along + 20 * across * across


distill = Surface(
    name="distill",
    title="Distill's valley",
    params=Params(),
    value=value,
    domain=((-2.0, 2.0), (-0.3, 1.1)),
    starts=((-1.21, 0.853),),
    minima=lambda params: [(1.0, 1 / 3)],
    f_min=lambda params: 0.0,
    gradient_rate=0.003,
    stride=0.02,
    source="G. Goh (2017), Why momentum really works, distill.pub",
    latex=r"(1 - x)^2 + 20\,(3y - x^2)^2",
    levels="log",
    steps=150,
    fisher=fisher_of_squares(residuals),
)
