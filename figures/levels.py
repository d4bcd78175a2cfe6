"""Contour levels that fit a surface: evenly spaced in the loss, or in its logarithm where values span decades."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import numpy as np

from simulation import loss_grid
from surfaces import Surface

# Contours below this many decades under the highest value would crowd round the minimum.
MOST_DECADES = 6.5


@dataclass(frozen=True)
class Levels:
    """Contours at start, start + size, ..., end on the scale of `heights`; `ticks` are (height, loss as text).

    On a "log" scale a height is log10(loss - floor); on a "linear" scale it is the loss itself.
    """

    kind: Literal["log", "linear"]
    floor: float
    start: float
    end: float
    size: float
    ticks: tuple[tuple[float, str], ...]

    def heights(self, loss: np.ndarray) -> np.ndarray:
        """Loss on the scale of the levels, float32. Just below the lowest level for the minimum itself, NaN kept."""
        if self.kind == "linear":
            return loss.astype(np.float32)
        least = 10.0 ** (self.start - self.size)
        return np.log10(np.maximum(loss.astype(np.float64) - self.floor, least)).astype(np.float32)


@lru_cache(maxsize=256)
def _fit(surface: Surface, params: tuple[tuple[str, Any], ...]) -> Levels:
    given = dict(params)
    loss = loss_grid(surface, given, *surface.domain, shape=(160, 160)).astype(np.float64)
    loss = loss[np.isfinite(loss)]
    floor = surface.f_min(surface.with_params(given))
    if surface.levels == "log" and floor is not None:
        return _log_levels(loss - floor, floor)
    return _linear_levels(loss)


def fit_levels(surface: Surface, params: Mapping[str, Any]) -> Levels:
    """The levels for a surface with these parameters, fitted to its own domain; zooming does not change them."""
    return _fit(surface, tuple(params.items()))


def _log_levels(above: np.ndarray, floor: float) -> Levels:
    above = above[above > 0]
    high = math.log10(above.max())
    low = max(math.log10(np.quantile(above, 0.001)), high - MOST_DECADES)
    # A third, a quarter or a fifth of a decade: about 14 contours whatever the span.
    size = min((1 / 2, 1 / 3, 1 / 4, 1 / 5, 1 / 8), key=lambda step: abs((high - low) / step - 14))
    start, end = math.floor(low / size) * size, math.ceil(high / size) * size
    decades = range(math.ceil(start), math.floor(end) + 1)
    return Levels("log", floor, start, end, size, tuple((float(d), _spell(floor + 10.0**d)) for d in decades))


def _linear_levels(loss: np.ndarray) -> Levels:
    low, high = float(loss.min()), float(loss.max())
    size = _nice((high - low) / 14 or 1.0)
    start, end = math.floor(low / size) * size, math.ceil(high / size) * size
    every = max(1, round((end - start) / size / 5))
    ticks = tuple(
        (start + i * size, _spell(start + i * size)) for i in range(0, round((end - start) / size) + 1, every)
    )
    return Levels("linear", 0.0, start, end, size, ticks)


def _nice(rough: float) -> float:
    """The nearest 1, 2, 2.5 or 5 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(rough))
    return min((1, 2, 2.5, 5, 10), key=lambda m: abs(m * power - rough)) * power


def _spell(loss: float) -> str:
    return f"{loss:.3g}".replace("e-0", "e-").replace("e+0", "e")
