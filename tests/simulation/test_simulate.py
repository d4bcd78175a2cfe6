"""What `simulate` gives back: shapes, numbers, and runs that know nothing of each other."""

import inspect
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import jax.numpy as jnp
import numpy as np
import pytest

from optimizers import OPTIMIZERS
from schedules import SCHEDULES
from simulation import default_racer, simulate
from surfaces import SURFACES

START = (-1.5, 2.0)
# 64 starts over the map, the same in every run.
MANY = np.random.default_rng(3).uniform(-1.5, 1.5, (64, 2))
EVERY_OPTIMIZER = pytest.mark.parametrize("optimizer", OPTIMIZERS)
BOTH_TYPES = pytest.mark.parametrize("dtype", ["float32", "float64"])


def paths(starts, optimizer="adam", steps=50, **settings):
    return simulate("rosenbrock", optimizer, starts, steps=steps, **{"lr": 1e-4, "dtype": "float64", **settings})


@BOTH_TYPES
@EVERY_OPTIMIZER
def test_there_is_a_point_and_a_value_for_every_run_and_step(optimizer, dtype):
    run = paths(MANY[:5], optimizer, dtype=dtype)
    assert run.points.shape == (5, 51, 2)
    assert run.values.shape == (5, 51)
    assert run.diverged_at.shape == (5,)
    assert run.rates.shape == (50,)
    assert run.points.dtype == run.values.dtype == dtype
    assert np.issubdtype(run.diverged_at.dtype, np.integer)
    assert (run.diverged_at == -1).all()
    assert all(isinstance(part, np.ndarray) for part in (run.points, run.values, run.diverged_at, run.rates))


@BOTH_TYPES
@EVERY_OPTIMIZER
def test_row_zero_is_the_start_and_the_run_leaves_it(optimizer, dtype):
    # Some only look around in their first steps, or begin with a step too small for float32.
    run = paths(MANY, optimizer, dtype=dtype, lr=default_racer(optimizer, "rosenbrock").lr)
    np.testing.assert_array_equal(run.points[:, 0], MANY.astype(dtype))
    assert (run.points[:, -1] != run.points[:, 0]).any(axis=-1).all()


@pytest.mark.parametrize("surface", SURFACES)
def test_values_are_the_surfaces_loss_at_the_points(surface):
    ground = SURFACES[surface]
    run = simulate(surface, "gd", ground.starts, steps=50, lr=ground.gradient_rate, dtype="float64")
    np.testing.assert_allclose(run.values, ground(run.points[..., 0], run.points[..., 1]), rtol=1e-9, atol=1e-12)


def test_the_parameters_of_the_surface_reach_it():
    params = {"a": 0.5, "b": 10.0}
    run = paths([START], surface_params=params)
    np.testing.assert_allclose(
        run.values, SURFACES["rosenbrock"](*np.moveaxis(run.points, -1, 0), **params), rtol=1e-12
    )


def test_the_schedule_sets_the_rate_of_each_step():
    run = paths([START], "gd", schedule="exponential", schedule_params={"gamma": 0.9})
    np.testing.assert_array_equal(run.rates, SCHEDULES["exponential"].rates(50, 1e-4, gamma=0.9))
    by_x, by_y = SURFACES["rosenbrock"].grad(*np.moveaxis(run.points[0, :-1], -1, 0))
    steps = -run.rates[:, None] * np.stack([by_x, by_y], axis=-1)
    np.testing.assert_allclose(np.diff(run.points[0], axis=0), steps, rtol=1e-9, atol=1e-14)


@EVERY_OPTIMIZER
def test_a_run_does_not_depend_on_the_runs_beside_it(optimizer):
    together = paths(MANY, optimizer)
    for place in (0, 17, 63):
        alone = paths(MANY[place : place + 1], optimizer)
        np.testing.assert_allclose(alone.points[0], together.points[place], rtol=1e-12, atol=1e-14)
        np.testing.assert_allclose(alone.values[0], together.values[place], rtol=1e-10, atol=1e-14)


@pytest.mark.parametrize("runs", [1, 2, 31, 32, 33, 63, 64])
def test_padding_to_a_bucket_of_runs_is_never_seen(runs):
    run = paths(MANY[:runs])
    assert run.points.shape == (runs, 51, 2)
    np.testing.assert_allclose(run.points, paths(MANY).points[:runs], rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("steps", [1, 2, 63, 64, 65, 127])
def test_padding_to_a_bucket_of_steps_is_never_seen(steps):
    run, whole = paths([START], steps=steps), paths([START], steps=128)
    assert run.points.shape == (1, steps + 1, 2)
    np.testing.assert_allclose(run.points, whole.points[:, : steps + 1], rtol=1e-12, atol=1e-14)
    np.testing.assert_allclose(run.values, whole.values[:, : steps + 1], rtol=1e-10, atol=1e-14)


def test_no_steps_leave_the_starts():
    run = paths(MANY[:3], steps=0)
    np.testing.assert_array_equal(run.points, MANY[:3, None])
    np.testing.assert_allclose(run.values[:, 0], SURFACES["rosenbrock"](*MANY[:3].T), rtol=1e-12)
    assert run.rates.shape == (0,)
    assert list(run.diverged_at) == [-1, -1, -1]


def test_no_starts_give_no_runs():
    run = paths(np.zeros((0, 2)))
    assert run.points.shape == (0, 51, 2)
    assert run.values.shape == (0, 51)
    assert run.diverged_at.shape == (0,)


@pytest.mark.parametrize("starts", [[START], (START,), np.array([START]), np.array([START], np.float32), [[-1.5, 2]]])
def test_starts_may_be_lists_tuples_or_arrays(starts):
    np.testing.assert_array_equal(paths(starts).points, paths([START]).points)


def test_float64_does_not_leak_into_a_later_float32_call():
    before = paths([START], dtype="float32")
    double = paths([START], dtype="float64")
    after = paths([START], dtype="float32")
    assert double.points.dtype == np.float64
    assert (double.points != double.points.astype(np.float32)).any()
    np.testing.assert_array_equal(before.points, after.points)
    assert jnp.ones(1).dtype == np.float32


def test_float32_stays_close_to_float64():
    single, double = paths([START], dtype="float32"), paths([START], dtype="float64")
    np.testing.assert_allclose(single.points, double.points, rtol=1e-4)


def test_both_types_run_in_threads_side_by_side():
    types = ["float32", "float64"] * 8
    with ThreadPoolExecutor(4) as pool:
        runs = list(pool.map(lambda dtype: paths([START], dtype=dtype), types))
    for dtype, run in zip(types, runs, strict=True):
        assert run.points.dtype == dtype
        np.testing.assert_array_equal(run.points, paths([START], dtype=dtype).points)


def test_a_surface_and_an_optimizer_of_ones_own_will_do():
    plane = replace(SURFACES["saddle"], name="plane of a test", value=lambda point, params: point[0] + 2 * point[1])
    backwards = replace(
        OPTIMIZERS["gd"],
        name="uphill of a test",
        step=lambda hyper, state, point, oracle, lr: (point + lr * oracle.grad(point), state),
    )
    run = simulate(plane, backwards, [(0.0, 0.0)], steps=10, lr=0.5, dtype="float64")
    np.testing.assert_allclose(run.points[0], np.arange(11)[:, None] * [0.5, 1.0], rtol=1e-12)
    np.testing.assert_allclose(run.values[0], np.arange(11) * 2.5, rtol=1e-12)


def test_the_signature_that_notebooks_rely_on_stays():
    told = {name: parameter.default for name, parameter in inspect.signature(simulate).parameters.items()}
    assert list(told)[:3] == ["surface", "optimizer", "starts"]
    assert dict(list(told.items())[3:]) == {
        "steps": 200,
        "lr": 0.01,
        "hyper": None,
        "schedule": "constant",
        "schedule_params": None,
        "surface_params": None,
        "noise": 0.0,
        "seed": 0,
        "dtype": "float32",
        "seeds": 1,
    }


def test_the_same_call_gives_the_same_numbers():
    np.testing.assert_array_equal(paths(MANY).points, paths(MANY).points)
    np.testing.assert_array_equal(paths(MANY, noise=0.1).points, paths(MANY, noise=0.1).points)
