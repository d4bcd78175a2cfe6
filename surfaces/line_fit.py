"""The line of best fit through real data, exact but for rounding, by each of three losses.

Columns far from zero, or of very different sizes, leave no digits for what matters. So the line is found between
standardised columns and then said in their own units.
"""

from collections.abc import Callable

import numpy as np

from surfaces import from_data
from surfaces.base import Point

# Halvings of the first bracket, of a few units, down to the last digit.
HALVINGS = 64

Pull = Callable[[np.ndarray], np.ndarray]


def fit_line(kind: str, inputs: np.ndarray, targets: np.ndarray, corner: float) -> Point:
    """Slope and intercept of the lowest mean loss; `corner` is Huber's, in units of the targets."""
    (u, u_middle, u_size), (v, v_middle, v_size) = map(from_data.standardise, (inputs, targets))
    if kind == "squared":
        slope, intercept = float(np.mean(u * v)), 0.0
    elif kind == "absolute":
        slope, intercept = _halve(u, v, np.median, _signs)
    else:
        bend = corner / v_size
        slope, intercept = _halve(u, v, lambda r: _huber_center(r, bend), lambda r: np.clip(r, -bend, bend))
    slope = slope * v_size / u_size
    return float(slope), float(v_middle + intercept * v_size - slope * u_middle)


def _halve(u: np.ndarray, v: np.ndarray, center: Callable[[np.ndarray], float], pull: Pull) -> Point:
    """The line, given the best intercept for any residuals and how hard each residual pulls.

    At its best intercept the loss is a convex function of the slope, so the sign of the pull says where to look.
    """

    def falls(slope: float) -> bool:
        r = v - slope * u
        return bool(pull(r - center(r)) @ u > 0)

    low, high = -1.0, 1.0
    while falls(high):
        high *= 2
    while not falls(low):
        low *= 2
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if falls(middle) else (low, middle)
    return middle, float(center(v - middle * u))


def _signs(r: np.ndarray) -> np.ndarray:
    """The pull of the absolute loss; residuals of zero hold the balance among the others."""
    signs = np.sign(r)
    level = signs == 0
    signs[level] = -signs.sum() / max(level.sum(), 1)
    return signs


def _huber_center(r: np.ndarray, corner: float) -> float:
    """The number about which Huber's pulls balance: they change linearly between the corners' places."""
    r = np.sort(r)
    sums = np.append(0.0, np.cumsum(r))
    places = np.sort(np.concatenate([r - corner, r + corner]))
    first, last = np.searchsorted(r, places - corner), np.searchsorted(r, places + corner)
    pulls = (sums[last] - sums[first]) - (last - first) * places + corner * (len(r) - last - first)
    return float(np.interp(0.0, -pulls, places))
