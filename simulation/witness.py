"""Oracles for a close look: one remembers what the optimizer asks, one answers as it is told."""

from collections.abc import Iterable
from typing import NamedTuple

from jax import Array
from jax.extend.core import get_opaque_trace_state

from simulation.oracle import SurfaceOracle


class Asked(NamedTuple):
    """One gradient asked for: whether at the optimizer's own point, at which point, and the answer; both (2,)."""

    at_home: bool
    point: Array
    gradient: Array


class Witness(SurfaceOracle):
    """Answers as `oracle` does and remembers every gradient, but those within a loop of the optimizer's own.

    A number from inside a compiled loop (a line search, say) means nothing outside of it.
    """

    def __init__(self, oracle: SurfaceOracle, home: Array) -> None:
        super().__init__(oracle.loss, oracle.params, oracle.noise, oracle.batch, oracle.f_min)
        self.home = home
        self.asked: list[Asked] = []
        self._outside = get_opaque_trace_state()

    def grad(self, p: Array) -> Array:
        """Gradient at p (2,), shape (2,), with this step's noise."""
        gradient = super().grad(p)
        if get_opaque_trace_state() == self._outside:
            self.asked.append(Asked(p is self.home, p, gradient))
        return gradient


class Prompted(SurfaceOracle):
    """Gives the gradients that it is given, one after the other, wherever they are asked for."""

    def __init__(self, oracle: SurfaceOracle, gradients: Iterable[Array]) -> None:
        super().__init__(oracle.loss, oracle.params, oracle.noise, oracle.batch, oracle.f_min)
        self.gradients = iter(gradients)

    def grad(self, p: Array) -> Array:
        """The next of the gradients, shape (2,)."""
        return next(self.gradients)
