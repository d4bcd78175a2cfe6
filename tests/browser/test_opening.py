"""The page opens with a well-chosen race already playing."""

import re

import pytest
from playwright.sync_api import Page, expect

from figures import line_styles
from optimizers import OPTIMIZERS
from simulation import default_scene, run_scene
from surfaces import SURFACES
from tests.browser.controls import pill
from tests.browser.expected import assert_contour_drawn, assert_paths_drawn, number, wait_for_scene
from tests.browser.page import MINIMA, count_ink, drawn_points, open_page, seek, shown_step, wait_for_contour

SCENE = default_scene()
NOTE_STEPS = """
  window.stepsShown = [];
  new MutationObserver((changes) => {
    for (const { target } of changes) {
      if (target.matches(".stage-host")) window.stepsShown.push(Number(target.dataset.step));
    }
  }).observe(document, { subtree: true, attributeFilter: ["data-step"] });
"""


def test_the_race_plays_by_itself_from_the_first_step_to_the_last(page: Page):
    page.add_init_script(NOTE_STEPS)
    open_page(page)
    page.wait_for_function("window.stepsShown.at(-1) >= 5")
    page.select_option("select[aria-label='Speed']", "4")
    page.wait_for_selector(".stage-play[data-state='again']")
    steps = page.evaluate("window.stepsShown")
    assert steps[0] == 0
    assert steps[-1] == SCENE.steps
    assert steps == sorted(steps)
    assert len(set(steps)) > 10
    for style in line_styles(SCENE):
        assert count_ink(page, "stage-trails", style.light) > 50


def test_every_path_is_the_one_that_python_computes(page: Page):
    open_page(page)
    wait_for_scene(page, SCENE)
    assert_paths_drawn(page, SCENE)


def test_contours_are_those_of_the_surface_and_its_minima_are_marked(page: Page):
    open_page(page)
    wait_for_contour(page)
    assert_contour_drawn(page, SCENE)
    ground = SURFACES[SCENE.surface]
    assert drawn_points(page, MINIMA) == ground.minima(ground.params)
    assert page.locator(".stage-chart .scatterlayer .trace").nth(0).locator("path.point").count() == 4


def test_standings_tell_where_each_racer_is(page: Page):
    open_page(page)
    seek(page, 60)
    rows = page.locator(".stage-standings tbody tr")
    expect(rows).to_have_count(len(SCENE.racers))
    for row, racer, run in zip(rows.all(), SCENE.racers, run_scene(SCENE), strict=True):
        assert row.locator("th").inner_text() == OPTIMIZERS[racer.optimizer].title
        shown = [number(text) for text in row.locator("td").all_inner_texts()]
        assert shown == pytest.approx([*run.points[0, 60], run.values[0, 60]], rel=6e-3)


def test_the_racer_with_the_lowest_loss_stands_out(page: Page):
    open_page(page)
    seek(page, 60)
    losses = [run.values[0, 60] for run in run_scene(SCENE)]
    best = OPTIMIZERS[SCENE.racers[losses.index(min(losses))].optimizer].title
    assert page.locator(".stage-leader th").all_inner_texts() == [best]


def test_nothing_stands_in_the_way(page: Page):
    open_page(page)
    seek(page, 0)
    assert page.get_by_role("dialog").count() == 0
    assert page.get_by_role("alert").count() == 0
    # Refused if anything lies over them.
    page.click(".stage-play", trial=True)
    page.click(".stage-handle >> nth=0", trial=True)
    page.get_by_role("combobox", name="Surface").click(trial=True)
    assert shown_step(page) == 0


def test_the_address_stays_plain_until_something_is_changed(page: Page):
    open_page(page)
    seek(page)
    expect(page).to_have_url(re.compile(r"://[^/]*/$"))


def test_a_pill_lets_its_optimizer_race_and_rest(page: Page):
    open_page(page)
    pill(page, "rmsprop").click()
    names = ("gd", "momentum", "nesterov", "rmsprop", "adam")
    wait_for_scene(page, default_scene(optimizers=names))
    assert_paths_drawn(page, default_scene(optimizers=names))
    pill(page, "momentum").click()
    pill(page, "gd").click()
    rest = default_scene(optimizers=("nesterov", "rmsprop", "adam"))
    wait_for_scene(page, rest)
    assert_paths_drawn(page, rest)
    assert page.locator(".stage-standings tbody th").all_inner_texts() == ["Nesterov", "RMSProp", "Adam"]
