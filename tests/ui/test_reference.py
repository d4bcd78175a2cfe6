"""The reference lists everything that the registries hold, with what the tests check, and leads back to the race."""

import re
from html import escape, unescape

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from optimizers import OPTIMIZERS
from schedules import SCHEDULES
from simulation import read_scene
from surfaces import SURFACES
from ui.reference import REFERENCE_ROUTE, reference_page

PAGE = reference_page()


def entry(anchor: str) -> str:
    found = re.search(f"<article id='{anchor}'>.*?</article>", PAGE, re.DOTALL)
    assert found
    return found.group()


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_an_optimizer_has_its_idea_its_equation_its_paper_and_its_settings(name):
    method, text = OPTIMIZERS[name], unescape(entry(name))
    for part in (method.title, method.card.idea, method.card.watch, method.card.differs, method.card.paper, "<math"):
        assert part in text
    for setting, knob in method.knobs.items():
        assert f"<code>{setting}</code>" in text
        assert knob.hint in text
    assert all(library in text for library in method.card.checked)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_its_link_opens_a_race_with_it(name):
    (query,) = re.findall(r"href='\./\?([^']*)'", entry(name))
    pairs = [(key, value) for key, _, value in (part.partition("=") for part in unescape(query).split("&"))]
    scene, problems = read_scene(pairs)
    assert problems == []
    assert name in [racer.optimizer for racer in scene.racers]


@pytest.mark.parametrize("name", SCHEDULES)
def test_a_schedule_has_its_equation_and_its_curve(name):
    text = entry(f"schedule-{name}")
    assert "<math" in text
    (points,) = re.findall(r"points='([^']*)'", text)
    heights = [float(pair.split(",")[1]) for pair in points.split()]
    rates = SCHEDULES[name].rates(200, 1.0)
    assert heights[rates.argmax()] == min(heights)
    assert all(0 <= height <= 60 for height in heights)


def test_a_typed_setting_says_that_it_is_a_formula_and_gives_one():
    text = unescape(entry("schedule-lambda"))
    assert "<code>factor</code></td><td>cos(pi*t/(2*T))</td><td>a formula</td>" in text


@pytest.mark.parametrize("name", SURFACES)
def test_a_surface_has_its_formula_its_minima_and_its_source(name):
    ground, text = SURFACES[name], entry(f"surface-{name}")
    assert "<math" in text
    assert escape(ground.source) in text
    (places,) = re.findall(r"<dt>Minima</dt><dd>(.*?)</dd>", text)
    shown = [(float(x), float(y)) for x, y in re.findall(r"\((\S+), (\S+)\)", places)]
    assert len(shown) == len(ground.minima(ground.params))
    for ours, theirs in zip(shown, ground.minima(ground.params), strict=True):
        assert ours == pytest.approx(theirs, rel=1e-9, abs=1e-11)


def test_every_place_on_the_page_has_its_own_name_and_every_link_leads_to_one():
    names = re.findall(r" id='([^']*)'", PAGE)
    assert len(set(names)) == len(names)
    assert set(re.findall(r"href='#([^']*)'", PAGE)) <= set(names)


def test_the_page_is_served():
    reply = TestClient(Starlette(routes=[REFERENCE_ROUTE])).get("/reference")
    assert reply.status_code == 200
    assert reply.headers["content-type"].startswith("text/html")
    assert reply.text == PAGE
