"""Booth: a tilted quadratic valley.

Formula  (x + 2 y - 7)^2 + (2 x + y - 5)^2
Source   Classic test function.
Watch    Curvatures 2 and 18: a mild zig-zag.
"""

from typing import NamedTuple

from surfaces.base import Surface, fisher_of_squares


class Params(NamedTuple):
    """Nothing to set."""


def residuals(point, params):
    x, y = point
    return x + 2 * y - 7, 2 * x + y - 5


def value(point, params):
    first, second = residuals(point, params)
    return first * first + second * second


booth = Surface(
    name="booth",
    title="Booth",
    params=Params(),
    value=value,
    domain=((-10.0, 10.0), (-10.0, 10.0)),
    starts=((-8.0, 4.0),),
    minima=lambda params: [(1.0, 3.0)],
    f_min=lambda params: 0.0,
    gradient_rate=0.09,
    stride=0.15,
    source="Classic test function",
    latex=r"(x + 2y - 7)^2 + (2x + y - 5)^2",
    levels="log",
    fisher=fisher_of_squares(residuals),
)
