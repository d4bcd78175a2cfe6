"""Six-hump camel: two equal global minima and four local ones.

Formula  (4 - 2.1 x^2 + x^4 / 3) x^2 + x y + (-4 + 4 y^2) y^2
Source   F. H. Branin (1972), as the three-hump camel; L. C. W. Dixon and G. P. Szego (1978), Towards global
         optimisation 2.
Watch    Two optimizers from one start may end in different dips.
"""

from typing import NamedTuple

from surfaces.base import Surface


class Params(NamedTuple):
    """Nothing to set."""


MINIMA = [(0.0898420131003181, -0.7126564030207396), (-0.0898420131003181, 0.7126564030207396)]
LEAST = -1.0316284534898774


def value(point, params):
    x, y = point
    across, along = x * x, y * y
    return across * (4 - across * (2.1 - across / 3)) + x * y + along * (4 * along - 4)


six_hump_camel = Surface(
    name="six_hump_camel",
    title="Six-hump camel",
    params=Params(),
    value=value,
    domain=((-3.0, 3.0), (-2.0, 2.0)),
    starts=((-2.4, 1.4), (1.2, 1.7)),
    minima=lambda params: MINIMA,
    f_min=lambda params: LEAST,
    gradient_rate=0.02,
    stride=0.03,
    source="F. H. Branin (1972)",
    latex=r"\left(4 - 2.1x^2 + \tfrac{x^4}{3}\right)x^2 + xy + \left(4y^2 - 4\right)y^2",
    levels="log",
    steps=150,
)
