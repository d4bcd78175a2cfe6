"""Rastrigin: a bowl full of pits, one at about every whole number.

Formula  20 + x^2 - 10 cos(2 pi x) + y^2 - 10 cos(2 pi y)
Source   L. A. Rastrigin (1974), Systems of extremal control.
Watch    Almost every run ends in the nearest pit; steps as long as a pit is wide are what leads out.
"""

import math
from typing import NamedTuple

from formulas.sines import cos
from surfaces.base import Surface


class Params(NamedTuple):
    """Nothing to set."""


def value(point, params):
    x, y = point
    waves = cos(2 * math.pi * x) + cos(2 * math.pi * y)
    return 20 + x * x + y * y - 10 * waves


rastrigin = Surface(
    name="rastrigin",
    title="Rastrigin",
    params=Params(),
    value=value,
    domain=((-5.12, 5.12), (-5.12, 5.12)),
    starts=((-2.0, 3.5),),
    minima=lambda params: [(0.0, 0.0)],
    f_min=lambda params: 0.0,
    gradient_rate=0.004,
    stride=0.15,
    source="L. A. Rastrigin (1974)",
    latex=r"20 + x^2 - 10\cos 2\pi x + y^2 - 10\cos 2\pi y",
    steps=150,
)
