"""Scenes: the default ones can be run, and what cannot be run is refused with the limit in words."""

from dataclasses import FrozenInstanceError, replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue import KnobError, UnknownName
from optimizers import OPTIMIZERS, STARTERS
from simulation import Racer, SceneError, default_racer, default_scene, run_scene, simulate
from simulation.scene import (
    MAX_PATHS,
    MAX_POINTS,
    MAX_RACERS,
    check_scene,
    check_start,
    most_starts,
    simulate_racer,
)
from surfaces import SURFACES
from tests.scenes import scenes

SCENE = default_scene("rosenbrock", ("gd", "adam"))


@pytest.mark.parametrize("surface", SURFACES)
def test_the_default_scene_of_every_surface_can_be_run(surface):
    scene = default_scene(surface, STARTERS)
    check_scene(scene)
    assert scene.starts == SURFACES[surface].starts
    assert scene.steps == SURFACES[surface].steps
    assert [racer.optimizer for racer in scene.racers] == list(STARTERS)


def test_the_opening_scene_races_several_optimizers():
    check_scene(default_scene())
    assert len(default_scene().racers) >= 3


def test_a_default_racer_says_every_setting():
    racer = default_racer("adam", "beale")
    assert dict(racer.hyper).keys() == OPTIMIZERS["adam"].hyper._asdict().keys()
    assert default_racer("adam", "bowl").lr != default_racer("adam", "himmelblau").lr


def test_a_scene_is_frozen_and_can_be_a_key():
    with pytest.raises(FrozenInstanceError):
        SCENE.steps = 3  # type: ignore[misc]
    assert {SCENE: 1}[default_scene("rosenbrock", ("gd", "adam"))] == 1


def test_a_scenes_run_is_each_racers_run():
    scene = replace(SCENE, steps=60, starts=((-1.5, 2.0), (0.0, 0.0)), surface_params=(("a", 0.5), ("b", 20.0)))
    runs = run_scene(scene, dtype="float64")
    assert [run.points.shape for run in runs] == [(2, 61, 2)] * 2
    by_hand = simulate(
        "rosenbrock",
        "adam",
        scene.starts,
        steps=60,
        lr=scene.racers[1].lr,
        hyper=dict(scene.racers[1].hyper),
        surface_params={"a": 0.5, "b": 20.0},
        dtype="float64",
    )
    np.testing.assert_array_equal(runs[1].points, by_hand.points)
    np.testing.assert_array_equal(simulate_racer(scene, scene.racers[1], "float64").points, by_hand.points)


def test_a_racers_schedule_and_the_scenes_noise_are_run():
    scene = replace(SCENE, steps=60, noise=1.0, seed=4)
    decaying = replace(scene.racers[0], schedule="exponential", schedule_params=(("gamma", 0.9),))
    run = simulate_racer(scene, decaying, "float64")
    assert run.rates[1] == pytest.approx(0.9 * scene.racers[0].lr)
    plan: dict[str, Any] = {"schedule": "exponential", "schedule_params": {"gamma": 0.9}}
    lr = scene.racers[0].lr
    expected = simulate("rosenbrock", "gd", scene.starts, 60, lr, noise=1.0, seed=4, dtype="float64", **plan)
    np.testing.assert_array_equal(run.points, expected.points)


def test_a_scene_without_starts_or_without_racers_is_run_too():
    empty = run_scene(replace(SCENE, starts=()))
    assert [run.points.shape for run in empty] == [(0, SCENE.steps + 1, 2)] * 2
    assert run_scene(replace(SCENE, racers=())) == []


@given(scenes())
def test_made_up_scenes_are_allowed(scene):
    check_scene(scene)


@given(st.integers(0, MAX_RACERS), st.integers(1, 5000), st.integers(1, 100))
def test_the_largest_scene_keeps_within_the_limits(racers, steps, seeds):
    most = most_starts(racers, steps, seeds)
    assert most >= (seeds == 1)
    assert most * racers * seeds <= MAX_PATHS
    assert most * racers * seeds * (steps + 1) <= MAX_POINTS


ADAM = SCENE.racers[1]
REFUSED: dict[str, tuple[type[Exception], dict[str, Any]]] = {
    "unknown surface `moon`": (UnknownName, {"surface": "moon"}),
    "unknown optimizer `magic`": (UnknownName, {"racers": (Racer("magic", 0.1),)}),
    "unknown schedule `zigzag`": (UnknownName, {"racers": (replace(ADAM, schedule="zigzag"),)}),
    "unknown setting of adam `gamma`": (UnknownName, {"racers": (replace(ADAM, hyper=(("gamma", 1.0),)),)}),
    "unknown setting of rosenbrock `c`": (UnknownName, {"surface_params": (("c", 1.0),)}),
    "lr of adam must lie between": (KnobError, {"racers": (replace(ADAM, lr=0.0),)}),
    "beta1 of adam must lie between": (KnobError, {"racers": (replace(ADAM, hyper=(("beta1", 1.5),)),)}),
    "b of rosenbrock must lie between": (KnobError, {"surface_params": (("b", 0.0),)}),
    "steps must lie between 1 and 5000, not 0": (KnobError, {"steps": 0}),
    "steps must lie between 1 and 5000, not 5001": (KnobError, {"steps": 5001}),
    "seed must lie between 0 and": (KnobError, {"seed": -1}),
    "noise must lie between 0 and 100": (KnobError, {"noise": float("nan")}),
    "at most 24 racers run together, not 25": (SceneError, {"racers": (ADAM,) * 25}),
    "2,001 starts are too many": (SceneError, {"starts": ((0.0, 0.0),) * 2001, "steps": 1}),
    "is too far away: on rosenbrock, x must lie between -82 and 82": (SceneError, {"starts": ((83.0, 0.0),)}),
    "on rosenbrock, y must lie between -81 and 83": (SceneError, {"starts": ((0.0, float("nan")),)}),
}


@pytest.mark.parametrize("sentence", REFUSED)
def test_a_scene_that_cannot_be_run_is_refused_with_a_sentence(sentence):
    kind, change = REFUSED[sentence]
    with pytest.raises(kind) as caught:
        check_scene(replace(SCENE, **change))
    assert sentence in str(caught.value)


def test_too_many_starts_are_refused_with_what_would_help():
    scene = replace(SCENE, steps=400)
    check_scene(replace(scene, starts=((0.0, 0.0),) * 1000))
    with pytest.raises(SceneError) as caught:
        check_scene(replace(scene, starts=((0.0, 0.0),) * 1001))
    assert str(caught.value) == (
        "1,001 starts are too many: with 2 racers and 400 steps at most 1,000 fit; remove racers or steps to have more"
    )


def test_so_many_seeds_that_no_start_fits_are_refused():
    scene = replace(SCENE, racers=(ADAM,) * 24, starts=((0.0, 0.0),), steps=5000)
    check_scene(scene)
    with pytest.raises(SceneError) as caught:
        check_scene(replace(scene, seeds=100))
    assert str(caught.value) == (
        "1 start is too many: with 24 racers, 100 seeds and 5000 steps at most 0 fit; "
        "remove racers, seeds or steps to have more"
    )


@pytest.mark.parametrize("surface", SURFACES)
def test_a_start_may_lie_outside_the_picture_but_not_without_end(surface):
    (low, high), _ = SURFACES[surface].domain
    check_start(SURFACES[surface], (high + 19 * (high - low), 0.0))
    with pytest.raises(SceneError, match="too far away"):
        check_start(SURFACES[surface], (high + 21 * (high - low), 0.0))
