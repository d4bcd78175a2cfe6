"""Monkey saddle: three ways down between three ways up, and flat to second order where they meet.

Formula  x^3 - 3 x y^2
Source   Textbook; D. Hilbert and S. Cohn-Vossen (1932), Anschauliche Geometrie, name it.
Watch    At the middle even the curvature vanishes: the closer, the slower. Leaving the map is the right answer
         here.
"""

from typing import NamedTuple

from surfaces.base import Surface


class Params(NamedTuple):
    """Nothing to set."""


def value(point, params):
    x, y = point
    return x * (x * x - 3 * y * y)


monkey_saddle = Surface(
    name="monkey_saddle",
    title="Monkey saddle",
    params=Params(),
    value=value,
    domain=((-2.0, 2.0), (-2.0, 2.0)),
    starts=((1.5, 0.03),),
    minima=lambda params: [],
    f_min=lambda params: None,
    gradient_rate=0.012,
    stride=0.01,
    source="Textbook; D. Hilbert and S. Cohn-Vossen (1932)",
    latex=r"x^3 - 3xy^2",
    levels="signed_log",
    steps=90,
    note="No minimum: the ways down are to leave the map.",
)
