"""Himmelblau: four equal minima, so where you start decides where you end.

Formula  (x^2 + y - 11)^2 + (x + y^2 - 7)^2
Source   D. M. Himmelblau (1972), Applied nonlinear programming.
Watch    Two optimizers from one start may end in different minima.
"""

from typing import NamedTuple

from surfaces.base import Surface, fisher_of_squares


class Params(NamedTuple):
    """Nothing to set."""


def residuals(point, params):
    x, y = point
    return x * x + y - 11, x + y * y - 7


def value(point, params):
    first, second = residuals(point, params)
    return first * first + second * second


MINIMA = [
    (3.0, 2.0),
    (-2.805118086952745, 3.131312518250573),
    (-3.779310253377747, -3.283185991286170),
    (3.584428340330492, -1.848126526964404),
]

himmelblau = Surface(
    name="himmelblau",
    title="Himmelblau",
    params=Params(),
    value=value,
    domain=((-5.5, 5.5), (-5.5, 5.5)),
    starts=((-0.5, -4.5), (4.5, 4.5)),
    minima=lambda params: MINIMA,
    f_min=lambda params: 0.0,
    gradient_rate=0.006,
    stride=0.06,
    source="D. M. Himmelblau (1972)",
    latex=r"(x^2 + y - 11)^2 + (x + y^2 - 7)^2",
    levels="log",
    steps=150,
    fisher=fisher_of_squares(residuals),
)
