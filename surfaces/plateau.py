"""Plateau: a terrace on either side, steep above and steep below.

Formula  x^2 / (1 + x^2) + (x / 6)^12 + y^2 / 8
Source   Made for this page.
Watch    On the terrace the slope is a twentieth of what it was: plain descent crawls, momentum coasts, and
         methods that scale the gradient walk on as before.
"""

from typing import NamedTuple

from surfaces.base import Surface


class Params(NamedTuple):
    """Nothing to set."""


def value(point, params):
    x, y = point
    square = x * x
    return square / (1 + square) + (square / 36) ** 6 + y * y / 8


plateau = Surface(
    name="plateau",
    title="Plateau",
    params=Params(),
    value=value,
    domain=((-6.5, 6.5), (-4.0, 4.0)),
    starts=((-6.2, 2.5),),
    minima=lambda params: [(0.0, 0.0)],
    f_min=lambda params: 0.0,
    gradient_rate=0.5,
    stride=0.05,
    source="Made for this page",
    latex=r"\frac{x^2}{1 + x^2} + \left(\frac{x}{6}\right)^{12} + \frac{y^2}{8}",
)
