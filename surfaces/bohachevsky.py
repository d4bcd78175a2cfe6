"""Bohachevsky: an elliptical bowl with a gentle wave on it.

Formula  x^2 + 2 y^2 - 0.3 cos(3 pi x) - 0.4 cos(4 pi y) + 0.7
Source   I. O. Bohachevsky, M. E. Johnson and M. L. Stein (1986), Generalized simulated annealing for function
         optimization; their first, usually from -100 to 100, where the wave cannot be seen.
Watch    High up the wave is a ripple that one rolls over; near the bottom it holds whoever is slow.
"""

import math
from typing import NamedTuple

from formulas.sines import cos
from surfaces.base import Surface


class Params(NamedTuple):
    """Nothing to set."""


def value(point, params):
    x, y = point
    waves = 0.3 * cos(3 * math.pi * x) + 0.4 * cos(4 * math.pi * y)
    return x * x + 2 * y * y - waves + 0.7


bohachevsky = Surface(
    name="bohachevsky",
    title="Bohachevsky",
    params=Params(),
    value=value,
    domain=((-2.0, 2.0), (-2.0, 2.0)),
    starts=((-1.7, 1.4),),
    minima=lambda params: [(0.0, 0.0)],
    f_min=lambda params: 0.0,
    gradient_rate=0.01,
    stride=0.02,
    source="I. O. Bohachevsky, M. E. Johnson and M. L. Stein (1986)",
    latex=r"x^2 + 2y^2 - 0.3\cos 3\pi x - 0.4\cos 4\pi y + 0.7",
    levels="log",
    steps=150,
)
