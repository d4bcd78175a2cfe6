"""The surfaces' formulas as their sources print them, for SymPy to differentiate."""

from typing import Any

import sympy
from sympy import Abs, Rational, cos, exp, pi, sin, sqrt

x, y = sympy.symbols("x y", real=True)


def number(value: float) -> Any:
    """The float itself, not a decimal near it."""
    return Rational(value)


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
    half, quarter, eighth = Rational(3, 2), Rational(9, 4), Rational(21, 8)
    return (half - x + x * y) ** 2 + (quarter - x + x * y**2) ** 2 + (eighth - x + x * y**3) ** 2


def sphere():
    return x**2 + y**2


def long_valley():
    return ((x / 6) ** 2 - 1) ** 2 + y**2


def distill():
    return (1 - x) ** 2 + 20 * (3 * y - x**2) ** 2


def monkey_saddle():
    return x**3 - 3 * x * y**2


def booth():
    return (x + 2 * y - 7) ** 2 + (2 * x + y - 5) ** 2


def matyas():
    return Rational(26, 100) * (x**2 + y**2) - Rational(48, 100) * x * y


def mccormick():
    return sin(x + y) + (x - y) ** 2 - Rational(3, 2) * x + Rational(5, 2) * y + 1


def three_hump_camel():
    return 2 * x**2 - Rational(105, 100) * x**4 + x**6 / 6 + x * y + y**2


def six_hump_camel():
    return (4 - Rational(21, 10) * x**2 + x**4 / 3) * x**2 + x * y + (-4 + 4 * y**2) * y**2


def branin():
    a, b, c, r, s, t = 1, Rational(51, 10) / (4 * pi**2), 5 / pi, 6, 10, 1 / (8 * pi)
    return a * (y - b * x**2 + c * x - r) ** 2 + s * (1 - t) * cos(x) + s


def goldstein_price():
    first = 1 + (x + y + 1) ** 2 * (19 - 14 * x + 3 * x**2 - 14 * y + 6 * x * y + 3 * y**2)
    second = 30 + (2 * x - 3 * y) ** 2 * (18 - 32 * x + 12 * x**2 + 48 * y - 36 * x * y + 27 * y**2)
    return first * second


def styblinski_tang():
    return sum(t**4 - 16 * t**2 + 5 * t for t in (x, y)) / 2


def easom():
    return -cos(x) * cos(y) * exp(-((x - pi) ** 2 + (y - pi) ** 2))


def bukin6():
    return 100 * sqrt(Abs(y - x**2 / 100)) + Abs(x + 10) / 100


def michalewicz():
    return -sum(sin(t) * sin(i * t**2 / pi) ** 20 for i, t in ((1, x), (2, y)))


def bohachevsky():
    return x**2 + 2 * y**2 - Rational(3, 10) * cos(3 * pi * x) - Rational(4, 10) * cos(4 * pi * y) + Rational(7, 10)


def rastrigin():
    return 10 * 2 + sum(t**2 - 10 * cos(2 * pi * t) for t in (x, y))


def ackley():
    funnel = -20 * exp(-sqrt((x**2 + y**2) / 2) / 5)
    return funnel - exp((cos(2 * pi * x) + cos(2 * pi * y)) / 2) + sympy.E + 20


def griewank():
    return 1 + (x**2 + y**2) / 4000 - cos(x) * cos(y / sqrt(2))


def levi13():
    return sin(3 * pi * x) ** 2 + (x - 1) ** 2 * (1 + sin(3 * pi * y) ** 2) + (y - 1) ** 2 * (1 + sin(2 * pi * y) ** 2)


def schaffer2():
    return Rational(1, 2) + (sin(x**2 - y**2) ** 2 - Rational(1, 2)) / (1 + (x**2 + y**2) / 1000) ** 2


def eggholder():
    return -(y + 47) * sin(sqrt(Abs(x / 2 + (y + 47)))) - x * sin(sqrt(Abs(x - (y + 47))))


def bump():
    return x**2 / 8 + y**2 / 2 - Rational(8, 10) * exp(-4 * ((x + 3) ** 2 + y**2))


def plateau():
    return x**2 / (1 + x**2) + (x / 6) ** 12 + y**2 / 8


def sharp_and_flat():
    a, b = 8 * ((x + 2) ** 2 + y**2), ((x - 2) ** 2 + y**2) / 2
    return 1 / (1 / a + 1 / b)


def cliff():
    return (x - 3) ** 2 / 20 + y**2 / 4 + 1 - sympy.tanh(8 * x)


def spiral_valley():
    r, angle = sqrt(x**2 + y**2), sympy.atan2(y, x)
    return r**2 * (3 - 2 * cos(2 * r - angle)) / 10


def dent(a, b, along, across):
    return exp(-((along - a) ** 2 + (across - b) ** 2) / Rational(1, 5))


def dupont():
    return x**2 + y**2 - 2 * dent(1, 0, x, y) - 3 * dent(-1, 0, x, y)


def viz_local_minimum():
    w = Rational(14, 10) * y
    return -2 * dent(1, 0, x, w) - 6 * dent(-1, 0, x, w) + x**2 + w**2


def viz_global_minimum():
    return x**2 + y**2


def viz_saddle():
    return sin(x) + y**2


def viz_bowl():
    u, v = x / 2, y / 2
    return -exp(-(u**2 + 5 * v**2)) + u**2 + v**2 / 2


def viz_hills():
    w = Rational(14, 10) * y
    return 2 * dent(1, 0, x, w) + 6 * dent(-1, 0, x, w) - 2 * dent(1, -1, x, w) + x**2 + w**2


def viz_plateau():
    r = sqrt((10 * x) ** 2 + (10 * y) ** 2) + Rational(1, 100)
    return -sin(r) / r + r**2 / 100


FORMULAS: dict[str, Any] = {
    "saddle": saddle,
    "rosenbrock": rosenbrock,
    "bowl": bowl,
    "ellipse": ellipse,
    "himmelblau": himmelblau,
    "beale": beale,
    "sphere": sphere,
    "long_valley": long_valley,
    "distill": distill,
    "monkey_saddle": monkey_saddle,
    "booth": booth,
    "matyas": matyas,
    "mccormick": mccormick,
    "three_hump_camel": three_hump_camel,
    "six_hump_camel": six_hump_camel,
    "branin": branin,
    "goldstein_price": goldstein_price,
    "styblinski_tang": styblinski_tang,
    "easom": easom,
    "bukin6": bukin6,
    "michalewicz": michalewicz,
    "bohachevsky": bohachevsky,
    "rastrigin": rastrigin,
    "ackley": ackley,
    "griewank": griewank,
    "levi13": levi13,
    "schaffer2": schaffer2,
    "eggholder": eggholder,
    "bump": bump,
    "plateau": plateau,
    "sharp_and_flat": sharp_and_flat,
    "cliff": cliff,
    "spiral_valley": spiral_valley,
    "dupont": dupont,
    "viz_local_minimum": viz_local_minimum,
    "viz_global_minimum": viz_global_minimum,
    "viz_saddle": viz_saddle,
    "viz_bowl": viz_bowl,
    "viz_hills": viz_hills,
    "viz_plateau": viz_plateau,
}

# The defaults and, where there are parameters, several other values, the ends of their ranges among them.
PARAMS: dict[str, list[dict[str, float]]] = {name: [{}] for name in FORMULAS}
PARAMS["rosenbrock"] += [{"a": -1.5, "b": 1.0}, {"a": 1.7, "b": 1000.0}, {"a": 0.0, "b": 20.0}]
PARAMS["bowl"] += [
    {"condition": 1.0, "angle": 0.0},
    {"condition": 1000.0, "angle": -90.0},
    {"condition": 50.0, "angle": 90.0},
]
