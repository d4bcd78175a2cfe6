"""Every optimizer takes its steps on every surface, from 64 starts at once.

Step by step, without compiling a program for each of these thousands of pairs; `simulate` runs the same steps.
"""

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from optimizers import OPTIMIZERS
from simulation import default_racer
from simulation.oracle import SurfaceOracle, unmet_need
from surfaces import SURFACES

STEPS = 2
RUNS = 64


def starts_on(surface):
    """64 points round the surface's first start, the same at every call."""
    low, high = np.array(surface.domain).T
    near = np.random.default_rng(5).uniform(-0.01, 0.01, (RUNS, 2))
    return (np.array(surface.starts[0]) + near * (high - low)).astype(np.float32)


def walked(optimizer, surface, starts):
    """The points after the steps, as the default racer takes them."""
    racer = default_racer(optimizer.name, surface.name)
    hyper = optimizer.with_hyper(dict(racer.hyper))
    floor = surface.f_min(surface.params)
    oracle = SurfaceOracle(surface.loss, surface.numbers(surface.params), f_min=np.nan if floor is None else floor)

    def walk(point):
        state = optimizer.init(hyper, point)
        for _ in range(STEPS):
            point, state = optimizer.step(hyper, state, point, oracle, racer.lr)
        return point

    return np.asarray(jax.vmap(walk)(jnp.asarray(starts)))


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_an_optimizer_walks_on_every_surface_that_suits_it(name):
    optimizer = OPTIMIZERS[name]
    for surface in SURFACES.values():
        if unmet_need(optimizer, surface):
            continue
        starts = starts_on(surface)
        points = walked(optimizer, surface, starts)
        assert points.shape == starts.shape
        assert points.dtype == starts.dtype
        assert np.isfinite(points).all(), surface.name
