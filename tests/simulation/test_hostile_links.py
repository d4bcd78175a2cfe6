"""Whatever a link says, there is a scene that can be run, the good parts are kept, and sentences name the rest."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from simulation import default_racer, default_scene, read_scene, write_scene
from simulation.scene import check_scene
from simulation.scene_text import MOST_PROBLEMS
from tests.simulation.test_scene_text import LINK, LINKED, pairs

KEYS = ("v", "surface", "racer", "starts", "steps", "noise", "seed")
FRAGMENTS = (
    *("adam", "gd", "rosenbrock", "bowl", "none", "cosine", "lr", "beta1", "eps_inside", "a", "b", "schedule"),
    *("schedule.gamma", "schedule.", "true", "True", "nan", "-inf", "1e999", "-0", "0", "1", "-1.5", "2", "1e-320"),
    *(":", ",", ";", ".", "=", "&", "%", "`", "'", '"', "\\", "\n", "\x00", "\u202e", "🙂", "٣", " ", "+"),
    *("1_0", "0x10"),
)
NEARLY = st.lists(st.sampled_from(FRAGMENTS), max_size=12).map("".join)
VALUES = st.one_of(NEARLY, st.text(max_size=60), st.sampled_from([value for _, value in pairs(LINK)]))
LINKS = st.lists(st.tuples(st.one_of(st.sampled_from(KEYS), st.text(max_size=12)), VALUES), max_size=12)


def assert_runnable(link):
    scene, problems = read_scene(link)
    check_scene(scene)
    assert read_scene(write_scene(scene)) == (scene, [])
    assert len(problems) <= MOST_PROBLEMS + 1
    for sentence in problems:
        assert sentence.endswith(".")
        assert len(sentence.strip()) > 10
    return scene, problems


@given(LINKS)
@example([("", "")])
@example([("racer", "")])
@example([("racer", ",,,:::")])
@example([("surface", ""), ("starts", ";"), ("steps", ""), ("noise", ""), ("seed", ""), ("v", "")])
@example([("racer", "none"), ("racer", "none")])
@example([("starts", "1,2"), ("starts", "3,4")])
def test_any_link_gives_a_scene_that_can_be_run(link):
    assert_runnable(link)


@given(st.sampled_from(KEYS), VALUES)
def test_one_wrong_part_never_spoils_the_others(key, value):
    link = [(name, text) for name, text in pairs(LINK) if name != key]
    scene, _ = assert_runnable([*link, (key, value)])
    if key not in ("surface", "starts"):
        assert scene.surface_params == LINKED.surface_params
        assert scene.starts == LINKED.starts
    if key not in ("surface", "racer"):
        assert scene.racers == LINKED.racers
    if key != "steps":
        assert scene.steps == LINKED.steps
    if key != "seed":
        assert scene.seed == LINKED.seed
    if key != "noise":
        assert scene.noise == LINKED.noise


SLOW_NESTEROV = replace(default_racer("nesterov", "rosenbrock"), lr=0.0004)
# part of the link that is replaced, by what, what the scene becomes, a part of the sentence
MENDED: dict[str, tuple[str, str, dict[str, Any], str]] = {
    "an unknown optimizer is left out": (
        "racer=nesterov,lr:0.0004,beta:0.8",
        "racer=nestorov,lr:0.0004,beta:0.8",
        {"racers": LINKED.racers[:2] + LINKED.racers[3:]},
        "Unknown optimizer `nestorov`; did you mean `nesterov`? It was left out.",
    ),
    "an unknown setting is left out": (
        "racer=gd,lr:0.0015",
        "racer=gd,lr:0.0015,beta:0.5",
        {},
        "Unknown setting of gd `beta`; it takes none; it was left out.",
    ),
    "a setting out of range becomes the default": (
        "nesterov,lr:0.0004,beta:0.8",
        "nesterov,lr:0.0004,beta:1.5",
        {"racers": (*LINKED.racers[:2], SLOW_NESTEROV, *LINKED.racers[3:])},
        "Beta of nesterov must lie between 0 and 0.999, not 1.5; ",
    ),
    "a rate out of range becomes the default": (
        "gd,lr:0.0015",
        "gd,lr:-3",
        {"racers": (default_racer("gd", "rosenbrock"), *LINKED.racers[1:])},
        "Lr of gd must lie between 1e-12 and 100, not -3; ",
    ),
    "a rate that is no number becomes the default": (
        "gd,lr:0.0015",
        "gd,lr:fast",
        {"racers": (default_racer("gd", "rosenbrock"), *LINKED.racers[1:])},
        "Lr of gd must be a number, not `fast`; ",
    ),
    "an unknown schedule becomes a constant rate": (
        "schedule:exponential,schedule.gamma:0.995",
        "schedule:expo",
        {"racers": (*LINKED.racers[:5], replace(LINKED.racers[5], schedule="constant", schedule_params=()))},
        "Unknown schedule `expo`",
    ),
    "a parameter of the surface out of range becomes the default": (
        "b:20",
        "b:1e9",
        {"surface_params": (("a", 0.5), ("b", 100.0))},
        "B of rosenbrock must lie between 1 and 1000, not 1e+09; 100 is used.",
    ),
    "a start far outside is left out": (
        "0.25,-0.75",
        "1e6,0",
        {"starts": LINKED.starts[:1]},
        "The start (1e+06, 0) is too far away: on rosenbrock, x must lie between -82 and 82; it was left out.",
    ),
    "a start that is no point is left out": (
        "0.25,-0.75",
        "0.25",
        {"starts": LINKED.starts[:1]},
        "A start is two numbers, x,y, not `0.25`; it was left out.",
    ),
    "a start that is no number is left out": (
        "0.25,-0.75",
        "nan,0",
        {"starts": LINKED.starts[:1]},
        "The start (nan, 0) is too far away",
    ),
    "too many steps become the surface's own": (
        "steps=321",
        "steps=1000000",
        {"steps": default_scene("rosenbrock").steps},
        "Steps must lie between 1 and 5000, not 1e+06; ",
    ),
    "an infinite noise becomes none": (
        "noise=0.5",
        "noise=inf",
        {"noise": 0.0},
        "Noise must lie between 0 and 100, not inf; 0 is used.",
    ),
    "a negative seed becomes zero": (
        "seed=42",
        "seed=-1",
        {"seed": 0},
        "Seed must lie between 0 and 2.14748e+09, not -1; 0 is used.",
    ),
    "another version is read as this one": ("v=1", "v=2", {}, "The link was made by another version (2)"),
    "an unknown part is left out": (
        "v=1",
        "v=1&colour=red",
        {},
        "The link's part `colour` is unknown and was left out.",
    ),
}


@pytest.mark.parametrize("case", MENDED)
def test_a_wrong_part_is_named_and_the_rest_is_kept(case):
    old, new, change, sentence = MENDED[case]
    assert LINK.count(old) == 1
    scene, problems = assert_runnable(pairs(LINK.replace(old, new)))
    assert scene == replace(LINKED, **change)
    assert len(problems) == 1
    assert problems[0].startswith(sentence)


def test_an_unknown_surface_is_named_and_another_is_shown():
    scene, problems = assert_runnable(pairs(LINK.replace("rosenbrock,a:0.5,b:20", "rosenbrok,a:0.5")))
    assert problems == [
        f"Unknown surface `rosenbrok`; did you mean `rosenbrock`? {scene.surface.capitalize()} is shown."
    ]
    assert [racer.optimizer for racer in scene.racers] == [racer.optimizer for racer in LINKED.racers]
    assert (scene.starts, scene.steps, scene.seed) == (LINKED.starts, LINKED.steps, LINKED.seed)


def test_ten_thousand_starts_are_cut_to_what_fits_and_said_so():
    text = ";".join(f"{place / 10_000},1" for place in range(10_000))
    scene, problems = assert_runnable([("surface", "rosenbrock"), ("racer", "gd"), ("starts", text), ("steps", "100")])
    assert len(scene.starts) == 2000
    assert scene.starts[1] == (0.0001, 1.0)
    assert problems == ["The link has 10,000 starts and 2,000 fit this scene; the first 2,000 are kept."]


def test_a_hundred_racers_are_cut_to_what_runs_together_and_said_so():
    scene, problems = assert_runnable([("racer", "gd")] * 100)
    assert len(scene.racers) == 24
    assert problems == ["The link has 100 racers and 24 run together; the first 24 are kept."]


def test_many_problems_are_counted_rather_than_listed():
    _, problems = assert_runnable([("racer", f"nobody{place}") for place in range(20)])
    assert len(problems) == MOST_PROBLEMS + 1
    assert problems[-1] == "...and 14 more."


HUGE = ["x" * 50_000, "9" * 50_000, "adam," * 20_000, ";" * 50_000, "bowl,angle:" + "y" * 50_000]


@pytest.mark.parametrize("key", [*KEYS, "unknown"])
@pytest.mark.parametrize("value", HUGE, ids=lambda value: value[:6] + "...")
def test_a_huge_part_is_answered_in_short_sentences(key, value):
    _, problems = assert_runnable([(key, value)])
    assert all(len(sentence) < 300 for sentence in problems)


def test_a_huge_choice_is_answered_in_short_sentences_too():
    _, problems = assert_runnable([("racer", "adam,eps_inside:" + "x" * 50_000)])
    assert all(len(sentence) < 300 for sentence in problems)
