"""Long valley: steep walls, and a floor that is level where the race begins.

Formula  ((x / 6)^2 - 1)^2 + y^2
Source   After A. Radford's animation (2014), whose formula was never published; this one is ours and shows the
         same.
Watch    Across, everything pulls; along the floor the slope at first is next to nothing. Methods that follow
         the gradient alone swing from wall to wall and get nowhere, those that scale each axis by itself leave
         at once.
"""

from typing import NamedTuple

from surfaces.base import Surface


class Params(NamedTuple):
    """Nothing to set."""


def value(point, params):
    x, y = point
    along = (x / 6) ** 2 - 1
    return along * along + y * y


long_valley = Surface(
    name="long_valley",
    title="Long valley",
    params=Params(),
    value=value,
    domain=((-8.0, 8.0), (-3.0, 3.0)),
    starts=((0.001, 2.0),),
    minima=lambda params: [(-6.0, 0.0), (6.0, 0.0)],
    f_min=lambda params: 0.0,
    gradient_rate=0.95,
    stride=0.1,
    source="After A. Radford's animation (2014)",
    latex=r"\left((x / 6)^2 - 1\right)^2 + y^2",
    levels="log",
    steps=100,
)
