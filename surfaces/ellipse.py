"""Ellipse: the long, axis-aligned valley in which momentum and the adaptive methods are first explained.

Formula  x^2 / 20 + y^2
Source   Textbook quadratic; K. Saito (2016), Deep learning from scratch, chapter 6, compares optimizers on it.
Watch    The gradient hardly points along x: gradient descent zig-zags across while it creeps along.
"""

import math
from typing import NamedTuple

from surfaces.base import Surface, fisher_of_squares


class Params(NamedTuple):
    """Nothing to set."""


def residuals(point, params):
    x, y = point
    return x / math.sqrt(20), y


def value(point, params):
    x, y = point
    return x * x / 20 + y * y


ellipse = Surface(
    name="ellipse",
    title="Ellipse",
    params=Params(),
    value=value,
    domain=((-10.0, 10.0), (-5.0, 5.0)),
    starts=((-7.0, 2.0),),
    minima=lambda params: [(0.0, 0.0)],
    f_min=lambda params: 0.0,
    gradient_rate=0.95,
    stride=0.15,
    source="Textbook quadratic; K. Saito (2016), Deep learning from scratch",
    latex=r"x^2 / 20 + y^2",
    levels="log",
    steps=100,
    fisher=fisher_of_squares(residuals),
)
