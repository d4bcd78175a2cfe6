"""What the logistic surfaces share: a class whose log-odds are linear in two features, fitted by likelihood."""

from functools import lru_cache
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array

from catalogue import Knob
from surfaces import from_data, survey

RIDGE = Knob("Ridge", 0.0, 1.0, hint="Weight of a penalty on large coefficients.")
# Coefficients beyond this are on their way to infinity.
LARGEST = 100.0


def sample_loss(xp: Any, point: Any, data: Any, params: Any) -> Any:
    """Each sample's loss: log(1 + exp(z)) - t z, and the ridge."""
    (x, y), (first, second, targets) = point, data
    z = x * first + y * second
    return xp.logaddexp(z, 0.0) - targets * z + params.ridge * (x * x + y * y) / 2


def minimum(features: np.ndarray, targets: np.ndarray, ridge: float) -> survey.Point | None:
    """The one point where the slope vanishes, None where the loss falls for ever; features (2, n), targets (n,)."""
    return _solved(features.tobytes(), targets.tobytes(), ridge)


@lru_cache(maxsize=256)
def _solved(features: bytes, targets: bytes, ridge: float) -> survey.Point | None:
    a, t = np.frombuffer(features).reshape(2, -1), np.frombuffer(targets)
    # Newton on features of one size; the loss is convex, and half steps keep it falling.
    size = np.sqrt(np.mean(a**2, axis=1))
    a, penalty = a / size[:, None], ridge / size**2
    w = np.zeros(2)

    def loss(w: np.ndarray) -> float:
        z = w @ a
        return float(np.mean(np.logaddexp(z, 0.0) - t * z) + penalty @ w**2 / 2)

    for _ in range(200):
        p = 0.5 + 0.5 * np.tanh(w @ a / 2)
        slope = a @ (p - t) / len(t) + penalty * w
        curvature = (a * (p * (1 - p))) @ a.T / len(t) + np.diag(penalty)
        if np.abs(w).max() > LARGEST or np.linalg.cond(curvature) > 1e14:
            return None
        step = np.linalg.solve(curvature, slope)
        share = 1.0
        while loss(w - share * step) > loss(w) and share > 1e-6:
            share /= 2
        w = w - share * step
        if np.abs(step).max() < 1e-14:
            break
    return float(w[0] / size[0]), float(w[1] / size[1])


def least(features: np.ndarray, targets: np.ndarray, params: Any) -> float | None:
    """The lowest loss, None where it is not reached."""
    found = minimum(features, targets, float(params.ridge))
    if found is None:
        return None
    height = from_data.height_of(sample_loss, (*features, targets), params)
    return float(height(np.array(found[0]), np.array(found[1])))


def fisher(features: np.ndarray, point: Any, params: Any) -> Array:
    """The Fisher information of one sample, (2, 2), and the ridge."""
    a = jnp.asarray(features, jnp.asarray(point[0]).dtype)
    p = jax.nn.sigmoid(point[0] * a[0] + point[1] * a[1])
    return (a * (p * (1 - p))) @ a.T / a.shape[1] + params.ridge * jnp.eye(2, dtype=a.dtype)
