"""Saddle: down along y, up along x, and no bottom.

Formula  x^2 - y^2
Source   The textbook saddle; the animation of A. Radford (2014) starts beside its ridge.
Watch    The gradient at the ridge points at the saddle: whoever follows it alone stalls there, whoever scales
         each axis by itself leaves at once. Leaving the map is the right answer here.
"""

from typing import NamedTuple

from surfaces.base import Surface


class Params(NamedTuple):
    """Nothing to set."""


def value(point, params):
    x, y = point
    return x * x - y * y


saddle = Surface(
    name="saddle",
    title="Saddle",
    params=Params(),
    value=value,
    domain=((-2.5, 2.5), (-2.0, 2.0)),
    starts=((2.0, 0.001),),
    minima=lambda params: [],
    f_min=lambda params: None,
    gradient_rate=0.05,
    stride=0.02,
    source="Textbook; A. Radford's animation (2014)",
    latex=r"x^2 - y^2",
    steps=150,
    note="No minimum: the way down is to leave the map along y.",
)
