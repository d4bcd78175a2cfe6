"""Mini-batches are real: whole epochs, the full gradient on average, and a path that wanders until its rate falls."""

from dataclasses import replace

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from simulation import SceneError, default_scene, read_scene, simulate, write_scene
from simulation.batch_look import batch_grid, look_at_batch
from simulation.batches import draw_batches
from simulation.oracle import SurfaceOracle
from simulation.scene import check_scene
from surfaces import SURFACES

FROM_DATA = [name for name, ground in SURFACES.items() if ground.count]
EVERY = pytest.mark.parametrize("name", FROM_DATA)


def test_without_replacement_every_epoch_takes_every_sample_once():
    times = draw_batches(50, 8, False, 21, seed=3)[..., 0]
    assert times.shape == (21, 50)
    for epoch in range(3):
        of_it = times[7 * epoch : 7 * epoch + 7]
        np.testing.assert_array_equal(of_it.sum(axis=0), 1)
        np.testing.assert_array_equal(of_it.sum(axis=1), [8] * 6 + [2])
    assert (times[:7] != times[7:14]).any()


def test_with_replacement_every_batch_is_drawn_from_all_samples():
    times = draw_batches(20, 15, True, 4000, seed=3)[..., 0].astype(int)
    np.testing.assert_array_equal(times.sum(axis=1), 15)
    assert times.max() > 1
    np.testing.assert_allclose(times.mean(axis=0), 15 / 20, atol=0.05)


@pytest.mark.parametrize("replacement", [False, True])
def test_batches_depend_on_seed_and_order_alone(replacement):
    short, long = (draw_batches(30, 7, replacement, steps, seed=5, seeds=2) for steps in (40, 90))
    np.testing.assert_array_equal(short, long[:40])
    np.testing.assert_array_equal(long[..., :1], draw_batches(30, 7, replacement, 90, seed=5))
    assert (long[..., 0] != long[..., 1]).any()
    assert (long != draw_batches(30, 7, replacement, 90, seed=6, seeds=2)).any()


@EVERY
def test_the_mean_of_all_mini_batch_gradients_is_the_full_gradient(name):
    ground = SURFACES[name]
    size = next(size for size in (17, 10, 8, 6, 5) if ground.count % size == 0)
    steps = ground.count // size
    times = draw_batches(ground.count, size, False, steps, seed=1)[..., 0]
    point, params = np.array([0.7, -0.4]), ground.numbers(ground.params)
    with jax.enable_x64(True):
        full = SurfaceOracle(ground.loss, params).grad(jnp.array(point))
        batches = [SurfaceOracle(ground.loss, params, batch=jnp.array(batch)).grad(jnp.array(point)) for batch in times]
    np.testing.assert_allclose(np.mean(batches, axis=0), full, rtol=1e-12, atol=1e-13)
    assert np.std(batches, axis=0).min() > 1e-3


def test_a_step_of_gradient_descent_follows_the_gradient_of_its_batch():
    ground, given = SURFACES["linear_regression"], {"batch": 16}
    run = simulate(
        "linear_regression", "gd", [(0.0, 0.0)], 40, 0.1, surface_params=given, seed=4, dtype="float64"
    ).points[0]
    times = draw_batches(ground.count, 16, False, 40, seed=4)[..., 0]
    table = np.loadtxt("assets/data/diabetes.csv", delimiter=",", skiprows=1)
    u, v = ((table - table.mean(axis=0)) / table.std(axis=0)).T
    point = np.zeros(2)
    for step in range(40):
        taken = np.repeat(np.arange(ground.count), times[step])
        r = point[0] * u[taken] + point[1] - v[taken]
        point = point - 0.1 * np.array([np.mean(r * u[taken]), np.mean(r)])
        np.testing.assert_allclose(run[step + 1], point, rtol=1e-10, atol=1e-12)


@EVERY
def test_a_batch_of_all_samples_is_the_full_loss(name):
    ground = SURFACES[name]
    whole = simulate(name, "adam", ground.starts, 30, 0.05)
    stated = simulate(name, "adam", ground.starts, 30, 0.05, surface_params={"batch": ground.count}, seed=9)
    np.testing.assert_array_equal(whole.points, stated.points)
    bootstrap = simulate(name, "adam", ground.starts, 30, 0.05, surface_params={"replacement": True}, seed=9)
    assert (bootstrap.points != whole.points).any()


@EVERY
def test_the_recorded_loss_is_that_of_all_the_data(name):
    ground = SURFACES[name]
    run = simulate(name, "gd", ground.starts, 20, 0.01, surface_params={"batch": 4}, dtype="float64")
    np.testing.assert_allclose(run.values, ground(run.points[..., 0], run.points[..., 1]), rtol=1e-10)


def distances(schedule, **params):
    """How far a path on least squares is from the minimum at each of its last 500 steps, mean over 32 seeds."""
    ((x, y),) = SURFACES["linear_regression"].minima(None)
    run = simulate(
        "linear_regression",
        "gd",
        [(-1.0, 1.0)],
        2000,
        0.5,
        schedule=schedule,
        schedule_params=params,
        surface_params={"batch": 8, "replacement": True},
        seeds=32,
    )
    return np.hypot(run.points[..., 0] - x, run.points[..., 1] - y).mean(axis=0)[-500:]


def test_at_a_fixed_rate_the_path_keeps_wandering_and_at_one_over_t_it_settles():
    fixed, falling = distances("constant"), distances("lambda", factor="1/(1 + 0.5t)")
    # The stationary deviation of this rate, and no trend in it.
    assert 0.1 < fixed.mean() < 0.5
    assert fixed[:100].mean() == pytest.approx(fixed[-100:].mean(), rel=0.15)
    assert falling.mean() < 0.1 * fixed.mean()


def test_seeds_are_runs_of_one_start_with_batches_and_noise_of_their_own():
    given = {"batch": 8}
    starts = SURFACES["tanh_unit"].starts
    runs = simulate("tanh_unit", "gd", starts, 30, 0.2, surface_params=given, seeds=3).points
    assert runs.shape == (6, 31, 2)
    np.testing.assert_array_equal(runs[:, 0], np.repeat(np.array(starts, np.float32), 3, axis=0))
    assert (runs[0, -1] != runs[1, -1]).any()
    one = simulate("tanh_unit", "gd", starts, 30, 0.2, surface_params=given).points
    np.testing.assert_allclose(runs[::3], one, rtol=1e-5, atol=1e-6)
    noisy = simulate("saddle", "gd", [(1.0, 0.0)], 30, 0.05, noise=0.1, seeds=4).points
    assert len(np.unique(noisy[:, -1], axis=0)) == 4


@pytest.mark.parametrize("noise", [0.0, 0.3])
def test_another_seed_or_start_changes_none_of_the_other_runs(noise):
    def runs(starts, seeds):
        given = {"noise": noise, "surface_params": {"batch": 8}, "seeds": seeds}
        return simulate("tanh_unit", "gd", starts, 30, 0.2, **given).points

    starts = [(0.5, 1.5), (-1.0, 0.3), (1.0, 1.0)]
    three = runs(starts, 3)
    np.testing.assert_allclose(three[::3], runs(starts, 1), rtol=1e-5, atol=1e-6)
    np.testing.assert_allclose(three[:6], runs(starts[:2], 3), rtol=1e-5, atol=1e-6)


@EVERY
def test_more_seeds_and_batches_never_change_the_programs_for_numbers(name):
    from simulation.engine import _program

    simulate(name, "gd", [(0.1, 0.1)], 20, 0.01, surface_params={"batch": 7})
    before = _program.cache_info().misses
    for batch, seed, lr in ((9, 1, 0.02), (3, 2, 0.03)):
        simulate(name, "gd", [(0.1, 0.2)], 30, lr, surface_params={"batch": batch}, seed=seed)
    assert _program.cache_info().misses == before


def batched(name="linear_regression", **settings):
    scene = default_scene(name, ("gd", "adam"))
    return replace(scene, surface_params=tuple((dict(scene.surface_params) | {"batch": 16.0} | settings).items()))


def test_a_scene_with_batches_and_seeds_survives_its_link():
    scene = replace(batched(), seeds=5, seed=3)
    assert read_scene(write_scene(scene)) == (scene, [])


def test_too_many_samples_steps_and_seeds_are_refused_with_what_to_lower():
    with pytest.raises(SceneError, match="too many for mini-batches; lower the steps or the seeds"):
        check_scene(replace(batched(), seeds=100, steps=5000, racers=(), starts=()))


@pytest.mark.parametrize("replacement", [False, True])
def test_the_spread_shown_is_the_spread_of_the_gradients_that_may_be_drawn(replacement):
    scene = batched(replacement=replacement)
    look = look_at_batch(scene, 0, 0, 5)
    assert (look.size, look.count) == (16, 442)
    times = draw_batches(442, 16, replacement, 27 * 400, seed=11)[..., 0]
    if not replacement:
        times = times[np.arange(len(times)) % 28 != 27]
    table = np.loadtxt("assets/data/diabetes.csv", delimiter=",", skiprows=1)
    u, v = ((table - table.mean(axis=0)) / table.std(axis=0)).T
    r = look.point[0] * u + look.point[1] - v
    slopes = np.stack([r * u, r], axis=1)
    np.testing.assert_allclose(look.full, slopes.mean(axis=0), rtol=1e-6, atol=1e-8)
    np.testing.assert_allclose(look.batch, look.times @ slopes / 16, rtol=1e-6, atol=1e-8)
    np.testing.assert_allclose(look.spread, np.cov((times @ slopes / 16).T), rtol=0.1, atol=0.1 * look.spread.max())


def test_the_last_batch_of_an_epoch_is_short_and_its_gradients_spread_more():
    scene = batched()
    long, short = look_at_batch(scene, 0, 0, 26), look_at_batch(scene, 0, 0, 27)
    assert (long.size, short.size) == (16, 442 % 16)
    at_the_same_point = {16: 426 / 441 / 16, 10: 432 / 441 / 10}
    wider = at_the_same_point[10] / at_the_same_point[16]
    # One step moves the point only a little.
    assert np.trace(short.spread) / np.trace(long.spread) == pytest.approx(wider, rel=0.1)


def test_the_batch_looked_at_is_the_one_that_moves_the_run():
    scene = replace(batched(), seeds=2)
    look = look_at_batch(scene, 0, 3, 7)
    run = simulate(
        "linear_regression",
        "gd",
        scene.starts,
        scene.steps,
        scene.racers[0].lr,
        surface_params=dict(scene.surface_params),
        seeds=2,
    ).points[3]
    np.testing.assert_allclose(run[7] - scene.racers[0].lr * look.batch, run[8], rtol=1e-4, atol=1e-6)


def test_the_grid_of_a_batch_is_its_own_loss_and_of_all_samples_the_surface():
    scene = batched()
    everyone = batch_grid(scene, np.ones(442, np.uint8), (-1, 1), (0, 1), (3, 4))
    xs, ys = np.meshgrid(np.linspace(-1, 1, 4), np.linspace(0, 1, 3))
    np.testing.assert_allclose(everyone, scene.ground(xs, ys), rtol=1e-5)
    one = np.eye(442, dtype=np.uint8)[7]
    assert scene.ground.samples is not None
    with jax.enable_x64(True):
        sample = scene.ground.samples((jnp.array(xs), jnp.array(ys)), scene.ground.numbers(scene.ground.params))[7]
    np.testing.assert_allclose(batch_grid(scene, one, (-1, 1), (0, 1), (3, 4)), sample, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize(
    ("scene", "which"),
    [
        (default_scene("linear_regression"), (0, 0, 0)),
        (default_scene("saddle"), (0, 0, 0)),
        (batched(), (2, 0, 0)),
        (batched(), (0, 9, 0)),
        (batched(), (0, 0, 200)),
    ],
)
def test_there_is_no_batch_to_look_at_where_there_is_none(scene, which):
    with pytest.raises(SceneError, match=r"no mini-batches|no such racer"):
        look_at_batch(scene, *which)
