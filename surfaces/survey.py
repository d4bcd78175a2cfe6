"""A look over a map of which only the loss is known: where it is lowest, and what shows it well.

`loss(x, y)` takes float64 arrays of NumPy and may give anything, nan and infinities too.
"""

from collections.abc import Callable
from typing import Literal

import numpy as np

Point = tuple[float, float]
Domain = tuple[Point, Point]
Height = Callable[[np.ndarray, np.ndarray], np.ndarray]

FINE = 121
# The page computes in float32, which ends a little above.
LARGEST = 1e37
# More equal minima than this are a valley's floor, which is no list of points.
MOST_MINIMA = 8
MOST_CANDIDATES = 16
# A start's gradient descent for the choice of a rate.
TRIAL_STEPS = 48


def heights(loss: Height, domain: Domain, side: int = FINE) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """x, y and loss on a grid over the domain, three (side, side) arrays; infinite where there is no loss."""
    x, y = np.meshgrid(*(np.linspace(low, high, side) for low, high in domain))
    return x, y, _finite(loss, x, y)


def _finite(loss: Height, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    with np.errstate(all="ignore"):
        found = np.broadcast_to(np.asarray(loss(x, y), np.float64), x.shape)
    return np.where(np.abs(found) < LARGEST, found, np.inf)


def lowest_points(loss: Height, domain: Domain) -> tuple[list[Point], float | None]:
    """The lowest points inside the domain, to about eight digits, and the loss there.

    None where the loss falls towards the edge or without end; no points where too many are equally low.
    """
    x, y, z = heights(loss, domain)
    middle = z[1:-1, 1:-1]
    if not np.isfinite(middle).any():
        return [], None
    around = [z[1 + i : FINE - 1 + i, 1 + j : FINE - 1 + j] for i in (-1, 0, 1) for j in (-1, 0, 1)]
    low = np.flatnonzero(middle.ravel() <= np.min(around, axis=0).ravel())
    if not len(low):
        return [], None
    low = low[np.argsort(middle.ravel()[low], kind="stable")][:MOST_CANDIDATES]
    at = np.stack([x[1:-1, 1:-1].ravel()[low], y[1:-1, 1:-1].ravel()[low]], axis=1)
    sizes = np.array([high - low for low, high in domain])
    found = _newton(loss, _narrow(loss, at, sizes / (FINE - 1), 18), sizes)
    found = _shorten(loss, _narrow(loss, found, 1e-5 * sizes / (FINE - 1), 8))
    least = _finite(loss, *found.T)
    best = least.min()
    edge = min(z[0].min(), z[-1].min(), z[:, 0].min(), z[:, -1].min())
    spread = np.quantile(z[np.isfinite(z)], 0.9) - best
    beside = _finite(loss, *(found[least.argmin()] + 1e-4 * sizes * np.array([[-1, -1], [-1, 1], [1, -1], [1, 1]])).T)
    # What is much lower than all about it is a hole without a floor.
    if edge < best or np.median(beside) - best > 0.05 * spread:
        return [], None
    equal = found[least <= best + 1e-9 * spread]
    points: list[Point] = []
    for point in equal[np.lexsort(equal.T[::-1])]:
        apart = min((np.abs((point - other) / sizes).max() for other in points), default=np.inf)
        if 1e-4 < apart < 1.5 / (FINE - 1):
            return [], float(best)
        if apart >= 1e-4:
            points.append((float(point[0]), float(point[1])))
    return (points if len(points) <= MOST_MINIMA else []), float(best)


def _narrow(loss: Height, at: np.ndarray, half: np.ndarray, rounds: int) -> np.ndarray:
    """The lowest of ever finer grids about each point, (k, 2): no slope is needed."""
    offsets = np.stack(np.meshgrid(*[np.linspace(-1, 1, 5)] * 2), axis=-1).reshape(-1, 2)
    for _ in range(rounds):
        near = at[:, None] + offsets * half
        z = _finite(loss, near[..., 0], near[..., 1])
        at, half = near[np.arange(len(at)), z.argmin(axis=1)], half * 0.55
    return at


# A point's neighbours, from which slope and curvature are taken.
_AROUND = np.array([(0, 0), (1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1)])


def _newton(loss: Height, at: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """Newton's method by differences from each point, for narrow valleys: a step counts where it leads lower."""
    for shift in (1e-4, 1e-4, 1e-5, 1e-5, 1e-5, 1e-6, 1e-6, 1e-6):
        near = at + (shift * sizes * _AROUND)[:, None]
        with np.errstate(all="ignore"):
            z = _finite(loss, near[..., 0], near[..., 1])
            x, y = (z[1] - z[2]) / 2, (z[3] - z[4]) / 2
            xx, yy = z[1] - 2 * z[0] + z[2], z[3] - 2 * z[0] + z[4]
            xy = (z[5] - z[6] - z[7] + z[8]) / 4
            size = xx * yy - xy * xy
            step = np.stack([yy * x - xy * y, xx * y - xy * x], axis=1) / np.where(size > 0, size, np.nan)[:, None]
            moved = at - step * shift * sizes
            lower = _finite(loss, *np.nan_to_num(moved).T) < z[0]
        at = np.where((lower & np.isfinite(moved).all(axis=1))[:, None], moved, at)
    return at


def _shorten(loss: Height, at: np.ndarray) -> np.ndarray:
    """The points to six digits where that is no worse: most minima that people type are short numbers."""
    short = np.round(at, 6) + 0.0
    better = _finite(loss, *short.T) <= _finite(loss, *at.T)
    return np.where(better[:, None], short, at)


def choose_levels(z: np.ndarray, floor: float | None) -> Literal["log", "signed_log", "linear"]:
    """The scale on which contours show these losses best."""
    z = z[np.isfinite(z)]
    low, middle, high = np.quantile(z, (0.005, 0.5, 0.995))
    if floor is not None:
        return "log" if middle - floor < 0.2 * (high - floor) else "linear"
    size = np.quantile(np.abs(z), (0.5, 0.995))
    return "signed_log" if low < 0 < high and size[0] < 0.06 * size[1] else "linear"


def choose_starts(loss: Height, domain: Domain) -> tuple[Point, ...]:
    """Two places high up and far apart, off every axis of symmetry."""
    shares = np.array([-0.78, -0.43, 0.37, 0.72])
    (x0, x1), (y0, y1) = domain
    x, y = np.meshgrid((x0 + x1) / 2 + shares * (x1 - x0) / 2, (y0 + y1) / 2 + (shares + 0.04) * (y1 - y0) / 2)
    points, z = np.stack([x.ravel(), y.ravel()], axis=1), _finite(loss, x, y).ravel()
    points, z = points[np.isfinite(z)], z[np.isfinite(z)]
    if not len(z):
        return ()
    first = np.abs(z - np.quantile(z, 0.7)).argmin()
    high = z >= np.median(z)
    away = np.abs((points - points[first]) / (x1 - x0, y1 - y0)).sum(axis=1)
    second = np.where(high, away, -1).argmax()
    chosen = dict.fromkeys((int(first), int(second)))
    return tuple((float(f"{points[i, 0]:.3g}"), float(f"{points[i, 1]:.3g}")) for i in chosen)


def choose_rate(loss: Height, domain: Domain, starts: tuple[Point, ...], least: float | None) -> float:
    """A good learning rate for gradient descent from these starts.

    The one that comes lowest while it stays on the map; where the loss has no floor, the largest that stays a while.
    """
    sizes = np.array([high - low for low, high in domain])
    low = np.array([low for low, _ in domain])
    at = np.reshape(starts, (-1, 2))
    slope = np.abs(_slope(loss, at, sizes)).max(axis=1, initial=0)
    slope = slope[np.isfinite(slope) & (slope > 0)]
    if not len(slope):
        return 0.01
    # The first step of the shortest is a 4000th of the map.
    rates = 2.5e-4 * sizes.mean() / slope.max() * 2.0 ** np.arange(13)
    points = np.repeat(at[None], len(rates), axis=0)
    stayed = np.zeros(points.shape[:2])
    alive = np.ones(points.shape[:2], bool)
    for _ in range(TRIAL_STEPS):
        moved = points - rates[:, None, None] * _slope(loss, points, sizes)
        alive &= ((moved >= low) & (moved <= low + sizes)).all(axis=-1)
        points = np.where(alive[..., None], moved, points)
        stayed += alive
    ends = np.where(alive, _finite(loss, points[..., 0], points[..., 1]), np.inf).mean(axis=1)
    if least is None or not np.isfinite(ends).any():
        long_enough = np.flatnonzero(stayed.mean(axis=1) >= TRIAL_STEPS / 2)
        best = rates[long_enough[-1] if len(long_enough) else 0]
    else:
        # A first step over half the map is no picture.
        best = min(0.7 * rates[ends.argmin()], 0.12 * sizes.mean() / slope.max())
    return float(f"{best:.2g}")


def _slope(loss: Height, at: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """The gradient by differences, in the shape of `at` (..., 2)."""
    step = 1e-6 * sizes
    near = at + (step * _AROUND[1:5]).reshape(4, *[1] * (at.ndim - 1), 2)
    with np.errstate(all="ignore"):
        z = np.broadcast_to(loss(near[..., 0], near[..., 1]), near.shape[:-1])
        return np.stack([(z[0] - z[1]) / (2 * step[0]), (z[2] - z[3]) / (2 * step[1])], axis=-1)
