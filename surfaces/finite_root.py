"""A square root with a finite gradient everywhere: zero at zero, where the root itself has none."""

from typing import Any

import jax.numpy as jnp
from jax import Array


def finite_root(square: Any) -> Array:
    """sqrt(square), elementwise; its gradient at 0 is 0 and not infinite, which would make NaN of a chain of them."""
    away = square > 0
    # Differentiated in both branches, so the root must never see a zero.
    return jnp.where(away, jnp.sqrt(jnp.where(away, square, 1)), 0)
