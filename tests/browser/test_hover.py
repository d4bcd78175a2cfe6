"""The pointer over a path tells whose it is and where it stands."""

import re
from dataclasses import replace

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from optimizers import OPTIMIZERS
from simulation import default_scene, run_scene
from tests.browser.expected import link, number, racer, wait_for_contour_of_view, wait_for_scene
from tests.browser.page import open_page, plot_point, seek

# Two racers whose paths are apart, two starts, few steps: every point is the nearest one of its own spot.
GD, ADAM = racer("gd", 0.2, "bowl"), racer("adam", 0.4, "bowl")
SCENE = replace(default_scene("bowl"), starts=((-5.0, 3.0), (5.0, 4.0)), racers=(GD, ADAM), steps=12)
SAID = re.compile(
    r"(?P<title>.+)\nstep (?P<step>\d+), start (?P<start>\d+)\nx (?P<x>\S+), y (?P<y>\S+)\nloss (?P<loss>\S+)"
)


@pytest.fixture
def opened(page: Page) -> Page:
    open_page(page, link(SCENE))
    wait_for_scene(page, SCENE)
    wait_for_contour_of_view(page)
    seek(page, 0)
    return page


def tooltip(page: Page) -> Locator:
    return page.get_by_role("tooltip")


@pytest.mark.parametrize(("which", "start", "step"), [(0, 0, 3), (0, 1, 5), (1, 0, 6), (1, 1, 2)])
def test_tooltip_tells_optimizer_step_place_and_loss(opened: Page, which: int, start: int, step: int):
    run = run_scene(SCENE)[which]
    opened.mouse.move(*plot_point(opened, *run.points[start, step].astype(float)))
    expect(tooltip(opened)).to_be_visible()
    said = SAID.fullmatch(tooltip(opened).inner_text())
    assert said is not None, tooltip(opened).inner_text()
    assert said["title"] == OPTIMIZERS[SCENE.racers[which].optimizer].title
    assert (int(said["step"]), int(said["start"])) == (step, start + 1)
    x, y, loss = (number(said[name]) for name in ("x", "y", "loss"))
    np.testing.assert_allclose([x, y, loss], [*run.points[start, step], run.values[start, step]], rtol=1e-3)


def test_tooltip_goes_when_the_pointer_leaves_the_path(opened: Page):
    point = run_scene(SCENE)[1].points[0, 6].astype(float)
    opened.mouse.move(*plot_point(opened, *point))
    expect(tooltip(opened)).to_be_visible()
    opened.mouse.move(*plot_point(opened, 0, -4))
    expect(tooltip(opened)).to_be_hidden()


def test_tooltip_lies_within_the_map(opened: Page):
    corner = replace(SCENE, starts=((5.9, -4.9), (-5.9, 4.9)), racers=(GD,))
    opened.goto(f"/?{link(corner)}")
    wait_for_scene(opened, corner)
    wait_for_contour_of_view(opened)
    plot = opened.locator(".stage-plot").bounding_box()
    for start in (0, 1):
        point = run_scene(corner)[0].points[start, 1].astype(float)
        opened.mouse.move(*plot_point(opened, *point))
        expect(tooltip(opened)).to_contain_text(f"step 1, start {start + 1}")
        box = tooltip(opened).bounding_box()
        assert box is not None
        assert plot is not None
        assert box["x"] >= plot["x"]
        assert box["x"] + box["width"] <= plot["x"] + plot["width"]
        assert box["y"] >= plot["y"]
        assert box["y"] + box["height"] <= plot["y"] + plot["height"]
