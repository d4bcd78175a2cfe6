"""The global minimum of gradient_descent_viz: a round bowl.

Formula  x^2 + y^2
Source   L. Jiang (2020), gradient_descent_viz, there called Global Minimum.
Watch    Everyone arrives; compare how fast, and who overshoots.
"""

from typing import NamedTuple

from surfaces.base import Surface, fisher_of_squares


class Params(NamedTuple):
    """Nothing to set."""


def residuals(point, params):
    x, y = point
    return x, y


def value(point, params):
    x, y = point
    return x * x + y * y


viz_global_minimum = Surface(
    name="viz_global_minimum",
    title="Viz: global minimum",
    params=Params(),
    value=value,
    domain=((-2.0, 2.0), (-2.0, 2.0)),
    starts=((1.5, 1.5),),
    minima=lambda params: [(0.0, 0.0)],
    f_min=lambda params: 0.0,
    gradient_rate=0.05,
    stride=0.02,
    source="L. Jiang (2020), gradient_descent_viz",
    latex=r"x^2 + y^2",
    steps=150,
    fisher=fisher_of_squares(residuals),
)
