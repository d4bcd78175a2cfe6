"""Many paths on the relief: the crowd's colours, caption and menu, small heads with short tails."""

from dataclasses import replace

from playwright.sync_api import Page, expect

from figures import PALETTE, line_styles
from simulation import default_scene
from simulation.patterns import pattern_starts
from tests.browser.expected import link, wait_for_scene
from tests.browser.page import count_ink, open_page, seek
from tests.browser.relief import HEADS, TRAILS, button, press, show_relief

BASE = default_scene("himmelblau", ("gd",))
MANY = replace(BASE, starts=pattern_starts(BASE.ground, "grid", 225), steps=100)
PICTURE = "document.querySelector('.relief-heads').toDataURL()"


def opened(page: Page) -> None:
    open_page(page, link(MANY))
    wait_for_scene(page, MANY)
    seek(page, 3)
    show_relief(page)


def test_heads_on_the_relief_have_the_colours_of_their_ends_and_then_of_their_racer(page: Page):
    opened(page)
    ends = [light for light, _ in PALETTE[:4]]
    (style,) = line_styles(MANY)
    assert all(count_ink(page, HEADS, colour) > 100 for colour in ends)
    before = page.evaluate(PICTURE)
    page.get_by_role("combobox", name="Colours of the paths").select_option("racer")
    page.wait_for_function(f"(before) => {PICTURE} !== before", arg=before)
    others = [colour for colour in ends if colour != style.light]
    assert count_ink(page, HEADS, style.light) > 600
    assert all(count_ink(page, HEADS, colour) == 0 for colour in others)


def test_the_caption_and_the_menu_stay_on_the_relief(page: Page):
    opened(page)
    expect(page.get_by_role("combobox", name="Colours of the paths")).to_be_visible()
    expect(page.locator(".stage-crowd-key")).to_contain_text("Of 225 paths end at")


def test_tails_on_the_relief_are_short_and_gone_at_rest(page: Page):
    opened(page)
    moving = count_ink(page, TRAILS)
    assert moving > 500
    seek(page, 100)
    assert count_ink(page, TRAILS) < 0.2 * moving
    assert count_ink(page, HEADS) > 0


def test_the_heads_of_many_move_when_the_relief_is_turned(page: Page):
    opened(page)
    before = page.evaluate(PICTURE)
    press(page, "ArrowLeft", 3)
    assert page.evaluate(PICTURE) != before


def test_names_are_not_offered_where_none_is_drawn(page: Page):
    open_page(page, link(BASE))
    names = page.get_by_role("button", name="Names at the heads", exact=True)
    expect(names).to_be_visible()
    button(page).click()
    expect(names).to_be_hidden()
    button(page).click()
    expect(names).to_be_visible()
    open_page(page, link(MANY))
    wait_for_scene(page, MANY)
    expect(names).to_be_hidden()
    button(page).click()
    button(page).click()
    expect(names).to_be_hidden()
