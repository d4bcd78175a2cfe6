"""Griewank: an egg box on a bowl that is too wide to be felt.

Formula  1 + (x^2 + y^2) / 4000 - cos(x) cos(y / sqrt(2))
Source   A. O. Griewank (1981), Generalized descent for global optimization; usually from -600 to 600, where
         only the bowl can be seen.
Watch    The pits differ by a hundredth in depth: the nearest one is as good as any to whoever follows the
         slope.
"""

import math
from typing import NamedTuple

from formulas.sines import cos
from surfaces.base import Surface


class Params(NamedTuple):
    """Nothing to set."""


def value(point, params):
    x, y = point
    return 1 + (x * x + y * y) / 4000 - cos(x) * cos(y / math.sqrt(2))


griewank = Surface(
    name="griewank",
    title="Griewank",
    params=Params(),
    value=value,
    domain=((-10.0, 10.0), (-10.0, 10.0)),
    starts=((-6.4, 4.9), (3.2, 8.6)),
    minima=lambda params: [(0.0, 0.0)],
    f_min=lambda params: 0.0,
    gradient_rate=0.4,
    stride=0.08,
    source="A. O. Griewank (1981)",
    latex=r"1 + \frac{x^2 + y^2}{4000} - \cos x\,\cos\frac{y}{\sqrt 2}",
    steps=150,
)
