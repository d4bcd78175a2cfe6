"""Names at the heads, and racers on one path: whoever is below or beside is still told apart."""

from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from figures import line_styles
from simulation import Racer, Scene, default_scene, run_scene
from tests.browser.conftest import Visit
from tests.browser.expected import link, racer, wait_for_contour_of_view, wait_for_scene
from tests.browser.page import count_ink, ink_at, open_page, seek
from tests.browser.test_trails import CURVE, is_ink, unit

SCENE = default_scene()
LABELS = "stage-labels"
# Ten racers from one start: too many for names.
CROWD = replace(
    SCENE, starts=((-0.5, -4.5),), racers=tuple(racer("adam", 0.02 * i, "himmelblau") for i in range(1, 11))
)

# Asks one of the stage's own modules, as the page has it.
ASK = """async ([module, name, values]) => {
  const styles = document.querySelector('link[href$="/stage.css"]').href;
  const { [name]: ask } = await import(new URL(module, styles).href);
  return ask(...values.map((value) => (value?.pairs ? new Map(value.pairs) : value)));
}"""
VIEW = {"width": 600, "height": 400}


def place(page: Page, names: list[dict[str, Any]], taken: Any, before: Any = ()) -> list[Any]:
    values = [names, taken, VIEW, 9, {"pairs": list(before)}]
    return page.evaluate(ASK, ["placing.js", "placeNames", values])


def named(key: str, x: float, y: float) -> dict[str, Any]:
    return {"key": key, "x": x, "y": y, "width": 90, "height": 18}


def overlap(one: dict[str, float], other: dict[str, float]) -> bool:
    across = one["x0"] < other["x1"] and other["x0"] < one["x1"]
    return across and one["y0"] < other["y1"] and other["y0"] < one["y1"]


def opened(page: Page, scene: Scene, step: int) -> Page:
    open_page(page, link(scene))
    wait_for_scene(page, scene)
    wait_for_contour_of_view(page)
    seek(page, step)
    return page


def test_names_avoid_each_other_and_the_edges_and_what_is_taken(page: Page):
    open_page(page)
    for x, y in [(300, 200), (2, 2), (598, 398), (300, 3), (595, 200)]:
        taken = [{"x0": x - 8, "y0": y - 8, "x1": x + 8, "y1": y + 8}]
        places = place(page, [named(str(i), x, y) for i in range(8)], taken)
        boxes = [each["box"] for each in places if each] + taken
        assert len(boxes) == 9
        assert not any(overlap(one, other) for i, one in enumerate(boxes) for other in boxes[:i])
        for box in boxes[:-1]:
            assert min(box["x0"], box["y0"]) >= 0
            assert box["x1"] <= VIEW["width"]
            assert box["y1"] <= VIEW["height"]


def test_a_name_stays_on_its_side_until_something_is_in_its_way(page: Page):
    open_page(page)
    left = 4
    (kept,) = place(page, [named("adam", 300, 200)], [], [["adam", left]])
    assert kept["choice"] == left
    assert kept["box"]["x1"] < 300
    (moved,) = place(page, [named("adam", 300, 200)], [{"x0": 200, "y0": 190, "x1": 290, "y1": 210}], [["adam", left]])
    assert moved["choice"] != left
    (first,) = place(page, [named("adam", 300, 200)], [])
    assert first["box"]["x0"] > 300


def test_where_there_is_no_room_there_is_no_name(page: Page):
    open_page(page)
    assert place(page, [named("adam", 300, 200)], [{"x0": 0, "y0": 0, "x1": 600, "y1": 400}]) == [None]


def test_a_paused_race_has_a_name_at_every_head_and_covers_none(page: Page):
    opened(page, SCENE, 60)
    for style in line_styles(SCENE):
        # Two heads each: the frame and the letters of two names.
        assert count_ink(page, LABELS, style.light) > 200
    for run in run_scene(SCENE):
        for x, y in run.points[:, 60].astype(float):
            assert ink_at(page, x, y, LABELS)[3] == 0


def test_while_the_race_runs_names_come_on_request(visit: Visit):
    page = visit()
    opened(page, SCENE, 10)
    page.clock.install(time=0)
    page.clock.pause_at(1000)
    switch = page.get_by_role("button", name="Names at the heads")
    expect(switch).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Space")
    page.clock.run_for(500)
    assert count_ink(page, LABELS) == 0
    expect(switch).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("l")
    page.clock.run_for(500)
    assert count_ink(page, LABELS) > 2000
    page.keyboard.press("l")
    page.keyboard.press("Space")
    assert count_ink(page, LABELS) == 0
    expect(switch).to_have_attribute("aria-pressed", "false")


def test_in_projector_mode_names_stay_while_the_race_runs(visit: Visit):
    page = visit()
    opened(page, SCENE, 10)
    page.clock.install(time=0)
    page.clock.pause_at(1000)
    page.keyboard.press("p")
    page.keyboard.press("Space")
    page.clock.run_for(500)
    assert count_ink(page, LABELS) > 4000


def test_at_the_first_step_nobody_is_anywhere_yet(page: Page):
    opened(page, SCENE, 0)
    assert count_ink(page, LABELS) == 0


def test_of_many_heads_only_those_from_the_start_that_is_looked_at_are_named(page: Page):
    scene = replace(SCENE, starts=(*SCENE.starts, (-4.0, 4.0)))
    opened(page, scene, 60)
    first = run_scene(scene)[3].points[:, 60].astype(float)
    adam = line_styles(scene)[3].light
    before = count_ink(page, LABELS, adam)
    assert 100 < before < 600
    page.get_by_role("combobox", name="Which start the table and the chart show").select_option("2")
    assert 100 < count_ink(page, LABELS, adam) < 600
    # Its own head is never covered.
    assert all(ink_at(page, x, y, LABELS)[3] == 0 for x, y in first[2:])


def test_ten_heads_from_one_start_have_no_names(page: Page):
    opened(page, CROWD, 60)
    assert count_ink(page, LABELS) == 0
    assert count_ink(page, "stage-heads") > 500


def test_names_grow_with_the_projector(page: Page):
    opened(page, SCENE, 60)
    ink = count_ink(page, LABELS)
    page.keyboard.press("p")
    page.wait_for_function("document.querySelector('.stage-chart').data[3].line.width > 3")
    assert count_ink(page, LABELS) > 1.7 * ink


def same_path(*optimizers: str) -> Scene:
    """Racers whose steps are all those of gradient descent, on a wide curve."""
    plain = {"gd": (), "momentum": (("beta", 0.0), ("dampening", 0.0)), "qhm": (("beta", 0.9), ("nu", 0.0))}
    return replace(CURVE, racers=tuple(Racer(name, 0.05, plain[name]) for name in optimizers))


@pytest.mark.parametrize("above", ["momentum", "qhm"])
def test_two_racers_on_one_path_are_both_seen(page: Page, above: str):
    scene = same_path("gd", above)
    one, other = run_scene(scene)
    assert one.points == pytest.approx(other.points, abs=1e-5)
    opened(page, scene, 60)
    lower, upper = (count_ink(page, colour=style.light) for style in line_styles(scene))
    assert min(lower, upper) > 0.12 * max(lower, upper) > 30


def test_whoever_comes_later_lies_no_higher_for_it(visit: Visit):
    # Momentum runs ahead; gradient descent comes along the same path when that is drawn already.
    scene = replace(
        same_path("gd", "momentum"), racers=(Racer("gd", 0.01), replace(same_path("momentum").racers[0], lr=0.05))
    )
    page = opened(visit(), scene, 0)
    page.clock.install(time=0)
    page.clock.pause_at(1000)
    page.keyboard.press("Space")
    page.clock.run_for(10_000)
    played = [count_ink(page, colour=style.light) for style in line_styles(scene)]
    seek(page, 0)
    seek(page)
    assert [count_ink(page, colour=style.light) for style in line_styles(scene)] == played


def test_heads_on_one_spot_share_their_ring(page: Page):
    scene = same_path("gd", "momentum")
    opened(page, scene, 30)
    x, y = run_scene(scene)[0].points[0, 30].astype(float)
    right, left = line_styles(scene)
    pixel = unit(page)
    assert ink_at(page, x, y)[:3] == [255, 255, 255]
    assert is_ink(ink_at(page, x + 4.2 * pixel, y), right.light)
    assert is_ink(ink_at(page, x - 4.2 * pixel, y), left.light)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_head_has_a_light_core_a_ring_and_a_casing_on_any_ground(visit: Visit, scheme: str):
    page = visit(color_scheme=scheme)
    opened(page, CURVE, 10)
    x, y = run_scene(CURVE)[0].points[0, 10].astype(float)
    pixel = unit(page)
    style = line_styles(CURVE)[0]
    assert ink_at(page, x, y)[:3] == [255, 255, 255]
    assert is_ink(ink_at(page, x, y + 4.2 * pixel), style.dark if scheme == "dark" else style.light)
    red, green, blue, opacity = ink_at(page, x, y + 6.9 * pixel)
    assert opacity > 100
    assert max(red, green, blue) < 60 if scheme == "dark" else min(red, green, blue) > 200
