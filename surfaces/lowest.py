"""The search for the lowest points of a map of which only the loss is known."""

from functools import partial

import numpy as np

from surfaces.base import Point
from surfaces.survey import AROUND, FINE, Domain, Height, finite, heights

# More equal minima than this are a valley's floor, which is no list of points.
MOST_MINIMA = 8
# Places from which the search for the lowest point begins, and how many of them it brings to an end.
BLOCK, MOST_CANDIDATES, MOST_POLISHED = 6, 32, 16
_CORNERS = AROUND[5:]
# How far apart a point's neighbours are at each step of Newton's method, in shares of the map.
SHIFTS = (1e-4, 1e-4, 1e-5, 1e-5, 1e-5, 1e-6, 1e-6, 1e-6)


def lowest_points(loss: Height, domain: Domain) -> tuple[list[Point], float | None]:
    """The lowest points of the domain, as close as float64 tells losses apart, and the loss there.

    None where the loss falls over the edge or without end; no points where too many are equally low.
    """
    x, y, z = heights(loss, domain)
    at = _candidates(x, y, z)
    if not len(at):
        return [], None
    low, high = np.transpose(domain)
    sizes = high - low
    at = _search(loss, domain, at, sizes / (FINE - 1))
    found = finite(loss, *at.T)
    best, lowest = found.min(), at[found.argmin()]
    spread = np.quantile(z[np.isfinite(z)], 0.9) - best
    if _falls_over_the_edge(loss, domain, lowest, best - 1e-12 * spread):
        return [], None
    beside = finite(loss, *(lowest + 1e-4 * sizes * _CORNERS).T)
    beside = beside[np.isfinite(beside)]
    # What is much lower than all about it is a hole without a floor.
    if not len(beside) or np.median(beside) - best > 0.05 * spread:
        return [], None
    return _apart(at[found <= best + 1e-9 * spread], sizes), float(best)


def _falls_over_the_edge(loss: Height, domain: Domain, at: np.ndarray, less: float) -> bool:
    """Whether the loss is less than that a little way off the map."""
    low, high = np.transpose(domain)
    beside = at + 1e-6 * (high - low) * AROUND[1:5]
    beyond = ((beside < low) | (beside > high)).any(axis=1)
    return bool((finite(loss, *beside.T)[beyond] < less).any())


def _apart(equal: np.ndarray, sizes: np.ndarray) -> list[Point]:
    """The points without repetition; none where they are so many, or so close, that they are a valley's floor."""
    points: list[Point] = []
    for point in equal[np.lexsort(equal.T[::-1])]:
        apart = min((np.abs((point - other) / sizes).max() for other in points), default=np.inf)
        if 1e-4 < apart < 1.5 / (FINE - 1):
            return []
        if apart >= 1e-4:
            points.append((float(point[0]), float(point[1])))
    return points if len(points) <= MOST_MINIMA else []


def _candidates(x: np.ndarray, y: np.ndarray, z: np.ndarray) -> np.ndarray:
    """The grid's points that no neighbour is lower than: the deepest of all, and of each block of cells; (k, 2)."""
    wide = np.pad(z, 1, constant_values=np.inf)
    around = np.min([wide[i : i + FINE, j : j + FINE] for i in range(3) for j in range(3)], axis=0)
    row, column = np.nonzero(np.isfinite(z) & (z <= around))
    order = np.argsort(z[row, column], kind="stable")
    row, column = row[order], column[order]
    # Else the floor of one long valley would leave no room for others.
    _, first = np.unique(row // BLOCK * FINE + column // BLOCK, return_index=True)
    chosen = np.union1d(np.arange(min(len(row), MOST_CANDIDATES)), np.sort(first)[:MOST_CANDIDATES])
    return np.stack([x[row, column], y[row, column]], axis=1)[chosen]


def _search(loss: Height, domain: Domain, at: np.ndarray, cell: np.ndarray) -> np.ndarray:
    """The lowest points within a few cells of the deepest of these, (k, 2)."""
    look = partial(_narrow, loss, domain)
    at = _deepest(loss, look(at, cell, 4), MOST_POLISHED)
    at = look(_newton(loss, domain, look(at, 0.1 * cell, 14)), 1e-5 * cell, 8)
    return _with_short_numbers(loss, domain, at)


def _deepest(loss: Height, at: np.ndarray, most: int) -> np.ndarray:
    """So many of the points, the lowest first."""
    return at[np.argsort(finite(loss, *at.T), kind="stable")[:most]]


def _narrow(loss: Height, domain: Domain, at: np.ndarray, half: np.ndarray, rounds: int) -> np.ndarray:
    """The lowest of ever finer grids about each point, (k, 2): no slope is needed."""
    offsets = np.stack(np.meshgrid(*[np.linspace(-1, 1, 5)] * 2), axis=-1).reshape(-1, 2)
    for _ in range(rounds):
        near = np.clip(at[:, None] + offsets * half, *np.transpose(domain))
        z = finite(loss, near[..., 0], near[..., 1])
        at, half = near[np.arange(len(at)), z.argmin(axis=1)], half * 0.55
    return at


def _newton(loss: Height, domain: Domain, at: np.ndarray) -> np.ndarray:
    """Newton's method by differences, for narrow valleys: the lowest of a few lengths of step counts."""
    low, high = np.transpose(domain)
    lengths = np.array([0.0, 0.1, 0.3, 1.0])[:, None, None]
    for shift in SHIFTS:
        unit = shift * (high - low)
        near = at + (unit * AROUND)[:, None]
        with np.errstate(all="ignore"):
            z = finite(loss, near[..., 0], near[..., 1])
            x, y = (z[1] - z[2]) / 2, (z[3] - z[4]) / 2
            xx, yy = z[1] - 2 * z[0] + z[2], z[3] - 2 * z[0] + z[4]
            xy = (z[5] - z[6] - z[7] + z[8]) / 4
            # A direction that curves down is followed as if it curved up.
            lift = np.maximum(0, np.hypot(xx - yy, 2 * xy) - xx - yy)
            xx, yy = xx + lift, yy + lift
            step = np.stack([yy * x - xy * y, xx * y - xy * x], axis=1) / (xx * yy - xy * xy)[:, None]
        step = np.where(np.isfinite(step), step * unit, 0.0)
        moved = np.clip(at - lengths * step, low, high)
        lowest = finite(loss, moved[..., 0], moved[..., 1]).argmin(axis=0)
        at = moved[lowest, np.arange(len(at))]
    return at


def _with_short_numbers(loss: Height, domain: Domain, at: np.ndarray) -> np.ndarray:
    """The points to six digits where that is no worse: most minima that people type are short numbers."""
    short = np.clip(np.round(at, 6) + 0.0, *np.transpose(domain))
    better = finite(loss, *short.T) <= finite(loss, *at.T)
    return np.where(better[:, None], short, at)
