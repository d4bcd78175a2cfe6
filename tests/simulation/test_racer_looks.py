"""Names, colours and numbers in links: mended where they cannot be shown, and never part of a run."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from figures import COLOUR_NAMES, PALETTE
from optimizers import OPTIMIZERS
from simulation import default_racer, default_scene, read_scene, write_scene
from simulation.kept import kept_run
from simulation.racer_name import MARKUP, MOST_SIGNS, mend_name, words_of
from simulation.scene import AUTOMATIC, COLOUR, check_scene
from simulation.scene_text import RESERVED
from tests.compilations import counted_compilations
from ui.stage import stage_blob

PLAIN = default_scene("beale", ("gd", "adam"))
LOOKING = replace(
    PLAIN, racers=(replace(PLAIN.racers[0], title="Slow + steady"), replace(PLAIN.racers[1], colour=3, copy=2))
)


def racer_parts(scene):
    return [value for key, value in write_scene(scene) if key == "racer"]


def read_racer(text):
    scene, problems = read_scene([("surface", "beale"), ("racer", text)])
    check_scene(scene)
    assert read_scene(write_scene(scene)) == (scene, [])
    return scene.racers[0], problems


def test_a_link_says_a_name_a_colour_and_a_number_only_where_there_is_one():
    first, second = racer_parts(LOOKING)
    assert first.startswith("gd,as:Slow~20~2B~20steady,lr:")
    assert second.startswith("adam,colour:3,copy:2,lr:")
    assert not any(key in part for part in racer_parts(PLAIN) for key in ("as:", "colour:", "copy:"))


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_no_hyper_parameter_has_the_name_of_something_else_in_a_link(name):
    assert not set(OPTIMIZERS[name].knobs) & set(RESERVED)


@given(st.text(max_size=80))
def test_whatever_a_name_is_written_as_it_can_be_shown_and_read_again(text):
    title = mend_name(text)
    assert mend_name(title) == title
    assert len(title) <= MOST_SIGNS
    assert not set(title) & set(MARKUP)
    assert title == "" or title.isprintable()
    scene = replace(PLAIN, racers=(replace(PLAIN.racers[0], title=title),))
    check_scene(scene)
    assert read_scene(write_scene(scene)) == (scene, [])


@pytest.mark.parametrize(
    ("written", "title", "sentence"),
    [
        ("x" * 200, "x" * 40, "The name of adam is too long; "),
        ("~3Cb~3EAdam~3C/b~3E", "bAdam/b", "The name of adam has signs that a name cannot have"),
        ("a~0Ab~E2~80~AEc", "a bc", "The name of adam has signs that a name cannot have"),
        ("~3C~3E", "", "The name of adam has signs that a name cannot have"),
        ("~5Bclick~5D(http://x.y)", "click(http://x.y)", "The name of adam has signs"),
    ],
)
def test_a_hostile_name_is_mended_and_that_is_said(written, title, sentence):
    racer, problems = read_racer(f"adam,as:{written}")
    assert racer == replace(default_racer("adam", "beale"), title=title)
    assert len(problems) == 1
    assert problems[0].startswith(sentence)
    assert problems[0].endswith(f"`{title}` is used." if title else "its usual one is used.")


@pytest.mark.parametrize("written", ["8", "-1", "1.5", "red", "nan", "1e9", ""])
def test_a_colour_that_there_is_not_is_left_out_and_that_is_said(written):
    racer, problems = read_racer(f"adam,colour:{written}")
    assert racer == default_racer("adam", "beale")
    assert len(problems) == 1
    assert problems[0].startswith("The colour of adam must")
    assert problems[0].endswith("its own is used.")


@pytest.mark.parametrize("written", ["-1", "1.5", "two", "nan", "1e99", ""])
def test_a_number_that_no_racer_has_is_left_out_and_that_is_said(written):
    racer, problems = read_racer(f"adam,copy:{written}")
    assert racer == default_racer("adam", "beale")
    assert [problem.startswith("Copy of adam must") for problem in problems] == [True]


def test_racers_with_one_number_are_counted_anew_and_that_is_said():
    adam = default_racer("adam", "beale")
    parts = [("surface", "beale"), *(("racer", text) for text in ("adam,copy:1", "adam", "gd,copy:4"))]
    scene, problems = read_scene(parts)
    assert scene.racers == (adam, adam, replace(default_racer("gd", "beale"), copy=4))
    assert problems == ["Two racers of adam have the same `copy`; they are counted anew."]
    with pytest.raises(ValueError, match="two racers of adam have the same number"):
        check_scene(replace(PLAIN, racers=(replace(adam, copy=1), adam)))


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Adam 0.03 (2)", "Adam 0.03 (2)"),
        ("*a* ~~x~~ :smile: :material/delete:", "a x smile material/delete"),
        ("www.evil.com http://x.y a@b.cc", "www evil com http //x y a b cc"),
        ("***", ""),
    ],
)
def test_a_name_is_put_into_words_where_markdown_is_read(title, words):
    assert words_of(title) == words


def test_a_space_typed_into_the_address_stays_one_in_a_name():
    assert read_racer("adam,as:Slow one")[0].title == "Slow one"


def test_a_scene_with_a_name_that_cannot_be_shown_is_refused():
    with pytest.raises(ValueError, match="a name takes up to 40 signs"):
        check_scene(replace(PLAIN, racers=(replace(PLAIN.racers[0], title="<b>"),)))
    with pytest.raises(ValueError, match="the colour of gd must lie between 0 and 7"):
        check_scene(replace(PLAIN, racers=(replace(PLAIN.racers[0], colour=8),)))


def test_there_are_as_many_colours_as_links_can_name():
    assert len(PALETTE) == len(COLOUR_NAMES) == COLOUR.high + 1
    assert not COLOUR.takes(AUTOMATIC)


def test_another_name_colour_or_number_runs_and_compiles_nothing_again():
    stage_blob(PLAIN)
    with counted_compilations() as counted:
        stage_blob(LOOKING)
    assert counted == []
    assert kept_run(PLAIN, 1) is kept_run(LOOKING, 1)
