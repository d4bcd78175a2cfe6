"""Four surfaces with their gradients written out by hand, for formulas that must owe nothing to the source."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

Point = np.ndarray
Gradient = Callable[[Point], Point]


@dataclass(frozen=True)
class Ground:
    """A surface of the registry, its gradient by hand, a start, and rates at which 200 steps do not amplify rounding.

    `slope_rate` suits methods whose step is lr * gradient, `stride` those whose step is about lr long.
    """

    surface: str
    grad: Gradient
    start: tuple[float, float]
    slope_rate: float
    stride: float
    params: Mapping[str, float] = field(default_factory=dict)


def saddle(p):
    return np.array([2 * p[0], -2 * p[1]])


def rosenbrock(p):
    x, y = p
    return np.array([-2 * (1 - x) - 400 * x * (y - x**2), 200 * (y - x**2)])


def beale(p):
    x, y = p
    first, second, third = 1.5 - x + x * y, 2.25 - x + x * y**2, 2.625 - x + x * y**3
    by_x = 2 * first * (y - 1) + 2 * second * (y**2 - 1) + 2 * third * (y**3 - 1)
    by_y = 2 * first * x + 4 * second * x * y + 6 * third * x * y**2
    return np.array([by_x, by_y])


CONDITION, ANGLE = 1000.0, 30.0


def bowl_axes():
    """The directions of small and of large curvature, as rows."""
    c, s = np.cos(np.radians(ANGLE)), np.sin(np.radians(ANGLE))
    return np.array([[c, s], [-s, c]])


def bowl(p):
    axes = bowl_axes()
    return axes.T @ (np.array([1 / CONDITION, 1.0]) * (axes @ p))


GROUNDS = {
    "saddle": Ground("saddle", saddle, (2.0, 0.01), 0.002, 0.02),
    "rosenbrock": Ground("rosenbrock", rosenbrock, (-0.5, 2.5), 0.0001, 0.001),
    "ill-conditioned bowl": Ground("bowl", bowl, (-5.0, 0.5), 0.05, 0.02, {"condition": CONDITION, "angle": ANGLE}),
    "beale": Ground("beale", beale, (1.0, 1.5), 0.0005, 0.01),
}
