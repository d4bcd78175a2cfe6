"""Surfaces with their derivatives written out by hand, for formulas that must owe nothing to the source."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

Point = np.ndarray


@dataclass(frozen=True)
class Ground:
    """A surface of the registry, its derivatives by hand, a start, and rates at which 200 steps keep rounding small.

    `slope_rate` suits methods whose step is lr * gradient, `stride` those whose step is about lr long. `residuals` and
    their Jacobian are there where the loss is the sum of their squares; `f_min` where there is a lowest loss.
    """

    surface: str
    value: Callable[[Point], float]
    grad: Callable[[Point], Point]
    hessian: Callable[[Point], np.ndarray]
    start: tuple[float, float]
    slope_rate: float
    stride: float
    jacobian: Callable[[Point], np.ndarray] | None = None
    f_min: float | None = None
    params: Mapping[str, float] = field(default_factory=dict)

    def fisher(self, p: Point) -> Any:
        """2 J^T J, the Fisher information of residuals that are normal with variance 1/2."""
        assert self.jacobian is not None
        jacobian = self.jacobian(p)
        return 2 * np.dot(jacobian.T, jacobian)


def saddle_value(p):
    return p[0] ** 2 - p[1] ** 2


def saddle_grad(p):
    return np.array([2 * p[0], -2 * p[1]])


def saddle_hessian(p):
    return np.array([[2.0, 0.0], [0.0, -2.0]])


def rosenbrock_value(p):
    return (1 - p[0]) ** 2 + 100 * (p[1] - p[0] ** 2) ** 2


def rosenbrock_grad(p):
    x, y = p
    return np.array([-2 * (1 - x) - 400 * x * (y - x**2), 200 * (y - x**2)])


def rosenbrock_hessian(p):
    x, y = p
    return np.array([[2 - 400 * (y - 3 * x**2), -400 * x], [-400 * x, 200.0]])


def rosenbrock_jacobian(p):
    return np.array([[-1.0, 0.0], [-20 * p[0], 10.0]])


def beale_residuals(p):
    x, y = p
    return 1.5 - x + x * y, 2.25 - x + x * y**2, 2.625 - x + x * y**3


def beale_value(p):
    return sum(residual**2 for residual in beale_residuals(p))


def beale_jacobian(p):
    x, y = p
    return np.array([[y - 1, x], [y**2 - 1, 2 * x * y], [y**3 - 1, 3 * x * y**2]])


def beale_grad(p):
    return 2 * np.dot(beale_jacobian(p).T, np.array(beale_residuals(p)))


def beale_hessian(p):
    x, y = p
    _, second, third = residuals = beale_residuals(p)
    jacobian = beale_jacobian(p)
    mixed = residuals[0] + 2 * y * second + 3 * y**2 * third
    bend = np.array([[0.0, mixed], [mixed, 2 * x * second + 6 * x * y * third]])
    return 2 * (np.dot(jacobian.T, jacobian) + bend)


def ellipse_value(p):
    return p[0] ** 2 / 20 + p[1] ** 2


def ellipse_grad(p):
    return np.array([p[0] / 10, 2 * p[1]])


def ellipse_hessian(p):
    return np.array([[0.1, 0.0], [0.0, 2.0]])


def ellipse_jacobian(p):
    return np.array([[1 / np.sqrt(20), 0.0], [0.0, 1.0]])


CONDITION, ANGLE = 1000.0, 30.0
CURVATURES = np.array([1 / CONDITION, 1.0])


def bowl_axes():
    """The directions of small and of large curvature, as rows."""
    c, s = np.cos(np.radians(ANGLE)), np.sin(np.radians(ANGLE))
    return np.array([[c, s], [-s, c]])


def bowl_value(p):
    return float(np.sum(CURVATURES * np.dot(bowl_axes(), p) ** 2)) / 2


def bowl_grad(p):
    return np.dot(bowl_hessian(p), p)


def bowl_hessian(p):
    return np.dot(bowl_axes().T * CURVATURES, bowl_axes())


def bowl_jacobian(p):
    return np.sqrt(CURVATURES / 2)[:, None] * bowl_axes()


GROUNDS = {
    "saddle": Ground("saddle", saddle_value, saddle_grad, saddle_hessian, (2.0, 0.01), 0.002, 0.02),
    "rosenbrock": Ground(
        "rosenbrock",
        rosenbrock_value,
        rosenbrock_grad,
        rosenbrock_hessian,
        (-0.5, 2.5),
        0.0001,
        0.001,
        rosenbrock_jacobian,
        0.0,
    ),
    "ellipse": Ground(
        "ellipse", ellipse_value, ellipse_grad, ellipse_hessian, (-7.0, 2.0), 0.1, 0.05, ellipse_jacobian, 0.0
    ),
    "ill-conditioned bowl": Ground(
        "bowl",
        bowl_value,
        bowl_grad,
        bowl_hessian,
        (-5.0, 0.5),
        0.05,
        0.02,
        bowl_jacobian,
        0.0,
        {"condition": CONDITION, "angle": ANGLE},
    ),
    "beale": Ground("beale", beale_value, beale_grad, beale_hessian, (1.0, 1.5), 0.0005, 0.01, beale_jacobian, 0.0),
}
