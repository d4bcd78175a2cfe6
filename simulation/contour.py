"""The loss on a grid, for contours and reliefs."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array

from surfaces import Surface
from surfaces.base import Loss


def loss_grid(
    surface: Surface,
    params: Mapping[str, Any],
    x_range: tuple[float, float],
    y_range: tuple[float, float],
    shape: tuple[int, int] = (160, 160),
) -> np.ndarray:
    """Loss over a rectangle, (ny, nx) float32 for `shape` (ny, nx); row 0 is the lower edge. One program per shape."""
    ny, nx = shape
    ground = surface.at(params)
    numbers = jax.tree.map(np.float32, ground.numbers(surface.with_params(params)))
    xs = np.linspace(*x_range, nx, dtype=np.float32)
    ys = np.linspace(*y_range, ny, dtype=np.float32)
    return np.asarray(_program(ground.loss)(xs, ys, numbers))


@lru_cache(maxsize=128)
def _program(loss: Loss) -> Any:
    def heights(xs: Array, ys: Array, params: Any) -> Array:
        if loss.samples is None:
            return loss.value(tuple(jnp.meshgrid(xs, ys)), params)
        # Row by row, so that all samples of a row stay in the cache.
        return jax.lax.map(lambda y: loss.value((xs, jnp.full_like(xs, y)), params), ys)

    return jax.jit(heights)
