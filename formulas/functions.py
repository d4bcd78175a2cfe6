"""The functions and constants that a formula may name. Each function takes the array namespace first."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any

import jax.numpy as jnp

from formulas import sines


@dataclass(frozen=True)
class Function:
    """What a name calls: `apply(xp, *values)` with xp numpy or jax.numpy, how many values, and its LaTeX.

    The LaTeX is a name, before parentheses, or a pattern with #1, #2 for the values.
    """

    apply: Callable[..., Any]
    latex: str
    least: int = 1
    most: int = 1


def _own(name: str, latex: str, values: int = 1) -> Function:
    """A function that the namespace has under this name."""
    return Function(lambda xp, *given: getattr(xp, name)(*given), latex, values, values)


def _wave(name: str, latex: str) -> Function:
    """A function that the namespace has under this name, and of which ours is quicker than that of JAX."""
    return Function(lambda xp, x: getattr(sines if xp is jnp else xp, name)(x), latex)


def _fold(name: str, latex: str) -> Function:
    """A function of two values, taken from left to right over as many as are given."""
    return Function(lambda xp, *given: reduce(getattr(xp, name), given), latex, 2, 16)


FUNCTIONS: Mapping[str, Function] = {
    "sin": _wave("sin", r"\sin"),
    "cos": _wave("cos", r"\cos"),
    "tan": _wave("tan", r"\tan"),
    "asin": _own("arcsin", r"\arcsin"),
    "acos": _own("arccos", r"\arccos"),
    "atan": _own("arctan", r"\arctan"),
    "atan2": _own("arctan2", r"\operatorname{atan2}", 2),
    "sinh": _own("sinh", r"\sinh"),
    "cosh": _own("cosh", r"\cosh"),
    "tanh": _own("tanh", r"\tanh"),
    "asinh": _own("arcsinh", r"\operatorname{arsinh}"),
    "acosh": _own("arccosh", r"\operatorname{arcosh}"),
    "atanh": _own("arctanh", r"\operatorname{artanh}"),
    "exp": _own("exp", "e^{#1}"),
    "log": _own("log", r"\ln"),
    "log10": _own("log10", r"\log_{10}"),
    "log2": _own("log2", r"\log_{2}"),
    "sqrt": _own("sqrt", r"\sqrt{#1}"),
    "cbrt": _own("cbrt", r"\sqrt[3]{#1}"),
    # So that the slope at 0 is 0, where it has none: who stands there stays.
    "abs": Function(lambda xp, x: xp.maximum(x, -x), r"\left|#1\right|"),
    "sign": _own("sign", r"\operatorname{sign}"),
    "floor": _own("floor", r"\left\lfloor #1\right\rfloor"),
    "ceil": _own("ceil", r"\left\lceil #1\right\rceil"),
    "min": _fold("minimum", r"\min"),
    "max": _fold("maximum", r"\max"),
    "mod": _own("mod", r"\operatorname{mod}", 2),
    "hypot": _own("hypot", r"\operatorname{hypot}", 2),
    # By the tangent, because exp of a large number would make the gradient not a number.
    "sigmoid": Function(lambda xp, x: 0.5 + 0.5 * xp.tanh(0.5 * x), r"\sigma"),
    "softplus": Function(lambda xp, x: xp.logaddexp(x, 0.0), r"\operatorname{softplus}"),
    "relu": Function(lambda xp, x: xp.maximum(x, 0.0), r"\operatorname{relu}"),
    "where": Function(lambda xp, *given: xp.where(*given), r"\begin{cases}#2 & #1\\#3 & \text{else}\end{cases}", 3, 3),
}
# Written as the operator it is.
POWER = "pow"
ALIASES = {
    "ln": "log",
    "arcsin": "asin",
    "arccos": "acos",
    "arctan": "atan",
    "arctan2": "atan2",
    "arcsinh": "asinh",
    "arccosh": "acosh",
    "arctanh": "atanh",
    "sgn": "sign",
    "ceiling": "ceil",
    "logistic": "sigmoid",
    "\u221a": "sqrt",
}
CONSTANTS: Mapping[str, float] = {"pi": math.pi, "e": math.e, "tau": math.tau}

# The letters that may be typed by their sign or name, except those that mean something else: pi and tau are numbers,
# lambda is a word of Python, which no setting can be called.
GREEK = {
    "\u03b1": "alpha",
    "\u03b2": "beta",
    "\u03b3": "gamma",
    "\u03b4": "delta",
    "\u03b5": "epsilon",
    "\u03b6": "zeta",
    "\u03b7": "eta",
    "\u03b8": "theta",
    "\u03ba": "kappa",
    "\u03bc": "mu",
    "\u00b5": "mu",
    "\u03bd": "nu",
    "\u03be": "xi",
    "\u03c1": "rho",
    "\u03c3": "sigma",
    "\u03c6": "phi",
    "\u03c7": "chi",
    "\u03c8": "psi",
    "\u03c9": "omega",
}
SIGNS = {**GREEK, "\u03c0": "pi", "\u03c4": "tau", "\u221a": "\u221a"}
