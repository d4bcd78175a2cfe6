"""Links opened on the page: what they say is shown, and what they say wrongly is told."""

import re
from dataclasses import replace

import pytest

from simulation import default_racer, default_scene
from simulation.scene import check_scene
from tests.simulation.test_scene_text import LINK, LINKED
from tests.ui.visits import calm, key, scene, shows, visit, warnings


def test_a_link_shows_its_scene():
    at = visit(LINK)
    assert shows(at, LINKED)
    assert warnings(at) == []
    assert at.selectbox(key=key(at, "surface")).value == "rosenbrock"
    assert at.number_input(key=key(at, "rosenbrock.adam.0.lr.typed")).value == 0.05
    assert at.number_input(key=key(at, "rosenbrock.b.typed")).value == 20.0
    assert at.number_input(key=key(at, "Steps")).value == 321


def test_an_unknown_optimizer_in_a_link_is_told_and_the_rest_is_shown():
    at = visit(LINK.replace("racer=nesterov", "racer=nestorov"))
    assert warnings(at) == ["Unknown optimizer `nestorov`; did you mean `nesterov`? It was left out."]
    assert scene(at) == replace(LINKED, racers=LINKED.racers[:2] + LINKED.racers[3:])


def test_an_unknown_surface_in_a_link_is_told_and_the_rest_is_shown():
    at = visit("surface=rosenbrok&racer=adam,lr:0.5&steps=77")
    assert warnings(at) == ["Unknown surface `rosenbrok`; did you mean `rosenbrock`? Himmelblau is shown."]
    assert scene(at).steps == 77
    assert scene(at).racers == (replace(default_racer("adam", default_scene().surface), lr=0.5),)


def test_a_number_out_of_range_in_a_link_is_told_with_its_range():
    at = visit("surface=rosenbrock,b:-5&steps=0&racer=gd,lr:1e9")
    assert len(warnings(at)) == 3
    assert any("b of rosenbrock must lie between 1 and 1000" in text.lower() for text in warnings(at))
    assert scene(at) == default_scene("rosenbrock", ("gd",))


def test_a_link_with_ten_thousand_starts_shows_as_many_as_fit():
    starts = ";".join(f"{place / 10_000},1" for place in range(10_000))
    at = visit(f"surface=beale&racer=gd&steps=100&starts={starts}")
    assert warnings(at) == ["The link has 10,000 starts and 2,000 fit this scene; the first 2,000 are kept."]
    assert len(scene(at).starts) == 2000


def test_a_start_far_outside_is_told_and_the_others_are_shown():
    at = visit("surface=beale&starts=1,1;9999,0;2,2")
    assert scene(at).starts == ((1.0, 1.0), (2.0, 2.0))
    assert warnings(at)[0].startswith("The start (9999, 0) is too far away: on beale, x must lie between ")


@pytest.mark.parametrize("link", ["starts=none", "racer=none", "starts=none&racer=none", "surface=saddle&starts="])
def test_a_link_without_starts_or_racers_opens_an_empty_stage(link):
    at = visit(link)
    assert warnings(at) == []
    assert scene(at).starts == () or scene(at).racers == ()


def test_a_warning_goes_with_the_next_change():
    at = visit("surface=beale&colour=red")
    assert len(warnings(at)) == 1
    calm(at.number_input(key=key(at, "Steps")).set_value(77).run())
    assert warnings(at) == []


HOSTILE = [
    "surface=`![](http://a.example/x)`",
    "surface=a` ![](http://a.example/x) `b",
    "racer=[click](http://a.example)",
    "starts=<img src=//a.example/x>,1",
    "steps=http://a.example",
    "**bold**=:red[x]",
    "racer=adam,eps_inside:[a](http://b.example)",
    "v=# big",
]


@pytest.mark.parametrize("link", HOSTILE)
def test_what_a_stranger_wrote_into_a_link_is_shown_as_text(link):
    at = visit(link)
    check_scene(scene(at))
    (box,) = [box.proto.body for box in at.get("html") if 'role="alert"' in box.proto.body]
    assert re.findall("<[^>]*>", box) == ['<div class="page-problems" role="alert">', "<p>", "</p>", "</div>"]


@pytest.mark.parametrize("value", ["\x00", "\U0001f642", "\u202e", "é" * 3000, "%", ";;;;", "nan,nan", "-" * 200])
@pytest.mark.parametrize("part", ["surface", "racer", "starts", "steps", "noise", "seed", "v", "other"])
def test_the_page_opens_whatever_a_link_says(part, value):
    at = visit(f"{part}={value}")
    check_scene(scene(at))
    assert warnings(at)
