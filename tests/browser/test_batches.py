"""The mini-batch of the shown step, on request: its own contours, its gradient beside the full one, and whose it is."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, Request, expect

from figures import fit_levels
from simulation import Scene, default_scene, run_scene
from simulation.batch_look import look_at_batch
from surfaces import SURFACES
from tests.browser.conftest import Visit
from tests.browser.controls import choose_surface, pill
from tests.browser.expected import link, racer, wait_for_contour_of_view, wait_for_scene
from tests.browser.page import count_ink, ink_at, open_page, plot_point, seek, shown_step

LINES, ARROWS = "stage-batch-lines", "stage-batch-arrows"
COLOUR = "#c2009f"
# As long as the longest arrow may be, in pixels.
LONGEST = 90
STEP = 6


def batched_scene(**given: Any) -> Scene:
    """Linear regression in mini-batches: one racer that is quick and one that is slow."""
    racers = (racer("gd", 0.03, "linear_regression"), racer("adam", 0.2, "linear_regression"))
    params = SURFACES["linear_regression"].with_params({"batch": 16, **given})._asdict()
    base = default_scene("linear_regression")
    return replace(base, surface_params=tuple(params.items()), racers=racers, steps=40)


SCENE = batched_scene()
# Who leads at the step that most of these tests look at.
LEADER = int(np.argmin([run.values[0, STEP] for run in run_scene(SCENE)]))
TITLES = ("Gradient descent", "Adam")


def opened(page: Page, scene: Scene = SCENE) -> Page:
    open_page(page, link(scene))
    wait_for_scene(page, scene)
    wait_for_contour_of_view(page)
    seek(page, STEP)
    return page


def toggle(page: Page) -> Locator:
    return page.get_by_role("button", name="Batch", exact=True)


def caption(page: Page) -> Locator:
    return page.locator(".stage-batch-caption strong")


def said(which: int, step: int, start: int = 0, size: int = 16) -> str:
    return f"{TITLES[which]}, start {start + 1}, step {step}: a batch of {size} of 442"


def show_batch(page: Page) -> None:
    toggle(page).click()
    expect(caption(page)).to_have_text(said(LEADER, STEP))


@pytest.mark.parametrize("batch", [None, 442], ids=["no-data", "all-the-data"])
def test_there_is_no_button_where_every_step_sees_all(page: Page, batch: int | None):
    open_page(page, "surface=himmelblau" if batch is None else link(batched_scene(batch=batch)))
    wait_for_contour_of_view(page)
    seek(page, STEP)
    expect(toggle(page)).to_be_hidden()
    page.keyboard.press("b")
    expect(caption(page)).to_be_hidden()
    assert count_ink(page, LINES) == 0


def test_a_batch_is_shown_on_request_and_hidden_again(page: Page):
    opened(page)
    expect(toggle(page)).to_have_attribute("aria-pressed", "false")
    expect(toggle(page)).to_have_attribute("title", re.compile(r"mini-batch .* \(b\)"))
    expect(caption(page)).to_be_hidden()
    show_batch(page)
    expect(toggle(page)).to_have_attribute("aria-pressed", "true")
    assert count_ink(page, LINES, COLOUR) > 500
    assert count_ink(page, ARROWS, COLOUR) > 100
    for words in ("the batch\u2019s own loss", "downhill on all data", "downhill on the batch", "one deviation"):
        expect(page.locator(".stage-batch-caption")).to_contain_text(words)
    page.keyboard.press("b")
    expect(toggle(page)).to_have_attribute("aria-pressed", "false")
    expect(caption(page)).to_be_hidden()
    assert count_ink(page, LINES) == count_ink(page, ARROWS) == 0
    page.keyboard.press("b")
    expect(caption(page)).to_be_visible()


def test_the_leader_s_batch_is_shown_until_another_is_chosen_in_the_table(page: Page):
    opened(page)
    show_batch(page)
    pick = page.locator(".stage-standings .stage-pick")
    expect(pick.nth(LEADER)).to_have_attribute("aria-pressed", "true")
    pick.nth(1 - LEADER).click()
    expect(caption(page)).to_have_text(said(1 - LEADER, STEP))
    expect(pick.nth(LEADER)).to_have_attribute("aria-pressed", "false")
    expect(pick.nth(1 - LEADER)).to_have_attribute("aria-pressed", "true")
    # Who was chosen stays so, whoever leads; without batches nobody is looked at.
    seek(page, 30)
    expect(caption(page)).to_have_text(said(1 - LEADER, 30))
    toggle(page).click()
    expect(pick.nth(0)).to_have_attribute("aria-pressed", "false")
    expect(pick.nth(1)).to_have_attribute("aria-pressed", "false")


def test_the_batch_is_that_of_the_start_that_is_looked_at(page: Page):
    opened(page)
    show_batch(page)
    page.get_by_role("combobox", name="Which start").select_option("1")
    expect(caption(page)).to_have_text(said(LEADER, STEP, start=1))


def test_the_batch_follows_the_step_to_the_last_that_has_one(page: Page):
    opened(page)
    show_batch(page)
    for step, shown in ((0, 0), (17, 17), (SCENE.steps - 1, SCENE.steps - 1), (SCENE.steps, SCENE.steps - 1)):
        seek(page, step)
        expect(caption(page)).to_have_text(said(LEADER, shown))


def arrow_tip(page: Page, which: str, scene: Scene, racer: int, step: int) -> tuple[np.ndarray, np.ndarray]:
    """Where this arrow begins and ends, in pixels of the viewport: minus the gradient, the longest thing 90 pixels."""
    look = look_at_batch(scene, racer, 0, step)
    origin, ends = np.array(plot_point(page, 0, 0)), np.array(plot_point(page, 1, 1))
    unit = ends - origin
    downhill = {name: -getattr(look, name) * unit for name in ("full", "batch")}
    spread = look.spread * np.outer(unit, unit)
    longest = max(*(np.hypot(*way) for way in downhill.values()), np.sqrt(np.linalg.eigvalsh(spread).max()))
    begin = np.array(plot_point(page, *look.point))
    return begin, begin + LONGEST / longest * downhill[which]


def viewport_ink(page: Page, spot: np.ndarray) -> list[int]:
    """The arrows' layer at this pixel of the viewport."""
    x, y = page.evaluate(
        """([x, y]) => {
          const chart = document.querySelector(".stage-chart");
          const { xaxis, yaxis } = chart._fullLayout;
          const box = chart.getBoundingClientRect();
          return [xaxis.p2l(x - box.left - xaxis._offset), yaxis.p2l(y - box.top - yaxis._offset)];
        }""",
        spot.tolist(),
    )
    return ink_at(page, x, y, ARROWS)


@pytest.mark.parametrize(("which", "colour"), [("batch", COLOUR), ("full", "#111827")])
def test_arrows_point_downhill_for_the_batch_and_for_all_data(page: Page, which: str, colour: str):
    opened(page)
    show_batch(page)
    begin, end = arrow_tip(page, which, SCENE, LEADER, STEP)
    assert np.hypot(*(end - begin)) <= LONGEST + 1
    wanted = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    for share in (0.3, 0.6, 0.95):
        *found, alpha = viewport_ink(page, begin + share * (end - begin))
        assert alpha > 200
        # The text's colour is the theme's to choose: dark, whatever it is.
        away = np.abs(np.subtract(found, wanted)).max()
        assert away < 40, (share, found)


def test_the_ellipse_is_one_deviation_round_the_full_arrow_s_tip(page: Page):
    opened(page)
    show_batch(page)
    begin, end = arrow_tip(page, "full", SCENE, LEADER, STEP)
    look = look_at_batch(SCENE, LEADER, 0, STEP)
    unit = np.subtract(plot_point(page, 1, 1), plot_point(page, 0, 0))
    scale = np.hypot(*(end - begin)) / np.hypot(*(look.full * unit))
    root = np.linalg.cholesky(look.spread * np.outer(unit, unit)) * scale
    hits = 0
    for angle in np.linspace(0, 2 * np.pi, 16, endpoint=False):
        *found, alpha = viewport_ink(page, end + root @ [np.cos(angle), np.sin(angle)])
        hits += alpha > 120 and np.abs(np.subtract(found, [0xC2, 0, 0x9F])).max() < 80
    assert hits >= 12


def test_lines_run_at_few_levels_of_the_batch_s_own_loss(page: Page):
    opened(page)
    show_batch(page)
    pixels = page.evaluate(
        """() => {
          const canvas = document.querySelector(".stage-batch-lines");
          const copy = Object.assign(document.createElement("canvas"), { width: canvas.width, height: canvas.height });
          const pen = copy.getContext("2d", { willReadFrequently: true });
          pen.drawImage(canvas, 0, 0);
          const { data, width } = pen.getImageData(0, 0, copy.width, copy.height);
          const { xaxis, yaxis } = document.querySelector(".stage-chart")._fullLayout;
          const found = [];
          for (let i = 3; i < data.length; i += 4) {
            if (data[i] > 220) found.push([((i - 3) / 4) % width + 0.5, Math.floor(i / 4 / width) + 0.5]);
          }
          return found.map(([x, y]) => [xaxis.p2l(x), yaxis.p2l(y)]);
        }"""
    )
    assert len(pixels) > 500
    ground, params = SCENE.ground, dict(SCENE.surface_params)
    times = look_at_batch(SCENE, LEADER, 0, STEP).times
    assert ground.samples is not None
    each = np.asarray(ground.samples(np.transpose(pixels), ground.numbers(ground.with_params(params))))
    levels = fit_levels(ground, params)
    heights = levels.heights(times @ each / times.sum())
    counts, edges = np.histogram((heights - levels.start) / levels.size, np.arange(-0.125, 80, 0.25))
    at_levels = {round(edge + 0.125) for edge, count in zip(edges, counts, strict=False) if count > 5}
    assert 3 <= len(at_levels) <= 9
    off = np.abs(heights - levels.start - np.round((heights - levels.start) / levels.size) * levels.size)
    assert np.median(off) < 0.06 * levels.size


def test_zooming_asks_for_the_batch_s_contours_of_the_new_view(page: Page):
    opened(page)
    show_batch(page)
    before = rectangle(page, lambda: page.get_by_role("button", name="Zoom in").click())
    after = rectangle(page, lambda: page.get_by_role("button", name="Show the whole map").click())
    assert after["x1"] - after["x0"] == pytest.approx(2 * (before["x1"] - before["x0"]), rel=1e-3)
    expect(caption(page)).to_have_text(said(LEADER, STEP))
    assert count_ink(page, LINES, COLOUR) > 500


def rectangle(page: Page, act: Any) -> Mapping[str, float]:
    """The rectangle of the batch that is asked for when this is done."""
    with page.expect_response(lambda reply: "/stage/batch" in reply.url) as reply:
        act()
    query = parse_qs(urlsplit(reply.value.url).query)
    return {name: float(query[name][0]) for name in ("x0", "x1", "y0", "y1")}


def test_while_playing_it_follows_with_one_request_at_a_time(page: Page):
    opened(page)
    show_batch(page)
    under_way, most, steps = set[Request](), [0], list[int]()

    def begun(request: Request) -> None:
        if "/stage/batch" in request.url:
            under_way.add(request)
            most[0] = max(most[0], len(under_way))
            steps.append(int(parse_qs(urlsplit(request.url).query)["step"][0]))

    page.on("request", begun)
    page.on("requestfinished", lambda request: under_way.discard(request))
    page.on("requestfailed", lambda request: under_way.discard(request))
    seek(page, 0)
    page.get_by_role("button", name="Play").click()
    page.wait_for_function(
        "(last) => document.querySelector('.stage-host').dataset.step === last", arg=str(SCENE.steps)
    )
    expect(caption(page)).to_have_text(said(LEADER, SCENE.steps - 1))
    assert shown_step(page) == SCENE.steps
    assert most == [1]
    assert steps == sorted(steps)
    assert len(set(steps)) > 3


def test_it_stays_on_through_reruns_and_off_after_a_reload(page: Page):
    opened(page)
    show_batch(page)
    tag = page.get_attribute(".stage-host", "data-tag")
    pill(page, "momentum").click()
    page.wait_for_function("(tag) => document.querySelector('.stage-host').dataset.tag !== tag", arg=tag)
    expect(caption(page)).to_have_text(said(LEADER, STEP))
    choose_surface(page, "himmelblau")
    expect(toggle(page)).to_be_hidden()
    expect(caption(page)).to_be_hidden()
    page.goto(f"/?{link(SCENE)}")
    wait_for_scene(page, SCENE)
    expect(toggle(page)).to_have_attribute("aria-pressed", "false")
    expect(caption(page)).to_be_hidden()


def test_it_follows_a_dragged_start(page: Page):
    opened(page)
    show_batch(page)
    seek(page, 0)
    expect(caption(page)).to_have_text(said(LEADER, 0))
    x, y = plot_point(page, *SCENE.starts[0])
    page.mouse.move(x, y)
    page.mouse.down()
    with page.expect_response(lambda reply: "/stage/batch" in reply.url):
        page.mouse.move(x + 50, y + 40, steps=3)
    page.mouse.up()
    # Its arrows now begin where the start was let go.
    page.wait_for_function(
        """([x, y]) => {
          const canvas = document.querySelector(".stage-batch-arrows");
          const box = canvas.getBoundingClientRect();
          const copy = Object.assign(document.createElement("canvas"), { width: canvas.width, height: canvas.height });
          const pen = copy.getContext("2d", { willReadFrequently: true });
          pen.drawImage(canvas, 0, 0);
          return pen.getImageData(x - box.left, y - box.top, 1, 1).data[3] > 200;
        }""",
        arg=[x + 50, y + 40],
    )


def test_a_seed_is_named_where_there_are_several(page: Page):
    scene = replace(SCENE, seeds=3)
    opened(page, scene)
    toggle(page).click()
    expect(caption(page)).to_contain_text(f"start 1, seed 1, step {STEP}: a batch of 16 of 442")


@pytest.mark.parametrize("width", [390, 360, 320])
def test_on_a_phone_the_button_fits_beside_the_others(visit: Visit, width: int):
    page = visit(viewport={"width": width, "height": 844}, has_touch=True, is_mobile=True)
    opened(page)
    toggle(page).tap()
    expect(caption(page)).to_be_visible()
    bar = page.locator(".stage-transport").bounding_box()
    assert bar is not None
    for part in page.locator(".stage-transport > *:visible").all():
        box = part.bounding_box()
        assert box is not None
        assert box["x"] >= bar["x"]
        assert box["x"] + box["width"] <= bar["x"] + bar["width"]
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth + 1")
