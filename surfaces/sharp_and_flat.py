"""Sharp and flat: two minima of equal depth, one narrow and one wide.

Formula  a b / (a + b), a = 8 ((x + 2)^2 + y^2), b = ((x - 2)^2 + y^2) / 2
Source   Made for this page; the question is that of S. Hochreiter and J. Schmidhuber (1997), Flat minima.
Watch    A rate above 1/8 cannot stay in the narrow one. Noise leaves it too, and SAM avoids it.
"""

from typing import NamedTuple

from surfaces.base import Surface


class Params(NamedTuple):
    """Nothing to set."""


def value(point, params):
    x, y = point
    sharp = 8 * ((x + 2) ** 2 + y * y)
    flat = ((x - 2) ** 2 + y * y) / 2
    return sharp * flat / (sharp + flat)


sharp_and_flat = Surface(
    name="sharp_and_flat",
    title="Sharp and flat",
    params=Params(),
    value=value,
    domain=((-5.0, 5.0), (-4.0, 4.0)),
    starts=((-4.2, 1.0), (-1.9, 2.4)),
    minima=lambda params: [(-2.0, 0.0), (2.0, 0.0)],
    f_min=lambda params: 0.0,
    gradient_rate=0.1,
    stride=0.05,
    source="Made for this page, after S. Hochreiter and J. Schmidhuber (1997)",
    latex=r"\frac{ab}{a + b},\qquad a = 8\left((x + 2)^2 + y^2\right),\qquad b = \tfrac12\left((x - 2)^2 + y^2\right)",
    levels="log",
    steps=150,
)
