"""The noise that a run meets, by its start, its seed and the step alone.

Neither the padding, the other racers nor more seeds change it, and whoever follows a run again meets the same.
"""

from typing import Any

import jax
from jax import Array


def run_key(seed: Any, seeds: Any, run: Any) -> Any:
    """The key of a run; runs are numbered seed by seed, start after start."""
    return jax.random.fold_in(jax.random.fold_in(jax.random.key(seed), run // seeds), run % seeds)


def standard_noise(key: Any, t: Any, dtype: Any) -> Array:
    """Two standard normal numbers, those of step t."""
    return jax.random.normal(jax.random.fold_in(key, t), (2,), dtype)
