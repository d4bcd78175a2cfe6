"""The plateau of gradient_descent_viz: rings of ripples in a shallow bowl, and a deep middle.

Formula  0.01 r^2 - sin(r) / r, r = 10 sqrt(x^2 + y^2) + 0.01
Source   L. Jiang (2020), gradient_descent_viz, there called Plateau.
Watch    Each ring is a terrace: plain descent stops on the outermost, and whoever has speed crosses a few.
"""

import math
from typing import NamedTuple

from formulas.sines import sin
from surfaces.base import Surface
from surfaces.finite_root import finite_root


class Params(NamedTuple):
    """Nothing to set."""


LEAST = 1e-6 - math.sin(0.01) / 0.01


def value(point, params):
    x, y = point
    r = 10 * finite_root(x * x + y * y) + 0.01
    return 0.01 * r * r - sin(r) / r


viz_plateau = Surface(
    name="viz_plateau",
    title="Viz: plateau",
    params=Params(),
    value=value,
    domain=((-2.0, 2.0), (-2.0, 2.0)),
    starts=((1.5, 1.5),),
    minima=lambda params: [(0.0, 0.0)],
    f_min=lambda params: LEAST,
    gradient_rate=0.02,
    stride=0.01,
    source="L. Jiang (2020), gradient_descent_viz",
    latex=r"\frac{r^2}{100} - \frac{\sin r}{r},\qquad r = 10\sqrt{x^2 + y^2} + 0.01",
)
