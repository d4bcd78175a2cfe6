"""Michalewicz: a plain cut by steep, narrow ditches; the minimum lies where two of them cross.

Formula  -sin(x) sin(x^2 / pi)^20 - sin(y) sin(2 y^2 / pi)^20
Source   Z. Michalewicz (1992), Genetic algorithms + data structures = evolution programs. Least at y = pi / 2.
Watch    On the plain there is next to no slope; in a ditch there is one, but only along it.
"""

import math
from typing import NamedTuple

from formulas.sines import sin
from surfaces.base import Surface


class Params(NamedTuple):
    """Nothing to set."""


MINIMUM = (2.2029055201726093, math.pi / 2)
LEAST = -1.8013034100985525


def value(point, params):
    x, y = point
    return -sin(x) * sin(x * x / math.pi) ** 20 - sin(y) * sin(2 * y * y / math.pi) ** 20


michalewicz = Surface(
    name="michalewicz",
    title="Michalewicz",
    params=Params(),
    value=value,
    domain=((0.0, math.pi), (0.0, math.pi)),
    starts=((2.6, 1.2), (1.9, 2.45)),
    minima=lambda params: [MINIMUM],
    f_min=lambda params: LEAST,
    gradient_rate=0.01,
    stride=0.01,
    source="Z. Michalewicz (1992)",
    latex=r"-\sin x\,\sin^{20}\tfrac{x^2}{\pi} - \sin y\,\sin^{20}\tfrac{2y^2}{\pi}",
    levels="signed_log",
    steps=150,
)
