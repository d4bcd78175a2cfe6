"""What a hand does before the stage is there, what overtakes what, and what comes when the stage has gone."""

import pytest
from playwright.sync_api import Page, Route, expect

from simulation import default_scene
from tests.browser.conftest import Visit
from tests.browser.controls import choose_surface, rate_slider
from tests.browser.expected import scene_in_address, wait_for_contour_of_view, wait_for_scene
from tests.browser.page import address_query, open_page, seek, shown_ranges
from tests.browser.relief import show_relief
from ui.stage import stage_blob

SCENE = default_scene()
# A second stage beside the page's, fed with a scene and taken away after some turns of the page.
FED_AND_REMOVED = """async ([bytes, pause]) => {
  const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
  const { Stage } = await import(loaded.find((name) => name.endsWith("/stage.js")));
  const host = Object.assign(document.createElement("div"), { className: "stage-host" });
  document.body.append(host);
  const stage = new Stage(host);
  stage.receive(Uint8Array.from(bytes));
  if (pause === "chart") {
    await stage.ready;
    await 0;
    await 0;
  } else if (pause === "shown") {
    await stage.queue;
    stage.views.toggle();
    await stage.views.show();
  }
  const { canvas } = stage.views.made ?? {};
  stage.remove();
  host.remove();
  await stage.queue;
  stage.chart?.fetchContourSoon();
  clearTimeout(stage.chart?.timer);
  const lost = canvas?.getContext("webgl2").isContextLost();
  return { tag: host.dataset.tag ?? "", notices: stage.notices.textContent, lost };
}"""


@pytest.mark.parametrize("pause", ["", "chart", "shown"])
def test_a_stage_that_is_taken_away_draws_nothing_more_and_does_not_complain(page: Page, pause: str):
    open_page(page)
    wait_for_contour_of_view(page)
    found = page.evaluate(FED_AND_REMOVED, [list(stage_blob(SCENE)), pause])
    assert "could not be drawn" not in found["notices"]
    assert bool(found["tag"]) == (pause == "shown")
    if pause == "shown":
        assert found["lost"]


def test_what_is_pressed_before_the_map_is_there_holds_when_it_is(visit: Visit):
    held: list[Route] = []
    page = visit()
    page.route("**/plotly.js*", lambda route: held.append(route))
    page.goto("/", wait_until="commit")
    inspect = page.get_by_role("button", name="Inspect", exact=True)
    inspect.click()
    page.get_by_role("button", name="Zoom in").click()
    page.keyboard.press("+")
    page.keyboard.press("i")
    expect(inspect).to_have_attribute("aria-pressed", "true")
    for route in held:
        route.continue_()
    wait_for_scene(page, SCENE)
    inspector = page.locator(".stage-inspector")
    expect(inspector).to_be_visible()
    # The whole map, as it opens.
    assert all(low <= -5 and high >= 5 for low, high in shown_ranges(page))
    page.keyboard.press("i")
    expect(inspector).to_be_hidden()
    expect(inspect).to_have_attribute("aria-pressed", "false")


def test_projector_mode_does_not_bring_back_an_older_scene(page: Page):
    open_page(page)
    wait_for_contour_of_view(page)
    show_relief(page)
    held: list[Route] = []
    holding = [True]
    page.route("**/stage/contour*", lambda route: held.append(route) if holding else route.continue_())
    choose_surface(page, "booth")
    page.wait_for_function("location.search.includes('surface=booth')")
    before = address_query(page)
    rate_slider(page, "gd").press("ArrowRight")
    page.wait_for_function("(before) => !location.search.endsWith(before)", arg=before)
    newest = scene_in_address(page)
    page.click(".stage-map .stage-title")
    page.keyboard.press("p")
    page.get_by_role("button", name="Leave projector mode").wait_for()
    holding.clear()
    for route in held:
        route.continue_()
    wait_for_scene(page, newest)
    assert scene_in_address(page) == newest


def test_why_a_relief_failed_stays_to_be_read(page: Page):
    open_page(page)
    wait_for_contour_of_view(page)
    seek(page, 40)
    show_relief(page)
    page.evaluate(
        """() => {
          const given = window.fetch;
          const lost = (url) => String(url).includes("stage/contour");
          window.fetch = (url, ...how) => (lost(url) ? Promise.reject(new TypeError()) : given(url, ...how));
        }"""
    )
    choose_surface(page, "booth")
    wait_for_scene(page, default_scene("booth"))
    expect(page.locator(".stage-notices")).to_contain_text("The surface's heights did not arrive.")
