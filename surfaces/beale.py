"""Beale: flat plains, sharp peaks at the corners, one minimum in a long groove.

Formula  (1.5 - x + x y)^2 + (2.25 - x + x y^2)^2 + (2.625 - x + x y^3)^2
Source   E. M. L. Beale (1958), On an iterative method for finding a local minimum of a function of more than
         one variable.
Watch    The gradient spans six decades: a rate that is safe near the corner is a crawl in the groove.
"""

from typing import NamedTuple

from surfaces.base import Surface, fisher_of_squares


class Params(NamedTuple):
    """Nothing to set."""


def residuals(point, params):
    x, y = point
    return 1.5 - x + x * y, 2.25 - x + x * y * y, 2.625 - x + x * y * y * y


def value(point, params):
    first, second, third = residuals(point, params)
    return first * first + second * second + third * third


beale = Surface(
    name="beale",
    title="Beale",
    params=Params(),
    value=value,
    domain=((-4.5, 4.5), (-4.5, 4.5)),
    starts=((1.0, 1.5),),
    minima=lambda params: [(3.0, 0.5)],
    f_min=lambda params: 0.0,
    gradient_rate=0.01,
    stride=0.03,
    source="E. M. L. Beale (1958)",
    latex=r"(1.5 - x + xy)^2 + (2.25 - x + xy^2)^2 + (2.625 - x + xy^3)^2",
    levels="log",
    steps=300,
    fisher=fisher_of_squares(residuals),
)
