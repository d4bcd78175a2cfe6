"""The derivatives written out by hand are those of the registry's surfaces."""

import jax
import numpy as np
import pytest

from simulation.oracle import SurfaceOracle
from surfaces import SURFACES
from tests.optimizers.grounds import GROUNDS

POINTS = np.random.default_rng(0).uniform(-2, 2, (20, 2))


@pytest.mark.parametrize("name", GROUNDS)
def test_a_ground_is_its_surface(name):
    ground = GROUNDS[name]
    surface = SURFACES[ground.surface]
    with jax.enable_x64(True):
        oracle = SurfaceOracle(surface.loss, surface.with_params(ground.params))
        for p in POINTS:
            point = jax.numpy.asarray(p)
            np.testing.assert_allclose(ground.value(p), oracle.value(point), rtol=1e-10, atol=1e-12)
            np.testing.assert_allclose(ground.grad(p), oracle.grad(point), rtol=1e-10, atol=1e-10)
            np.testing.assert_allclose(ground.hessian(p), oracle.hessian(point), rtol=1e-10, atol=1e-10)
            if surface.fisher is not None:
                np.testing.assert_allclose(ground.fisher(p), oracle.fisher(point), rtol=1e-10, atol=1e-10)
    assert (ground.jacobian is None) == (surface.fisher is None)
    assert ground.f_min == surface.f_min(surface.params)
