"""A scene written as text and read again is the same scene, now and in links that are already out in the world."""

from dataclasses import replace
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given

from optimizers import OPTIMIZERS
from simulation import Racer, Scene, default_scene, read_scene, write_scene
from simulation.scene import MAX_RACERS
from surfaces import SURFACES
from tests.scenes import scenes

# Never change this one: links like it are out in the world, and must show what they showed.
LINK = (
    "v=1&surface=rosenbrock,a:0.5,b:20"
    "&racer=gd,lr:0.0015"
    "&racer=momentum,lr:0.0004,beta:0.85,dampening:0.1,schedule:cosine,schedule.t_max:0,schedule.eta_min:0.0001"
    "&racer=nesterov,lr:0.0004,beta:0.8"
    "&racer=adagrad,lr:0.3,eps:1e-10,eps_inside:false,initial_accumulator:0.1"
    "&racer=rmsprop,lr:0.015,rho:0.95,eps:1e-07,eps_inside:true,momentum:0.5,centered:true"
    "&racer=adam,lr:0.05,beta1:0.8,beta2:0.99,eps:1e-08,eps_inside:false,bias_correction:false,weight_decay:0.01,"
    "schedule:exponential,schedule.gamma:0.995"
    "&starts=-1.5,2;0.25,-0.75&steps=321&noise=0.5&seed=42"
)
LINKED = Scene(
    surface="rosenbrock",
    surface_params=(("a", 0.5), ("b", 20.0)),
    starts=((-1.5, 2.0), (0.25, -0.75)),
    racers=(
        Racer("gd", 0.0015),
        Racer(
            "momentum",
            0.0004,
            (("beta", 0.85), ("dampening", 0.1)),
            "cosine",
            (("t_max", 0.0), ("eta_min", 0.0001)),
        ),
        Racer("nesterov", 0.0004, (("beta", 0.8),)),
        Racer("adagrad", 0.3, (("eps", 1e-10), ("eps_inside", False), ("initial_accumulator", 0.1))),
        Racer(
            "rmsprop",
            0.015,
            (("rho", 0.95), ("eps", 1e-7), ("eps_inside", True), ("momentum", 0.5), ("centered", True)),
        ),
        Racer(
            "adam",
            0.05,
            (
                ("beta1", 0.8),
                ("beta2", 0.99),
                ("eps", 1e-8),
                ("eps_inside", False),
                ("bias_correction", False),
                ("weight_decay", 0.01),
            ),
            "exponential",
            (("gamma", 0.995),),
        ),
    ),
    steps=321,
    seed=42,
    noise=0.5,
)


def pairs(link):
    return [(key, value) for key, _, value in (part.partition("=") for part in link.split("&"))]


@given(scenes())
def test_a_scene_written_and_read_is_the_same_scene(scene):
    assert read_scene(write_scene(scene)) == (scene, [])


@given(scenes())
def test_a_scene_survives_a_browsers_address_bar(scene):
    address = urlencode(write_scene(scene))
    assert read_scene(parse_qsl(address, keep_blank_values=True)) == (scene, [])


@given(scenes())
def test_a_scenes_text_needs_no_escaping_in_an_address(scene):
    for key, value in write_scene(scene):
        assert set(key + value) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-:,;~()*/")
        assert "&" not in value


def test_an_old_link_still_shows_its_scene():
    assert read_scene(pairs(LINK)) == (LINKED, [])


def test_the_scene_is_still_written_as_that_link():
    assert "&".join(f"{key}={value}" for key, value in write_scene(LINKED)) == LINK


def test_the_numbers_of_a_link_have_the_right_types():
    scene, _ = read_scene(pairs(LINK))
    assert type(scene.steps) is int
    assert type(scene.seed) is int
    assert type(scene.noise) is float
    assert dict(scene.racers[4].hyper)["centered"] is True


def test_no_link_at_all_is_the_opening_scene():
    assert read_scene([]) == (default_scene(), [])


@pytest.mark.parametrize("surface", SURFACES)
def test_a_link_with_a_surface_alone_shows_its_defaults(surface):
    assert read_scene([("surface", surface)]) == (default_scene(surface), [])


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_a_racer_without_settings_runs_with_those_that_suit_the_surface(optimizer):
    scene, problems = read_scene([("surface", "beale"), ("racer", optimizer)])
    assert scene == default_scene("beale", (optimizer,))
    assert problems == []


def test_a_link_may_say_that_there_are_no_starts_and_no_racers():
    scene, problems = read_scene([("racer", "none"), ("starts", "none")])
    assert (scene.racers, scene.starts, problems) == ((), (), [])


def test_the_order_of_the_parts_does_not_matter_except_among_racers():
    parts = pairs(LINK)
    others = [part for part in parts if part[0] != "racer"]
    racers = [part for part in parts if part[0] == "racer"]
    assert read_scene([*racers, *reversed(others)]) == (LINKED, [])
    assert read_scene([*others, *reversed(racers)])[0] == replace(LINKED, racers=LINKED.racers[::-1])


def test_what_a_link_says_twice_is_used_once_and_said():
    scene, problems = read_scene([("steps", "60"), ("surface", "beale"), ("steps", "70")])
    assert scene.steps == 60
    assert problems == ["The link says `steps` 2 times; the first is used."]


def test_settings_of_no_schedule_are_said():
    scene, problems = read_scene([("surface", "beale"), ("racer", "gd,schedule.gamma:0.9")])
    assert scene.racers[0].schedule == "constant"
    assert problems == ["Settings of a schedule are given to gd but no schedule; a constant rate is used."]


def test_many_racers_of_one_kind_are_kept_apart():
    copies = [("racer", f"gd,lr:{(place + 1) / 1000}") for place in range(MAX_RACERS)]
    scene, problems = read_scene(copies)
    assert [racer.lr for racer in scene.racers] == [(place + 1) / 1000 for place in range(MAX_RACERS)]
    assert problems == []
