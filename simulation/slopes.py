"""How steep the ground is along the drawn paths: the norm of the exact gradient of the full loss."""

from functools import lru_cache
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array

from simulation.engine import bucket
from simulation.scene import Scene, SceneError, run_scene
from surfaces.base import Loss

# Points that are worked on at once: with the samples of a data set they still fit a processor's cache.
AT_ONCE = 256
LEAST_POINTS = 8192


def slope_norms(scene: Scene, start: int | None) -> np.ndarray:
    """At every point of every racer's runs from this start, (racers, seeds, steps + 1) float32; None is every start.

    After a run has stopped its last norm is repeated. SceneError where there is no such start.
    """
    if start is not None and not 0 <= start < len(scene.starts):
        raise SceneError("there is no such start")
    count = scene.runs if start is None else scene.seeds
    first = 0 if start is None else start * scene.seeds
    shape = (len(scene.racers), count, scene.steps + 1)
    runs = slice(first, first + count)
    points = np.reshape([run.points[runs] for run in run_scene(scene)], (-1, 2)).astype(float)
    rounds = -(-len(points) // AT_ONCE)
    room = bucket(max(len(points), 1), LEAST_POINTS)
    ground = scene.ground
    params = ground.with_params(dict(scene.surface_params))
    # In double precision, so that near a minimum the chart does not level off at the rounding of the gradient.
    with jax.enable_x64(True):
        numbers = jax.tree.map(np.float64, ground.numbers(params))
        padded = np.zeros((room, 2))
        padded[: len(points)] = points
        norms = np.asarray(_program(ground.loss, room, ground.count)(padded, np.int32(rounds), numbers))
    return norms[: len(points)].reshape(shape)


@lru_cache(maxsize=64)
def _program(loss: Loss, room: int, samples: int) -> Any:
    """The compiled norms: points (room, 2) -> (room,) float32, of the first `rounds` times AT_ONCE."""

    def norm(point: Array, params: Any) -> Array:
        slope = jax.grad(loss.value)(point, params)
        return jnp.hypot(slope[0], slope[1]).astype(jnp.float32)

    def norms(points: Array, rounds: Array, params: Any) -> Array:
        def body(t: Array, found: Array) -> Array:
            some = jax.lax.dynamic_slice_in_dim(points, t * AT_ONCE, AT_ONCE)
            return jax.lax.dynamic_update_slice_in_dim(
                found, jax.vmap(norm, in_axes=(0, None))(some, params), t * AT_ONCE, 0
            )

        return jax.lax.fori_loop(0, rounds, body, jnp.zeros(room, jnp.float32))

    return jax.jit(norms)
