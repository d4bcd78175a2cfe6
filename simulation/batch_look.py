"""One mini-batch looked at: its own loss, its gradient beside the full one, and how far such gradients spread."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array

from simulation.batches import draw_one, in_batches
from simulation.kept import kept_run
from simulation.scene import Scene, SceneError
from surfaces.base import Loss


@dataclass(frozen=True)
class BatchLook:
    """The batch that moves a run from `step` to the next.

    size, count  samples in the batch, and in all
    times        (count,) how often each sample is in it
    point        (2,) where the run stands
    full, batch  (2,) gradient of the full loss and of the batch's there
    spread       (2, 2) covariance of the gradient over all batches that might have been drawn
    """

    size: int
    count: int
    times: np.ndarray
    point: np.ndarray
    full: np.ndarray
    batch: np.ndarray
    spread: np.ndarray


def look_at_batch(scene: Scene, racer: int, run: int, step: int) -> BatchLook:
    """The batch that this racer's run meets at `step`; SceneError where the scene has no such batch."""
    ground, settings = scene.ground, dict(scene.surface_params)
    params = ground.with_params(settings)
    if not in_batches(ground, params):
        raise SceneError("this surface has no mini-batches, or each of them is the whole set")
    if not (0 <= racer < len(scene.racers) and 0 <= run < scene.runs and 0 <= step < scene.steps):
        raise SceneError("there is no such racer, run or step")
    seed = (scene.seed, run % scene.seeds)
    times = _drawn(ground.count, int(params.batch), params.replacement, scene.steps, seed)[step]
    point = kept_run(scene, racer).points[run, step].astype(float)
    with jax.enable_x64(True):
        numbers = jax.tree.map(np.float64, ground.numbers(params))
        slopes = np.asarray(_slopes(ground.loss)(point, numbers))
    full, batch = slopes.mean(axis=0), times @ slopes / times.sum()
    # The last batch of an epoch may be short.
    size = int(times.sum())
    spread = np.cov(slopes.T, bias=True) / size
    if not params.replacement:
        spread = spread * (ground.count - size) / max(ground.count - 1, 1)
    return BatchLook(size, ground.count, times, point, full, batch, spread)


def batch_grid(
    scene: Scene,
    times: np.ndarray,
    x_range: tuple[float, float],
    y_range: tuple[float, float],
    shape: tuple[int, int],
) -> np.ndarray:
    """The batch's own loss over a rectangle, (ny, nx) float32, row 0 at the lower edge."""
    ground = scene.ground
    numbers = jax.tree.map(np.float32, ground.numbers(ground.with_params(dict(scene.surface_params))))
    ny, nx = shape
    xs, ys = np.linspace(*x_range, nx, dtype=np.float32), np.linspace(*y_range, ny, dtype=np.float32)
    return np.asarray(_grid(ground.loss)(xs, ys, times.astype(np.float32), numbers))


_drawn = lru_cache(maxsize=4)(draw_one)


@lru_cache(maxsize=64)
def _slopes(loss: Loss) -> Any:
    assert loss.samples is not None
    return jax.jit(jax.jacobian(loss.samples))


@lru_cache(maxsize=64)
def _grid(loss: Loss) -> Any:
    samples = loss.samples
    assert samples is not None

    def heights(xs: Array, ys: Array, times: Array, params: Any) -> Array:
        weights = times / times.sum()
        # Row by row the samples stay in the cache.
        return jax.lax.map(lambda y: weights @ samples((xs, jnp.full_like(xs, y)), params), ys)

    return jax.jit(heights)
