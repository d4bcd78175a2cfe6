"""Goldstein-Price: a cross of valleys under walls a million high.

Formula  (1 + (x + y + 1)^2 (19 - 14 x + 3 x^2 - 14 y + 6 x y + 3 y^2)) *
         (30 + (2 x - 3 y)^2 (18 - 32 x + 12 x^2 + 48 y - 36 x y + 27 y^2))
Source   A. A. Goldstein and J. F. Price (1971), On descent from local minima.
Watch    The gradient spans six decades, so a rate that survives the walls creeps in the valleys; beside the
         global minimum there are three local ones.
"""

from typing import NamedTuple

from surfaces.base import Surface


class Params(NamedTuple):
    """Nothing to set."""


def value(point, params):
    x, y = point
    s, d = x + y, 2 * x - 3 * y
    first = 1 + (s + 1) ** 2 * (19 - 14 * s + 3 * s * s)
    # 12 x^2 - 36 x y + 27 y^2 = 3 (2 x - 3 y)^2, and 48 y - 32 x = -16 (2 x - 3 y).
    second = 30 + d * d * (18 - 16 * d + 3 * d * d)
    return first * second


goldstein_price = Surface(
    name="goldstein_price",
    title="Goldstein-Price",
    params=Params(),
    value=value,
    domain=((-2.0, 2.0), (-2.0, 2.0)),
    starts=((-1.5, 0.5), (0.9, 0.2)),
    minima=lambda params: [(0.0, -1.0)],
    f_min=lambda params: 3.0,
    gradient_rate=5e-05,
    stride=0.02,
    source="A. A. Goldstein and J. F. Price (1971)",
    latex=r"a\,b,\qquad a = 1 + (x + y + 1)^2 (19 - 14x + 3x^2 - 14y + 6xy + 3y^2),"
    r"\qquad b = 30 + (2x - 3y)^2 (18 - 32x + 12x^2 + 48y - 36xy + 27y^2)",
    levels="log",
)
