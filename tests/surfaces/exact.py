"""The surfaces' formulas as their sources print them, for SymPy to differentiate."""

from typing import Any

import sympy

x, y = sympy.symbols("x y", real=True)


def number(value: float) -> Any:
    """The float itself, not a decimal near it."""
    return sympy.Rational(value)


def saddle():
    return x**2 - y**2


def rosenbrock(a=1.0, b=100.0):
    return (number(a) - x) ** 2 + number(b) * (y - x**2) ** 2


def bowl(condition=20.0, angle=20.0):
    turn = number(angle) * sympy.pi / 180
    u = sympy.cos(turn) * x + sympy.sin(turn) * y
    v = -sympy.sin(turn) * x + sympy.cos(turn) * y
    return (u**2 / number(condition) + v**2) / 2


def ellipse():
    return x**2 / 20 + y**2


def himmelblau():
    return (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2


def beale():
    half, quarter, eighth = sympy.Rational(3, 2), sympy.Rational(9, 4), sympy.Rational(21, 8)
    return (half - x + x * y) ** 2 + (quarter - x + x * y**2) ** 2 + (eighth - x + x * y**3) ** 2


FORMULAS: dict[str, Any] = {
    "saddle": saddle,
    "rosenbrock": rosenbrock,
    "bowl": bowl,
    "ellipse": ellipse,
    "himmelblau": himmelblau,
    "beale": beale,
}

# The defaults and, where there are parameters, several other values, the ends of their ranges among them.
PARAMS: dict[str, list[dict[str, float]]] = {
    "saddle": [{}],
    "rosenbrock": [{}, {"a": -1.5, "b": 1.0}, {"a": 1.7, "b": 1000.0}, {"a": 0.0, "b": 20.0}],
    "bowl": [
        {},
        {"condition": 1.0, "angle": 0.0},
        {"condition": 1000.0, "angle": -90.0},
        {"condition": 50.0, "angle": 90.0},
    ],
    "ellipse": [{}],
    "himmelblau": [{}],
    "beale": [{}],
}
