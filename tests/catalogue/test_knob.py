"""A knob takes what lies in its range, and says in words what it takes when something else comes."""

from typing import NamedTuple

import numpy as np
import pytest

from catalogue import Knob, KnobError, UnknownName, check_settings, is_choice, shorten


class Defaults(NamedTuple):
    rate: float = 0.5
    flag: bool = False
    word: str = "plain"
    typed: str = "1"


def read_whole(text):
    try:
        return int(text)
    except ValueError:
        raise ValueError(f"no whole number: {text}") from None


KNOBS = {
    "rate": Knob("Rate", 0.1, 2.0),
    "flag": Knob("Flag", options=(False, True)),
    "word": Knob("Word", options=("plain", "fancy")),
    "typed": Knob("Typed", text=read_whole),
}


@pytest.mark.parametrize("value", [0.1, 0.5, 2.0, 1, np.float32(0.25), np.float64(2.0), np.int64(1)])
def test_a_number_in_the_range_is_taken_as_a_float(value):
    taken = KNOBS["rate"].check("rate", value)
    assert type(taken) is float
    assert taken == float(value)


@pytest.mark.parametrize("value", [0.0999, 2.0001, -1, float("nan"), float("inf"), float("-inf")])
def test_a_number_outside_is_refused_with_the_range_in_words(value):
    with pytest.raises(KnobError, match=r"^rate must lie between 0\.1 and 2, not "):
        KNOBS["rate"].check("rate", value)


@pytest.mark.parametrize("value", [True, False, "0.5", ""])
def test_a_flag_or_a_text_is_not_a_number(value):
    with pytest.raises(KnobError, match=r"^rate must be a number, not "):
        KNOBS["rate"].check("rate", value)


@pytest.mark.parametrize("value", [None, [0.5], {"a": 1}, (), 10**400, "x" * 10_000], ids=lambda value: str(value)[:9])
def test_what_is_no_number_at_all_is_refused_in_a_short_sentence(value):
    with pytest.raises(KnobError, match=r"^rate must be a number, not ") as caught:
        KNOBS["rate"].check("rate", value)
    assert len(str(caught.value)) < 100


@pytest.mark.parametrize("value", [True, False])
def test_a_flag_is_taken_as_it_is(value):
    assert KNOBS["flag"].check("flag", value) is value


@pytest.mark.parametrize("value", [0, 1, 1.0, "true", "", None])
def test_what_only_resembles_a_flag_is_refused(value):
    with pytest.raises(KnobError, match=r"^flag must be one of false, true, not "):
        KNOBS["flag"].check("flag", value)


def test_a_word_must_be_one_of_the_options():
    assert KNOBS["word"].check("word", "fancy") == "fancy"
    with pytest.raises(KnobError, match=r"^word must be one of plain, fancy, not 'other'$"):
        KNOBS["word"].check("word", "other")


@pytest.mark.parametrize("value", ["3", "1_0", " 7 "])
def test_a_text_is_taken_as_it_was_typed(value):
    assert KNOBS["typed"].check("typed", value) == value


@pytest.mark.parametrize(("value", "reason"), [("x", "no whole number: x"), ("", "no whole number: ")])
def test_a_text_that_cannot_be_read_is_refused_with_the_readers_own_reason(value, reason):
    with pytest.raises(KnobError) as caught:
        KNOBS["typed"].check("typed of thing", value)
    assert str(caught.value) == f"Typed: {reason}"


@pytest.mark.parametrize("value", [3, 3.5, True, None, ["3"], b"3"])
def test_what_is_no_text_is_not_read(value):
    with pytest.raises(KnobError, match=r"^typed must be a text, not "):
        KNOBS["typed"].check("typed", value)


@pytest.mark.parametrize(("default", "choice"), [(True, True), (False, True), ("word", True), (0, False), (0.5, False)])
def test_flags_and_words_are_choices_and_numbers_are_not(default, choice):
    assert is_choice(default) is choice


def test_settings_are_put_into_the_defaults():
    assert check_settings(Defaults(), KNOBS, {"rate": 1, "flag": True}, "thing") == Defaults(1.0, True, "plain")
    assert check_settings(Defaults(), KNOBS, {}, "thing") == Defaults()


def test_an_unknown_setting_is_named_with_the_closest_known_one():
    with pytest.raises(UnknownName, match=r"^unknown setting of thing `rates`; did you mean `rate`\?$"):
        check_settings(Defaults(), KNOBS, {"rates": 1}, "thing")


def test_a_wrong_setting_is_named_with_its_owner():
    with pytest.raises(KnobError, match=r"^rate of thing must lie between"):
        check_settings(Defaults(), KNOBS, {"rate": 3}, "thing")


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("rate", (0.1, 1, np.float32(0.5)), (3, "1", None, True, float("nan"), [0.5])),
        ("flag", (True, False), ("true", 2, None)),
        ("word", ("plain",), ("odd", 1, None)),
        ("typed", ("12",), ("x", 12, None)),
    ],
)
def test_a_knob_takes_exactly_what_it_does_not_refuse(name, good, bad):
    assert all(KNOBS[name].takes(value) for value in good)
    assert not any(KNOBS[name].takes(value) for value in bad)


def test_a_long_text_is_shortened_to_what_a_sentence_can_quote():
    assert shorten("x" * 40) == "x" * 40
    assert shorten("x" * 41) == "x" * 40 + "..."
