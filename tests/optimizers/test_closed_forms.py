"""Paths that can be written down without walking them: quadratics, and a plane with one slope everywhere."""

from dataclasses import replace
from typing import Any

import jax
import numpy as np
import pytest

from optimizers import OPTIMIZERS
from simulation import simulate
from surfaces import SURFACES
from tests.optimizers.grounds import bowl_axes

STEPS = 200
CURVATURES = np.array([1 / 1000, 1.0])
BOWL = {"surface": "bowl", "surface_params": {"condition": 1000.0, "angle": 30.0}}
START = np.array([-5.0, 0.5])
T = np.arange(STEPS + 1)
# Its gradient is (3, -0.5) at every point.
PLANE = replace(
    SURFACES["saddle"],
    name="plane",
    value=lambda point, params: 3 * point[0] - 0.5 * point[1],
)
SLOPE = np.array([3.0, -0.5])


def run(optimizer, lr, surface=None, **settings):
    """The path from START in float64."""
    where: dict[str, Any] = {"surface": surface} if surface is not None else BOWL
    settings = {"starts": START[None], "steps": STEPS, "lr": lr, "dtype": "float64", **settings}
    return simulate(optimizer=optimizer, **where, **settings).points[0]


def along_axes(points):
    """The bowl's points in the directions of its two curvatures."""
    return points @ bowl_axes().T


def moves(points):
    return -np.diff(points, axis=0)


@pytest.mark.parametrize("lr", [0.1, 1.0, 1.9])
def test_gd_on_a_bowl_shrinks_each_axis_by_one_minus_rate_times_curvature(lr):
    expected = along_axes(START) * (1 - lr * CURVATURES) ** T[:, None]
    np.testing.assert_allclose(along_axes(run("gd", lr)), expected, rtol=1e-9, atol=1e-12)


def test_gd_on_a_bowl_leaves_once_the_rate_exceeds_two_over_the_curvature():
    steep = np.abs(along_axes(run("gd", 2.02))[:, 1])
    assert (np.diff(steep) > 0).all()
    steep = np.abs(along_axes(run("gd", 1.98))[:, 1])
    assert (np.diff(steep) < 0).all()


def test_gd_on_the_saddle_grows_one_axis_and_shrinks_the_other():
    lr = 0.01
    expected = START * np.stack([(1 - 2 * lr) ** T, (1 + 2 * lr) ** T], axis=-1)
    np.testing.assert_allclose(run("gd", lr, "saddle"), expected, rtol=1e-9)


def heavy_ball(start, curvature, lr, beta, weight=1.0):
    """x_t of x_{t+1} = (1 + beta - weight lr c) x_t - beta x_{t-1} with x_0 = x_{-1} = start, by its two roots."""
    one, two = np.roots([1, -(1 + beta - weight * lr * curvature), beta]).astype(complex)
    second = (1 - weight * lr * curvature - one) / (two - one)
    return np.real(start * ((1 - second) * one**T + second * two**T))


@pytest.mark.parametrize("beta", [0.5, 0.9, 0.97])
def test_momentum_on_a_bowl_is_a_damped_oscillation_with_the_roots_of_its_recurrence(beta):
    lr = 0.3
    expected = [heavy_ball(u, c, lr, beta) for u, c in zip(along_axes(START), CURVATURES, strict=True)]
    np.testing.assert_allclose(
        along_axes(run("momentum", lr, hyper={"beta": beta})), np.transpose(expected), rtol=1e-9, atol=1e-9
    )


def test_dampening_of_beta_weights_the_new_gradient_by_one_minus_beta():
    lr, beta = 0.3, 0.9
    expected = [heavy_ball(u, c, lr, beta, 1 - beta) for u, c in zip(along_axes(START), CURVATURES, strict=True)]
    points = run("momentum", lr, hyper={"beta": beta, "dampening": beta})
    np.testing.assert_allclose(along_axes(points), np.transpose(expected), rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("name", ["momentum", "nesterov"])
def test_speed_on_a_plane_grows_towards_rate_times_slope_over_one_minus_beta(name):
    lr, beta = 0.01, 0.9
    speed = lr * SLOPE * (1 - beta ** T[1:, None]) / (1 - beta)
    np.testing.assert_allclose(moves(run(name, lr, PLANE, hyper={"beta": beta})), speed, rtol=1e-9)


def test_momentum_of_zero_is_gradient_descent():
    plain = run("gd", 0.5)
    for name in ("momentum", "nesterov"):
        np.testing.assert_allclose(run(name, 0.5, hyper={"beta": 0.0}), plain, rtol=1e-12, atol=1e-12)


def test_adagrad_on_a_plane_slows_down_with_the_root_of_the_step_number():
    lr = 0.1
    expected = lr * np.sign(SLOPE) / np.sqrt(T[1:, None])
    np.testing.assert_allclose(moves(run("adagrad", lr, PLANE, hyper={"eps": 1e-12})), expected, rtol=1e-9)


def test_rmsprop_on_a_plane_comes_down_to_steps_of_the_rate():
    lr, rho = 0.1, 0.9
    expected = lr * np.sign(SLOPE) / np.sqrt(1 - rho ** T[1:, None])
    np.testing.assert_allclose(moves(run("rmsprop", lr, PLANE, hyper={"rho": rho, "eps": 1e-12})), expected, rtol=1e-9)


def test_adam_on_a_plane_steps_by_the_rate_on_each_axis_from_the_first_step_on():
    lr = 0.1
    expected = np.tile(lr * np.sign(SLOPE), (STEPS, 1))
    np.testing.assert_allclose(moves(run("adam", lr, PLANE, hyper={"eps": 1e-12})), expected, rtol=1e-9)


def test_adam_without_correction_takes_longer_first_steps():
    lr = 0.1
    points = run("adam", lr, PLANE, hyper={"eps": 1e-12, "bias_correction": False})
    expected = lr * (1 - 0.9 ** T[1:]) / np.sqrt(1 - 0.999 ** T[1:])
    np.testing.assert_allclose(moves(points)[:, 0], expected, rtol=1e-9)
    assert moves(points)[0, 0] / lr == pytest.approx(3.16, abs=0.01)
    assert moves(points)[11, 0] / lr == pytest.approx(6.6, abs=0.05)


def test_adam_that_forgets_nothing_at_a_rate_falling_with_the_root_of_the_step_tends_to_adagrad():
    """With beta1 = 0 and beta2 -> 1, v_hat is the mean of all squares, and Adagrad divides by the root of their sum."""
    lr, tiny = 0.5, {"eps": 1e-12}
    adagrad = run("adagrad", lr, hyper=tiny)
    falling = {"schedule": "inverse_sqrt", "schedule_params": {"warmup_steps": 1.0}}
    away = [
        np.abs(run("adam", lr, hyper={**tiny, "beta1": 0.0, "beta2": beta2}, **falling) - adagrad).max()
        for beta2 in (0.999, 0.9999)
    ]
    assert away[1] < 0.01 * np.abs(adagrad - START).max()
    # Ten times nearer to 1, ten times nearer to Adagrad.
    assert away[0] / away[1] == pytest.approx(10, rel=0.05)


class Slopes:
    """An oracle that gives one gradient after another."""

    def __init__(self, *slopes):
        self.slopes = iter(slopes)

    def grad(self, p):
        return np.array(next(self.slopes))


def test_the_share_of_each_past_square_in_adams_second_moment():
    """At t = 2 the first square still counts 49.975 % and the second 50.025 %: (beta2, 1) / (1 + beta2)."""
    adam = OPTIMIZERS["adam"]
    point = np.zeros(2)
    with jax.enable_x64(True):
        state = adam.init(adam.hyper, point)
        # Each axis meets one slope only, so its v_hat is that slope's share.
        oracle = Slopes((1.0, 0.0), (0.0, 1.0))
        for _ in range(2):
            _, state = adam.step(adam.hyper, state, point, oracle, 0.1)
        shares = np.asarray(state.v / (1 - state.b2t))
    np.testing.assert_allclose(shares, [0.49975, 0.50025], atol=1e-6)
    np.testing.assert_allclose(shares, np.array([0.999, 1.0]) / 1.999, rtol=1e-12)
