"""Value, gradient and Hessian of every surface equal SymPy's, at random points, to 1e-10."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest
import sympy

from simulation.oracle import SurfaceOracle
from surfaces import SURFACES
from tests.surfaces.exact import FORMULAS, PARAMS, x, y

POINTS = 60


def spell(params):
    return ",".join(f"{key}={value:g}" for key, value in params.items()) or "defaults"


EVERY_SURFACE = pytest.mark.parametrize(
    ("name", "params"),
    [pytest.param(name, given, id=f"{name}:{spell(given)}") for name in PARAMS for given in PARAMS[name]],
)


def random_points(name, count=POINTS):
    """Points over the surface's domain, the same in every run."""
    (x0, x1), (y0, y1) = SURFACES[name].domain
    return np.random.default_rng(7).uniform([x0, y0], [x1, y1], (count, 2)).T


def exactly(expression, xs, ys):
    """The expression at every point, worked out with 40 digits."""
    points = zip(xs, ys, strict=True)
    digits = [expression.evalf(40, subs={x: sympy.Rational(p), y: sympy.Rational(q)}) for p, q in points]
    return np.array(digits, dtype=np.float64)


def close(actual, expected):
    np.testing.assert_allclose(np.asarray(actual), expected, rtol=1e-10, atol=1e-10)


def test_every_surface_of_one_formula_has_it_exactly():
    """The others, which choices make, have tests of their own."""
    assert set(FORMULAS) == set(PARAMS) == {name for name, ground in SURFACES.items() if ground.remake is None}


@EVERY_SURFACE
def test_value_equals_sympy(name, params):
    xs, ys = random_points(name)
    expected = exactly(FORMULAS[name](**params), xs, ys)
    close(SURFACES[name](xs, ys, **params), expected)


@EVERY_SURFACE
def test_gradient_equals_sympy(name, params):
    xs, ys = random_points(name)
    formula = FORMULAS[name](**params)
    for ours, variable in zip(SURFACES[name].grad(xs, ys, **params), (x, y), strict=True):
        close(ours, exactly(sympy.diff(formula, variable), xs, ys))


@EVERY_SURFACE
def test_the_oracle_gives_sympys_value_gradient_and_hessian(name, params):
    ground, formula = SURFACES[name], FORMULAS[name](**params)
    oracle = SurfaceOracle(ground.loss, ground.with_params(params))
    xs, ys = random_points(name, 12)
    slopes = [sympy.diff(formula, a) for a in (x, y)]
    bends = [[sympy.diff(formula, a, b) for b in (x, y)] for a in (x, y)]
    with jax.enable_x64(True):
        for px, py in zip(xs, ys, strict=True):
            p, at = jnp.array([px, py]), ([px], [py])
            close(oracle.value(p), exactly(formula, *at)[0])
            close(oracle.grad(p), [exactly(slope, *at)[0] for slope in slopes])
            close(oracle.hessian(p), [[exactly(bend, *at)[0] for bend in row] for row in bends])


# Where a root of zero, or a direction of no length, would make NaN of the gradient.
SINGULAR = {
    "ackley": (0.0, 0.0),
    "bukin6": (-8.0, 0.64),
    "eggholder": (100.0, 53.0),
    "eggholder's other line": (-100.0, 3.0),
    "spiral_valley": (0.0, 0.0),
    "viz_plateau": (0.0, 0.0),
}


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("where", SINGULAR)
def test_derivatives_are_finite_even_where_there_are_none(where, dtype):
    ground = SURFACES[where.split("'")[0]]
    oracle = SurfaceOracle(ground.loss, ground.params)
    with jax.enable_x64(dtype == "float64"):
        p = jnp.array(SINGULAR[where], dtype)
        assert jnp.isfinite(oracle.value(p))
        assert jnp.isfinite(oracle.grad(p)).all()
        assert jnp.isfinite(oracle.hessian(p)).all()


def test_noise_is_added_to_the_gradient_and_to_nothing_else():
    ground = SURFACES["rosenbrock"]
    with jax.enable_x64(True):
        noise, p = jnp.array([0.25, -3.0]), jnp.array([-1.5, 2.0])
        exact, noisy = (SurfaceOracle(ground.loss, ground.params, draw) for draw in (None, noise))
        close(noisy.grad(p) - exact.grad(p), [0.25, -3.0])
        np.testing.assert_array_equal(noisy.value(p), exact.value(p))
        np.testing.assert_array_equal(noisy.hessian(p), exact.hessian(p))


@pytest.mark.parametrize("name", SURFACES)
def test_values_and_gradients_broadcast_over_arrays(name):
    ground = SURFACES[name]
    column, row = np.linspace(-1, 1, 3)[:, None], np.linspace(0, 1, 4)
    grid = ground(column, row)
    assert grid.shape == (3, 4)
    assert grid.dtype == np.float64
    by_x, by_y = ground.grad(column, row)
    assert by_x.shape == by_y.shape == (3, 4)
    for i in range(3):
        for j in range(4):
            assert grid[i, j] == pytest.approx(float(ground(column[i, 0], row[j])), rel=1e-14)
            one = ground.grad(column[i, 0], row[j])
            np.testing.assert_allclose([by_x[i, j], by_y[i, j]], one, rtol=1e-13, atol=1e-13)


@pytest.mark.parametrize("name", SURFACES)
def test_a_single_point_gives_numbers_and_whole_numbers_will_do(name):
    ground = SURFACES[name]
    assert ground(1, 2).shape == ()
    assert float(ground(1, 2)) == float(ground(1.0, 2.0))
    assert [part.shape for part in ground.grad(1, 2)] == [(), ()]
    assert ground([1, 2], [3, 4]).shape == (2,)
