"""Trails and heads, pixel by pixel: where the racer has been there is its colour, and nothing where it has not."""

import numpy as np
import pytest
from playwright.sync_api import Page

from figures import line_styles
from simulation import Racer, Scene, run_scene
from tests.browser.conftest import Visit
from tests.browser.expected import link, wait_for_contour_of_view, wait_for_scene
from tests.browser.page import count_ink, ink_at, open_page, plot_point, seek, shown_ranges

# One racer on a wide curve that never comes near itself, drawn with a solid line.
CURVE = Scene("bowl", (("condition", 20.0), ("angle", 20.0)), ((-5.0, 4.0),), (Racer("gd", 0.05),), 60)
PATH = run_scene(CURVE)[0].points[0].astype(float)
COLOUR = line_styles(CURVE)[0].light
# Pixels: well within a head yet outside its white middle; well outside a head.
RING, BEYOND = 4.2, 9.5


def rgb(colour: str) -> list[int]:
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]


def is_ink(pixel: list[int], colour: str = COLOUR) -> bool:
    """Whether the pixel is covered with this colour, or half covered: where pieces of a trail meet, and at its end."""
    return pixel[3] > 100 and all(abs(a - b) < 24 for a, b in zip(pixel, rgb(colour), strict=False))


def unit(page: Page) -> float:
    """How much of the surface one pixel covers."""
    (low, high), _ = shown_ranges(page)
    return (high - low) / (plot_point(page, high, 0)[0] - plot_point(page, low, 0)[0])


def assert_head_at(page: Page, x: float, y: float, colour: str = COLOUR) -> None:
    """A ring of the colour with a white middle at this point, and nothing round it."""
    pixel = unit(page)
    assert ink_at(page, x, y)[:3] == [255, 255, 255]
    for across, up in [(1, 0), (-1, 0), (0, 1), (0, -1)]:
        assert is_ink(ink_at(page, x + across * RING * pixel, y + up * RING * pixel), colour)
        assert ink_at(page, x + across * BEYOND * pixel, y + up * BEYOND * pixel)[3] == 0


def trail_at(page: Page, point: np.ndarray) -> list[int]:
    x, y = point
    return ink_at(page, float(x), float(y), "stage-trails")


def assert_walked_until(page: Page, step: int) -> None:
    """The path is inked up to this step and not beyond."""
    for i in range(step):
        middle = (PATH[i] + PATH[i + 1]) / 2
        assert is_ink(trail_at(page, PATH[i])), f"no trail at step {i} of {step}"
        # The last piece may be no longer than a pixel.
        if i < step - 1:
            assert is_ink(trail_at(page, middle)), f"no trail after step {i} of {step}"
    pixel = unit(page)
    ahead = [point for point in PATH[step + 1 :] if abs(point - PATH[step]).max() > 4 * pixel]
    for point in ahead:
        assert trail_at(page, point)[3] == 0, f"a trail ahead of step {step}"


@pytest.fixture
def curve(page: Page) -> Page:
    """The page with the one curve, paused at its beginning."""
    open_page(page, link(CURVE))
    wait_for_scene(page, CURVE)
    seek(page, 0)
    return page


def test_head_stands_where_the_racer_is(curve: Page):
    for step in (0, 7, 30, 60):
        seek(curve, step)
        assert_head_at(curve, *PATH[step])


def test_trail_covers_the_walked_part_and_nothing_ahead(curve: Page):
    for step in (20, 45, 10, 60):
        seek(curve, step)
        assert_walked_until(curve, step)


def test_at_the_first_step_there_is_no_trail(curve: Page):
    seek(curve, 60)
    seek(curve, 0)
    assert count_ink(curve) == 0
    assert count_ink(curve, "stage-casing") == 0


def test_a_trail_grown_step_by_step_looks_like_one_drawn_at_once(curve: Page):
    for _ in range(30):
        curve.keyboard.press("ArrowRight")
    assert_walked_until(curve, 30)
    grown = count_ink(curve, colour=COLOUR)
    seek(curve, 40)
    seek(curve, 30)
    assert grown == pytest.approx(count_ink(curve, colour=COLOUR), rel=0.1)


def test_trail_and_head_follow_the_zoom(curve: Page):
    seek(curve, 20)
    curve.get_by_role("button", name="Zoom out").click()
    wait_for_contour_of_view(curve)
    assert_head_at(curve, *PATH[20])
    assert_walked_until(curve, 20)


def test_on_a_fine_screen_trail_and_head_are_as_exact(visit: Visit):
    page = visit(device_scale_factor=2)
    open_page(page, link(CURVE))
    wait_for_scene(page, CURVE)
    seek(page, 30)
    assert page.evaluate("document.querySelector('.stage-heads').width") == pytest.approx(
        2 * page.evaluate("document.querySelector('.stage-heads').clientWidth"), abs=1
    )
    assert_head_at(page, *PATH[30])
    assert_walked_until(page, 30)


def test_every_run_of_every_racer_has_its_head(page: Page):
    scene = Scene("himmelblau", (), ((-0.5, -4.5), (4.5, 4.5), (-5, 2)), (Racer("gd", 0.001), Racer("adam", 0.05)), 100)
    open_page(page, link(scene))
    wait_for_contour_of_view(page)
    seek(page, 12)
    for style, run in zip(line_styles(scene), run_scene(scene), strict=True):
        for x, y in run.points[:, 12].astype(float):
            assert is_ink(ink_at(page, x + RING * unit(page), y), style.light)
