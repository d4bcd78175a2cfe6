"""Six bytes for a point of a path instead of twelve, for crowds with many: two for x, two for y, two for the loss.

x and y are steps of 1/65535 of the box that the run keeps to, the loss is the upper half of a float32. What repeats at
the end of a run, because it stopped or has come to rest, does not travel. Where it ends travels exactly.

Layout, for one racer, all little-endian: float32 boxes (runs, 4), lowest x, highest x, lowest y, highest y; float32
ends (runs, 3), x, y and loss of the last step; float32 learning rates (steps,); uint16 rows (runs,), how many points of
each run follow; uint16 x and y of these, run by run; uint16 losses of these, less the surface's lowest loss; zeros up
to a multiple of 4.
"""

import numpy as np

from simulation import Trajectory
from simulation.engine import FAR
from surfaces.base import Point

Domain = tuple[Point, Point]
STEPS = 65535
# The largest number that a bfloat16 holds, as a float32.
LARGEST = np.uint32(0x7F7F0000)


def compact(run: Trajectory, domain: Domain, floor: float) -> bytes:
    """One racer's runs on this map; `floor` is the lowest loss, 0 where there is none."""
    near = _within_reach(run.points, domain)
    points, boxes = _boxed(near)
    last = np.where(run.diverged_at < 0, near.shape[1] - 1, np.maximum(run.diverged_at - 1, 0))
    ends = np.column_stack([array[np.arange(len(last)), last] for array in (near, run.values)])
    with np.errstate(over="ignore"):
        losses = _halved((run.values.astype(np.float64) - floor).astype(np.float32))
    rows = _rows(points, losses)
    travels = np.arange(points.shape[1]) < rows[:, None]
    exact = b"".join(part.astype("<f4").tobytes() for part in (boxes, ends, run.rates))
    content = exact + b"".join(part.tobytes() for part in (rows.astype("<u2"), points[travels], losses[travels]))
    return content + bytes(-len(content) % 4)


def _rows(points: np.ndarray, losses: np.ndarray) -> np.ndarray:
    """How many points of each run there are until it comes to rest."""
    moves = (points[:, 1:] != points[:, :-1]).any(axis=2) | (losses[:, 1:] != losses[:, :-1])
    count = moves.shape[1]
    if not count:
        return np.ones(len(points), int)
    last = count - moves[:, ::-1].argmax(axis=1)
    return np.where(moves.any(axis=1), last + 1, 1)


def _boxed(points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Points as steps of their run's box, and the boxes."""
    boxes = np.stack([points.min(axis=1), points.max(axis=1)], axis=-1).astype(np.float32)
    low, high = (boxes[:, None, :, side].astype(np.float64) for side in (0, 1))
    unit = np.where(high > low, high - low, 1) / STEPS
    return np.rint((points - low) / unit).clip(0, STEPS).astype("<u2"), boxes.reshape(len(points), 4)


def _within_reach(points: np.ndarray, domain: Domain) -> np.ndarray:
    """Points beyond all reach of the map are brought back along the way they went, so that it leaves where it left."""
    low, high = np.array(domain, np.float64).T
    far = FAR * (high - low)
    low, high = low - far, high + far
    outside = ((points < low) | (points > high)).any(axis=2)
    if not outside.any():
        return points
    runs, steps = outside.nonzero()
    there, before = points[runs, steps].astype(np.float64), points[runs, np.maximum(steps - 1, 0)].astype(np.float64)
    # One that came from outside as well is seen from the middle.
    came_from = np.where(outside[runs, np.maximum(steps - 1, 0)][:, None], (low + high) / 2, before)
    ahead = there - came_from
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = np.where(ahead > 0, (high - came_from) / ahead, np.where(ahead < 0, (low - came_from) / ahead, np.inf))
    near = points.astype(np.float64)
    near[runs, steps] = came_from + ahead * np.minimum(shares.min(axis=1), 1)[:, None]
    return near


def _halved(numbers: np.ndarray) -> np.ndarray:
    """The upper halves of float32 numbers, rounded to the nearest; no finite number becomes an infinite one."""
    bits = numbers.view(np.uint32)
    size, sign = bits & np.uint32(0x7FFFFFFF), bits & np.uint32(0x80000000)
    rounded = np.minimum(size + np.uint32(0x8000), LARGEST)
    return ((sign | np.where(np.isfinite(numbers), rounded, size)) >> np.uint32(16)).astype("<u2")
