"""A crowd of many paths travels in six bytes a point, and looks the same."""

from dataclasses import replace

import numpy as np
import pytest

from simulation import Racer, Scene, default_racer, default_scene, run_scene
from simulation.engine import FAR
from surfaces import SURFACES
from tests.ui.decoding import decode
from ui import edits
from ui.stage import stage_blob
from ui.stage.blob import MOST_EXACT, MOST_LINES


def crowd(surface: str, *racers: Racer, count: int = 400, steps: int = 200) -> Scene:
    """Racers from a cloud of starts."""
    ground = SURFACES[surface]
    scene = Scene(surface, tuple(ground.params._asdict().items()), (), racers, steps)
    return edits.place_pattern(scene, replace(edits.Placing.usual("cloud"), count=count))


def usual(surface: str, *names: str) -> Scene:
    return crowd(surface, *(default_racer(name, surface) for name in names))


SCENES = {
    "Himmelblau": usual("himmelblau", "gd", "adam"),
    "a floor that is not zero": usual("goldstein_price", "adam"),
    "no floor": usual("monkey_saddle", "gd", "momentum"),
    "most runs diverge": crowd("rosenbrock", Racer("gd", 0.01)),
    "noise": replace(usual("rastrigin", "gd"), noise=2.0),
    "no loss at some starts": replace(
        edits.place_pattern(
            default_scene(SURFACES["typed"].at({"formula": "log(x) + y^2"}), ("gd", "adam")),
            replace(edits.Placing.usual("cloud"), count=400),
        ),
        steps=200,
    ),
}


@pytest.fixture(params=SCENES)
def scene(request: pytest.FixtureRequest) -> Scene:
    return SCENES[request.param]


def far(scene: Scene) -> np.ndarray:
    """The least and the greatest of each coordinate that can be told."""
    low, high = np.array(scene.ground.domain).T
    return np.array([low - FAR * (high - low), high + FAR * (high - low)])


def test_it_is_compact_where_there_are_many_points_and_exact_where_there_are_few(scene):
    head, _ = decode(stage_blob(scene))
    assert head["compact"]
    few = replace(scene, starts=scene.starts[: MOST_EXACT // len(scene.racers) // (scene.steps + 1)])
    head, racers = decode(stage_blob(few))
    assert not head["compact"]
    for (points, values, _), run in zip(racers, run_scene(few), strict=True):
        np.testing.assert_array_equal(points, run.points)
        np.testing.assert_array_equal(values, run.values)


def test_what_is_no_crowd_is_exact_however_long_it_runs():
    scene = crowd("rosenbrock", *(default_racer(name, "rosenbrock") for name in ("gd", "momentum", "adam")))
    scene = replace(scene, starts=scene.starts[: MOST_LINES // 3], steps=2500)
    head, racers = decode(stage_blob(scene))
    assert scene.runs * 3 * (scene.steps + 1) > 2 * MOST_EXACT
    assert not head["crowd"]
    for (points, values, _), run in zip(racers, run_scene(scene), strict=True):
        np.testing.assert_array_equal(points, run.points)
        np.testing.assert_array_equal(values, run.values)


def test_the_last_step_of_each_run_is_exact(scene):
    low, high = far(scene)
    for (points, values, _), run in zip(decode(stage_blob(scene))[1], run_scene(scene), strict=True):
        reached = ((run.points[:, -1] >= low) & (run.points[:, -1] <= high)).all(axis=1)
        np.testing.assert_array_equal(points[reached, -1], run.points[reached, -1])
        np.testing.assert_array_equal(values[:, -1], run.values[:, -1])


def test_each_point_within_reach_is_exact_to_half_a_step_of_its_runs_box(scene):
    low, high = far(scene)
    for (points, _, _), run in zip(decode(stage_blob(scene))[1], run_scene(scene), strict=True):
        true = run.points.astype(float)
        box = np.ptp(true.clip(low, high), axis=1, keepdims=True)
        error = np.abs(points - true)
        # And what float32 itself rounds off.
        allowed = 0.5001 * box / 65535 + 2e-7 * np.abs(true)
        reached = ((true >= low) & (true <= high)).all(axis=2, keepdims=True)
        assert np.where(reached, error <= allowed, True).all()


def test_each_loss_is_exact_to_four_thousandths_of_its_height_over_the_floor(scene):
    floor = decode(stage_blob(scene))[0]["surface"]["floor"] or 0.0
    for (_, values, _), run in zip(decode(stage_blob(scene))[1], run_scene(scene), strict=True):
        known = np.isfinite(run.values)
        np.testing.assert_array_equal(np.isfinite(values), known)
        values, true = values[known], run.values[known].astype(float)
        assert (np.abs(values - true) <= 0.004 * np.abs(true - floor) + 2e-7 * np.abs(true)).all()


def test_rates_and_starts_are_exact(scene):
    for (points, _, rates), run in zip(decode(stage_blob(scene))[1], run_scene(scene), strict=True):
        np.testing.assert_array_equal(rates, run.rates.astype(np.float32))
        assert points.shape == run.points.shape


def test_a_run_that_diverges_leaves_in_the_direction_in_which_it_left():
    scene = SCENES["most runs diverge"]
    low, high = far(scene)
    (run,) = run_scene(scene)
    (points, values, _) = decode(stage_blob(scene))[1][0]
    true = run.points.astype(float)
    outside = ((true < low) | (true > high)).any(axis=2)
    # The step with which a run first leaves all reach.
    runs = np.flatnonzero(outside.any(axis=1) & ~outside[:, 0])
    steps = outside[runs].argmax(axis=1)
    assert len(runs) > 100
    went = true[runs, steps] - true[runs, steps - 1]
    drawn = points[runs, steps].astype(float) - points[runs, steps - 1]
    aside = np.abs(went[:, 0] * drawn[:, 1] - went[:, 1] * drawn[:, 0])
    assert (aside <= 1e-4 * np.linalg.norm(went, axis=1) * np.linalg.norm(drawn, axis=1)).all()
    assert (points >= low - 1e-3).all()
    assert (points <= high + 1e-3).all()
    assert np.isfinite(values).all()


@pytest.mark.parametrize(("racers", "count", "steps"), [(1, 2000, 300), (5, 100, 200), (1, 500, 200)])
def test_a_point_of_a_path_takes_six_bytes_at_most(racers, count, steps):
    names = ("gd", "momentum", "nesterov", "adam", "rmsprop")[-racers:]
    scene = crowd("himmelblau", *(default_racer(name, "himmelblau") for name in names), count=count, steps=steps)
    assert len(stage_blob(scene)) <= 6 * racers * count * (steps + 1)
