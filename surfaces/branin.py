"""Branin: three equal minima in a bent trough.

Formula  (y - 5.1 x^2 / (4 pi^2) + 5 x / pi - 6)^2 + 10 (1 - 1 / (8 pi)) cos x + 10
Source   F. H. Branin (1972); L. C. W. Dixon and G. P. Szego (1978), Towards global optimisation 2. Least at
         (-pi, 12.275), (pi, 2.275) and (3 pi, 2.475), with 5 / (4 pi).
Watch    All three minima are as good; the start and the speed decide which one is found.
"""

import math
from typing import NamedTuple

from formulas.sines import cos
from surfaces.base import Surface


class Params(NamedTuple):
    """Nothing to set."""


MINIMA = [(-math.pi, 12.275), (math.pi, 2.275), (3 * math.pi, 2.475)]
LEAST = 5 / (4 * math.pi)


def value(point, params):
    x, y = point
    across = y - 5.1 / (4 * math.pi**2) * x * x + 5 / math.pi * x - 6
    return across * across + 10 * (1 - 1 / (8 * math.pi)) * cos(x) + 10


branin = Surface(
    name="branin",
    title="Branin",
    params=Params(),
    value=value,
    domain=((-5.0, 10.0), (0.0, 15.0)),
    starts=((-4.0, 4.0), (6.0, 13.0)),
    minima=lambda params: MINIMA,
    f_min=lambda params: LEAST,
    gradient_rate=0.02,
    stride=0.08,
    source="F. H. Branin (1972)",
    latex=r"\left(y - \tfrac{5.1}{4\pi^2}x^2 + \tfrac{5}{\pi}x - 6\right)^2"
    r" + 10\left(1 - \tfrac{1}{8\pi}\right)\cos x + 10",
    levels="log",
    steps=150,
)
