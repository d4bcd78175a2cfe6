"""A typed formula on the page: a good one races, a bad one goes back to its field with its fault, nothing is lost.

How the field itself behaves is seen in a browser (tests/browser/test_formula_field.py).
"""

import json
from dataclasses import replace
from functools import partial
from unittest import mock

import pytest
import streamlit as st

from simulation import default_racer, default_scene
from tests.ui.visits import calm, components, head, key, open_settings, scene, shows, visit, warnings
from ui import edits, session
from ui.formula_field.component import MOST_REFUSED
from ui.formula_field.verdict import judge

LINK = "surface=beale&racer=gd,lr:0.01,schedule:lambda,schedule.factor:0.99~5Et"
FIELD = "beale.gd.0.lambda.factor"
FOO = "Factor f(t): unknown name `foo` at column 1; did you mean `floor`?"


def opened(link=LINK):
    return open_settings(visit(link), "beale.gd.0")


def field(at):
    """What the field was given."""
    (one,) = components(at, "formula_field")
    return json.loads(one.proto.json or one.proto.mixed.json)


def typed(at, text):
    """The page after this text was handed over by the field: first the callback, then the page anew."""
    with mock.patch.object(st, "session_state", at.session_state):
        given = session.bound_text(FIELD, factor(at), partial(edits.set_schedule_param, ("gd", 0), "factor"))
        given["on_change"](given["last"]._replace(number=given["last"].number + 1, text=text, fault=""))
    return calm(at.run())


def factor(at):
    return dict(scene(at).racers[0].schedule_params)["factor"]


def refusal(at):
    """The text that was refused, and why."""
    given = field(at)
    return given["refused"], given["fault"]


def test_the_schedule_by_formula_is_chosen_and_typed():
    at = opened("surface=beale&racer=gd")
    calm(at.selectbox(key=key(at, "beale.gd.0.schedule")).set_value("lambda").run())
    assert field(at)["text"] == "cos(pi*t/(2*T))"
    typed(at, "1/(1 + 0.1t)")
    racer = replace(default_racer("gd", "beale"), schedule="lambda", schedule_params=(("factor", "1/(1 + 0.1t)"),))
    assert shows(at, replace(default_scene("beale", ("gd",)), racers=(racer,)))
    assert (warnings(at), refusal(at)) == ([], (None, ""))
    assert "schedule.factor:1/(1~20~2B~200.1t)" in head(at)["query"]


def test_a_field_knows_its_label_its_hint_and_its_names():
    given = field(opened())
    assert given["label"] == "Factor f(t)"
    assert given["hint"].startswith("A formula in the step t")
    assert (given["variables"], given["parameters"]) == (["t", "T", "steps", "lr"], False)


def test_a_formula_from_a_link_stands_in_its_field_with_its_mathml():
    at = opened()
    assert field(at)["text"] == "0.99^t"
    assert field(at)["mathml"] == judge("0.99^t", ("t",), False).mathml


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("foo(t)", FOO),
        ("0.9^", "Factor f(t): the formula ends at column 4, where a value should follow `^`."),
        ("", "Factor f(t): the formula is empty."),
        ("1/(7 - t)", "The rate of gd at step 7 is not a finite number."),
        ("<img src=x>", "Factor f(t): a value is missing before `<` at column 1."),
    ],
)
def test_a_bad_formula_is_told_goes_back_to_its_field_and_the_race_goes_on(text, sentence):
    at = typed(opened(), text)
    # Its field says it, and nothing says it twice.
    assert warnings(at) == []
    assert factor(at) == "0.99^t"
    assert field(at)["text"] == "0.99^t"
    assert refusal(at) == (text, sentence)


def test_a_bad_formula_is_mended():
    at = typed(typed(opened(), "foo(t)"), "floor(t)")
    assert factor(at) == "floor(t)"
    assert (warnings(at), refusal(at)) == ([], (None, ""))
    assert field(at)["text"] == "floor(t)"


def test_a_bad_formula_waits_while_other_things_change():
    at = typed(opened(), "foo(t)")
    calm(at.number_input(key=key(at, "Steps")).set_value(77).run())
    assert warnings(at) == []
    assert (refusal(at), factor(at)) == (("foo(t)", FOO), "0.99^t")


def test_a_reset_forgets_what_was_typed():
    at = typed(opened(), "foo(t)")
    since = field(at)["since"]
    (button,) = [button for button in at.button if button.label.startswith("Reset")]
    calm(button.click().run())
    assert scene(at) == default_scene("beale", ("gd",))
    calm(at.selectbox(key=key(at, "beale.gd.0.schedule")).set_value("lambda").run())
    assert field(at)["text"] == "cos(pi*t/(2*T))"
    assert refusal(at) == (None, "")
    assert field(at)["heard"] == 0
    assert field(at)["since"] != since


def test_the_field_hears_the_number_of_what_it_handed_over_last():
    at = opened()
    for number, text in enumerate(["t", "foo(t)", "0.5"], 1):
        assert field(typed(at, text))["heard"] == number


def test_a_megabyte_is_refused_and_does_not_travel_back():
    at = typed(opened(), "x" * 1_000_000)
    assert refusal(at) == ("x" * MOST_REFUSED, "Factor f(t): the formula is too long: at most 400 characters.")


def test_a_broken_letter_is_refused_like_any_other():
    at = typed(opened(), "\ud800")
    assert refusal(at)[0] == "\ud800"
    assert "U+D800 at column 1" in refusal(at)[1]


def test_steps_for_which_a_formula_has_no_rate_are_refused_with_the_step():
    at = opened(LINK.replace("0.99~5Et", "1-t/400") + "&steps=300")
    calm(at.number_input(key=key(at, "Steps")).set_value(500).run())
    assert warnings(at) == [
        "The rate of gd at step 401 is -2.5e-05, below 0; max(0, ...) in a formula keeps it from that."
    ]
    assert scene(at).steps == 300
