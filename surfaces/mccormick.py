"""McCormick: a curved bowl with a waved floor.

Formula  sin(x + y) + (x - y)^2 - 1.5 x + 2.5 y + 1
Source   G. P. McCormick (1976), Computability of global solutions to factorable nonconvex programs. Least at
         (1/2 - pi/3, -1/2 - pi/3), with -sqrt(3)/2 - pi/3.
Watch    Down one wave and into the next: from above a run ends in the local minimum, pi away from the global one
         in x and in y.
"""

import math
from typing import NamedTuple

from formulas.sines import sin
from surfaces.base import Surface


class Params(NamedTuple):
    """Nothing to set."""


MINIMUM = (0.5 - math.pi / 3, -0.5 - math.pi / 3)
LEAST = -math.sqrt(3) / 2 - math.pi / 3


def value(point, params):
    x, y = point
    return sin(x + y) + (x - y) ** 2 - 1.5 * x + 2.5 * y + 1


mccormick = Surface(
    name="mccormick",
    title="McCormick",
    params=Params(),
    value=value,
    domain=((-1.5, 4.0), (-3.0, 4.0)),
    starts=((-1.0, 3.5), (1.5, -2.4)),
    minima=lambda params: [MINIMUM],
    f_min=lambda params: LEAST,
    gradient_rate=0.1,
    stride=0.04,
    source="G. P. McCormick (1976)",
    latex=r"\sin(x + y) + (x - y)^2 - 1.5x + 2.5y + 1",
    levels="log",
    steps=150,
)
