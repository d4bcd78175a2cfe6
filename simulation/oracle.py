"""What an optimizer may ask about the surface within one step."""

from typing import Any

import jax
import jax.numpy as jnp
from jax import Array

from surfaces import Surface


class SurfaceOracle:
    """Value, gradient and Hessian of a surface with its parameters bound; the optimizers' only view of it.

    `noise` (shape (2,) or None) is this step's gradient noise: every gradient asked for within the step carries it.
    """

    def __init__(self, surface: Surface, params: Any, noise: Array | None = None) -> None:
        self.surface = surface
        self.params = params
        self.noise = noise

    def value(self, p: Array) -> Array:
        """Loss at p (2,), shape ()."""
        return self.surface.value(p, self.params)

    def grad(self, p: Array) -> Array:
        """Gradient at p (2,), shape (2,), with this step's noise."""
        exact = jax.grad(self.value)(p)
        return exact if self.noise is None else exact + self.noise

    def hessian(self, p: Array) -> Array:
        """Hessian at p (2,), shape (2, 2), without noise."""
        return jnp.stack(jax.hessian(self.value)(p))
