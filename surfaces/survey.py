"""A look over a map of which only the loss is known, and what shows it well: levels, starts, rate and stride.

`loss(x, y)` takes float64 arrays of NumPy and may give anything, nan and infinities too.
"""

import math
from collections.abc import Callable
from typing import Literal

import numpy as np

from surfaces.base import Point

Domain = tuple[Point, Point]
Height = Callable[[np.ndarray, np.ndarray], np.ndarray]

FINE = 121
# The page computes in float32, which ends a little above.
LARGEST = 1e37
# A start's gradient descent for the choice of a rate.
TRIAL_STEPS = 48
# A point's neighbours, from which slope and curvature are taken.
AROUND = np.array([(0, 0), (1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1)])


def heights(loss: Height, domain: Domain, side: int = FINE) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """x, y and loss on a grid over the domain, three (side, side) arrays; infinite where there is no loss."""
    x, y = np.meshgrid(*(np.linspace(low, high, side) for low, high in domain))
    return x, y, finite(loss, x, y)


def finite(loss: Height, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The loss, infinite where there is none that the page could show."""
    with np.errstate(all="ignore"):
        found = np.broadcast_to(np.asarray(loss(x, y), np.float64), x.shape)
    return np.where(np.abs(found) < LARGEST, found, np.inf)


def choose_levels(z: np.ndarray, floor: float | None) -> Literal["log", "signed_log", "linear"]:
    """The scale on which contours show these losses best."""
    z = z[np.isfinite(z)]
    middle, high = np.quantile(z, (0.5, 0.995))
    if floor is not None:
        return "log" if middle - floor < 0.2 * (high - floor) else "linear"
    size = np.quantile(np.abs(z), (0.5, 0.995))
    return "signed_log" if size[0] < 0.06 * size[1] else "linear"


def choose_starts(loss: Height, domain: Domain) -> tuple[Point, ...]:
    """Two places high up and far apart, off every axis of symmetry."""
    shares = np.array([-0.78, -0.43, 0.37, 0.72])
    (x0, x1), (y0, y1) = domain
    x, y = np.meshgrid((x0 + x1) / 2 + shares * (x1 - x0) / 2, (y0 + y1) / 2 + (shares + 0.04) * (y1 - y0) / 2)
    z = finite(loss, x, y)
    if not np.isfinite(z).any():
        # The loss lives on a small part of the map.
        x, y, z = heights(loss, domain)
    points, z = np.stack([x, y], axis=-1)[np.isfinite(z)], z[np.isfinite(z)]
    if not len(z):
        return ()
    first = np.abs(z - np.quantile(z, 0.7)).argmin()
    high = z >= np.median(z)
    away = np.abs((points - points[first]) / (x1 - x0, y1 - y0)).sum(axis=1)
    second = np.where(high, away, -1).argmax()
    exact = points[list(dict.fromkeys((int(first), int(second))))]
    short = np.stack([rounded(exact[:, 0], x1 - x0), rounded(exact[:, 1], y1 - y0)], axis=1)
    kept = np.isfinite(finite(loss, *short.T))[:, None]
    return tuple((float(x), float(y)) for x, y in np.where(kept, short, exact))


def rounded(numbers: np.ndarray, size: float) -> np.ndarray:
    """The numbers to about a thousandth of the map's size, so that they are short and stay where they are."""
    digits = 3 - math.floor(math.log10(size))
    return np.array([round(float(number), digits) for number in numbers]) + 0.0


def choose_stride(domain: Domain) -> float:
    """A good step length for methods whose step does not scale with the gradient; short on the shorter axis too."""
    return float(f"{0.012 * min(high - low for low, high in domain):.2g}")


def choose_rate(loss: Height, domain: Domain, starts: tuple[Point, ...], least: float | None) -> float:
    """A good learning rate for gradient descent from these starts.

    The one that comes lowest while it stays on the map; where the loss has no floor, the largest that goes down there
    for a while without jumping to and fro.
    """
    low, high = np.transpose(domain)
    sizes = high - low
    at = np.reshape(starts, (-1, 2))
    # In shares of the map, for an axis may be much longer than the other.
    slope = (np.abs(_slope(loss, at, sizes)) / sizes).max(axis=1, initial=0)
    slope = slope[np.isfinite(slope) & (slope > 0)]
    if not len(slope):
        return 0.01
    # The first step of the shortest is a 4000th of the map.
    rates = 2.5e-4 / slope.max() * 2.0 ** np.arange(13)
    points = np.repeat(at[None], len(rates), axis=0)
    stayed = np.zeros(points.shape[:2])
    alive = np.ones(points.shape[:2], bool)
    last = np.zeros(points.shape)
    for _ in range(TRIAL_STEPS):
        downhill = _slope(loss, points, sizes)
        moved = points - rates[:, None, None] * downhill
        alive &= ((moved >= low) & (moved <= high)).all(axis=-1)
        points = np.where(alive[..., None], moved, points)
        # Who jumps from slope to slope is no good picture of a way down.
        stayed += alive & ((downhill * last).sum(axis=-1) >= 0)
        last = downhill
    ends = np.where(alive, finite(loss, points[..., 0], points[..., 1]), np.inf).mean(axis=1)
    if least is None or not np.isfinite(ends).any():
        long_enough = np.flatnonzero(stayed.mean(axis=1) >= TRIAL_STEPS / 2)
        best = rates[long_enough[-1] if len(long_enough) else 0]
    else:
        # A first step over half the map is no picture.
        best = min(0.7 * rates[ends.argmin()], 0.12 / slope.max())
    return float(f"{best:.2g}")


def _slope(loss: Height, at: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """The gradient by differences, in the shape of `at` (..., 2)."""
    step = 1e-6 * sizes
    near = at + (step * AROUND[1:5]).reshape(4, *[1] * (at.ndim - 1), 2)
    with np.errstate(all="ignore"):
        z = np.broadcast_to(loss(near[..., 0], near[..., 1]), near.shape[:-1])
        return np.stack([(z[0] - z[1]) / (2 * step[0]), (z[2] - z[3]) / (2 * step[1])], axis=-1)
