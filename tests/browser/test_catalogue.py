"""The catalogue: every optimizer a press away, what is pressed races, and the reference explains it."""

import re

from playwright.sync_api import Page, expect

from optimizers import OPTIMIZERS
from simulation import default_scene
from tests.browser.controls import open_catalogue, open_settings, pill
from tests.browser.expected import assert_paths_drawn, wait_for_scene
from tests.browser.page import open_page

ALONE = "surface=rosenbrock&racer=gd"


def test_what_is_pressed_in_the_catalogue_races_and_stays_at_hand(page: Page):
    open_page(page, ALONE)
    families = open_catalogue(page)
    assert families.get_by_role("button").count() == len(OPTIMIZERS)
    families.get_by_role("button", name="AdamW", exact=True).click()
    scene = default_scene("rosenbrock", ("gd", "adamw"))
    wait_for_scene(page, scene)
    assert_paths_drawn(page, scene)
    # It stays open for the next choice.
    families.get_by_role("button", name="Lion", exact=True).click()
    wait_for_scene(page, default_scene("rosenbrock", ("gd", "adamw", "lion")))
    page.keyboard.press("Escape")
    expect(families).to_have_count(0)
    pill(page, "adamw").click()
    wait_for_scene(page, default_scene("rosenbrock", ("gd", "lion")))
    expect(pill(page, "adamw")).to_be_visible()


def test_who_cannot_run_here_is_left_out_with_the_reason(page: Page):
    open_page(page, "surface=saddle&racer=gd")
    open_catalogue(page).get_by_role("button", name=OPTIMIZERS["natural_gradient"].title, exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("needs a loss that is a likelihood or a sum of squares")
    wait_for_scene(page, default_scene("saddle", ("gd",)))


def test_the_settings_show_the_update_and_lead_to_the_reference(page: Page):
    open_page(page, "surface=rosenbrock&racer=adam")
    controls = open_settings(page, "adam")
    expect(controls.locator(".katex").first).to_be_visible()
    assert controls.locator(".katex-error").count() == 0
    with page.context.expect_page() as opened:
        controls.get_by_role("link", name="More in the reference").click()
    reference = opened.value
    expect(reference).to_have_url(re.compile(r"/reference#adam$"))
    expect(reference.locator("#adam math").first).to_be_in_viewport()
    reference.locator("#adam").get_by_role("link", name="Watch it run").click()
    wait_for_scene(reference, default_scene("rosenbrock", ("gd", "adam")))
