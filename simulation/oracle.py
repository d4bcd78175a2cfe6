"""What an optimizer may ask about the surface within one step."""

from typing import Any

import jax
import jax.numpy as jnp
from jax import Array

from optimizers import Optimizer
from surfaces import Surface
from surfaces.base import Loss


class SurfaceOracle:
    """Value, gradient and Hessian of a surface with its parameters bound; the optimizers' only view of it.

    `noise` (shape (2,) or None) is this step's gradient noise: every gradient asked for within the step carries it.
    `batch` (shape (samples,) or None) says how often each sample is in this step's mini-batch: loss, gradient and
    Hessian are then the batch's, the Fisher information that of all the data. `f_min` is the lowest full loss.
    """

    def __init__(
        self,
        loss: Loss,
        params: Any,
        noise: Array | None = None,
        batch: Array | None = None,
        f_min: Array | float = jnp.nan,
    ) -> None:
        self.loss = loss
        self.params = params
        self.noise = noise
        self.batch = batch
        self.f_min = f_min

    def value(self, p: Array) -> Array:
        """Loss at p (2,), shape ()."""
        if self.batch is None:
            return self.loss.value(p, self.params)
        assert self.loss.samples is not None, "only surfaces made from data have batches"
        times = self.batch.astype(p.dtype)
        return (times @ self.loss.samples(p, self.params)) / times.sum()

    def grad(self, p: Array) -> Array:
        """Gradient at p (2,), shape (2,), with this step's noise."""
        exact = jax.grad(self.value)(p)
        return exact if self.noise is None else exact + self.noise

    def hessian(self, p: Array) -> Array:
        """Hessian at p (2,), shape (2, 2), without noise."""
        return jnp.stack(jax.hessian(self.value)(p))

    def fisher(self, p: Array) -> Array:
        """Fisher information at p (2,), shape (2, 2), of the model that the loss belongs to."""
        assert self.loss.fisher is not None, "the engine has refused an optimizer that needs what is not there"
        return self.loss.fisher(p, self.params)


def unmet_need(optimizer: Optimizer, surface: Surface, params: Any = None) -> str:
    """Why this optimizer cannot run on this surface, as a sentence without its full stop; "" where it can."""
    if "f_min" in optimizer.needs and surface.f_min(params or surface.params) is None:
        return f"{optimizer.title} must know the lowest loss there is, and {surface.title} has none"
    if "fisher" in optimizer.needs and surface.fisher is None:
        return (
            f"{optimizer.title} needs a loss that is a likelihood or a sum of squares, and {surface.title} is neither"
        )
    return ""
