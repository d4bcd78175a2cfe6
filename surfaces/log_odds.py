"""What the logistic surfaces share: a class whose log-odds are linear in two features, fitted by likelihood."""

from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array

from catalogue import Knob
from surfaces.base import Point
from surfaces.data_choices import Setting

RIDGE = Setting("ridge", Knob("Ridge", 0.0, 1.0, hint="Weight of a penalty on large coefficients."), 0.0)
LATEX = r"\frac1n\sum_i \ln\left(1 + e^{z_i}\right) - t_i z_i + \tfrac{\lambda}{2}\left(x^2 + y^2\right),"


def sample_loss(xp: Any, point: Any, data: Any, params: Any) -> Any:
    """Each sample's loss: log(1 + exp(z)) - t z, and the ridge."""
    (x, y), (first, second, targets) = point, data
    z = x * first + y * second
    return xp.logaddexp(z, 0.0) - targets * z + params.ridge * (x * x + y * y) / 2


def minima_of(features: np.ndarray, targets: np.ndarray) -> Callable[[Any], list[Point]]:
    """`Surface.minima`: the one minimum, if there is one."""
    known = lru_cache(maxsize=64)(partial(minimum, features, targets))
    return lambda params: [found for found in [known(float(params.ridge))] if found]


def minimum(features: np.ndarray, targets: np.ndarray, ridge: float) -> Point | None:
    """Where the loss is lowest, None where it falls for ever; features (2, n), targets (n,)."""
    a, back = _apart(features)
    if not ridge and _can_be_told_apart(a, targets):
        return None
    first, second = back @ _descend(a, targets, ridge * back.T @ back)
    return float(first), float(second)


def _apart(features: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Features of size 1, the first without its share of the second, and the matrix that takes weights back to ours.

    A column far from zero is nearly a multiple of the intercept's: only what is left of it can be computed with.
    """
    first, second = features
    size = np.sqrt(np.mean(second**2))
    share = np.mean(first * second) / size**2
    rest = first - share * second
    width = np.sqrt(np.mean(rest**2))
    return np.stack([rest / width, second / size]), np.array([[1 / width, 0.0], [-share / width, 1 / size]])


def _can_be_told_apart(a: np.ndarray, targets: np.ndarray) -> bool:
    """Whether some line through the origin has one class on one side and the rest on the other, or on it.

    Then all samples, those of the rest mirrored, lie in one half of the plane.
    """
    turns = np.sort(np.arctan2(*np.where(targets > 0.5, a, -a)))
    gaps = np.diff(turns, append=turns[0] + 2 * np.pi)
    return bool(gaps.max() > np.pi - 1e-12)


def _descend(a: np.ndarray, targets: np.ndarray, penalty: np.ndarray) -> np.ndarray:
    """Newton's method; the loss is convex, and half steps keep it falling."""
    w = np.zeros(2)

    def loss(w: np.ndarray) -> float:
        z = w @ a
        return float(np.mean(np.logaddexp(z, 0.0) - targets * z) + w @ penalty @ w / 2)

    for _ in range(200):
        p = 0.5 + 0.5 * np.tanh(w @ a / 2)
        slope = a @ (p - targets) / len(targets) + penalty @ w
        curvature = (a * (p * (1 - p))) @ a.T / len(targets) + penalty
        step = np.linalg.lstsq(curvature, slope, rcond=None)[0]
        # Near the minimum losses differ by rounding alone.
        share, most = 1.0, loss(w) + 1e-14
        while loss(w - share * step) > most and share > 1e-6:
            share /= 2
        w = w - share * step
        if np.abs(step).max() < 1e-14 * max(1.0, np.abs(w).max()):
            break
    return w


def fisher(point: Any, columns: Any, params: Any) -> Array:
    """The Fisher information of one sample, (2, 2), and the ridge."""
    a = jnp.stack(columns[:2])
    p = jax.nn.sigmoid(point[0] * a[0] + point[1] * a[1])
    return (a * (p * (1 - p))) @ a.T / a.shape[1] + params.ridge * jnp.eye(2, dtype=a.dtype)
