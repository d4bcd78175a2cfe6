"""Another formula or data set: what was set by hand stays as far as the new surface knows it."""

import pytest

from simulation import default_scene
from surfaces import SURFACES
from tables import Table, keep
from tests.ui.visits import calm, head, key, scene, visit
from ui import edits


def settings(scene):
    return dict(scene.surface_params)


def test_a_new_formula_brings_its_letters_and_keeps_those_it_shares():
    before = edits.set_surface_param("a", default_scene(SURFACES["typed"].at({"formula": "a*x^2 + b*y^2"}), ()), 4.0)
    after = edits.set_surface_param("formula", before, "a*x^2 + c*y^2")
    assert settings(after) == {
        "formula": "a*x^2 + c*y^2",
        "a": 4.0,
        "c": 1.0,
        "x_low": -3.0,
        "x_high": 3.0,
        "y_low": -3.0,
        "y_high": 3.0,
    }


def test_a_map_set_by_hand_stays_and_one_that_was_chosen_follows_the_formula():
    before = default_scene("typed", ())
    follows = edits.set_surface_param("formula", before, "log(x) + y^2")
    assert follows.ground.domain == ((0, 6), (-3, 3))
    by_hand = edits.set_surface_param("x_low", before, -2.0)
    stays = edits.set_surface_param("formula", by_hand, "x^2 + y^4")
    assert stays.ground.domain == ((-2, 3), (-3, 3))


def test_starts_stay_while_the_map_stays_and_are_new_on_a_new_map():
    before = default_scene("typed", ())
    same = edits.set_surface_param("formula", before, "x^2 + 2y^2")
    assert same.starts == before.starts
    other = edits.set_surface_param("formula", before, "sqrt(x) + sqrt(y)")
    assert other.starts == other.ground.starts != before.starts


def test_a_rate_that_nobody_touched_becomes_the_one_that_suits_and_one_set_by_hand_stays():
    before = default_scene("typed", ("gd", "adam"))
    by_hand = edits.set_rate(("adam", 0), before, 0.123)
    after = edits.set_surface_param("formula", by_hand, "100x^2 + y^2")
    assert after.racers[0].lr == default_scene(after.ground, ("gd",)).racers[0].lr != before.racers[0].lr
    assert after.racers[1].lr == 0.123


def test_what_is_no_formula_changes_nothing():
    with pytest.raises(ValueError, match="unknown name `foo`"):
        edits.set_surface_param("formula", default_scene("typed", ()), "foo(x)")


def test_other_data_bring_their_own_columns():
    before = default_scene("linear_regression", ("gd",))
    after = edits.set_surface_param("data", before, "petals")
    assert settings(after)["input"] == "petal_length_cm"
    assert settings(after)["target"] == "petal_width_cm"
    assert settings(after)["batch"] == 150


def test_a_batch_size_set_by_hand_stays_where_it_fits():
    before = edits.set_surface_param("batch", default_scene("linear_regression", ()), 16.0)
    assert settings(edits.set_surface_param("data", before, "petals"))["batch"] == 16
    large = edits.set_surface_param("batch", before, 400.0)
    assert settings(edits.set_surface_param("data", large, "petals"))["batch"] == 150


def test_swapping_input_and_target_takes_one_press():
    before = default_scene("linear_regression", ())
    after = edits.set_surface_param("input", before, "disease_progression")
    assert settings(after)["target"] == "bmi_kg_per_m2"


def test_another_loss_keeps_the_batch_and_brings_its_corner():
    before = edits.set_surface_param("batch", default_scene("linear_regression", ()), 16.0)
    after = edits.set_surface_param("loss", before, "huber")
    assert settings(after)["batch"] == 16
    assert settings(after)["delta"] == 0.5
    assert "delta" not in settings(edits.set_surface_param("loss", after, "absolute"))


def test_reset_keeps_the_formula_and_the_data():
    changed = edits.set_surface_param("batch", default_scene("linear_regression", ()), 16.0)
    changed = edits.set_surface_param("data", changed, "petals")
    after = edits.reset_settings(changed)
    assert settings(after) == settings(default_scene(SURFACES["linear_regression"].at({"data": "petals"})))


def test_the_page_follows_the_choice_of_data_and_columns():
    at = visit("surface=linear_regression&racer=gd")
    calm(at.selectbox(key=key(at, "linear_regression.data")).set_value("petals").run())
    assert settings(scene(at))["data"] == "petals"
    (target,) = [box for box in at.selectbox if box.label == "Target v"]
    assert target.options == ["petal_width_cm"]
    (size,) = [box for box in at.number_input if box.label == "Batch size"]
    calm(size.set_value(16.0).run())
    assert head(at)["surface"]["batched"]


def test_a_link_to_data_that_are_gone_says_so_and_shows_others():
    at = visit("surface=linear_regression,data:csv-000000000000&racer=gd")
    assert settings(scene(at))["data"] == "diabetes"
    assert "upload the file again" in at.session_state["problems"][0]


def test_only_data_that_fit_are_offered():
    keep(Table("csv-one-column", "one.csv", {"a": tuple(range(9))}, {}, "a test"))
    at = visit("surface=logistic_regression&racer=gd")
    (data,) = [box for box in at.selectbox if box.label == "Data"]
    assert data.options == ["Petals of three irises"]


def test_a_side_of_the_map_beyond_the_other_takes_it_along():
    at = visit("surface=typed&racer=gd")
    calm(at.number_input(key=key(at, "typed.x_low.typed")).set_value(9.0).run())
    assert (settings(scene(at))["x_low"], settings(scene(at))["x_high"]) == (9.0, 15.0)
    assert at.number_input(key=key(at, "typed.x_high.typed")).value == 15.0
    assert at.session_state["problems"] == []


def test_a_map_from_right_to_left_is_refused_and_the_first_one_is_shown():
    at = visit("surface=typed,x_low:9,x_high:3&racer=gd")
    assert (settings(scene(at))["x_low"], settings(scene(at))["x_high"]) == (-3.0, 3.0)
    assert "must go from a lower number to a higher one" in at.session_state["problems"][0]


def test_a_letter_of_the_formula_is_a_slider():
    at = visit("surface=typed,formula:a*x~5E2~2By~5E2,a:2&racer=gd")
    box = at.number_input(key=key(at, "typed.a.typed"))
    assert box.value == 2
    calm(box.set_value(-3.5).run())
    assert settings(scene(at))["a"] == -3.5
