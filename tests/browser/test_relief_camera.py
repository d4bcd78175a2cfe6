"""Turning and zooming the relief, and what leaves the eye where it is."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from figures import line_styles
from simulation import default_scene
from tests.browser.conftest import Visit
from tests.browser.controls import choose_surface, enter, rate_slider
from tests.browser.expected import wait_for_address, wait_for_contour_of_view, wait_for_scene
from tests.browser.page import address_query, count_ink, drawn_tag, open_page, seek, shown_ranges, shown_step
from tests.browser.relief import HEADS, button, camera, press, relief, seen, show_relief, wait_for_other_camera


@pytest.fixture
def shown(page: Page) -> Page:
    """The opening scene as a relief, paused at step 40."""
    open_page(page)
    wait_for_contour_of_view(page)
    seek(page, 40)
    show_relief(page)
    return page


def test_drag_turns_and_wheel_zooms_and_neither_adds_a_start(shown: Page):
    tag = drawn_tag(shown)
    box: Any = relief(shown).bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    turn, tilt, zoom = camera(shown)
    shown.mouse.move(x, y)
    shown.mouse.down()
    shown.mouse.move(x + 80, y + 20, steps=4)
    shown.mouse.up()
    dragged = wait_for_other_camera(shown, [turn, tilt, zoom])
    assert dragged[0] < turn
    assert dragged[1] > tilt
    assert dragged[2] == zoom
    shown.mouse.wheel(0, -100)
    nearer = wait_for_other_camera(shown, dragged)
    assert nearer[:2] == dragged[:2]
    assert nearer[2] > zoom
    shown.mouse.click(x, y)
    shown.keyboard.press("3")
    expect(shown.locator(".stage-handle")).to_have_count(2)
    assert drawn_tag(shown) == tag


def test_arrow_keys_are_the_players_unless_the_relief_has_the_focus(shown: Page):
    before = camera(shown)
    button(shown).focus()
    shown.keyboard.press("ArrowRight")
    assert shown_step(shown) == 41
    assert camera(shown) == before
    press(shown, "ArrowRight", 1)
    assert shown_step(shown) == 41


def test_zoom_buttons_and_home_act_on_the_relief(shown: Page):
    home = camera(shown)
    ranges = shown_ranges(shown)
    shown.get_by_role("button", name="Zoom in").click()
    nearer = wait_for_other_camera(shown, home)
    assert nearer[2] > home[2]
    turned = press(shown, "ArrowUp", 2)
    shown.get_by_role("button", name="Show the whole relief").click()
    assert wait_for_other_camera(shown, turned) == home
    button(shown).click()
    assert shown_ranges(shown) == ranges


def test_the_camera_stays_through_reruns_themes_and_surface_parameters(page: Page):
    open_page(page, "surface=rosenbrock")
    seek(page, 40)
    show_relief(page)
    place = press(page, "ArrowLeft", 4)
    before = address_query(page)
    rate_slider(page, "gd").press("ArrowRight")
    wait_for_address(page, before)
    assert camera(page) == place
    light = seen(page)
    page.emulate_media(color_scheme="dark")
    dark = line_styles(default_scene("rosenbrock"))[0].dark
    page.wait_for_function("document.querySelector('.stage-relief').dataset.theme === 'dark'")
    assert camera(page) == place
    assert seen(page).mean() < light.mean() - 60
    assert count_ink(page, HEADS, dark) > 20
    before = address_query(page)
    enter(page.get_by_role("spinbutton", name="b", exact=True), 50)
    wait_for_address(page, before)
    assert camera(page) == place


def test_another_surface_is_looked_at_from_the_front(shown: Page):
    home = camera(shown)
    press(shown, "ArrowLeft", 4)
    choose_surface(shown, "booth")
    wait_for_scene(shown, default_scene("booth"))
    shown.wait_for_function(
        """(home) => {
          const { camera, resting } = document.querySelector(".stage-relief").dataset;
          return resting === "true" && camera.split(" ").every((part, i) => Number(part) === home[i]);
        }""",
        arg=home,
    )


def test_the_key_3_swaps_map_and_relief_but_not_while_someone_types(page: Page):
    open_page(page)
    seek(page, 40)
    page.get_by_role("spinbutton", name="Steps").focus()
    page.keyboard.press("3")
    expect(relief(page)).to_be_hidden()
    page.get_by_role("spinbutton", name="Steps").press("Escape")
    page.locator(".stage-map .stage-title").click()
    page.keyboard.press("3")
    expect(relief(page)).to_be_visible()
    page.keyboard.press("3")
    expect(relief(page)).to_be_hidden()


def test_the_relief_has_a_name_and_the_keyboard_reaches_it(shown: Page):
    shown.get_by_role("button", name="Save as a picture").focus()
    shown.keyboard.press("Tab")
    name = shown.evaluate("document.activeElement.getAttribute('aria-label')")
    assert name == "Relief of the surface Himmelblau. Arrow keys turn it, plus and minus zoom."
    assert shown.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_where_motion_is_unwelcome_the_relief_stands_still_at_once(visit: Visit):
    page = visit(reduced_motion="reduce")
    open_page(page)
    seek(page, 40)
    page.evaluate(
        """() => {
          const relief = document.querySelector(".stage-relief");
          window.cameras = new Set();
          new MutationObserver(() => window.cameras.add(relief.dataset.camera)).observe(relief, { attributes: true });
        }"""
    )
    show_relief(page)
    assert len(page.evaluate("[...window.cameras].filter(Boolean)")) <= 2


def test_on_a_phone_the_relief_fits_and_leaves_scrolling_to_the_finger(visit: Visit):
    page = visit(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, device_scale_factor=2)
    open_page(page)
    seek(page, 40)
    show_relief(page)
    box: Any = relief(page).bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert relief(page).evaluate("(relief) => getComputedStyle(relief).touchAction") == "pan-y"
    assert page.evaluate("document.querySelector('.relief-ground').width") == pytest.approx(2 * box["width"], abs=2)
