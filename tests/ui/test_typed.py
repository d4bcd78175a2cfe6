"""A typed formula on the page: a good one races, a bad one stays in its field with its fault, and nothing is lost."""

import re
from dataclasses import replace
from html import unescape

import pytest

from simulation import default_racer, default_scene
from tests.ui.visits import calm, head, key, open_settings, scene, shows, visit, warnings

LINK = "surface=beale&racer=gd,lr:0.01,schedule:lambda,schedule.factor:0.99~5Et"
FIELD = "beale.gd.0.lambda.factor"
FOO = "Factor of lambda: unknown name `foo` at column 1; did you mean `floor`?"


def opened(link=LINK):
    return open_settings(visit(link), "beale.gd.0")


def field(at):
    return at.text_input(key=key(at, FIELD))


def typed(at, text):
    return calm(field(at).set_value(text).run())


def factor(at):
    return dict(scene(at).racers[0].schedule_params)["factor"]


def faults(at):
    """What stands under the field where its text is not in use."""
    boxes = [box.proto.body for box in at.get("html") if 'class="field-problem"' in box.proto.body]
    return [unescape(re.sub("<[^>]*>", "", box)) for box in boxes]


def test_the_schedule_by_formula_is_chosen_and_typed():
    at = opened("surface=beale&racer=gd")
    calm(at.selectbox(key=key(at, "beale.gd.0.schedule")).set_value("lambda").run())
    assert field(at).value == "cos(pi*t/(2*T))"
    typed(at, "1/(1 + 0.1t)")
    racer = replace(default_racer("gd", "beale"), schedule="lambda", schedule_params=(("factor", "1/(1 + 0.1t)"),))
    assert shows(at, replace(default_scene("beale", ("gd",)), racers=(racer,)))
    assert (warnings(at), faults(at)) == ([], [])
    assert "schedule.factor:1/(1~20~2B~200.1t)" in head(at)["query"]


def test_a_formula_from_a_link_stands_in_its_field_and_is_set_below():
    at = opened()
    assert field(at).value == "0.99^t"
    assert "$\\displaystyle 0.99^{t}$" in [text.value for text in at.markdown]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("foo(t)", FOO),
        ("0.9^", "Factor of lambda: the formula ends at column 4, where a value should follow `^`."),
        ("", "Factor of lambda: the formula is empty."),
        ("1/(7 - t)", "The rate of gd at step 7 is not a finite number."),
        ("<img src=x>", "Factor of lambda: a value is missing before `<` at column 1."),
    ],
)
def test_a_bad_formula_is_told_stays_in_its_field_and_the_race_goes_on(text, sentence):
    at = typed(opened(), text)
    assert warnings(at) == [sentence]
    assert factor(at) == "0.99^t"
    assert field(at).value == text
    assert faults(at) == [f"{sentence} Still in use: 0.99^t"]


def test_a_bad_formula_is_mended():
    at = typed(typed(opened(), "foo(t)"), "floor(t)")
    assert factor(at) == "floor(t)"
    assert (warnings(at), faults(at)) == ([], [])
    assert field(at).value == "floor(t)"


def test_a_bad_formula_waits_while_other_things_change():
    at = typed(opened(), "foo(t)")
    calm(at.number_input(key=key(at, "Steps")).set_value(77).run())
    assert warnings(at) == []
    assert (field(at).value, factor(at)) == ("foo(t)", "0.99^t")
    assert faults(at) == [f"{FOO} Still in use: 0.99^t"]


def test_a_reset_forgets_what_was_typed():
    at = typed(opened(), "foo(t)")
    (button,) = [button for button in at.button if button.label.startswith("Reset")]
    calm(button.click().run())
    assert scene(at) == default_scene("beale", ("gd",))
    calm(at.selectbox(key=key(at, "beale.gd.0.schedule")).set_value("lambda").run())
    assert field(at).value == "cos(pi*t/(2*T))"
    assert faults(at) == []


def test_steps_for_which_a_formula_has_no_rate_are_refused_with_the_step():
    at = opened(LINK.replace("0.99~5Et", "1-t/400") + "&steps=300")
    calm(at.number_input(key=key(at, "Steps")).set_value(500).run())
    assert warnings(at) == [
        "The rate of gd at step 401 is -2.5e-05, below 0; max(0, ...) in a formula keeps it from that."
    ]
    assert scene(at).steps == 300
