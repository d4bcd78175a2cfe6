"""Schaffer 2: waves along two diagonals that crowd together outwards.

Formula  1/2 + (sin(x^2 - y^2)^2 - 1/2) / (1 + 0.001 (x^2 + y^2))^2
Source   J. D. Schaffer (1984), Some experiments in machine learning using vector evaluated genetic algorithms;
         usually from -100 to 100, where the waves run together.
Watch    The floor of every wave is almost level: one falls into the nearest and stays.
"""

from typing import NamedTuple

from formulas.sines import sin
from surfaces.base import Surface


class Params(NamedTuple):
    """Nothing to set."""


def value(point, params):
    x, y = point
    waves = sin(x * x - y * y) ** 2
    return 0.5 + (waves - 0.5) / (1 + 0.001 * (x * x + y * y)) ** 2


schaffer2 = Surface(
    name="schaffer2",
    title="Schaffer 2",
    params=Params(),
    value=value,
    domain=((-3.0, 3.0), (-3.0, 3.0)),
    starts=((1.25, 0.3), (-0.5, -1.3)),
    minima=lambda params: [(0.0, 0.0)],
    f_min=lambda params: 0.0,
    gradient_rate=0.02,
    stride=0.03,
    source="J. D. Schaffer (1984)",
    latex=r"\tfrac12 + \frac{\sin^2(x^2 - y^2) - \tfrac12}{\left(1 + 0.001\,(x^2 + y^2)\right)^2}",
    steps=150,
)
