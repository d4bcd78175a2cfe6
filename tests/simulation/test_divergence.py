"""A run that leaves the numbers is frozen where it last was, alone, and its step is told."""

import numpy as np
import pytest

from optimizers import OPTIMIZERS
from simulation import simulate
from tests.optimizers.grounds import rosenbrock_grad

# The minimum of Rosenbrock, where gradient descent stays for ever, and a point from which a rate of 1 flings it away.
FINE, DOOMED = (1.0, 1.0), (-1.5, 2.0)
STEPS = 60
BOTH_TYPES = pytest.mark.parametrize("dtype", ["float32", "float64"])


def fling(starts, dtype="float64", **settings):
    return simulate("rosenbrock", "gd", starts, steps=STEPS, **{"lr": 1.0, "dtype": dtype, **settings})


def loss(p):
    return (1 - p[0]) ** 2 + 100 * (p[1] - p[0] ** 2) ** 2


def first_step_without_numbers(start, lr, dtype):
    """By hand, in the same precision: the first step whose point or loss is not finite."""
    p = np.array(start, dtype)
    rate = np.array(lr, dtype)
    with np.errstate(all="ignore"):
        for step in range(1, STEPS + 1):
            p = (p - rate * rosenbrock_grad(p).astype(dtype)).astype(dtype)
            if not (np.isfinite(p).all() and np.isfinite(loss(p))):
                return step
    return -1


@BOTH_TYPES
@pytest.mark.parametrize("lr", [1.0, 0.1, 0.01])
def test_the_step_of_divergence_is_the_first_without_finite_point_and_loss(lr, dtype):
    run = fling([DOOMED], dtype, lr=lr)
    expected = first_step_without_numbers(DOOMED, lr, dtype)
    assert expected > 1
    assert run.diverged_at[0] == expected


@BOTH_TYPES
def test_from_there_on_the_last_finite_point_is_repeated(dtype):
    run = fling([DOOMED], dtype)
    last = run.diverged_at[0] - 1
    assert np.isfinite(run.points).all()
    assert np.isfinite(run.values).all()
    np.testing.assert_array_equal(run.points[0, last:], np.broadcast_to(run.points[0, last], (STEPS + 1 - last, 2)))
    np.testing.assert_array_equal(run.values[0, last:], np.full(STEPS + 1 - last, run.values[0, last]))
    assert (run.points[0, last] != run.points[0, last - 1]).all()


@BOTH_TYPES
def test_only_the_run_that_diverges_is_frozen(dtype):
    near = (1.0 + 1e-5, 1.0)
    run = fling([FINE, DOOMED, FINE, near], dtype, lr=0.1)
    alone = fling([near], dtype, lr=0.1)
    assert list(run.diverged_at[:3]) == [-1, run.diverged_at[1], -1]
    assert run.diverged_at[1] > 0
    assert run.diverged_at[3] == alone.diverged_at[0]
    np.testing.assert_array_equal(run.points[0], np.tile(np.array(FINE, dtype), (STEPS + 1, 1)))
    np.testing.assert_array_equal(run.points[3], alone.points[0])


def test_a_run_goes_as_far_as_its_precision_does():
    single, double = fling([DOOMED], "float32"), fling([DOOMED], "float64")
    assert 0 < single.diverged_at[0] < double.diverged_at[0]
    assert np.abs(double.values).max() > np.finfo(np.float32).max


def test_a_start_without_a_finite_loss_has_diverged_at_step_zero():
    run = fling([(1e30, 0.0), FINE], "float32")
    assert list(run.diverged_at) == [0, -1]
    np.testing.assert_array_equal(run.points[0], np.tile(np.array([1e30, 0.0], np.float32), (STEPS + 1, 1)))


def test_a_rate_that_is_no_number_is_told_as_divergence_at_the_first_step():
    run = fling([DOOMED], lr=float("nan"))
    assert run.diverged_at[0] == 1
    assert np.isfinite(run.points).all()


def test_a_huge_loss_that_is_still_a_number_is_no_divergence():
    run = simulate("saddle", "gd", [(0.0, 1.0)], steps=STEPS, lr=5.0, dtype="float64")
    assert run.diverged_at[0] == -1
    assert np.abs(run.points).max() > 1e60


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_whoever_diverges_its_numbers_stay_finite(optimizer):
    run = simulate("beale", optimizer, [(4.0, 4.0), (3.0, 0.5)], steps=300, lr=100.0)
    assert np.isfinite(run.points).all()
    assert np.isfinite(run.values).all()
    assert ((run.diverged_at == -1) | ((run.diverged_at > 0) & (run.diverged_at <= 300))).all()
