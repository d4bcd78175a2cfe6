"""What a formula is made of, once it has been checked. Nothing else can stand in one."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Number:
    """A number that was written out."""

    value: float


@dataclass(frozen=True)
class Name:
    """A variable, a parameter or a constant."""

    name: str


@dataclass(frozen=True)
class Negative:
    """Minus something."""

    inner: Any


@dataclass(frozen=True)
class Chain:
    """A sum (+ and -) or a product (* and /), taken from left to right: the first part, then (operator, part)."""

    first: Any
    rest: tuple[tuple[str, Any], ...]


@dataclass(frozen=True)
class Power:
    """Base to the exponent."""

    base: Any
    exponent: Any


@dataclass(frozen=True)
class Call:
    """A function of its arguments."""

    function: str
    arguments: tuple[Any, ...]


@dataclass(frozen=True)
class Comparison:
    """A chain such as 0 < x <= 1, which holds where every link does. It stands only in `where`."""

    first: Any
    rest: tuple[tuple[str, Any], ...]


Node = Number | Name | Negative | Chain | Power | Call | Comparison
