"""The slopes along the paths are the norms of the exact gradient, at every drawn point."""

from dataclasses import replace

import numpy as np
import pytest

from simulation import Racer, SceneError, default_scene, run_scene
from simulation.slopes import slope_norms
from surfaces import SURFACES
from tests.compilations import counted_compilations

SCENES = {
    "two starts": replace(default_scene("himmelblau"), starts=((1.0, 2.0), (-3.0, 0.5))),
    "noise and seeds": replace(default_scene("beale"), noise=0.5, seeds=3),
    "data": replace(default_scene("logistic_regression"), steps=30),
    "one that diverges": replace(default_scene("rosenbrock"), racers=(Racer("gd", 1.0), Racer("gd", 0.001))),
    "no racers": replace(default_scene("saddle"), racers=()),
}


@pytest.mark.parametrize("scene", SCENES.values(), ids=SCENES)
def test_every_norm_is_that_of_the_surfaces_own_gradient(scene):
    for start in range(len(scene.starts)):
        norms = slope_norms(scene, start)
        assert norms.shape == (len(scene.racers), scene.seeds, scene.steps + 1)
        for each, run in zip(norms, run_scene(scene), strict=True):
            points = run.points[start * scene.seeds :][: scene.seeds].astype(float)
            expected = np.hypot(*SURFACES[scene.surface].grad(points[..., 0], points[..., 1]))
            np.testing.assert_allclose(each, expected, rtol=1e-6)


@pytest.mark.parametrize("scene", SCENES.values(), ids=SCENES)
def test_all_starts_are_those_of_each_one_after_the_other(scene):
    one_by_one = np.concatenate([slope_norms(scene, start) for start in range(len(scene.starts))], axis=1)
    np.testing.assert_array_equal(slope_norms(scene, None), one_by_one)


def test_batches_do_not_change_what_is_steep():
    scene = default_scene("linear_regression", ("gd",))
    scene = replace(scene, surface_params=tuple((dict(scene.surface_params) | {"batch": 8.0}).items()))
    points = run_scene(scene)[0].points[0].astype(float)
    expected = np.hypot(*SURFACES["linear_regression"].grad(points[:, 0], points[:, 1]))
    np.testing.assert_allclose(slope_norms(scene, 0)[0, 0], expected, rtol=1e-6)


def test_after_a_run_has_stopped_its_last_norm_is_repeated():
    scene = SCENES["one that diverges"]
    (stop, _), *_ = [[run.diverged_at[0] for run in run_scene(scene)]]
    assert stop > 0
    (fast,), _ = slope_norms(scene, 0)
    assert (fast[stop - 1 :] == fast[stop - 1]).all()


def test_more_steps_racers_or_seeds_compile_nothing_for_the_norms():
    scene = SCENES["two starts"]
    others = [replace(scene, steps=90), replace(scene, racers=scene.racers * 2), replace(scene, seed=4, seeds=2)]
    for other in (scene, *others):
        run_scene(other)
    slope_norms(scene, 0)
    with counted_compilations() as seen:
        for other in others:
            slope_norms(other, 1)
    assert seen == []


@pytest.mark.parametrize("start", [-1, 2])
def test_there_are_no_slopes_where_there_is_no_start(start):
    with pytest.raises(SceneError, match="no such start"):
        slope_norms(SCENES["two starts"], start)
