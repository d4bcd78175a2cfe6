"""Turning and zooming the relief, and what leaves the eye where it is."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from figures import line_styles
from simulation import default_scene
from tests.browser.conftest import Visit
from tests.browser.controls import choose_surface, enter, rate_slider
from tests.browser.expected import wait_for_address, wait_for_scene
from tests.browser.page import address_query, count_ink, drawn_tag, open_page, seek, shown_ranges, shown_step
from tests.browser.relief import (
    HEADS,
    button,
    camera,
    press,
    relief,
    seen,
    show_opening,
    show_relief,
    wait_for_other_camera,
)


@pytest.fixture
def shown(page: Page) -> Page:
    return show_opening(page)


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
    # The last of the tools comes right before it.
    shown.locator(".stage-tools button:visible").last.focus()
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


BEHIND_THE_EYE = """async () => {
  const folder = document.querySelector('link[href*="relief.css"]').href;
  const { Camera } = await import(new URL("camera.js", folder).href);
  const camera = new Camera();
  camera.frame([1, 1, 0.46], 700, 600);
  const places = [];
  for (let x = -1; x <= 1; x += 0.1) for (let y = -1; y <= 1; y += 0.1) places.push(x, y, -0.2);
  const pixels = new Float32Array((places.length / 3) * 2);
  const found = { farthest: 0, nowhere: 0, lines: 0, agree: true };
  for (const tilt of [0.07, 0.2, 0.5]) {
    camera.place = { turn: -1.1, tilt, zoom: 6 };
    camera.projectAll(new Float32Array(places), pixels);
    for (const pixel of pixels) {
      if (Number.isNaN(pixel)) found.nowhere++;
      else found.farthest = Math.max(found.farthest, Math.abs(pixel));
    }
    for (let i = 0; i < places.length; i += 3) {
      const [x, y] = camera.project(places[i], places[i + 1], places[i + 2]);
      const other = pixels[(2 * i) / 3];
      found.agree &&= Number.isNaN(x) ? Number.isNaN(other) : Math.abs(x - other) < 0.01 * Math.abs(x) + 0.1;
      const ends = camera.projectLine([0, 0, -0.2], [places[i], places[i + 1], places[i + 2]]);
      found.lines += Number(Boolean(ends?.flat().every(Number.isFinite)));
    }
  }
  return found;
}"""


def test_what_lies_behind_the_eye_has_no_pixel(shown: Page):
    found = shown.evaluate(BEHIND_THE_EYE)
    assert found["nowhere"] > 100
    assert found["farthest"] < 5e4
    assert found["agree"]
    assert found["lines"] == 3 * 21 * 21


def test_a_path_is_cut_where_it_goes_behind_the_eye(page: Page):
    open_page(page)
    seek(page)
    page.evaluate(
        """() => {
          window.farthest = 0;
          for (const name of ["moveTo", "lineTo"]) {
            const draw = CanvasRenderingContext2D.prototype[name];
            CanvasRenderingContext2D.prototype[name] = function (x, y) {
              const far = Math.max(Math.abs(x) || 0, Math.abs(y) || 0);
              if (this.canvas.className.includes("relief")) window.farthest = Math.max(window.farthest, far);
              draw.call(this, x, y);
            };
          }
        }"""
    )
    show_relief(page)
    press(page, "+", 12)
    press(page, "ArrowDown", 7)
    assert camera(page)[2] == pytest.approx(6)
    assert page.evaluate("window.farthest") < 5e4


def test_letters_and_starts_of_the_relief_grow_for_a_room(shown: Page):
    shown.evaluate(
        """() => {
          const watched = CanvasRenderingContext2D.prototype;
          const [fill, arc] = [watched.fillText, watched.arc];
          window.sizes = () => ({ letters: new Set(), starts: new Set() });
          window.noted = window.sizes();
          watched.fillText = function (...given) {
            const size = parseFloat(this.font.match(/([\\d.]+)px/)[1]);
            if (this.canvas.className.includes("relief-box")) window.noted.letters.add(size);
            fill.apply(this, given);
          };
          watched.arc = function (...given) {
            if (this.canvas.className.includes("relief-starts")) window.noted.starts.add(given[2]);
            arc.apply(this, given);
          };
        }"""
    )
    read = """() => {
      const { letters, starts } = window.noted;
      window.noted = window.sizes();
      return [Math.max(...letters), Math.max(...starts)];
    }"""
    before = camera(shown)
    shown.keyboard.press("+")
    wait_for_other_camera(shown, before)
    small = shown.evaluate(read)
    shown.keyboard.press("p")
    shown.wait_for_function("window.noted.letters.size > 0 && Math.max(...window.noted.letters) > 17")
    large = shown.evaluate(read)
    assert large == pytest.approx([1.5 * small[0], 1.7 * small[1]])
