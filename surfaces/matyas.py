"""Matyas: a smooth diagonal valley, fifty times as long as it is steep.

Formula  0.26 (x^2 + y^2) - 0.48 x y
Source   J. Matyas (1965), Random optimization.
Watch    Curvatures 0.04 and 1: adaptive methods scale axes, not diagonals, and gain little here.
"""

from typing import NamedTuple

from surfaces.base import Surface


class Params(NamedTuple):
    """Nothing to set."""


def value(point, params):
    x, y = point
    return 0.26 * (x * x + y * y) - 0.48 * x * y


matyas = Surface(
    name="matyas",
    title="Matyas",
    params=Params(),
    value=value,
    domain=((-10.0, 10.0), (-10.0, 10.0)),
    starts=((-9.0, -4.0),),
    minima=lambda params: [(0.0, 0.0)],
    f_min=lambda params: 0.0,
    gradient_rate=1.8,
    stride=0.15,
    source="J. Matyas (1965)",
    latex=r"0.26\,(x^2 + y^2) - 0.48\,xy",
    levels="log",
    steps=150,
)
