"""Gradient noise: of the stated deviation, its own for every step and run, and the same again for the same seed."""

from dataclasses import replace

import numpy as np
import pytest

from optimizers import OPTIMIZERS
from simulation import default_racer, simulate
from surfaces import SURFACES

# Level ground, where the gradient is nothing but noise and a step of gradient descent at rate 1 is minus that noise.
PLAIN = replace(SURFACES["saddle"], name="plain of a test", value=lambda point, params: 0.0 * point[0])
RUNS, STEPS = 64, 200


def draws(seed=0, noise=1.0, runs=RUNS, steps=STEPS, dtype="float64"):
    """The noise itself, (runs, steps, 2)."""
    run = simulate(PLAIN, "gd", np.zeros((runs, 2)), steps=steps, lr=1.0, noise=noise, seed=seed, dtype=dtype)
    return -np.diff(run.points, axis=1)


def test_without_noise_nothing_moves_on_level_ground():
    assert not draws(noise=0.0).any()


@pytest.mark.parametrize("noise", [0.01, 1.0, 30.0])
def test_the_noise_has_the_stated_deviation_and_no_bias(noise):
    sample = draws(noise=noise)
    count = sample[..., 0].size
    for axis in (0, 1):
        assert sample[..., axis].std() == pytest.approx(noise, rel=4 / np.sqrt(2 * count))
        assert abs(sample[..., axis].mean()) < 4 * noise / np.sqrt(count)


def test_the_noise_is_gaussian():
    sample = draws().ravel()
    for width, share in ((1, 0.6827), (2, 0.9545), (3, 0.9973)):
        assert (np.abs(sample) < width).mean() == pytest.approx(share, abs=0.01)


def test_every_step_run_and_axis_has_noise_of_its_own():
    sample = draws()
    assert len(np.unique(sample)) == sample.size
    by_run = np.corrcoef(sample.reshape(RUNS, -1))
    by_step = np.corrcoef(np.moveaxis(sample, 1, 0).reshape(STEPS, -1))
    for correlation in (by_run, by_step):
        assert np.abs(correlation - np.eye(len(correlation))).max() < 0.5
    assert abs(np.corrcoef(sample[..., 0].ravel(), sample[..., 1].ravel())[0, 1]) < 0.04


def test_the_same_seed_draws_the_same_noise_and_another_seed_another():
    np.testing.assert_array_equal(draws(seed=5), draws(seed=5))
    assert (draws(seed=5) != draws(seed=6)).all()
    assert abs(np.corrcoef(draws(seed=5).ravel(), draws(seed=6).ravel())[0, 1]) < 0.03


def test_noise_scales_with_its_deviation():
    np.testing.assert_allclose(draws(noise=3.0), 3 * draws(noise=1.0), rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("runs", [1, 31, 33])
def test_a_runs_noise_does_not_depend_on_how_many_run_beside_it(runs):
    np.testing.assert_allclose(draws(runs=runs), draws()[:runs], rtol=1e-12, atol=1e-12)


def test_a_steps_noise_does_not_depend_on_how_many_follow():
    np.testing.assert_allclose(draws(steps=60), draws()[:, :60], rtol=1e-12, atol=1e-12)


def test_float32_has_noise_of_the_stated_deviation_too():
    assert draws(dtype="float32").std() == pytest.approx(1.0, rel=0.02)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_noise_moves_every_optimizer_and_a_seed_moves_it_back(optimizer):
    def path(**settings):
        racer = default_racer(optimizer, "rosenbrock")
        plan = {"lr": racer.lr, "hyper": dict(racer.hyper), "dtype": "float64", **settings}
        return simulate("rosenbrock", optimizer, [(0.5, 0.3)], steps=50, **plan).points

    quiet, noisy = path(), path(noise=20.0, seed=1)
    # At the end, not at once: the first step of a sign method is the same whatever the slope's length.
    assert (quiet[:, -1] != noisy[:, -1]).any()
    np.testing.assert_array_equal(noisy, path(noise=20.0, seed=1))
    assert (path(noise=20.0, seed=2)[:, -1] != noisy[:, -1]).any()
    np.testing.assert_allclose(path(noise=1e-10, seed=1)[:, :4], quiet[:, :4], rtol=1e-6, atol=1e-9)


def test_all_optimizers_meet_the_same_noise():
    gd, momentum = (
        simulate(PLAIN, name, np.zeros((2, 2)), steps=STEPS, lr=1.0, noise=1.0, dtype="float64", hyper=hyper).points
        for name, hyper in (("gd", {}), ("momentum", {"beta": 0.0}))
    )
    np.testing.assert_allclose(gd, momentum, rtol=1e-9, atol=1e-12)


def test_values_are_told_without_noise():
    run = simulate("rosenbrock", "gd", [(-1.5, 2.0)], steps=50, lr=1e-4, noise=5.0, dtype="float64")
    np.testing.assert_allclose(run.values, SURFACES["rosenbrock"](*np.moveaxis(run.points, -1, 0)), rtol=1e-12)


def test_within_a_step_every_gradient_carries_the_same_noise():
    asks_twice = replace(
        OPTIMIZERS["gd"],
        name="asks twice",
        step=lambda hyper, state, point, oracle, lr: (
            point - lr * (oracle.grad(point) - oracle.grad(point + 1)),
            state,
        ),
    )
    run = simulate(PLAIN, asks_twice, [(0.5, 0.5)], steps=20, lr=1.0, noise=1.0, dtype="float64")
    np.testing.assert_array_equal(run.points[0], np.full((21, 2), 0.5))
