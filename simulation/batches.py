"""The mini-batches of a run: how often each sample is in the batch of each step.

Without replacement every epoch takes all samples in a new random order, so its last batch may be smaller; with
replacement every batch is drawn from all samples anew.
"""

from functools import lru_cache
from typing import Any

import jax
import numpy as np

from surfaces import Surface

# Samples x steps x seeds that are kept at once, a byte each.
MOST_ENTRIES = 48_000_000


def draw_batches(count: int, size: int, replacement: bool, steps: int, seed: int, seeds: int = 1) -> np.ndarray:
    """How often each of `count` samples is in each step's batch, (steps, count, seeds) uint8.

    The first steps of a longer run are those of a shorter one, and the first of several seeds is the single one.
    """
    return np.stack([draw_one(count, size, replacement, steps, (seed, which)) for which in range(seeds)], axis=-1)


def draw_one(count: int, size: int, replacement: bool, steps: int, seed: tuple[int, int]) -> np.ndarray:
    """The batches of one of several seeds, (steps, count) uint8; `seed` is the seed and which of them."""
    chance = np.random.default_rng(seed)
    if replacement:
        chosen = chance.integers(count, size=(steps, size))
        rows = np.repeat(np.arange(steps), size)
    else:
        in_an_epoch = -(-count // size)
        orders = chance.permuted(np.tile(np.arange(count), (-(-steps // in_an_epoch), 1)), axis=1)
        # Every order is cut into batches, the last of which may be short.
        batch_of = np.arange(count) // size
        rows = (np.arange(len(orders))[:, None] * in_an_epoch + batch_of).ravel()
        chosen = orders.ravel()
        chosen, rows = chosen[rows < steps], rows[rows < steps]
    times = np.bincount(rows * count + chosen.ravel(), minlength=steps * count)
    return np.minimum(times, 255).astype(np.uint8).reshape(steps, count)


def in_batches(surface: Surface, params: Any) -> bool:
    """Whether each step sees only a part of the data, or the data drawn anew."""
    return surface.count > 0 and (params.replacement or params.batch < surface.count)


def device_batches(surface: Surface, params: Any, steps: int, seed: int, seeds: int) -> Any:
    """The batches of a run as the engine takes them, None where every step sees all the data."""
    if not in_batches(surface, params):
        return None
    # A power of two, so that another number of seeds seldom compiles.
    room = 1 << (seeds - 1).bit_length()
    return _on_the_device(surface.count, int(params.batch), params.replacement, steps, seed, room)


@lru_cache(maxsize=4)
def _on_the_device(*drawn: Any) -> Any:
    return jax.numpy.asarray(draw_batches(*drawn))
