"""The relief: the race on the surface in three dimensions, and what the surface hides of it."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from figures import line_styles
from simulation import Racer, Scene, default_scene
from tests.browser.conftest import Visit
from tests.browser.expected import link, wait_for_contour_of_view, wait_for_scene
from tests.browser.page import count_ink, ink_at_pixel, ink_middle, open_page, seek, shown_ranges
from tests.browser.relief import HEADS, TRAILS, button, camera, press, relief, seen, show_opening, show_relief

SCENE = default_scene()
COLOURS = [style.light for style in line_styles(SCENE)]
# Its head stays where it starts: near the eye, just within the bowl's rim.
RIM = Scene("sphere", (), ((1.5, -4.6),), (Racer("gd", 1e-6),), 20)


@pytest.fixture
def shown(page: Page) -> Page:
    return show_opening(page)


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
    # Back from a later step, so that the trails are drawn at once, as they are when the map comes back.
    seek(page, 90)
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


def test_two_hundred_paths_are_thin_on_the_relief(page: Page):
    starts = tuple((-5 + 0.55 * x, -5 + 1.05 * y) for x in range(20) for y in range(10))
    scene = Scene("himmelblau", (), starts, (Racer("gd", 0.0005),), 40)
    open_page(page, link(scene))
    wait_for_scene(page, scene)
    seek(page, 3)
    show_relief(page)
    # With its rim, a head takes less than a quarter of that of one of few.
    assert 200 * 5 < count_ink(page, HEADS) < 200 * 46


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
