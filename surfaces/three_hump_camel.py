"""Three-hump camel: three dips in a row, the middle one the deepest.

Formula  2 x^2 - 1.05 x^4 + x^6 / 6 + x y + y^2
Source   F. H. Branin (1972), Widely convergent method for finding multiple solutions of simultaneous nonlinear
         equations.
Watch    From the side most runs stay in the outer dip; whoever carries speed goes on to the middle.
"""

from typing import NamedTuple

from surfaces.base import Surface


class Params(NamedTuple):
    """Nothing to set."""


def value(point, params):
    x, y = point
    square = x * x
    return square * (2 - square * (1.05 - square / 6)) + x * y + y * y


three_hump_camel = Surface(
    name="three_hump_camel",
    title="Three-hump camel",
    params=Params(),
    value=value,
    domain=((-5.0, 5.0), (-5.0, 5.0)),
    starts=((-3.0, 4.0),),
    minima=lambda params: [(0.0, 0.0)],
    f_min=lambda params: 0.0,
    gradient_rate=0.01,
    stride=0.05,
    source="F. H. Branin (1972)",
    latex=r"2x^2 - 1.05x^4 + x^6/6 + xy + y^2",
    levels="log",
    steps=150,
)
