"""What a person does to a scene changes that part and keeps the rest, whatever a browser sends."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimizers import OPTIMIZERS
from simulation import Racer, default_racer, default_scene
from simulation.scene import check_scene, most_starts
from surfaces import SURFACES
from ui import edits

SCENE = default_scene("rosenbrock", ("gd", "adam"))
FAST_ADAM = replace(SCENE.racers[1], lr=0.5)
TUNED = replace(SCENE, racers=(SCENE.racers[0], FAST_ADAM), steps=77, starts=((0.0, 0.5),))


@pytest.mark.parametrize("surface", SURFACES)
def test_another_surface_comes_with_its_own_settings_and_the_same_optimizers(surface):
    scene = edits.choose_surface({}, TUNED, surface)
    assert scene == default_scene(surface, ("gd", "adam"))


def test_a_surface_that_was_shown_before_comes_back_as_it_was_left():
    memory = edits.remember(TUNED, {})
    away = edits.choose_surface(memory, TUNED, "beale")
    assert edits.choose_surface(memory, away, "rosenbrock") == TUNED


def test_optimizers_chosen_meanwhile_race_on_the_surface_one_returns_to():
    away = edits.choose_optimizers({}, edits.choose_surface({}, TUNED, "beale"), ["adam", "rmsprop"])
    back = edits.choose_surface(edits.remember(TUNED, {}), away, "rosenbrock")
    assert back.racers == (default_racer("rmsprop", "rosenbrock"), FAST_ADAM)
    assert back.starts == TUNED.starts


def test_optimizers_race_in_menu_order_and_keep_their_settings():
    scene = edits.choose_optimizers({}, TUNED, ["adam", "momentum"])
    assert scene == replace(TUNED, racers=(default_racer("momentum", "rosenbrock"), FAST_ADAM))
    assert [racer.optimizer for racer in edits.choose_optimizers({}, TUNED, OPTIMIZERS).racers] == list(OPTIMIZERS)


def test_an_optimizer_that_comes_back_keeps_the_settings_it_had_on_this_surface():
    memory = edits.remember(TUNED, {})
    without = edits.choose_optimizers(memory, TUNED, ["gd"])
    memory = edits.remember(without, memory)
    assert memory["rosenbrock"].racers == TUNED.racers
    assert edits.choose_optimizers(memory, without, ["gd", "adam"]) == TUNED
    elsewhere = edits.choose_surface(memory, without, "beale")
    assert edits.choose_optimizers(memory, elsewhere, ["adam"]).racers == (default_racer("adam", "beale"),)


def test_copies_stay_while_their_optimizer_is_chosen_and_go_with_it():
    copies = replace(SCENE, racers=(Racer("adam", 0.1), Racer("gd", 0.1), Racer("adam", 0.2)))
    assert edits.choose_optimizers({}, copies, ["adam", "gd"]).racers == (
        Racer("gd", 0.1),
        Racer("adam", 0.1),
        Racer("adam", 0.2),
    )
    assert edits.choose_optimizers({}, copies, ["gd"]).racers == (Racer("gd", 0.1),)
    assert edits.choose_optimizers({}, copies, []).racers == ()


def test_reset_brings_the_surfaces_defaults_and_keeps_who_races():
    changed = replace(TUNED, surface_params=(("a", 0.0), ("b", 5.0)), noise=2.0, seed=4)
    assert edits.reset_settings(changed) == SCENE


def test_each_setting_changes_its_racer_alone():
    copies = replace(SCENE, racers=(FAST_ADAM, SCENE.racers[0], FAST_ADAM))
    assert edits.set_rate(("adam", 1), copies, 0.25).racers == (*copies.racers[:2], replace(FAST_ADAM, lr=0.25))
    changed = edits.set_hyper(("adam", 0), "beta1", copies, 0.5).racers
    assert dict(changed[0].hyper) == {**dict(FAST_ADAM.hyper), "beta1": 0.5}
    assert [name for name, _ in changed[0].hyper] == [name for name, _ in FAST_ADAM.hyper]
    assert changed[1:] == copies.racers[1:]


def test_another_schedule_comes_with_its_defaults_and_then_takes_settings():
    scene = edits.set_schedule(("adam", 0), SCENE, "cosine")
    assert scene.racers[1] == replace(
        SCENE.racers[1], schedule="cosine", schedule_params=(("t_max", 0), ("eta_min", 0))
    )
    scene = edits.set_schedule_param(("adam", 0), "eta_min", scene, 0.001)
    assert scene.racers[1].schedule_params == (("t_max", 0), ("eta_min", 0.001))
    check_scene(scene)
    assert edits.set_schedule(("adam", 0), scene, "constant") == SCENE


def test_a_racer_that_has_left_is_not_missed():
    assert edits.set_rate(("momentum", 0), SCENE, 0.5) == SCENE
    assert edits.set_rate(("adam", 1), SCENE, 0.5) == SCENE


def test_surface_parameters_steps_noise_and_seed_are_set():
    assert edits.set_surface_param("b", SCENE, 7.0) == replace(SCENE, surface_params=(("a", 1.0), ("b", 7.0)))
    assert edits.set_field("steps", SCENE, 9) == replace(SCENE, steps=9)
    assert edits.set_field("noise", SCENE, 0.5) == replace(SCENE, noise=0.5)


def test_starts_from_the_stage_replace_those_of_the_scene():
    scene, problems = edits.place_starts(SCENE, {"starts": [[0.5, 1], [-1.25, 2.5]], "number": 3})
    assert scene == replace(SCENE, starts=((0.5, 1.0), (-1.25, 2.5)))
    assert problems == []
    assert edits.place_starts(SCENE, {"starts": []}) == (replace(SCENE, starts=()), [])


@pytest.mark.parametrize(
    "edit", [None, 3, "starts", [], {}, {"starts": None}, {"starts": {"0": [1, 2]}}, {"start": [[1, 2]]}]
)
def test_an_edit_without_starts_changes_nothing_and_says_so(edit):
    assert edits.place_starts(SCENE, edit) == (SCENE, ["The stage sent no starts; nothing was changed."])


@pytest.mark.parametrize(
    "item", [None, 1, "12", [], [1], [1, 2, 3], ["1", "2"], [None, 1], {"x": 1, "y": 2}, [[1], [2]], (1, 2)], ids=str
)
def test_a_start_that_is_no_point_is_left_out_and_the_others_are_kept(item):
    scene, problems = edits.place_starts(SCENE, {"starts": [[0, 1], item, [1, 0]]})
    assert scene.starts == ((0.0, 1.0), (1.0, 0.0))
    assert problems == ["A start must be two numbers; it was left out."]


@pytest.mark.parametrize("number", [float("nan"), float("inf"), 1e300, -1e9])
def test_a_start_at_the_end_of_the_world_is_left_out(number):
    scene, problems = edits.place_starts(SCENE, {"starts": [[number, 0], [0, number], [1, 1]]})
    assert scene.starts == ((1.0, 1.0),)
    assert len(problems) == 2


def test_a_start_of_four_hundred_digits_is_left_out():
    scene, problems = edits.place_starts(SCENE, {"starts": [[10**400, 0], [1, 1]]})
    assert scene.starts == ((1.0, 1.0),)
    assert len(problems) == 1


def test_a_start_of_flags_is_left_out():
    assert edits.place_starts(SCENE, {"starts": [[True, False], [1, 1]]})[0].starts == ((1.0, 1.0),)


def test_ten_thousand_starts_are_cut_to_what_fits_with_what_would_help():
    scene, problems = edits.place_starts(SCENE, {"starts": [[0, 1]] * 10_000})
    assert len(scene.starts) == most_starts(2, SCENE.steps)
    check_scene(scene)
    assert len(problems) == 1
    assert "2 racers" in problems[0]
    assert problems[0].endswith("remove racers or steps to have more. The rest were left out.")


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers(-(2**53), 2**53) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)


@given(st.one_of(JSON, st.fixed_dictionaries({"starts": JSON, "number": JSON})))
def test_whatever_the_browser_sends_the_scene_can_be_run(edit):
    scene, problems = edits.place_starts(SCENE, edit)
    check_scene(scene)
    assert replace(scene, starts=SCENE.starts) == SCENE
    assert len(problems) <= 3
    assert all(sentence.endswith(".") for sentence in problems)
    assert edits.edit_number(edit) >= 0


@pytest.mark.parametrize(
    ("edit", "number"),
    [
        ({"number": 7}, 7),
        ({"number": 0}, 0),
        ({}, 0),
        (None, 0),
        ({"number": "7"}, 0),
        ({"number": -1}, 0),
        ({"number": 2**60}, 0),
    ],
)
def test_the_number_of_an_edit_is_read_or_zero(edit, number):
    assert edits.edit_number(edit) == number
