"""The player: play, pause, scrub, step, speed, and the keys that do the same."""

import pytest
from playwright.sync_api import Page, expect

from simulation import default_scene
from tests.browser.conftest import Visit
from tests.browser.controls import choose_surface
from tests.browser.page import open_page, seek, shown_step

STEPS = default_scene().steps
# What this number of steps takes at normal speed, in milliseconds.
WHOLE = 6000


@pytest.fixture
def clocked(visit: Visit) -> Page:
    """The opened page at step 0, in a browser whose time stands still until `page.clock.run_for`."""
    page = visit()
    open_page(page)
    seek(page, 0)
    page.clock.install(time=0)
    page.clock.pause_at(1000)
    return page


def state(page: Page) -> str | None:
    return page.get_attribute(".stage-play", "data-state")


def test_play_and_pause(clocked: Page):
    clocked.click(".stage-play")
    assert state(clocked) == "pause"
    clocked.clock.run_for(WHOLE // 6)
    reached = shown_step(clocked)
    assert reached == pytest.approx(STEPS / 6, abs=1)
    clocked.click(".stage-play")
    assert state(clocked) == "play"
    clocked.clock.run_for(WHOLE)
    assert shown_step(clocked) == reached
    clocked.click(".stage-play")
    clocked.clock.run_for(WHOLE // 6)
    assert shown_step(clocked) == pytest.approx(STEPS / 3, abs=1)


def test_play_at_the_end_begins_again(clocked: Page):
    seek(clocked)
    expect(clocked.locator(".stage-play")).to_have_text("Again")
    clocked.click(".stage-play")
    assert state(clocked) == "pause"
    clocked.clock.run_for(WHOLE // 6)
    assert shown_step(clocked) == pytest.approx(STEPS / 6, abs=1)
    clocked.clock.run_for(WHOLE)
    assert (state(clocked), shown_step(clocked)) == ("again", STEPS)


def test_speed_menu_makes_the_race_faster_and_slower(clocked: Page):
    for speed in (0.25, 0.5, 1, 2, 4):
        seek(clocked, 0)
        clocked.select_option("select[aria-label='Speed']", str(speed))
        clocked.click(".stage-play")
        clocked.clock.run_for(WHOLE // 6)
        assert shown_step(clocked) == pytest.approx(speed * STEPS / 6, rel=0.05, abs=2)


@pytest.mark.parametrize("steps", [1, 20, 5000])
def test_a_whole_run_takes_a_few_seconds_whatever_its_steps(visit: Visit, steps: int):
    page = visit()
    open_page(page, f"racer=gd,lr:0.001&steps={steps}")
    seek(page, 0)
    page.clock.install(time=0)
    page.clock.pause_at(1000)
    page.click(".stage-play")
    page.clock.run_for(2000)
    assert state(page) == "pause"
    page.clock.run_for(4500)
    assert (state(page), shown_step(page)) == ("again", steps)


def test_scrubber_goes_to_any_step_and_stays_there(page: Page):
    open_page(page)
    box = page.locator(".stage-scrubber").bounding_box()
    assert box is not None
    for share in (0.5, 0.25, 0.75):
        page.mouse.click(box["x"] + share * box["width"], box["y"] + box["height"] / 2)
        assert shown_step(page) == pytest.approx(share * STEPS, abs=0.03 * STEPS)
        assert state(page) == "play"
    page.mouse.move(box["x"] + 0.75 * box["width"], box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + 0.1 * box["width"], box["y"] + box["height"] / 2, steps=5)
    assert shown_step(page) == pytest.approx(0.1 * STEPS, abs=0.03 * STEPS)
    page.mouse.up()
    shown = shown_step(page)
    expect(page.locator(".stage-count")).to_have_text(f"{shown} / {STEPS}")
    assert page.locator(".stage-scrubber").input_value() == str(shown)


def test_buttons_go_one_step_forward_and_back(page: Page):
    open_page(page)
    seek(page, 40)
    forward = page.get_by_role("button", name="One step forward")
    back = page.get_by_role("button", name="One step back")
    forward.click()
    forward.click()
    assert shown_step(page) == 42
    back.click()
    assert shown_step(page) == 41
    assert state(page) == "play"
    seek(page)
    forward.click()
    assert shown_step(page) == STEPS
    seek(page, 0)
    back.click()
    assert shown_step(page) == 0


def test_a_step_while_playing_stops_at_a_whole_step(clocked: Page):
    clocked.click(".stage-play")
    clocked.clock.run_for(1010)
    before = shown_step(clocked)
    clocked.get_by_role("button", name="One step forward").click()
    assert (state(clocked), shown_step(clocked)) == ("play", before + 1)


def test_keys_do_what_the_buttons_do(page: Page):
    open_page(page)
    seek(page, 40)
    for key, step in [("ArrowRight", 41), ("ArrowLeft", 40), ("End", STEPS), ("ArrowRight", STEPS), ("Home", 0)]:
        page.keyboard.press(key)
        assert shown_step(page) == step
    page.keyboard.press("Space")
    assert state(page) == "pause"
    page.wait_for_function("document.querySelector('.stage-host').dataset.step > 0")
    page.keyboard.press("Space")
    assert state(page) == "play"


def test_keys_work_on_the_focused_scrubber_too(page: Page):
    open_page(page)
    seek(page, 40)
    page.focus(".stage-scrubber")
    page.keyboard.press("ArrowRight")
    assert shown_step(page) == 41
    page.keyboard.press("Home")
    assert shown_step(page) == 0


def test_space_on_a_focused_button_presses_only_that_button(page: Page):
    open_page(page)
    seek(page, 40)
    page.get_by_role("button", name="One step forward").focus()
    page.keyboard.press("Space")
    assert (state(page), shown_step(page)) == ("play", 41)
    page.focus(".stage-play")
    page.keyboard.press("Space")
    assert state(page) == "pause"


def test_keys_belong_to_a_field_while_someone_types(page: Page):
    open_page(page)
    seek(page, 40)
    for field in (
        page.get_by_role("spinbutton", name="Steps"),
        page.locator(".st-key-racer-gd-0").get_by_role("spinbutton").first,
        page.get_by_role("combobox", name="Surface"),
        page.locator("select[aria-label='Speed']"),
        page.locator(".st-key-racer-gd-0").get_by_role("slider").first,
    ):
        field.focus()
        for key in ("Home", "ArrowLeft", "ArrowRight", "End"):
            page.keyboard.press(key)
        assert (state(page), shown_step(page)) == ("play", 40)
    page.get_by_role("spinbutton", name="Steps").focus()
    page.keyboard.press("Space")
    assert (state(page), shown_step(page)) == ("play", 40)


def test_keys_work_again_after_a_choice_in_the_menu(page: Page):
    open_page(page)
    choose_surface(page, "saddle")
    page.click(".stage-map .stage-title")
    seek(page, 40)
    page.keyboard.press("ArrowRight")
    assert shown_step(page) == 41
