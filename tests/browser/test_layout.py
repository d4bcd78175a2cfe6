"""What matters is on the first screen, at a desk and on a phone; nothing lies over anything else."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from optimizers import STARTERS
from simulation import default_scene
from tests.browser.conftest import Visit
from tests.browser.controls import pill
from tests.browser.expected import assert_paths_drawn, link, wait_for_address, wait_for_contour_of_view, wait_for_scene
from tests.browser.page import DESK, address_query, count_ink, open_page, plot_point, seek, shown_ranges, shown_step

PHONE: dict[str, Any] = {
    "viewport": {"width": 420, "height": 900},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
}
SCENE = default_scene()


def opened(page: Page, query: str = "") -> Page:
    open_page(page, query)
    wait_for_contour_of_view(page)
    seek(page, 60)
    return page


def assert_on_first_screen(page: Page, selector: str) -> None:
    """Wholly visible without scrolling."""
    size = page.viewport_size
    box = page.locator(selector).first.bounding_box()
    assert size is not None
    assert box is not None, selector
    assert min(box["width"], box["height"]) > 10, selector
    assert box["x"] >= 0, selector
    assert box["y"] >= 0, selector
    assert box["x"] + box["width"] <= size["width"], selector
    assert box["y"] + box["height"] <= size["height"], selector


def assert_no_sideways_scroll(page: Page) -> None:
    wider = page.evaluate(
        """() => [document.scrollingElement, document.querySelector(".stMain")]
          .filter((element) => element.scrollWidth > element.clientWidth + 1).length"""
    )
    assert wider == 0


def test_on_a_desk_nothing_that_matters_is_below_the_fold(page: Page):
    opened(page)
    assert page.viewport_size == DESK
    parts = [
        ".st-key-surface",
        ".st-key-optimizers",
        ".st-key-catalogue",
        ".stage-plot",
        ".stage-transport",
        ".stage-notices",
    ]
    for selector in (*parts, ".stage-table", ".stage-course", ".st-key-racer-gd-0", ".st-key-racer-adam-0"):
        assert_on_first_screen(page, selector)
    assert_no_sideways_scroll(page)
    assert page.evaluate("document.querySelector('.stMain').scrollTop") == 0


def test_a_notice_is_above_the_fold_too(page: Page):
    opened(page, "surface=rosenbrock&racer=gd,lr:0.01&racer=adam,lr:30")
    expect(page.locator(".stage-notices")).to_contain_text("diverged")
    assert_on_first_screen(page, ".stage-notices")


def test_the_map_is_the_largest_thing_on_a_desk(page: Page):
    opened(page)
    box = page.locator(".stage-plot").bounding_box()
    assert box is not None
    assert box["width"] * box["height"] > 0.33 * 1440 * 900


def test_nothing_lies_over_the_map_s_paths_and_starts(page: Page):
    opened(page)
    for x, y in [*SCENE.starts, (0.0, 0.0), (5.4, 5.4), (-5.4, -5.4), (5.4, -5.4), (-5.4, 5.4)]:
        over = page.evaluate(
            "([x, y]) => document.elementFromPoint(x, y).closest('.stage-plot') !== null", list(plot_point(page, x, y))
        )
        assert over
    assert page.locator(".stage-plot .legend").count() == 0


@pytest.fixture
def phone(visit: Visit) -> Page:
    return opened(visit(**PHONE))


def test_on_a_phone_map_player_and_main_choices_share_the_first_screen(phone: Page):
    for selector in (
        ".st-key-surface",
        ".st-key-optimizers",
        ".st-key-catalogue",
        ".stage-plot",
        ".stage-play",
        ".stage-scrubber",
    ):
        assert_on_first_screen(phone, selector)
    for place in range(len(STARTERS)):
        assert_on_first_screen(phone, f".st-key-optimizers button >> nth={place}")
    assert_no_sideways_scroll(phone)
    box = phone.locator(".stage-plot").bounding_box()
    assert box is not None
    assert box["height"] >= 300


def test_on_a_phone_every_optimizer_can_be_chosen_without_leaving_the_first_screen(phone: Page):
    for name in ("adam", "rmsprop"):
        before = address_query(phone)
        pill(phone, name).tap()
        wait_for_address(phone, before)
        assert_on_first_screen(phone, ".stage-play")
        assert_no_sideways_scroll(phone)


def test_on_a_phone_the_map_keeps_its_proportions_and_its_paths(phone: Page):
    (x0, x1), (y0, y1) = shown_ranges(phone)
    left, upper = plot_point(phone, x0, y1)
    right, lower = plot_point(phone, x1, y0)
    assert (right - left) / (x1 - x0) == pytest.approx((lower - upper) / (y1 - y0), rel=1e-3)
    assert_paths_drawn(phone, SCENE)
    assert count_ink(phone) > 500


def test_a_tap_adds_a_start_and_a_tap_on_one_removes_it(phone: Page):
    spot = plot_point(phone, -3, 0.5)
    before = address_query(phone)
    phone.touchscreen.tap(*spot)
    scene = wait_for_address(phone, before)
    assert len(scene.starts) == 3
    assert plot_point(phone, *scene.starts[2]) == pytest.approx(spot, abs=0.5)
    assert_paths_drawn(phone, scene)
    before = address_query(phone)
    phone.touchscreen.tap(*plot_point(phone, *SCENE.starts[0]))
    assert wait_for_address(phone, before).starts == scene.starts[1:]


def test_fingers_have_room_for_every_button_of_the_player(phone: Page):
    for button in phone.locator(".stage-transport button:visible").all():
        box = button.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 32


def test_with_reduced_motion_the_race_stands_at_its_end_until_it_is_played(visit: Visit):
    page = visit(reduced_motion="reduce")
    open_page(page)
    wait_for_scene(page, SCENE)
    page.wait_for_selector(".stage-play[data-state='again']")
    assert shown_step(page) == SCENE.steps
    assert count_ink(page) > 500
    page.click(".stage-play")
    page.wait_for_function("(last) => document.querySelector('.stage-host').dataset.step < last", arg=SCENE.steps)


def test_with_reduced_motion_a_new_start_does_not_set_anything_in_motion(visit: Visit):
    page = visit(reduced_motion="reduce")
    open_page(page, link(SCENE))
    page.mouse.click(*plot_point(page, -3, 0.5))
    wait_for_address(page, link(SCENE))
    assert (shown_step(page), page.get_attribute(".stage-play", "data-state")) == (SCENE.steps, "again")
