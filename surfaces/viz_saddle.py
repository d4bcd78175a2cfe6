"""The saddle point of gradient_descent_viz: a sine along x, a parabola across.

Formula  sin(x) + y^2
Source   L. Jiang (2020), gradient_descent_viz, there called Saddle Point.
Watch    The start lies just beside the ridge at x = pi / 2, where the slope along x is next to nothing.
"""

import math
from typing import NamedTuple

from formulas.sines import sin
from surfaces.base import Surface


class Params(NamedTuple):
    """Nothing to set."""


def value(point, params):
    x, y = point
    return sin(x) + y * y


viz_saddle = Surface(
    name="viz_saddle",
    title="Viz: saddle point",
    params=Params(),
    value=value,
    domain=((-2.0, 2.0), (-2.0, 2.0)),
    starts=((1.5, 1.5),),
    minima=lambda params: [(-math.pi / 2, 0.0)],
    f_min=lambda params: -1.0,
    gradient_rate=0.1,
    stride=0.02,
    source="L. Jiang (2020), gradient_descent_viz",
    latex=r"\sin x + y^2",
    steps=150,
)
