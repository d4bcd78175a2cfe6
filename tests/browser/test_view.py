"""Zoom and pan: they work, and they survive whatever else is changed."""

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from simulation import Scene, default_scene
from tests.browser.controls import choose_surface, enter, pill, rate_slider
from tests.browser.expected import (
    assert_contour_drawn,
    assert_paths_drawn,
    wait_for_address,
    wait_for_contour_of_view,
    wait_for_scene,
)
from tests.browser.page import DESK, address_query, drawn_tag, open_page, plot_point, seek, shown_ranges

SCENE = default_scene()
Ranges = tuple[list[float], list[float]]


@pytest.fixture
def opened(page: Page) -> Page:
    open_page(page)
    wait_for_contour_of_view(page)
    seek(page, 40)
    return page


def width(ranges: Ranges) -> float:
    return ranges[0][1] - ranges[0][0]


def turn_wheel(page: Page, x: float, y: float, by: int) -> Ranges:
    """Turn the wheel over this point by some notches, forward is nearer; returns the view with its contours drawn."""
    page.mouse.move(*plot_point(page, x, y))
    for _ in range(abs(by)):
        before = shown_ranges(page)
        page.mouse.wheel(0, -100 if by > 0 else 100)
        wait_for_other_view(page, before)
    return shown_ranges(page)


def wait_for_other_view(page: Page, before: Ranges) -> None:
    page.wait_for_function(
        """(before) => {
          const { xaxis, yaxis } = document.querySelector(".stage-chart")._fullLayout;
          return String([xaxis.range, yaxis.range]) !== String(before);
        }""",
        arg=before,
    )
    wait_for_contour_of_view(page)


def assert_same_view(page: Page, view: Ranges) -> None:
    """To the rounding of a map that grew by a line and shrank again."""
    np.testing.assert_allclose(shown_ranges(page), view, rtol=1e-12)


def assert_same_scale(page: Page) -> None:
    """As many pixels for a unit of x as for one of y."""
    left, upper = plot_point(page, 0, 1)
    right, lower = plot_point(page, 1, 0)
    assert right - left == pytest.approx(lower - upper, abs=0.05)


def test_wheel_zooms_about_the_pointer(opened: Page):
    whole = shown_ranges(opened)
    spot = plot_point(opened, 2, 1)
    nearer = turn_wheel(opened, 2, 1, 4)
    assert width(nearer) < 0.8 * width(whole)
    assert plot_point(opened, 2, 1) == pytest.approx(spot, abs=1)
    assert_same_scale(opened)
    assert_contour_drawn(opened, SCENE)
    assert width(turn_wheel(opened, 2, 1, -4)) == pytest.approx(width(whole), rel=1e-3)


def test_drag_on_the_map_moves_it_and_adds_no_start(opened: Page):
    tag = drawn_tag(opened)
    before = shown_ranges(opened)
    x, y = plot_point(opened, -2, 1)
    opened.mouse.move(x, y)
    opened.mouse.down()
    opened.mouse.move(x + 120, y - 50, steps=4)
    opened.mouse.up()
    wait_for_other_view(opened, before)
    assert plot_point(opened, -2, 1) == pytest.approx((x + 120, y - 50), abs=1)
    assert width(shown_ranges(opened)) == pytest.approx(width(before))
    assert_contour_drawn(opened, SCENE)
    assert drawn_tag(opened) == tag
    assert opened.locator(".stage-handle").count() == 2


def test_starts_stay_where_they_are_on_the_surface(opened: Page):
    turn_wheel(opened, 0, -4, 3)
    box = opened.locator(".stage-handle").first.bounding_box()
    assert box is not None
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert middle == pytest.approx(plot_point(opened, *SCENE.starts[0]), abs=1)


def test_a_start_is_added_where_the_zoomed_map_is_clicked(opened: Page):
    turn_wheel(opened, 2, 1, 4)
    spot = plot_point(opened, 1, 1.5)
    opened.mouse.click(*spot)
    scene = wait_for_address(opened, "")
    assert plot_point(opened, *scene.starts[2]) == pytest.approx(spot, abs=0.5)


def test_view_survives_every_change_of_the_race(opened: Page):
    view = turn_wheel(opened, 2, 1, 4)

    def changed(before: str) -> Scene:
        scene = wait_for_address(opened, before)
        assert_same_view(opened, view)
        assert_paths_drawn(opened, scene)
        return scene

    before = address_query(opened)
    pill(opened, "adagrad").click()
    assert len(changed(before).racers) == 5
    before = address_query(opened)
    rate_slider(opened, "gd").press("ArrowRight")
    changed(before)
    before = address_query(opened)
    opened.mouse.click(*plot_point(opened, 1, 1.5))
    assert len(changed(before).starts) == 3
    before = address_query(opened)
    enter(opened.get_by_role("spinbutton", name="Steps"), 80)
    assert changed(before).steps == 80
    seek(opened, 20)
    assert_same_view(opened, view)
    assert_contour_drawn(opened, SCENE)


def test_view_survives_another_size_of_the_window(opened: Page):
    turn_wheel(opened, 2, 1, 4)
    nearer = shown_ranges(opened)
    opened.get_by_role("button", name="Show the whole map").click()
    wait_for_other_view(opened, nearer)
    view = turn_wheel(opened, 2, 1, 4)
    for size in ({"width": 1200, "height": 800}, {"width": 1300, "height": 700}):
        before = opened.locator(".stage-chart .main-svg").first.bounding_box()
        opened.set_viewport_size(size)  # type: ignore[arg-type]
        opened.wait_for_function(
            """(before) => {
              const box = document.querySelector(".stage-chart .main-svg").getBoundingClientRect();
              return box.width !== before.width || box.height !== before.height;
            }""",
            arg=before,
        )
        opened.wait_for_function(
            """(range) => String(document.querySelector(".stage-chart")._fullLayout.xaxis.range) === String(range)""",
            arg=view[0],
        )
        wait_for_contour_of_view(opened)
        assert_same_scale(opened)
        middle = sum(shown_ranges(opened)[1]) / 2
        assert middle == pytest.approx(sum(view[1]) / 2)
    opened.set_viewport_size(DESK)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("across", "down"),
    [
        (1300, 700),
        (1200, 700),
    ],
)
def test_whole_map_stays_whole_in_another_size_of_the_window(opened: Page, across: int, down: int):
    opened.set_viewport_size({"width": across, "height": down})
    opened.wait_for_function(
        """() => {
          const chart = document.querySelector(".stage-chart");
          return chart.querySelector(".main-svg").clientHeight === chart.clientHeight;
        }"""
    )
    wait_for_contour_of_view(opened)
    (x0, x1), (y0, y1) = shown_ranges(opened)
    assert [y0, y1] == pytest.approx([-5.5, 5.5])
    assert x0 < -5.5 < 5.5 < x1
    assert_same_scale(opened)
    assert_contour_drawn(opened, SCENE)


def test_home_shows_the_whole_map_again(opened: Page):
    whole = shown_ranges(opened)
    view = turn_wheel(opened, 2, 1, 4)
    opened.get_by_role("button", name="Show the whole map").click()
    wait_for_other_view(opened, view)
    assert shown_ranges(opened) == whole
    assert_contour_drawn(opened, SCENE)


def test_zoom_buttons_zoom_about_the_middle(opened: Page):
    whole = shown_ranges(opened)
    opened.get_by_role("button", name="Zoom in").click()
    wait_for_other_view(opened, whole)
    view = shown_ranges(opened)
    assert width(view) == pytest.approx(width(whole) / 2)
    assert sum(view[0]) == pytest.approx(sum(whole[0]), abs=1e-9)
    opened.get_by_role("button", name="Zoom out").click()
    wait_for_other_view(opened, view)
    assert width(shown_ranges(opened)) == pytest.approx(width(whole))


def test_another_surface_shows_its_own_whole_map(opened: Page):
    turn_wheel(opened, 2, 1, 4)
    choose_surface(opened, "rosenbrock")
    wait_for_scene(opened, default_scene("rosenbrock"))
    (x0, x1), (y0, y1) = shown_ranges(opened)
    assert [x0 + x1, y0, y1] == pytest.approx([0, -1, 3], abs=1e-9)


def test_a_new_race_keeps_the_contours_on_the_page(opened: Page):
    for optimizer in ("adagrad", "rmsprop"):
        before = address_query(opened)
        pill(opened, optimizer).click()
        wait_for_address(opened, before)
        assert_contour_drawn(opened, SCENE)
    before = address_query(opened)
    rate_slider(opened, "gd").press("ArrowRight")
    wait_for_address(opened, before)
    assert_contour_drawn(opened, SCENE)
    # Contours lie under the paths.
    layers = opened.evaluate(
        """() => [...document.querySelector(".stage-chart .contourlayer").parentElement.children]
          .map((layer) => layer.classList[0])"""
    )
    assert layers.index("contourlayer") < layers.index("scatterlayer")
    expect(opened.locator(".stage-chart .contourlayer")).to_have_count(1)
