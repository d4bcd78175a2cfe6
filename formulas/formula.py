"""A checked formula: what it needs, its value on arrays, its LaTeX."""

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import ModuleType
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from formulas.fault import FormulaError
from formulas.functions import CONSTANTS, FUNCTIONS
from formulas.grammar import check
from formulas.latex import latex
from formulas.nodes import Call, Chain, Comparison, Name, Negative, Node, Number, Power
from formulas.tree import grow, names

LONGEST = 400
# Constant exponents up to this are products (and a square root): exact gradients at 0, and faster.
MOST_PRODUCTS = 16
_OPERATORS: Mapping[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


@dataclass(frozen=True)
class Formula:
    """A formula that `parse` has checked.

    text        what was typed
    variables   the names that vary, in the order in which a call takes them; the text need not use them all
    parameters  the further names of the text, in order of appearance
    tree        the formula itself (`formulas.nodes`)
    """

    text: str
    variables: tuple[str, ...]
    parameters: tuple[str, ...]
    tree: Node

    @cached_property
    def latex(self) -> str:
        """The formula as LaTeX."""
        return latex(self.tree)

    @cached_property
    def uses(self) -> frozenset[str]:
        """The variables and parameters that the text names."""
        return frozenset(names(self.tree) & {*self.variables, *self.parameters})

    def __call__(self, *variables: Any, **parameters: Any) -> Any:
        """The value, elementwise; numbers and arrays of NumPy give NumPy's, arrays and tracers of JAX give JAX's."""
        if len(variables) != len(self.variables):
            raise TypeError(f"the formula takes {', '.join(self.variables)}, not {len(variables)} values")
        values = {**dict(zip(self.variables, variables, strict=True)), **parameters}
        traced = any(isinstance(value, jax.Array) for value in values.values())
        return self.evaluate(values, jnp if traced else np)

    def evaluate(self, values: Mapping[str, Any], xp: ModuleType | Any = np) -> Any:
        """The value with a number or array for each variable and parameter; `xp` is numpy, jax.numpy or alike.

        Where the formula is not defined the value is nan or infinite; nothing is raised and nothing is warned of. JAX
        follows both sides of `where`, so its gradient is nan where the side that is not taken has none.
        """
        wanted = (*self.variables, *self.parameters)
        if set(values) != set(wanted):
            raise TypeError(f"the formula takes values for {', '.join(wanted)}, not for {', '.join(values) or 'none'}")
        given = {name: _inexact(value) for name, value in values.items()}
        with np.errstate(all="ignore"):
            value = xp.asarray(_Evaluation(given, xp).of(self.tree))
            shape = np.broadcast_shapes(*(np.shape(value) for value in given.values()))
            return (value if value.shape == shape else xp.broadcast_to(value, shape))[()]


def parse(text: str, variables: Sequence[str] = ("x", "y"), parameters: bool = True) -> Formula:
    """The formula that a text is; FormulaError, with the place of the fault, where it is none.

    `^` and `**` are powers, `2x`, `3(x + 1)` and `(x + 1)(x - 1)` products. A letter (with digits, or Greek by sign or
    name) that is no variable is a parameter, or with `parameters` off an unknown name. FUNCTIONS lists the functions.
    """
    if len(text) > LONGEST:
        raise FormulaError(f"the formula is too long: at most {LONGEST} characters", LONGEST)
    checked = check(text, variables, parameters)
    return Formula(text, tuple(variables), checked.parameters, grow(checked))


def _inexact(value: Any) -> Any:
    """Whole numbers as floats: they would overflow without a word, and have no negative powers."""
    kind = getattr(getattr(value, "dtype", None), "kind", "")
    if kind in ("i", "u", "b"):
        return value * 1.0
    return float(value) if isinstance(value, int | float) else value


class _Evaluation:
    """The value of a tree. What is the same everywhere stays a Python float, which lets an array keep its precision."""

    def __init__(self, values: Mapping[str, Any], xp: Any) -> None:
        self.values = values
        self.xp = xp

    def of(self, node: Node) -> Any:
        """The value of one node."""
        match node:
            case Number(value):
                return value
            case Name(name):
                return self.values[name] if name in self.values else CONSTANTS[name]
            case Negative(inner):
                return -self.of(inner)
            case Chain(first, rest):
                value = self.of(first)
                for sign, part in rest:
                    value = self.apply(lambda xp, a, b, sign=sign: _OPERATORS[sign](a, b), value, self.of(part))
                return value
            case Power(base, exponent):
                return self.power(self.of(base), self.of(exponent))
            case Call(function, arguments):
                return self.apply(FUNCTIONS[function].apply, *map(self.of, arguments))
            case Comparison(first, rest):
                return self.compare(self.of(first), [(sign, self.of(part)) for sign, part in rest])

    def apply(self, function: Callable[..., Any], *values: Any) -> Any:
        """Numbers by NumPy, which knows infinity where Python raises; the rest by the namespace."""
        if all(isinstance(value, float) for value in values):
            return float(function(np, *map(np.float64, values)))
        return function(self.xp, *values)

    def compare(self, first: Any, rest: list[tuple[str, Any]]) -> Any:
        """Whether every link of the chain holds."""
        holds: Any = 1.0
        for sign, part in rest:
            link = self.apply(lambda xp, a, b, sign=sign: _OPERATORS[sign](a, b), first, part)
            holds = self.apply(lambda xp, a, b: xp.logical_and(a, b), holds, link)
            first = part
        return holds

    def power(self, base: Any, exponent: Any) -> Any:
        """Products and a root where the exponent is a small whole or half number, else the general power."""
        constant = isinstance(exponent, float) and not isinstance(base, float)
        if not constant or not (2 * exponent).is_integer() or abs(exponent) > MOST_PRODUCTS:
            return self.apply(lambda xp, a, b: xp.power(a, b), base, exponent)
        whole = int(abs(exponent))
        value = self.product(base, whole)
        if whole != abs(exponent):
            value = value * self.root(base) if whole else self.xp.sqrt(base)
        return 1.0 / value if exponent < 0 else value

    def root(self, base: Any) -> Any:
        """The square root for a product with its base: at 0 its slope is infinite, and nothing times that is not 0."""
        return self.xp.where(base == 0, 0.0, self.xp.sqrt(self.xp.where(base == 0, 1.0, base)))

    def product(self, base: Any, times: int) -> Any:
        """The base multiplied with itself so many times, by squaring."""
        if times == 0:
            return self.xp.ones_like(base)
        if times == 1:
            return base
        half = self.product(base, times // 2)
        return half * half * base if times % 2 else half * half
