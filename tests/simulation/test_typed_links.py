"""A typed formula survives every way that a link goes: the address, the page's own routes, a person's hands."""

from dataclasses import replace
from urllib.parse import parse_qsl, quote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formulas import FormulaError
from formulas.formula import LONGEST
from schedules import SCHEDULES
from simulation import Racer, default_scene, read_scene, write_scene
from simulation.scene import SceneError, check_scene
from simulation.scene_text import _escape, _unescape
from ui.stage.routes import _pairs

ONE = default_scene("beale", ("gd",))


def typed(factor, schedule="lambda"):
    racer = replace(ONE.racers[0], schedule=schedule, schedule_params=(("factor", factor),))
    return replace(ONE, racers=(racer,))


def opened(factor):
    """What a link says whose factor is written like this, after the address was decoded."""
    scene, problems = read_scene([("surface", "beale"), ("racer", f"gd,schedule:lambda,schedule.factor:{factor}")])
    return scene.racers[0], problems


def raw(scene):
    return "&".join(f"{key}={value}" for key, value in write_scene(scene))


WAYS = {
    "read as it was written": lambda scene: write_scene(scene),
    "escaped and decoded": lambda scene: parse_qsl(urlencode(write_scene(scene)), keep_blank_values=True),
    "in the address as the stage puts it there": lambda scene: parse_qsl(raw(scene), keep_blank_values=True),
    "as the stage asks for paths": lambda scene: _pairs(raw(scene)),
    "with everything escaped": lambda scene: [
        pair
        for part in raw(scene).split("&")
        for pair in parse_qsl(part.split("=")[0] + "=" + quote(part.split("=")[1], safe=""))
    ],
}
EVERY_WAY = pytest.mark.parametrize("way", WAYS)


def is_factor(text):
    """Whether the text is a formula that gives a rate at every step."""
    try:
        check_scene(typed(text))
    except (FormulaError, SceneError, ValueError):
        return False
    return True


SPACE = st.sampled_from(["", " ", "  ", "\t", "\u00a0"])
LEAVES = st.sampled_from(["t", "T", "steps", "lr", "pi", "\u03c0", "2", "0.5", "1e-3", "t\u00b2", "2t", "sqrt(t)"])
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.tuples(inner, SPACE, st.sampled_from(["+", "-", "*", "\u00b7", "/", "\u2212"]), SPACE, inner).map("".join),
        st.tuples(st.just("("), inner, st.just(")"), st.sampled_from(["^2", "**3", "\u00b2", " ^ 0.5"])).map("".join),
        st.tuples(st.just("max("), inner, st.just(","), SPACE, inner, st.just(")")).map("".join),
        st.tuples(st.just("where("), inner, st.sampled_from([" >= ", "==", "<"]), inner, st.just(", 1,2)")).map(
            "".join
        ),
        st.tuples(st.just("cos("), inner, st.just(")")).map("".join),
    ),
    max_leaves=8,
)
# Between 0 and 1 for any tree that has a value.
FACTORS = TREES.map(lambda tree: f"max(0, min(1, {tree}))").filter(is_factor)


@EVERY_WAY
@given(factor=FACTORS)
def test_a_formula_in_a_link_is_the_same_formula(way, factor):
    scene = typed(factor)
    assert read_scene(WAYS[way](scene)) == (scene, [])


@EVERY_WAY
@pytest.mark.parametrize(
    "factor", ["1 + t*1", "1+t/2", "1 + t\u00b2", "t^2", "1 + t\u00b72", "t + 1", "where(t==0, 1, 2)", "1 +1-  0"]
)
def test_signs_that_mean_something_to_a_link_survive(way, factor):
    scene = typed(factor)
    assert read_scene(WAYS[way](scene)) == (scene, [])


@given(st.text())
def test_any_text_is_read_as_it_was_written(text):
    written = _escape(text)
    assert set(written) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.()*/-~")
    assert _unescape(written) == text


def test_a_word_and_a_simple_formula_can_be_read_in_the_address():
    assert _escape("triangular2") == "triangular2"
    assert _escape("1/(1.5*t)") == "1/(1.5*t)"
    assert raw(typed("0.99^t")).endswith("gd,lr:0.01,schedule:lambda,schedule.factor:0.99~5Et&starts=1,1.5&steps=300")


@pytest.mark.parametrize(
    ("address", "factor"),
    [
        # As the address field of a browser sends what was typed: spaces escaped, all else as it stands.
        ("1/(1+t)", "1/(1+t)"),
        ("1/(1%20+%20t)", "1/(1+t)"),
        ("0.5+0.5*cos(t)", "0.5+0.5*cos(t)"),
        ("(1+t)+(2+t)", "(1+t)+(2+t)"),
        ("1/(1%2Bt)", "1/(1+t)"),
        ("0.99^t", "0.99^t"),
        ("0.99%5Et", "0.99^t"),
        ("0.99~5et", "0.99^t"),
        ("2%20*%20t", "2 * t"),
        ("t%C2%B2", "t\u00b2"),
        ("1e-2*t", "1e-2*t"),
    ],
)
def test_a_formula_typed_into_the_address_is_read(address, factor):
    ((_, decoded),) = parse_qsl(f"factor={address}")
    racer, problems = opened(decoded)
    assert problems == []
    assert dict(racer.schedule_params) == {"factor": factor}


def test_a_formula_that_is_none_is_told_and_the_default_is_used():
    racer, problems = opened("0.9~5Efoo(t)")
    assert problems == ["Factor f(t): unknown name `foo` at column 5; did you mean `floor`? `cos(pi*t/(2*T))` is used."]
    assert racer.schedule_params == tuple(SCHEDULES["lambda"].params._asdict().items())


def test_a_formula_without_a_rate_is_told_with_its_step_and_the_rate_stays_constant():
    racer, problems = opened("1/(7-t)")
    assert problems == ["The rate of gd at step 7 is not a finite number; a constant rate is used."]
    assert racer == Racer("gd", 0.01)


def test_the_steps_of_the_link_count():
    link = [("surface", "beale"), ("racer", "gd,lr:0.01,schedule:lambda,schedule.factor:1/(7-t)"), ("steps", "7")]
    assert read_scene(link)[1] == []


@pytest.mark.parametrize(
    "factor", ["~", "~~", "~4", "~zz", "~FF~FE", "~00", "~2", "x~", "~7E", "%41", "\ud800", "~ED~A0~80"]
)
def test_an_odd_escape_is_a_fault_and_no_more(factor):
    racer, problems = opened(factor)
    assert len(problems) == 1
    assert racer.schedule_params == tuple(SCHEDULES["lambda"].params._asdict().items())


def test_a_formula_of_full_length_fits_every_way():
    long = "1 + 0*(" + " t\u00b2+" * 90 + "1)"
    long += " " * (LONGEST - len(long))
    for way in WAYS.values():
        assert read_scene(way(typed(long))) == (typed(long), [])
