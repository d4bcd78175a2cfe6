"""Levi 13: a bowl crossed by waves that grow with the height.

Formula  sin(3 pi x)^2 + (x - 1)^2 (1 + sin(3 pi y)^2) + (y - 1)^2 (1 + sin(2 pi y)^2)
Source   A. V. Levy and A. Montalvo (1985), The tunneling algorithm for the global minimization of functions;
         usually from -10 to 10, where the waves run together.
Watch    Everyone rolls down and in the end sits in a groove one third wide, each in another, and few in the
         right one.
"""

import math
from typing import NamedTuple

from formulas.sines import sin
from surfaces.base import Surface


class Params(NamedTuple):
    """Nothing to set."""


def value(point, params):
    x, y = point
    grooves = sin(3 * math.pi * x) ** 2
    across = (x - 1) ** 2 * (1 + sin(3 * math.pi * y) ** 2)
    along = (y - 1) ** 2 * (1 + sin(2 * math.pi * y) ** 2)
    return grooves + across + along


levi13 = Surface(
    name="levi13",
    title="Levi 13",
    params=Params(),
    value=value,
    domain=((-2.0, 4.0), (-2.0, 4.0)),
    starts=((-1.5, 2.8),),
    minima=lambda params: [(1.0, 1.0)],
    f_min=lambda params: 0.0,
    gradient_rate=0.005,
    stride=0.05,
    source="A. V. Levy and A. Montalvo (1985)",
    latex=r"\sin^2 3\pi x + (x - 1)^2\left(1 + \sin^2 3\pi y\right) + (y - 1)^2\left(1 + \sin^2 2\pi y\right)",
    levels="log",
    steps=150,
)
