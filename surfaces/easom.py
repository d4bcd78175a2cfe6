"""Easom: a plain without a slope, and one hole in it.

Formula  -cos(x) cos(y) exp(-(x - pi)^2 - (y - pi)^2)
Source   E. E. Easom (1990), A survey of global optimization techniques; usually from -100 to 100, where the
         hole cannot be seen.
Watch    The gradient fades like a Gaussian: only who starts beside the hole finds it. The contours are
         logarithmic, down to a millionth.
"""

import math
from typing import NamedTuple

import jax.numpy as jnp

from formulas.sines import cos
from surfaces.base import Surface


class Params(NamedTuple):
    """Nothing to set."""


def value(point, params):
    x, y = point
    return -cos(x) * cos(y) * jnp.exp(-((x - math.pi) ** 2) - (y - math.pi) ** 2)


easom = Surface(
    name="easom",
    title="Easom",
    params=Params(),
    value=value,
    domain=((-1.0, 7.0), (-1.0, 7.0)),
    starts=((1.9, 4.4), (4.6, 3.7)),
    minima=lambda params: [(math.pi, math.pi)],
    f_min=lambda params: -1.0,
    gradient_rate=0.3,
    stride=0.03,
    source="E. E. Easom (1990)",
    latex=r"-\cos x\,\cos y\;e^{-(x - \pi)^2 - (y - \pi)^2}",
    levels="signed_log",
    steps=150,
)
