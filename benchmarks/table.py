"""A measured figure and the table that prints it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np


@dataclass(frozen=True)
class Figure:
    """Samples of one thing measured, and what they should keep to.

    part      a share of the figure above it, printed indented
    judged    which number is held against the goal
    at_least  more is better, as with frames per second
    """

    what: str
    unit: str
    samples: Sequence[float]
    goal: float | None = None
    judged: Literal["median", "p95"] = "median"
    at_least: bool = False
    part: bool = False

    @property
    def median(self) -> float:
        """The middle sample."""
        return float(np.median(self.samples)) if len(self.samples) else float("nan")

    @property
    def p95(self) -> float:
        """19 of 20 samples are as good as this or better."""
        return float(np.percentile(self.samples, 5 if self.at_least else 95)) if len(self.samples) else float("nan")

    @property
    def verdict(self) -> str:
        """Whether the goal is kept; empty without a goal."""
        if self.goal is None:
            return ""
        number = self.median if self.judged == "median" else self.p95
        return "ok" if (number >= self.goal if self.at_least else number <= self.goal) else "NOT"

    @property
    def cells(self) -> list[str]:
        """What the table shows of it."""
        goal = "" if self.goal is None else f"{self.judged} {'>=' if self.at_least else '<='} {self.goal:g}"
        name = ("  - " if self.part else "") + self.what
        spread = spell(self.p95) if len(self.samples) > 1 else ""
        return [name, spell(self.median), spread, self.unit, str(len(self.samples)), goal, self.verdict]


HEADINGS = ["what", "median", "p95", "unit", "n", "goal", ""]
WIDTHS = [62, 9, 9, 8, 4, 15, 3]


def spell(number: float) -> str:
    """Three digits, or all that stand before the point."""
    return f"{number:.0f}" if abs(number) >= 100 else f"{number:.3g}"


def print_headings() -> None:
    """The table's first lines."""
    _print_line(HEADINGS)
    _print_line(["-" * width for width in WIDTHS])


def print_figures(figures: Sequence[Figure]) -> None:
    """One line for each figure."""
    for figure in figures:
        _print_line(figure.cells)


def _print_line(cells: Sequence[str]) -> None:
    columns = (
        cell.rjust(width) if place in (1, 2, 4) else cell.ljust(width)
        for place, (cell, width) in enumerate(zip(cells, WIDTHS, strict=True))
    )
    print("  ".join(columns).rstrip(), flush=True)
