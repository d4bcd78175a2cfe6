"""axe-core finds nothing serious on any page, in either theme, whatever is open."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import Visit
from tests.browser.controls import open_catalogue, open_settings
from tests.browser.expected import wait_for_contour_of_view
from tests.browser.page import open_page, seek
from tests.browser.test_layout import PHONE
from tests.browser.test_themes import contrast

SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])
GRAVE = ("serious", "critical")


def examine(page: Page) -> dict[str, Any]:
    return Axe().run(page, options={}).response


def assert_nothing_serious(page: Page) -> None:
    found = examine(page)
    # A page that was not there yet has nothing to find.
    assert len(found["passes"]) > 15
    assert [
        (fault["id"], fault["help"], [node["target"] for node in fault["nodes"]])
        for fault in found["violations"]
        if fault["impact"] in GRAVE
    ] == []


@pytest.fixture
def opened(visit: Visit, scheme: str) -> Page:
    page = visit(color_scheme=scheme)
    open_page(page)
    wait_for_contour_of_view(page)
    seek(page, 60)
    return page


@SCHEMES
def test_the_page_as_it_opens(opened: Page):
    assert_nothing_serious(opened)


@SCHEMES
def test_the_settings_of_a_racer_unfolded(opened: Page):
    open_settings(opened, "adam")
    opened.get_by_text("Gradient noise and seeds").click()
    opened.get_by_role("spinbutton", name="Deviation").wait_for()
    assert_nothing_serious(opened)


@SCHEMES
def test_the_catalogue_opened(opened: Page):
    open_catalogue(opened)
    assert_nothing_serious(opened)


@SCHEMES
def test_the_help_sheet(opened: Page):
    opened.keyboard.press("?")
    opened.get_by_role("dialog").wait_for()
    assert_nothing_serious(opened)


@SCHEMES
def test_projector_mode(opened: Page):
    opened.keyboard.press("p")
    opened.get_by_role("button", name="Leave projector mode").wait_for()
    assert_nothing_serious(opened)


@SCHEMES
def test_a_phone_with_its_menu_of_tools_unfolded(visit: Visit, scheme: str):
    page = visit(color_scheme=scheme, **PHONE)
    open_page(page)
    seek(page, 60)
    page.get_by_role("button", name="More tools").click()
    assert_nothing_serious(page)


@SCHEMES
def test_a_surface_made_from_data_with_its_batch(visit: Visit, scheme: str):
    page = visit(color_scheme=scheme)
    open_page(page, "surface=linear_regression,batch:16")
    seek(page, 20)
    page.keyboard.press("b")
    page.locator(".stage-batch-caption").wait_for()
    assert_nothing_serious(page)


@SCHEMES
def test_the_step_inspector_with_the_relief(opened: Page):
    opened.keyboard.press("i")
    opened.locator(".stage-numbers tbody tr").first.wait_for()
    opened.keyboard.press("3")
    opened.locator(".stage-relief").wait_for()
    assert_nothing_serious(opened)


@SCHEMES
def test_many_starts_and_a_problem(visit: Visit, scheme: str):
    page = visit(color_scheme=scheme)
    open_page(page, "surface=himmelblau&racer=adam&steps=50&nonsense=1")
    page.locator(".page-problems").wait_for()
    page.get_by_text("Many starts").click()
    page.get_by_role("button", name="Place").click()
    page.locator(".stage-crowd-key").wait_for()
    assert_nothing_serious(page)


@SCHEMES
def test_the_reference(visit: Visit, scheme: str):
    page = visit(color_scheme=scheme)
    page.goto("/reference")
    page.get_by_role("heading", name="Reference").wait_for()
    assert_nothing_serious(page)


# Where something lies behind a text axe leaves the contrast to be judged by others: the nearest ground that is opaque.
READ = """(selectors) => {
  const paint = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const parts = (colours) => {
    paint.clearRect(0, 0, 1, 1);
    for (const colour of colours) {
      paint.fillStyle = colour;
      paint.fillRect(0, 0, 1, 1);
    }
    return [...paint.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  return selectors.map((selector) => {
    const element = document.querySelector(selector);
    const grounds = [];
    for (let one = element; one; one = one.parentElement) grounds.unshift(getComputedStyle(one).backgroundColor);
    const style = getComputedStyle(element);
    return [selector, parts([...grounds, style.color]), parts(grounds)];
  });
}"""


@SCHEMES
def test_texts_that_axe_cannot_judge_are_readable_too(opened: Page):
    unsure = [fault for fault in examine(opened)["incomplete"] if fault["id"] == "color-contrast"]
    selectors = [node["target"][-1] for fault in unsure for node in fault["nodes"]]
    # A start's number stands on its own white disc, which is no background but drawn before it.
    selectors = [selector for selector in selectors if not selector.startswith(".stage-handle")]
    assert selectors
    read = opened.evaluate(READ, selectors)
    faint = {selector: round(contrast(ink, ground), 2) for selector, ink, ground in read if contrast(ink, ground) < 4.5}
    assert faint == {}
