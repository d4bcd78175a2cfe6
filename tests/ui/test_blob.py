"""The stage's bytes hold the scene and its trajectories, in the layout that is written down."""

import json
from dataclasses import replace

import numpy as np
import pytest

from figures import fit_levels, line_styles, racer_titles
from optimizers import STARTERS
from simulation import Racer, default_scene, loss_grid, read_scene, run_scene, simulate
from surfaces import SURFACES
from tests.compilations import counted_compilations
from tests.ui.decoding import decode
from ui.stage import stage_blob
from ui.stage.blob import GRID, height_grid

SCENE = default_scene("rosenbrock", ("gd", "adam", "rmsprop"))
SCENES = {
    "the opening scene": default_scene(),
    "every starter": default_scene("beale", STARTERS),
    "a surface without a floor": default_scene("saddle"),
    "one step": replace(SCENE, steps=1),
    "no starts": replace(SCENE, starts=()),
    "no racers": replace(SCENE, racers=()),
    "a run that diverges": replace(SCENE, racers=(Racer("gd", 1.0), Racer("gd", 0.0005))),
    "noise": replace(SCENE, noise=3.0, seed=9),
}


@pytest.mark.parametrize("name", SCENES)
def test_the_arrays_are_the_trajectories(name):
    scene = SCENES[name]
    head, racers = decode(stage_blob(scene))
    for (points, values, rates), run in zip(racers, run_scene(scene), strict=True):
        np.testing.assert_array_equal(points, run.points)
        np.testing.assert_array_equal(values, run.values)
        np.testing.assert_array_equal(rates, run.rates.astype(np.float32))
    assert [racer["divergedAt"] for racer in head["racers"]] == [run.diverged_at.tolist() for run in run_scene(scene)]


@pytest.mark.parametrize("name", SCENES)
def test_the_arrays_begin_at_a_multiple_of_four_and_end_with_the_last_byte(name):
    blob, scene = stage_blob(SCENES[name]), SCENES[name]
    length = int.from_bytes(blob[:4], "little")
    assert length % 4 == 0
    points = len(scene.starts) * (scene.steps + 1)
    assert len(blob) == 4 + length + len(scene.racers) * (12 * points + 4 * scene.steps)


@pytest.mark.parametrize("name", SCENES)
def test_the_head_says_what_the_scene_is(name):
    scene = SCENES[name]
    head, _ = decode(stage_blob(scene))
    assert head["steps"] == scene.steps
    assert [tuple(start) for start in head["starts"]] == list(scene.starts)
    assert [racer["title"] for racer in head["racers"]] == racer_titles(scene)
    assert head["noise"] == scene.noise
    pairs = [tuple(part.split("=", 1)) for part in head["query"].split("&")]
    assert read_scene([(key, value) for key, value in pairs]) == (scene, [])
    styles = [(style.light, style.dark, list(style.dash)) for style in line_styles(scene)]
    assert [(racer["light"], racer["dark"], racer["dash"]) for racer in head["racers"]] == styles


@pytest.mark.parametrize("surface", SURFACES)
def test_the_head_says_what_the_surface_is(surface):
    ground = SURFACES[surface]
    said = decode(stage_blob(default_scene(surface, ("gd",))))[0]["surface"]
    levels = fit_levels(ground, ground.params._asdict())
    assert said["title"] == ground.title
    assert said["domain"] == [list(side) for side in ground.domain]
    assert said["minima"] == [list(p) for p in ground.minima(ground.params)]
    assert said["floor"] == ground.f_min(ground.params)
    assert said["equalAspect"] is ground.equal_aspect
    assert said["levels"]["kind"] == levels.kind
    assert (said["levels"]["start"], said["levels"]["end"], said["levels"]["size"]) == (
        levels.start,
        levels.end,
        levels.size,
    )
    assert (said["levels"]["least"], said["levels"]["most"]) == (levels.loss(levels.start), levels.loss(levels.end))
    assert [tuple(tick) for tick in said["levels"]["ticks"]] == list(levels.ticks)


def test_a_run_that_diverges_is_told_with_its_step():
    head, racers = decode(stage_blob(SCENES["a run that diverges"]))
    (step,) = head["racers"][0]["divergedAt"]
    assert 0 < step < 20
    assert head["racers"][1]["divergedAt"] == [-1]
    assert all(np.isfinite(part).all() for arrays in racers for part in arrays)


def test_the_head_is_strict_json():
    blob = stage_blob(SCENES["a run that diverges"])
    text = blob[4 : 4 + int.from_bytes(blob[:4], "little")].decode()
    json.loads(text, parse_constant=lambda word: pytest.fail(f"{word} is no JSON"))


def test_the_tag_changes_with_the_scene_and_with_nothing_else():
    tags = [decode(stage_blob(scene))[0]["tag"] for scene in SCENES.values()]
    assert len(set(tags)) == len(tags)
    assert decode(stage_blob(SCENE, 1))[0]["tag"] == decode(stage_blob(SCENE, 2))[0]["tag"]
    assert decode(stage_blob(SCENE, 7))[0]["echo"] == 7
    assert decode(stage_blob(SCENE))[0]["echo"] == 0


def test_the_surfaces_query_changes_exactly_when_the_surface_does():
    def query(scene):
        return decode(stage_blob(scene))[0]["surface"]["query"]

    assert query(SCENE) == query(replace(SCENE, steps=5, starts=((0.0, 0.0),)))
    assert query(SCENE) != query(replace(SCENE, surface_params=(("a", 1.0), ("b", 50.0))))


def test_copies_of_an_optimizer_are_told_apart_by_their_rate():
    scene = replace(SCENE, racers=(Racer("gd", 0.1), Racer("adam", 0.1), Racer("gd", 0.25)))
    assert racer_titles(scene) == ["Gradient descent 0.1", "Adam", "Gradient descent 0.25"]


@pytest.mark.parametrize("surface", SURFACES)
def test_the_height_grid_is_the_loss_on_the_scale_of_the_levels(surface):
    ground = SURFACES[surface]
    params = ground.params._asdict()
    heights = height_grid(surface, params, *ground.domain)
    loss = loss_grid(ground, params, *ground.domain, shape=(GRID, GRID))
    np.testing.assert_array_equal(heights, fit_levels(ground, params).heights(loss))
    assert heights.shape == (GRID, GRID)
    assert heights.dtype == np.dtype("<f4")


def test_a_whole_scene_is_redrawn_without_compiling():
    moved = replace(
        SCENE,
        surface_params=(("a", 0.9), ("b", 55.0)),
        starts=((0.0, 0.0), (1.0, 2.0), (0.5, 0.5)),
        racers=tuple(replace(racer, lr=racer.lr / 2) for racer in SCENE.racers),
        steps=SCENE.steps - 3,
    )
    stage_blob(SCENE)
    height_grid("rosenbrock", dict(SCENE.surface_params), (-2, 2), (-1, 3))
    with counted_compilations() as seen:
        blob = stage_blob(moved)
        height_grid("rosenbrock", dict(moved.surface_params), (-1, 1), (-1, 1))
    assert seen == []
    alone = simulate(
        "rosenbrock", "gd", moved.starts, moved.steps, moved.racers[0].lr, surface_params={"a": 0.9, "b": 55}
    )
    np.testing.assert_array_equal(decode(blob)[1][0][0], alone.points)
