"""The relief: the race on the surface in three dimensions, and what the surface hides of it."""

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from figures import line_styles
from simulation import Racer, Scene, default_scene
from tests.browser.conftest import Visit
from tests.browser.controls import choose_surface, enter, rate_slider
from tests.browser.expected import link, wait_for_address, wait_for_contour_of_view, wait_for_scene
from tests.browser.page import (
    address_query,
    count_ink,
    drawn_tag,
    ink_at_pixel,
    ink_middle,
    open_page,
    seek,
    shown_ranges,
    shown_step,
)

SCENE = default_scene()
COLOURS = [style.light for style in line_styles(SCENE)]
# Its head stays where it starts: near the eye, just within the bowl's rim.
RIM = Scene("sphere", (), ((1.5, -4.6),), (Racer("gd", 1e-6),), 20)
HEADS, TRAILS = "relief-heads", "relief-trails"


def button(page: Page) -> Locator:
    return page.get_by_role("button", name="3-D relief")


def relief(page: Page) -> Locator:
    return page.locator(".stage-relief")


def show_relief(page: Page) -> None:
    """Press the button, and return once the relief has come to rest."""
    button(page).click()
    page.wait_for_selector(".stage-relief[data-resting=true]")


def camera(page: Page) -> list[float]:
    """Turn and tilt in radians, and zoom."""
    return [float(part) for part in (relief(page).get_attribute("data-camera") or "").split()]


def wait_for_other_camera(page: Page, before: list[float]) -> list[float]:
    page.wait_for_function(
        """(before) => {
          const { camera, resting } = document.querySelector(".stage-relief").dataset;
          return resting === "true" && camera.split(" ").some((part, i) => Number(part) !== before[i]);
        }""",
        arg=before,
    )
    return camera(page)


def press(page: Page, key: str, times: int) -> list[float]:
    """A key on the relief; returns where the eye then rests."""
    before = camera(page)
    for _ in range(times):
        relief(page).press(key)
    return wait_for_other_camera(page, before)


def seen(page: Page) -> np.ndarray:
    """What is seen in the map's place, (height, width, 3)."""
    box: Any = page.locator(".stage-views").bounding_box()
    return np.asarray(Image.open(io.BytesIO(page.screenshot(clip=box))).convert("RGB")).astype(int)


@pytest.fixture
def shown(page: Page) -> Page:
    """The opening scene as a relief, paused at step 40."""
    open_page(page)
    wait_for_contour_of_view(page)
    seek(page, 40)
    show_relief(page)
    return page


def test_the_relief_takes_the_place_of_the_map(page: Page):
    open_page(page)
    wait_for_contour_of_view(page)
    seek(page, 40)
    place = page.locator(".stage-plot").bounding_box()
    show_relief(page)
    assert relief(page).bounding_box() == place
    expect(button(page)).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".stage-handle").first).to_be_hidden()
    pixels = seen(page)
    # Lit ground has many shades, and covers a good part of the place.
    assert len(np.unique(pixels.reshape(-1, 3), axis=0)) > 400
    assert (np.abs(pixels - pixels[2, 2]) > 6).any(axis=2).mean() > 0.2


def test_trails_on_the_relief_grow_with_the_steps(shown: Page):
    seek(shown, 0)
    assert count_ink(shown, TRAILS) == 0
    inks = []
    for step in (10, 30, 80):
        seek(shown, step)
        inks.append([count_ink(shown, TRAILS, colour) for colour in COLOURS])
    assert all(first > 20 for first in inks[0])
    assert np.diff(np.sum(inks, axis=1)).min() > 50
    seek(shown, 30)
    # But for the dashes, which begin anew where a trail comes out from behind the surface.
    assert sum(count_ink(shown, TRAILS, colour) for colour in COLOURS) == pytest.approx(sum(inks[1]), rel=0.2)


def test_a_head_moves_when_the_relief_is_turned(shown: Page):
    middles = [ink_middle(shown, HEADS, colour) for colour in COLOURS]
    turn, tilt, zoom = camera(shown)
    assert press(shown, "ArrowLeft", 3) == pytest.approx([turn - np.pi / 12, tilt, zoom], abs=1e-3)
    for before, colour in zip(middles, COLOURS, strict=True):
        assert np.hypot(*np.subtract(ink_middle(shown, HEADS, colour), before)) > 5


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


def test_a_head_behind_the_surface_is_a_hollow_ring(page: Page):
    open_page(page, link(RIM))
    wait_for_scene(page, RIM)
    seek(page, 5)
    show_relief(page)
    colour = line_styles(RIM)[0].light
    press(page, "ArrowUp", 9)
    assert ink_at_pixel(page, *ink_middle(page, HEADS, colour), HEADS) == [255, 255, 255, 255]
    press(page, "ArrowDown", 16)
    x, y = ink_middle(page, HEADS, colour)
    assert ink_at_pixel(page, x, y, HEADS)[3] == 0
    assert count_ink(page, HEADS, colour) > 30


def test_a_run_that_leaves_the_box_ends_at_its_wall_with_a_triangle(page: Page):
    scene = Scene("sphere", (), ((1.0, -2.0),), (Racer("gd", 1.2),), 30)
    open_page(page, link(scene))
    wait_for_scene(page, scene)
    seek(page, 0)
    show_relief(page)
    colour = line_styles(scene)[0].light
    assert count_ink(page, HEADS, "#ffffff") > 10
    seek(page)
    assert count_ink(page, HEADS, colour) > 60
    # A head has a white core, the triangle has none.
    assert ink_at_pixel(page, *ink_middle(page, HEADS, colour), HEADS)[:3] != [255, 255, 255]
    assert count_ink(page, TRAILS, colour) > 200


def test_back_on_the_map_nothing_has_changed(page: Page):
    open_page(page)
    wait_for_contour_of_view(page)
    page.get_by_role("button", name="Zoom in").click()
    wait_for_contour_of_view(page)
    seek(page, 40)
    before = (shown_ranges(page), count_ink(page), count_ink(page, "stage-heads"))
    show_relief(page)
    press(page, "ArrowLeft", 2)
    seek(page, 90)
    seek(page, 40)
    button(page).click()
    expect(button(page)).to_have_attribute("aria-pressed", "false")
    expect(page.locator(".stage-handle").first).to_be_visible()
    expect(relief(page)).to_be_hidden()
    assert (shown_ranges(page), count_ink(page), count_ink(page, "stage-heads")) == before


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


def test_playing_moves_the_heads_and_never_draws_the_ground_again(shown: Page):
    shown.evaluate(
        """() => {
          window.grounds = 0;
          const draw = WebGL2RenderingContext.prototype.drawElements;
          WebGL2RenderingContext.prototype.drawElements = function (...given) {
            window.grounds++;
            draw.apply(this, given);
          };
        }"""
    )
    before = [ink_middle(shown, HEADS, colour) for colour in COLOURS]
    shown.click(".stage-play")
    shown.wait_for_function("document.querySelector('.stage-host').dataset.step > 60")
    shown.click(".stage-play")
    assert [ink_middle(shown, HEADS, colour) for colour in COLOURS] != before
    assert shown.evaluate("window.grounds") == 0
    press(shown, "ArrowLeft", 1)
    assert shown.evaluate("window.grounds") > 0


def test_without_webgl_a_sentence_says_so_and_the_map_stays(visit: Visit):
    page = visit()
    page.add_init_script(
        """const given = HTMLCanvasElement.prototype.getContext;
        HTMLCanvasElement.prototype.getContext = function (kind, ...how) {
          return kind === "webgl2" ? null : given.call(this, kind, ...how);
        };"""
    )
    open_page(page)
    seek(page, 40)
    button(page).click()
    expect(page.locator(".stage-notices")).to_contain_text("The 3-D view needs WebGL 2")
    expect(button(page)).to_have_attribute("aria-pressed", "false")
    expect(page.locator(".stage-handle").first).to_be_visible()


def test_the_relief_is_saved_as_a_picture(shown: Page, tmp_path: Path):
    with shown.expect_download() as download:
        shown.get_by_role("button", name="Save as a picture").click()
    assert download.value.suggested_filename == "himmelblau-step-40.png"
    download.value.save_as(tmp_path / "relief.png")
    pixels = np.asarray(Image.open(tmp_path / "relief.png").convert("RGB")).astype(int)
    box: Any = relief(shown).bounding_box()
    assert pixels.shape[:2] == (2 * int(box["height"]), 2 * int(box["width"]))
    small = pixels[::2, ::2]
    # The same as is seen on the page, to the smoothing of edges.
    page = seen(shown)[: small.shape[0], : small.shape[1]]
    assert (np.abs(small - page).max(axis=2) < 40).mean() > 0.95


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


def test_two_hundred_paths_are_thin_on_the_relief(page: Page):
    starts = tuple((-5 + 0.55 * x, -5 + 1.05 * y) for x in range(20) for y in range(10))
    scene = Scene("himmelblau", (), starts, (Racer("gd", 0.0005),), 40)
    open_page(page, link(scene))
    wait_for_scene(page, scene)
    seek(page, 3)
    show_relief(page)
    assert 200 * 5 < count_ink(page, HEADS) < 200 * 36


HIDING = """async () => {
  const folder = document.querySelector('link[href*="relief.css"]').href;
  const { Terrain } = await import(new URL("terrain.js", folder).href);
  const { Hidden } = await import(new URL("hidden.js", folder).href);
  // A wall across the middle, one high on even ground.
  const side = 41;
  const heights = Float32Array.from({ length: side * side }, (_, i) => Number(Math.abs((i % side) - 20) < 3));
  const levels = { start: 0, end: 1, size: 0.1 };
  const terrain = new Terrain(heights, { domain: [[0, 40], [0, 40]], equalAspect: true, levels });
  const hidden = new Hidden(terrain);
  const behind = (eye, stride) => {
    hidden.look(eye, stride);
    return [5, 14, 20, 26, 35].map((column) => hidden.at(column, 20));
  };
  return [behind([4, 0, 0.5], 1), behind([4, 0, 0.5], 3), behind([-4, 0, 0.5], 1), behind([0.1, 0, 5], 1)];
}"""


def test_a_wall_hides_what_lies_behind_it(shown: Page):
    right, roughly, left, above = shown.evaluate(HIDING)
    assert right == [True, True, False, False, False]
    assert roughly == right
    assert left == [False, False, False, True, True]
    assert above == [False] * 5
