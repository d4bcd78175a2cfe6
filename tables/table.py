"""A table of data: columns of numbers and columns of words, which surfaces made from data read."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from tables.cell import quote
from tables.fault import TableError

# More different values than this are no classes to tell apart, and longer ones are notes.
MOST_CLASSES = 12
LONGEST_CLASS = 40


@dataclass(frozen=True)
class Table:
    """Named columns of equal length. A table is told from another by its name alone.

    `columns` holds the columns of numbers and `classes` those of words, each in the order of the file.
    """

    name: str
    title: str = field(compare=False)
    columns: Mapping[str, Sequence[float]] = field(compare=False, repr=False)
    classes: Mapping[str, tuple[str, ...]] = field(compare=False, repr=False)
    source: str = field(compare=False)

    def __post_init__(self) -> None:
        lengths = {len(cells) for cells in (*self.columns.values(), *self.classes.values())}
        if len(lengths) != 1 or set(self.columns) & set(self.classes):
            raise TableError(f"the columns of table `{self.name}` must be of one length and of different names")

    @property
    def rows(self) -> int:
        """How many rows there are, without the line of names."""
        return len(next(iter((*self.columns.values(), *self.classes.values()))))

    @cached_property
    def numbers(self) -> tuple[str, ...]:
        """Columns that can be an input or a target: finite numbers with a spread to learn from."""
        return tuple(name for name, cells in self.columns.items() if _has_spread(cells))

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """Columns that sort the rows into a few classes: of words first, then of numbers."""
        return tuple(name for name in (*self.classes, *self.columns) if are_classes(self._texts(name)))

    def column(self, name: str) -> np.ndarray:
        """The column of numbers as an array of its own, float64."""
        if name not in self.columns:
            raise self._missing("column of numbers", name, self.columns)
        return np.array(self.columns[name], dtype=np.float64)

    def values(self, name: str) -> tuple[str, ...]:
        """The different values of a column as text, in order of appearance."""
        return tuple(dict.fromkeys(self._texts(name)))

    def is_one_of(self, name: str, value: str) -> np.ndarray:
        """1.0 in each row where the column has this value, else 0.0."""
        if value not in self.values(name):
            raise self._missing(f"row where {quote(name)} is", value, self.values(name))
        return np.array([text == value for text in self._texts(name)], dtype=np.float64)

    def _texts(self, name: str) -> tuple[str, ...]:
        if name in self.classes:
            return self.classes[name]
        if name in self.columns:
            return tuple(_spell(number) for number in self.columns[name])
        raise self._missing("column", name, (*self.columns, *self.classes))

    def _missing(self, kind: str, name: str, known: Iterable[str]) -> TableError:
        some = ", ".join(map(quote, list(known)[:MOST_CLASSES]))
        return TableError(f"table {quote(self.title)} has no {kind} {quote(name)}; choose one of {some}")


def _spell(number: float) -> str:
    """The shortest text that is this number and no other; zero has no sign."""
    return repr(float(number) + 0.0).removesuffix(".0")


def _has_spread(cells: Sequence[float]) -> bool:
    """At least two different numbers, whose deviation is neither lost nor infinite in float64."""
    if len(set(cells)) < 2 or not all(math.isfinite(cell) for cell in cells):
        return False
    with np.errstate(all="ignore"):
        deviation = float(np.std(np.array(cells, dtype=np.float64)))
    return 0.0 < deviation < math.inf


def are_classes(texts: Sequence[str]) -> bool:
    """Whether these texts sort the rows into a few classes."""
    different = set(texts)
    return 2 <= len(different) <= MOST_CLASSES and max(map(len, different)) <= LONGEST_CLASS
