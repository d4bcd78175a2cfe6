"""Styblinski-Tang: four dips, of which one is the deepest.

Formula  (x^4 - 16 x^2 + 5 x + y^4 - 16 y^2 + 5 y) / 2
Source   M. A. Styblinski and T.-S. Tang (1990), Experiments in nonconvex optimization: stochastic approximation
         with function smoothing and simulated annealing. Least where both are the lowest root of 4 t^3 - 32 t +
         5 = 0.
Watch    Each axis decides by itself which of its two dips it falls into.
"""

from typing import NamedTuple

from surfaces.base import Surface


class Params(NamedTuple):
    """Nothing to set."""


ROOT = -2.903534027771177
LEAST = -78.33233140754283


def value(point, params):
    x, y = point
    across, along = x * x, y * y
    return (across * (across - 16) + 5 * x + along * (along - 16) + 5 * y) / 2


styblinski_tang = Surface(
    name="styblinski_tang",
    title="Styblinski-Tang",
    params=Params(),
    value=value,
    domain=((-5.0, 5.0), (-5.0, 5.0)),
    starts=((0.3, 4.5), (-4.5, 0.0)),
    minima=lambda params: [(ROOT, ROOT)],
    f_min=lambda params: LEAST,
    gradient_rate=0.01,
    stride=0.06,
    source="M. A. Styblinski and T.-S. Tang (1990)",
    latex=r"\tfrac12\left(x^4 - 16x^2 + 5x + y^4 - 16y^2 + 5y\right)",
    levels="log",
    steps=100,
)
