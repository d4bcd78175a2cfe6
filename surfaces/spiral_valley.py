"""Spiral valley: a groove that winds round and round down to the middle.

Formula  r^2 (3 - 2 cos(2 r - t)) / 10, (r, t) the polar coordinates of (x, y)
Source   Made for this page.
Watch    The way down turns all the time, so whatever was learnt about an axis or a direction is soon wrong.
"""

from typing import NamedTuple

from formulas.sines import cos, sin
from surfaces.base import Surface
from surfaces.finite_root import finite_root


class Params(NamedTuple):
    """Nothing to set."""


def value(point, params):
    x, y = point
    square = x * x + y * y
    r = finite_root(square)
    # r cos(2 r - t), without the angle itself.
    along = x * cos(2 * r) + y * sin(2 * r)
    return (3 * square - 2 * r * along) / 10


spiral_valley = Surface(
    name="spiral_valley",
    title="Spiral valley",
    params=Params(),
    value=value,
    domain=((-4.5, 4.5), (-4.5, 4.5)),
    starts=((2.6, 3.0),),
    minima=lambda params: [(0.0, 0.0)],
    f_min=lambda params: 0.0,
    gradient_rate=0.14,
    stride=0.03,
    source="Made for this page",
    latex=r"\tfrac{r^2}{10}\left(3 - 2\cos(2r - \theta)\right)",
    levels="log",
    steps=400,
)
