"""The loss on a grid: the right numbers at the right places, and one program whatever rectangle is asked for."""

import numpy as np
import pytest

from simulation import loss_grid
from surfaces import SURFACES
from tests.compilations import counted_compilations, other_numbers


@pytest.mark.parametrize("surface", SURFACES)
def test_the_grid_holds_the_surfaces_loss_row_by_row_from_the_lower_edge(surface):
    ground = SURFACES[surface]
    grid = loss_grid(ground, {}, (-1.0, 2.0), (0.0, 1.0), shape=(5, 7))
    assert grid.shape == (5, 7)
    assert grid.dtype == np.float32
    expected = ground(np.linspace(-1, 2, 7)[None, :], np.linspace(0, 1, 5)[:, None])
    np.testing.assert_allclose(grid, expected, rtol=1e-4, atol=1e-4)


def test_the_surfaces_parameters_reach_the_grid():
    grid = loss_grid(SURFACES["rosenbrock"], {"b": 10.0}, (-1, 1), (-1, 1), shape=(3, 3))
    np.testing.assert_allclose(grid[0, 0], 4 + 10 * 4)


@pytest.mark.parametrize("surface", SURFACES)
def test_zooming_and_moving_a_parameter_compile_nothing(surface):
    ground = SURFACES[surface]
    loss_grid(ground, {}, *ground.domain)
    with counted_compilations() as seen:
        loss_grid(ground, {}, (0.1, 0.2), (-3, 7))
        loss_grid(ground, {}, (np.float64(0.1), 1), (0, 1))
        for params in other_numbers(ground.knobs, ground.params):
            loss_grid(ground, params, *ground.domain)
    assert seen == []
