"""Colours and dashes tell racers apart, can be seen on their ground, and stay with an optimizer."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from figures import COLOUR_NAMES, PALETTE, line_styles
from optimizers import OPTIMIZERS, STARTERS
from simulation import default_racer, default_scene
from simulation.scene import MAX_RACERS
from surfaces import SURFACES

CONFIG = Path(__file__).parents[2] / ".streamlit" / "config.toml"
FIELDS = st.lists(st.sampled_from(list(OPTIMIZERS)), max_size=MAX_RACERS)


def race(names):
    return replace(default_scene(), racers=tuple(default_racer(name, "beale") for name in names))


def styles(names):
    return line_styles(race(names))


def light(colour):
    """Relative luminance (WCAG 2)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """Contrast ratio (WCAG 2)."""
    brighter, darker = sorted((light(one), light(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def test_contrast_is_measured_as_in_the_standard():
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_the_colour_that_is_called_black_or_white_is_the_one_farthest_from_either_ground():
    ink = PALETTE[COLOUR_NAMES.index("Black or white")]
    assert contrast(ink[0], "#ffffff") == max(contrast(on_light, "#ffffff") for on_light, _ in PALETTE) > 15
    assert contrast(ink[1], "#000000") == max(contrast(on_dark, "#000000") for _, on_dark in PALETTE) > 15


def test_every_racer_of_a_race_has_a_style():
    assert styles([]) == []
    assert len(styles(STARTERS)) == len(STARTERS)


@given(FIELDS)
def test_no_two_racers_look_alike_in_either_theme(names):
    drawn = styles(names)
    assert len({(style.light, style.dash) for style in drawn}) == len(names)
    assert len({(style.dark, style.dash) for style in drawn}) == len(names)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_even_a_full_field_of_one_kind_is_told_apart(name):
    assert len(set(styles([name] * MAX_RACERS))) == MAX_RACERS


@given(FIELDS)
def test_a_starter_keeps_its_style_whoever_else_races(names):
    for name in set(names) & set(STARTERS):
        assert styles(names)[names.index(name)] == styles([name])[0]


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_many_copies_of_one_optimizer_take_no_starters_style(name):
    others = [other for other in STARTERS if other != name]
    drawn = styles([name] * (MAX_RACERS - len(others)) + others)
    assert drawn[-len(others) :] == [styles([other])[0] for other in others]


@given(st.lists(st.sampled_from(list(OPTIMIZERS)), min_size=8, max_size=8))
def test_eight_racers_have_eight_hues(names):
    assert len({style.light for style in styles(names)}) == 8


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_the_style_does_not_depend_on_settings_or_surface(name):
    for surface in SURFACES:
        assert line_styles(default_scene(surface, (name,))) == styles([name])


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_colour_is_ink_for_a_name_on_the_page(theme):
    ground = tomllib.loads(CONFIG.read_text())["theme"][theme]["backgroundColor"]
    assert ground == {"light": "#ffffff", "dark": "#0f1320"}[theme]
    for style in styles(["adam"] * MAX_RACERS):
        assert contrast(getattr(style, theme), ground) >= 4.5


def test_a_dash_is_on_and_off_in_turn():
    for style in styles(["adam"] * MAX_RACERS):
        assert len(style.dash) % 2 == 0
        assert all(length > 0 for length in style.dash)


@given(FIELDS, st.integers(0, 7), st.integers(0, MAX_RACERS - 1))
def test_a_chosen_colour_is_shown_and_changes_nobody_elses(names, colour, place):
    assume(place < len(names))
    plain = race(names)
    chosen = replace(plain.racers[place], colour=colour)
    drawn = line_styles(replace(plain, racers=(*plain.racers[:place], chosen, *plain.racers[place + 1 :])))
    assert (drawn[place].light, drawn[place].dark) == PALETTE[colour]
    others = [style for other, style in enumerate(line_styles(plain)) if other != place]
    assert [style for other, style in enumerate(drawn) if other != place] == others
    assert drawn[place] not in others or len(names) > 8


def test_four_racers_of_one_chosen_colour_are_told_apart_by_their_dashes():
    reds = tuple(replace(racer, colour=6) for racer in race(["adam"] * 4).racers)
    assert len({style.dash for style in line_styles(replace(default_scene(), racers=reds))}) == 4
