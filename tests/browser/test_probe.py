"""The benchmarks' probe finds on the page what it measures."""

from playwright.sync_api import Page

from benchmarks.browser import PROBE
from benchmarks.changes import THUMB
from tests.browser.page import open_page


def test_the_probe_shows_the_relief_and_counts_what_is_drawn_on_it(page: Page):
    page.add_init_script(PROBE)
    open_page(page, "surface=himmelblau&steps=20&racer=gd&starts=1,1")
    page.evaluate("probe.opened")
    page.evaluate("probe.rest()")
    page.evaluate("probe.relief()")
    assert page.locator(".stage-relief").is_visible()
    page.evaluate(
        """() => {
          window.counted = probe.count("relief-heads");
          document.querySelector(".stage-play").click();
          return window.counted;
        }"""
    )
    assert len(page.evaluate("probe.read().painted")) > 2


def test_the_probe_finds_the_middle_of_a_thumb_and_a_place_of_the_map(page: Page):
    page.add_init_script(PROBE)
    open_page(page, "surface=himmelblau&steps=20&racer=gd&starts=1,1")
    page.evaluate("probe.opened")
    x, y = page.evaluate(f"probe.middle({THUMB.format('gd')!r})")
    assert 0 < x < 400
    assert y > 0
    x, y = page.evaluate("probe.pixel(1, 1)")
    assert x > 400
    assert y > 0
