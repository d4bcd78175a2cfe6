"""Contour levels that fit a surface: evenly spaced in the loss, or in its logarithm where values span decades.

The logarithm is taken of the height above the surface's floor, or, where there is none or the plain lies far above it,
of the loss's own size, to either side of zero.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal

import numpy as np

from simulation import loss_grid
from surfaces import Surface

# Contours below this many decades under the highest value would crowd round the minimum.
MOST_DECADES = 6.5
# On a signed scale, which has them on both sides of zero.
MOST_SIGNED_DECADES = 5

_DECADE = math.log(10)


@dataclass(frozen=True)
class Levels:
    """Contours at start, start + size, ..., end on the scale of `heights`; `ticks` are (height, loss as text).

    On a "log" scale a height is log10(loss - floor); on a "linear" scale it is the loss itself. On a "signed_log" scale
    it is log10(|loss| / unit) with the sign of the loss, far from zero, and straight within a unit of it.
    """

    kind: Literal["log", "signed_log", "linear"]
    floor: float
    start: float
    end: float
    size: float
    ticks: tuple[tuple[float, str], ...]
    unit: float = 1.0

    def heights(self, loss: np.ndarray) -> np.ndarray:
        """Loss on the scale of the levels, float32. Just below the lowest level for the minimum itself, NaN kept."""
        if self.kind == "linear":
            return loss.astype(np.float32)
        if self.kind == "signed_log":
            return (np.arcsinh(loss.astype(np.float64) / (2 * self.unit)) / _DECADE).astype(np.float32)
        least = 10.0 ** (self.start - self.size)
        return np.log10(np.maximum(loss.astype(np.float64) - self.floor, least)).astype(np.float32)

    def loss(self, height: float) -> float:
        """The loss at this height."""
        if self.kind == "linear":
            return height
        if self.kind == "signed_log":
            return 2 * self.unit * math.sinh(height * _DECADE)
        return self.floor + 10.0**height


@lru_cache(maxsize=256)
def _fit(surface: Surface, params: tuple[tuple[str, Any], ...]) -> Levels:
    given = dict(params)
    surface = surface.at(given)
    loss = loss_grid(surface, given, *surface.domain, shape=(160, 160)).astype(np.float64)
    loss = loss[np.isfinite(loss)]
    floor = surface.f_min(surface.with_params(given))
    if surface.levels == "log" and floor is not None and (loss > floor).any():
        return _log_levels(loss - floor, floor)
    if surface.levels == "signed_log" and loss.any():
        return _signed_levels(loss)
    # Where the page sees no loss at all, there is a scale for what may appear when one zooms.
    return _linear_levels(loss if loss.size else np.array([0.0, 1.0]))


def fit_levels(surface: Surface, params: Mapping[str, Any]) -> Levels:
    """The levels for a surface with these parameters, fitted to its own domain; zooming does not change them."""
    return _fit(surface, tuple(params.items()))


def _log_levels(above: np.ndarray, floor: float) -> Levels:
    above = above[above > 0]
    high = math.log10(above.max())
    low = max(math.log10(np.quantile(above, 0.001)), high - MOST_DECADES)
    size = _share_of_a_decade(high - low)
    start, end = _whole_steps(low, high, size)
    decades = range(math.ceil(start), math.floor(end) + 1)
    return Levels("log", floor, start, end, size, tuple((float(d), _spell(floor + 10.0**d)) for d in decades))


def _signed_levels(loss: np.ndarray) -> Levels:
    size = np.abs(loss)
    top = math.ceil(math.log10(size.max()))
    low = max(math.floor(math.log10(max(np.quantile(size, 0.02), 1e-300))), top - MOST_SIGNED_DECADES)
    unit = 10.0**low
    bare = Levels("signed_log", 0.0, 0.0, 0.0, 0.0, (), unit)
    least, most = (float(end) for end in bare.heights(np.array([loss.min(), loss.max()])))
    step = _share_of_a_decade(most - least)
    start, end = _whole_steps(least, most, step)
    powers = [10.0**d for d in range(low + 1, top + 1)]
    losses = np.array([*(-power for power in reversed(powers)), 0.0, *powers])
    ticks = [(float(height), _spell(at)) for height, at in zip(bare.heights(losses), losses, strict=True)]
    return replace(
        bare, start=start, end=end, size=step, ticks=tuple(tick for tick in ticks if start <= tick[0] <= end)
    )


def _whole_steps(low: float, high: float, step: float) -> tuple[float, float]:
    """Multiples of the step below and above, at least one step apart: a flat loss has a scale too."""
    first = math.floor(low / step)
    return first * step, max(math.ceil(high / step), first + 1) * step


def _share_of_a_decade(span: float) -> float:
    """A half, a third, a quarter, a fifth or an eighth: about 14 contours whatever the span."""
    return min((1 / 2, 1 / 3, 1 / 4, 1 / 5, 1 / 8), key=lambda step: abs(span / step - 14))


def _linear_levels(loss: np.ndarray) -> Levels:
    low, high = float(loss.min()), float(loss.max())
    size = _nice((high - low) / 14 or abs(high) or 1.0)
    start, end = _whole_steps(low, high, size)
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
