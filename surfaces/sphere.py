"""Sphere: the same slope in every direction.

Formula  x^2 + y^2
Source   K. A. De Jong (1975), An analysis of the behavior of a class of genetic adaptive systems; his first
         function.
Watch    With nothing to scale, plain descent goes straight in; what remains is overshoot, and the corner that
         methods which scale each axis by itself cut.
"""

from typing import NamedTuple

from surfaces.base import Surface, fisher_of_squares


class Params(NamedTuple):
    """Nothing to set."""


def residuals(point, params):
    x, y = point
    return x, y


def value(point, params):
    x, y = point
    return x * x + y * y


sphere = Surface(
    name="sphere",
    title="Sphere",
    params=Params(),
    value=value,
    domain=((-5.12, 5.12), (-5.12, 5.12)),
    starts=((-4.5, 2.0),),
    minima=lambda params: [(0.0, 0.0)],
    f_min=lambda params: 0.0,
    gradient_rate=0.1,
    stride=0.1,
    source="K. A. De Jong (1975)",
    latex=r"x^2 + y^2",
    levels="log",
    steps=80,
    fisher=fisher_of_squares(residuals),
)
