"""A setting moved in the sidebar shows its new paths at once, without a forced replay."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from schedules import SCHEDULES
from simulation import Scene, default_scene
from tests.browser.controls import choose, enter, open_settings, pill, racer_controls, rate_field, rate_slider
from tests.browser.expected import assert_paths_drawn, link, scene_in_address, wait_for_address, wait_for_scene
from tests.browser.page import address_query, drawn_runs, open_page, rate_thumb, seek, shown_step

SCENE = default_scene()
STEP = 40


@pytest.fixture
def opened(page: Page) -> Iterator[Page]:
    """The page paused at a step, which no setting may move."""
    open_page(page)
    seek(page, STEP)
    yield page
    assert shown_step(page) == STEP
    assert page.get_attribute(".stage-play", "data-state") == "play"


def press(page: Page, slider: Locator, key: str) -> Scene:
    before = address_query(page)
    slider.press(key)
    return wait_for_address(page, before)


def type_into(page: Page, field: Locator, value: float) -> Scene:
    before = address_query(page)
    enter(field, value)
    return wait_for_address(page, before)


def test_rate_slider_moves_the_paths_and_the_typed_number(opened: Page):
    before = drawn_runs(opened, 0)
    scene = press(opened, rate_slider(opened, "gd"), "ArrowRight")
    assert scene.racers[0].lr > SCENE.racers[0].lr
    assert scene.racers[1:] == SCENE.racers[1:]
    assert_paths_drawn(opened, scene)
    assert drawn_runs(opened, 0) != before
    expect(rate_field(opened, "gd")).to_have_value(f"{scene.racers[0].lr:g}")
    back = press(opened, rate_slider(opened, "gd"), "ArrowLeft")
    assert back == SCENE
    assert drawn_runs(opened, 0) == before


def test_rate_slider_follows_the_hand(opened: Page):
    box = rate_thumb(opened, "adam").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    opened.mouse.move(x, y)
    opened.mouse.down()
    opened.mouse.move(x + 30, y, steps=4)
    opened.mouse.up()
    scene = wait_for_address(opened, "")
    assert scene.racers[3].lr > 2 * SCENE.racers[3].lr
    assert_paths_drawn(opened, scene)
    expect(rate_field(opened, "adam")).to_have_value(f"{scene.racers[3].lr:g}")


def test_typed_rate_moves_the_paths_and_the_slider(opened: Page):
    scene = type_into(opened, rate_field(opened, "adam"), 0.0271)
    assert scene.racers[3].lr == 0.0271
    assert_paths_drawn(opened, scene)
    # The slider stands at its nearest stop.
    expect(racer_controls(opened, "adam").locator("[data-testid='stSliderThumbValue']").first).to_have_text("0.0269")
    assert type_into(opened, rate_field(opened, "adam"), 0.0272).racers[3].lr == 0.0272


def test_a_typed_rate_may_lie_beyond_the_slider(opened: Page):
    scene = type_into(opened, rate_field(opened, "gd"), 2e-6)
    assert scene.racers[0].lr == 2e-6
    assert_paths_drawn(opened, scene)


def test_two_settings_changed_at_once_are_both_kept(opened: Page):
    rate_slider(opened, "gd").press("ArrowRight")
    rate_slider(opened, "momentum").press("ArrowRight")
    opened.wait_for_function(
        "(rates) => rates.every((rate) => new RegExp(`${rate}[,&]`).test(location.search))",
        arg=["gd,lr:0.00673", "momentum,lr:0.00101"],
        timeout=5000,
    )
    scene = scene_in_address(opened)
    wait_for_scene(opened, scene)
    assert_paths_drawn(opened, scene)


def test_hyper_parameters_stand_under_settings(opened: Page):
    controls = open_settings(opened, "momentum")
    scene = type_into(opened, controls.get_by_role("spinbutton", name="Momentum β"), 0.5)
    assert dict(scene.racers[1].hyper)["beta"] == 0.5
    assert_paths_drawn(opened, scene)
    expect(racer_controls(opened, "momentum")).to_contain_text("Momentum β 0.5")
    scene = press(opened, controls.get_by_role("slider", name="Momentum β"), "ArrowRight")
    assert dict(scene.racers[1].hyper)["beta"] > 0.5
    assert_paths_drawn(opened, scene)


def test_a_choice_under_settings_moves_the_paths(opened: Page):
    controls = open_settings(opened, "adam")
    before = address_query(opened)
    controls.get_by_text("Bias correction").click()
    scene = wait_for_address(opened, before)
    assert dict(scene.racers[3].hyper)["bias_correction"] is False
    assert_paths_drawn(opened, scene)


def test_a_schedule_changes_the_paths_and_brings_its_own_settings(opened: Page):
    controls = open_settings(opened, "gd")
    before = address_query(opened)
    choose(controls.get_by_role("combobox", name="Rate over the run"), SCHEDULES["exponential"].title)
    scene = wait_for_address(opened, before)
    assert scene.racers[0].schedule == "exponential"
    assert_paths_drawn(opened, scene)
    before = address_query(opened)
    name, value = scene.racers[0].schedule_params[0]
    enter(controls.get_by_role("spinbutton").nth(1), value * 0.9)
    changed = wait_for_address(opened, before)
    assert dict(changed.racers[0].schedule_params)[name] == pytest.approx(value * 0.9)
    assert_paths_drawn(opened, changed)


def test_more_steps_make_the_paths_longer(opened: Page):
    scene = type_into(opened, opened.get_by_role("spinbutton", name="Steps"), 300)
    assert scene.steps == 300
    assert_paths_drawn(opened, scene)
    expect(opened.locator(".stage-count")).to_have_text(f"{STEP} / 300")


def test_noise_and_its_seed_move_the_paths(opened: Page):
    opened.get_by_text("Gradient noise and seeds").click()
    noisy = type_into(opened, opened.get_by_role("spinbutton", name="Deviation"), 5)
    assert noisy.noise == 5
    expect(opened.locator(".stage-map .stage-title")).to_have_text("Himmelblau · gradient noise 5.00")
    assert_paths_drawn(opened, noisy)
    before = drawn_runs(opened, 0)
    other = type_into(opened, opened.get_by_role("spinbutton", name="Seed", exact=True), 7)
    assert (other.noise, other.seed) == (5, 7)
    assert_paths_drawn(opened, other)
    assert drawn_runs(opened, 0) != before


def test_at_the_end_a_change_shows_the_end_of_the_new_paths(page: Page):
    open_page(page)
    seek(page)
    before = address_query(page)
    enter(page.get_by_role("spinbutton", name="Steps"), 60)
    wait_for_address(page, before)
    assert shown_step(page) == 60


def test_an_optimizer_that_comes_back_keeps_its_settings(page: Page):
    open_page(page, link(default_scene("himmelblau", ("gd", "adam"))))
    scene = type_into(page, rate_field(page, "adam"), 0.5)
    before = address_query(page)
    pill(page, "adam").click()
    wait_for_address(page, before)
    expect(rate_field(page, "adam")).to_have_count(0)
    pill(page, "adam").click()
    wait_for_scene(page, scene)
    assert_paths_drawn(page, scene)
    expect(rate_field(page, "adam")).to_have_value("0.5")
