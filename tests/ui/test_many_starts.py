"""Many starts in the sidebar: a pattern is placed, follows its settings while it is placed, and is taken away."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from simulation import default_scene
from simulation.patterns import PATTERNS, pattern_starts
from simulation.scene import check_scene, most_starts
from surfaces import SURFACES
from tests.ui.visits import calm, key, scene, visit, warnings
from ui import edits
from ui.edits import Placing

SCENE = default_scene("himmelblau", ("gd", "adam"))


def opened(link: str = "surface=himmelblau&racer=gd&racer=adam") -> AppTest:
    """The page with the settings of many starts unfolded."""
    at = visit(link)
    at.session_state["many-starts"] = True
    return calm(at.run())


def press(at: AppTest, button: str) -> AppTest:
    return calm(at.button(key=button).click().run())


def set_number(at: AppTest, name: str, value: float) -> AppTest:
    return calm(at.number_input(key=key(at, f"pattern.{name}.typed")).set_value(value).run())


def choose_pattern(at: AppTest, name: str) -> AppTest:
    (menu,) = [group for group in at.button_group if str(group.key).startswith("pattern-menu")]
    return calm(menu.set_value(name).run())


@pytest.mark.parametrize("name", PATTERNS)
def test_each_pattern_can_be_chosen_and_placed(name):
    at = press(choose_pattern(opened(), name), "place-pattern")
    assert scene(at).starts == pattern_starts(SCENE.ground, name, PATTERNS[name].usual_count)
    assert warnings(at) == []


def test_choosing_a_pattern_changes_nothing_until_it_is_placed():
    at = set_number(choose_pattern(opened(), "ring"), "count", 70)
    assert scene(at).starts == SCENE.starts
    assert scene(press(at, "place-pattern")).starts == pattern_starts(SCENE.ground, "ring", 70)


def test_while_it_is_placed_every_setting_and_every_other_pattern_is_placed_at_once():
    at = press(choose_pattern(opened(), "ring"), "place-pattern")
    at = set_number(at, "ring.radius", 0.3)
    assert scene(at).starts == pattern_starts(SCENE.ground, "ring", 120, {"radius": 0.3})
    at = set_number(at, "count", 50)
    assert scene(at).starts == pattern_starts(SCENE.ground, "ring", 50, {"radius": 0.3})
    at = choose_pattern(at, "line")
    assert scene(at).starts == pattern_starts(SCENE.ground, "line", 100)


def test_one_start_takes_them_away_and_later_settings_leave_it_alone():
    at = press(press(opened(), "place-pattern"), "one-start")
    assert scene(at).starts == SCENE.ground.starts[:1]
    assert scene(set_number(at, "count", 50)).starts == SCENE.ground.starts[:1]


def test_a_scene_that_has_room_for_fewer_says_so_and_gets_fewer():
    at = opened("surface=himmelblau&racer=gd&racer=adam&steps=5000")
    room = most_starts(2, 5000)
    (sentence,) = [caption.value for caption in at.caption if "starts fit" in caption.value]
    assert sentence == f"With 2 racers and 5,000 steps, up to {room} starts fit."
    placed = scene(press(at, "place-pattern"))
    assert placed.starts == pattern_starts(SCENE.ground, "grid", room)
    check_scene(placed)


def test_room_for_one_start_is_told_as_one():
    at = opened("surface=himmelblau&racer=gd&racer=adam&starts=1,1&noise=1&steps=5000&seeds=100")
    (sentence,) = [caption.value for caption in at.caption if "fit" in caption.value]
    assert sentence == "With 2 racers, 100 seeds and 5,000 steps, one start fits."


def test_two_thousand_paths_of_three_hundred_steps_fit():
    one = replace(SCENE, racers=SCENE.racers[:1], steps=300)
    placed = edits.place_pattern(one, replace(Placing.usual("cloud"), count=2000))
    check_scene(placed)
    assert len(placed.starts) == 2000


def test_a_scene_without_room_for_any_start_gets_none():
    full = replace(SCENE, seeds=100, steps=5000, racers=SCENE.racers * 2)
    assert edits.place_pattern(full, Placing.usual("grid")).starts == ()


@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("name", PATTERNS)
def test_every_pattern_makes_a_scene_that_runs_on_every_surface(surface, name):
    check_scene(edits.place_pattern(default_scene(surface, ("gd",)), Placing.usual(name)))
