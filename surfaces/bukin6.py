"""Bukin 6: a knife-edge along a parabola, with the minimum somewhere on the edge.

Formula  100 sqrt(|y - 0.01 x^2|) + 0.01 |x + 10|
Source   A. D. Bukin (1997), New minimization strategy for non-smooth functions.
Watch    The slope grows without bound towards the edge, so everyone jumps from side to side and nobody gets
         along it.
"""

from typing import NamedTuple

import jax.numpy as jnp

from surfaces.base import Surface
from surfaces.finite_root import finite_root


class Params(NamedTuple):
    """Nothing to set."""


def value(point, params):
    x, y = point
    away = x + 10
    # sign(a) a is |a|, without a slope at the minimum.
    return 100 * finite_root(jnp.abs(y - 0.01 * x * x)) + 0.01 * jnp.sign(away) * away


bukin6 = Surface(
    name="bukin6",
    title="Bukin 6",
    params=Params(),
    value=value,
    domain=((-15.0, -5.0), (-3.0, 3.0)),
    starts=((-7.0, 2.2),),
    minima=lambda params: [(-10.0, 1.0)],
    f_min=lambda params: 0.0,
    gradient_rate=0.0004,
    stride=0.03,
    source="A. D. Bukin (1997)",
    latex=r"100\sqrt{\left|y - 0.01x^2\right|} + 0.01\left|x + 10\right|",
    steps=100,
)
