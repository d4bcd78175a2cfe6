"""The sides of the map: what moving them, and another formula after that, does to starts, rates and the map."""

from dataclasses import replace

import pytest

from simulation import default_racer, default_scene
from simulation.scene import check_scene
from surfaces import SURFACES
from surfaces.typed import SIDES
from tests.ui.visits import calm, key, scene, visit, warnings
from ui import edits

TYPED = default_scene("typed", ("gd", "adam"))


def on_map(*sides, scene=TYPED):
    """The scene after each side was set by hand."""
    for name, side in zip(SIDES, sides, strict=True):
        scene = edits.set_surface_param(name, scene, side)
    return scene


def with_formula(scene, text):
    return edits.set_surface_param("formula", scene, text)


def test_a_map_that_is_moved_a_little_keeps_the_starts_and_the_rates():
    moved = edits.set_surface_param("x_low", TYPED, -2.0)
    assert (moved.starts, moved.racers) == (TYPED.starts, TYPED.racers)


@pytest.mark.parametrize(("name", "side"), [("x_low", 2.95), ("x_high", -2.99), ("y_low", 2.999)])
def test_a_map_that_leaves_a_start_out_of_reach_has_starts_and_rates_of_its_own(name, side):
    moved = edits.set_surface_param(name, TYPED, side)
    check_scene(moved)
    assert moved.starts == moved.ground.starts != TYPED.starts
    assert moved.racers == default_scene(moved.ground, ("gd", "adam")).racers


def test_a_map_far_away_can_be_reached_side_by_side():
    moved = edits.set_surface_param("x_low", edits.set_surface_param("x_high", TYPED, 1234.1), 1234.0)
    check_scene(moved)
    assert moved.ground.domain[0] == (1234.0, 1234.1)


@pytest.mark.parametrize(
    ("side", "number", "map_of_x"),
    [("x_low", 5.0, (5.0, 11.0)), ("x_low", 3.0, (3.0, 9.0)), ("x_high", -7.0, (-13.0, -7.0))],
)
def test_a_side_moved_beyond_the_other_takes_it_along_and_the_starts_too(side, number, map_of_x):
    moved = edits.set_surface_param(side, TYPED, number)
    check_scene(moved)
    assert moved.ground.domain == (map_of_x, TYPED.ground.domain[1])
    assert moved.starts == moved.ground.starts
    assert all(map_of_x[0] <= x <= map_of_x[1] for x, _ in moved.starts)


def test_a_start_outside_the_map_stays_as_long_as_another_is_on_it():
    scene = replace(TYPED, starts=((0.0, 0.0), (2.9, 0.0)))
    moved = edits.set_surface_param("x_high", scene, 2.0)
    assert moved.starts == scene.starts


def test_without_starts_a_new_map_brings_none():
    assert edits.set_surface_param("x_low", replace(TYPED, starts=()), 2.95).starts == ()


def test_a_rate_after_another_formula_suits_the_map_set_by_hand():
    wide = on_map(-30.0, 30.0, -30.0, 30.0)
    after = with_formula(wide, "x^2 + y^4")
    assert after.ground.domain == ((-30, 30), (-30, 30))
    assert after.racers[0] == default_racer("gd", after.ground)
    assert after.racers[0].lr < 0.001


def test_a_rate_that_suited_the_wide_map_is_not_set_by_hand_either():
    wide = on_map(-30.0, 30.0, -30.0, 30.0)
    fitted = replace(wide, racers=(default_racer("gd", wide.ground),))
    after = with_formula(fitted, "x^2 + y^4")
    assert after.racers == (default_racer("gd", after.ground),)


def test_starts_stay_with_another_formula_on_the_map_set_by_hand():
    placed = replace(on_map(-30.0, 30.0, -30.0, 30.0), starts=((5.0, 5.0),))
    assert with_formula(placed, "x^2 + y^4").starts == ((5.0, 5.0),)


def test_both_sides_of_an_axis_stay_when_one_was_set_by_hand():
    by_hand = edits.set_surface_param("x_low", TYPED, 2.9)
    after = with_formula(by_hand, "(x - 5)^2 + y^2")
    assert after.ground.domain == ((2.9, 3.0), (-6.0, 6.0))


def test_a_formula_without_a_loss_on_the_map_set_by_hand_has_its_own():
    by_hand = edits.set_surface_param("x_low", TYPED, 2.9)
    after = with_formula(by_hand, "exp(exp(x^2))")
    check_scene(after)
    assert after.ground.domain == SURFACES["typed"].at({"formula": "exp(exp(x^2))"}).domain


def test_a_letter_set_by_hand_stays_whatever_the_map_does():
    by_hand = edits.set_surface_param("a", TYPED, 4.0)
    after = with_formula(by_hand, "log(x) + a*y^2")
    assert dict(after.surface_params)["a"] == 4.0
    assert after.ground.domain == ((0.0, 6.0), (-3.0, 3.0))


def test_the_page_takes_a_map_that_leaves_the_starts_behind():
    at = visit("surface=typed&racer=gd")
    calm(at.number_input(key=key(at, "typed.x_low.typed")).set_value(2.95).run())
    assert warnings(at) == []
    assert scene(at).ground.domain[0] == (2.95, 3.0)


@pytest.mark.parametrize(("sides", "step"), [("", 0.1), (",x_low:-500,x_high:500", 10.0), (",x_low:2.95", 0.001)])
def test_a_press_of_plus_moves_a_side_by_a_share_of_the_map(sides, step):
    at = visit(f"surface=typed{sides}&racer=gd")
    box = at.number_input(key=key(at, "typed.x_low.typed"))
    before = box.value
    calm(box.increment().run())
    assert dict(scene(at).surface_params)["x_low"] == pytest.approx(before + step)
    # The next press is a share of the new map.
    calm(at.number_input(key=key(at, "typed.x_low.typed")).increment().run())
    assert dict(scene(at).surface_params)["x_low"] > before + step
