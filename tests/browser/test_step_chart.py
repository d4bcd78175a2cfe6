"""The chart by step: a number for each racer in step with the player, on the scale that suits it, and clicks on it."""

import re
from dataclasses import replace

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from figures import line_styles
from simulation import default_scene, run_scene
from surfaces import SURFACES
from tests.browser.controls import choose_surface, pill
from tests.browser.expected import link, loss_shown, racer, wait_for_loss_lines
from tests.browser.page import open_page, plot_point, seek

SCENE = default_scene()


def log_scale(page: Page) -> Locator:
    return page.get_by_role("button", name="log scale")


def loss_lines(page: Page) -> list[tuple[list[float], list[float], str]]:
    """For each line its steps, its losses and its colour."""
    return page.evaluate(
        """() => document.querySelector(".stage-course").data.map(
          ({ x, y, line }) => [Array.from(x), Array.from(y), line.color])"""
    )


def axis_type(page: Page) -> str:
    return page.evaluate("document.querySelector('.stage-course')._fullLayout.yaxis.type")


# One for each kind of levels, on the floor and above it.
@pytest.mark.parametrize("surface", ["saddle", "rosenbrock", "goldstein_price", "easom"])
def test_lines_are_the_losses_of_the_racers(page: Page, surface: str):
    scene = default_scene(surface)
    open_page(page, link(scene))
    wait_for_loss_lines(page, scene)
    log = SURFACES[surface].levels == "log"
    assert axis_type(page) == ("log" if log else "linear")
    lines = loss_lines(page)
    assert [colour for _, _, colour in lines] == [style.light for style in line_styles(scene)]
    for (steps, losses, _), run in zip(lines, run_scene(scene), strict=True):
        assert steps == list(range(scene.steps + 1))
        np.testing.assert_allclose(losses, loss_shown(scene, run.values[0]), rtol=1e-6)
    drawn = page.locator(".stage-course .scatterlayer .trace path.js-line")
    expect(drawn).to_have_count(len(scene.racers))


def test_a_saddle_is_shown_on_a_linear_scale_and_himmelblau_on_a_logarithmic_one(page: Page):
    open_page(page)
    wait_for_loss_lines(page, SCENE)
    assert axis_type(page) == "log"
    expect(log_scale(page)).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".stage-course-card .stage-note")).to_be_empty()
    open_page(page, "surface=saddle")
    wait_for_loss_lines(page, default_scene("saddle"))
    assert axis_type(page) == "linear"
    expect(log_scale(page)).to_have_attribute("aria-pressed", "false")
    expect(page.locator(".stage-course-card .stage-note")).to_be_empty()


def test_the_scale_is_the_visitor_s_to_choose_and_kept_for_each_quantity(page: Page):
    open_page(page)
    wait_for_loss_lines(page, SCENE)
    log_scale(page).click()
    expect(log_scale(page)).to_have_attribute("aria-pressed", "false")
    assert axis_type(page) == "linear"
    show_distances(page)
    expect(log_scale(page)).to_have_attribute("aria-pressed", "true")
    assert axis_type(page) == "log"
    page.get_by_role("combobox", name="What the chart shows").select_option("Loss by step")
    expect(log_scale(page)).to_have_attribute("aria-pressed", "false")
    pill(page, "momentum").click()
    wait_for_loss_lines(page, default_scene(optimizers=("gd", "nesterov", "adam")))
    assert axis_type(page) == "linear"
    log_scale(page).click()
    expect(log_scale(page)).to_have_attribute("aria-pressed", "true")
    assert axis_type(page) == "log"


def test_losses_on_both_sides_of_zero_have_a_symmetrical_log_scale(page: Page):
    scene = default_scene("saddle")
    open_page(page, link(scene))
    wait_for_loss_lines(page, scene)
    log_scale(page).click()
    expect(page.locator(".stage-course-card .stage-note")).to_have_text("symmetrical log scale")
    values = [run.values[0].astype(float) for run in run_scene(scene)]
    assert min(loss.min() for loss in values) < 0 < max(loss.max() for loss in values)
    top = np.concatenate(values).max()
    for (_, drawn, _), losses in zip(loss_lines(page), values, strict=True):
        # sign(loss) * log10(1 + |loss| / unit) for some unit that is a power of ten.
        unit = np.abs(losses[0]) / (10 ** np.abs(drawn[0]) - 1)
        assert np.log10(unit) == pytest.approx(round(np.log10(unit)), abs=1e-6)
        assert unit < top / 100
        near = np.abs(losses) < 100
        wanted = np.sign(losses) * np.log10(1 + np.abs(losses) / unit)
        np.testing.assert_allclose(np.array(drawn)[near], wanted[near], rtol=1e-6)
    ticks = page.locator(".stage-course .ytick text").all_text_contents()
    assert "0" in ticks
    assert any(tick.startswith("−") for tick in ticks)
    assert len(ticks) >= 4


ROOT = "surface=typed,formula:sqrt~28x~29~2By~5E2&starts={}&racer=gd,lr:0.05"


@pytest.mark.parametrize("starts", ["1,1;2,2;-1,1", "-1,1;1,1;2,2"])
@pytest.mark.parametrize("quantity", ["Loss by step", "Gradient norm by step"])
def test_a_start_without_a_loss_leaves_no_log_chart_blank(page: Page, starts: str, quantity: str):
    open_page(page, ROOT.format(starts))
    page.get_by_role("combobox", name="Which start").select_option("all starts")
    page.get_by_role("combobox", name="What the chart shows").select_option(quantity)
    expect(page.locator(".stage-course")).to_have_attribute("aria-label", re.compile(f"{quantity}.*median of 3 runs"))
    if log_scale(page).get_attribute("aria-pressed") == "false":
        log_scale(page).click()
    expect(log_scale(page)).to_have_attribute("aria-pressed", "true")
    page.wait_for_function("document.querySelector('.stage-course')._fullLayout.yaxis.type === 'log'")
    least, most = page.evaluate("document.querySelector('.stage-course')._fullLayout.yaxis.range")
    # Between the two runs that have a loss, and no blank decades below them.
    assert -3 < least < most < 1
    runs = page.locator(".stage-course .scatterlayer .trace path.js-line").first
    assert runs.evaluate("(line) => line.getBBox().height") > 20


@pytest.mark.parametrize("surface", ["easom", "eggholder", "monkey_saddle"])
def test_no_scale_leaves_the_chart_blank(page: Page, surface: str):
    scene = default_scene(surface, ("gd", "adam"))
    open_page(page, link(scene))
    wait_for_loss_lines(page, scene)
    for quantity in ("Loss by step", "Gradient norm by step", "Learning rate by step"):
        page.get_by_role("combobox", name="What the chart shows").select_option(quantity)
        expect(page.locator(".stage-course")).to_have_attribute("aria-label", re.compile(quantity))
        before = log_scale(page).get_attribute("aria-pressed")
        log_scale(page).click()
        expect(log_scale(page)).not_to_have_attribute("aria-pressed", before or "")
        inside = page.evaluate(
            """() => {
              const host = document.querySelector(".stage-course");
              const { yaxis } = host._fullLayout;
              const shown = (y) => yaxis.d2p(y) >= 0 && yaxis.d2p(y) <= yaxis._length;
              return host.data.map(({ y }) => Array.from(y).some(shown));
            }"""
        )
        assert inside == [True, True], quantity
        assert page.locator(".stage-course .ytick").count() >= 2, quantity


def test_cursor_stands_at_the_shown_step(page: Page):
    open_page(page)
    wait_for_loss_lines(page, SCENE)
    for step in (0, 60, 61, 150, 20):
        seek(page, step)
        away = page.evaluate(
            """(step) => {
              const host = document.querySelector(".stage-course");
              const { xaxis } = host._fullLayout;
              const cursor = host.querySelector(".stage-cursor").getBoundingClientRect();
              const wanted = host.getBoundingClientRect().left + xaxis._offset + xaxis.l2p(step);
              return cursor.left + cursor.width / 2 - wanted;
            }""",
            step,
        )
        assert away == pytest.approx(0, abs=1)
    axis = page.evaluate("document.querySelector('.stage-course')._fullLayout.xaxis.range")
    assert axis == [0, SCENE.steps]


def test_lines_come_and_go_with_the_racers(page: Page):
    open_page(page)
    wait_for_loss_lines(page, SCENE)
    pill(page, "momentum").click()
    wait_for_loss_lines(page, default_scene(optimizers=("gd", "nesterov", "adam")))
    pill(page, "rmsprop").click()
    wait_for_loss_lines(page, default_scene(optimizers=("gd", "nesterov", "rmsprop", "adam")))


def test_chart_and_table_show_the_start_that_is_chosen(page: Page):
    open_page(page)
    wait_for_loss_lines(page, SCENE, start=0)
    seek(page, 0)
    page.get_by_role("combobox", name="Which start").select_option("1")
    wait_for_loss_lines(page, SCENE, start=1)
    expect(page.locator(".stage-standings tbody tr").first).to_contain_text("4.50")
    page.locator(".stage-handle").first.focus()
    wait_for_loss_lines(page, SCENE, start=0)
    expect(page.locator(".stage-standings tbody tr").first).to_contain_text("−0.500")


def test_chart_follows_a_dragged_start(page: Page):
    open_page(page)
    wait_for_loss_lines(page, SCENE)
    x, y = plot_point(page, *SCENE.starts[0])
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y - 60, steps=4)
    page.wait_for_function("(loss) => document.querySelector('.stage-course').data[0].y[0] < loss - 50", arg=395.125)
    page.mouse.up()


def test_a_run_that_explodes_does_not_flatten_the_others(page: Page):
    wild = racer("gd", 0.02, "himmelblau")
    scene = replace(SCENE, racers=(wild, racer("adam", 0.12, "himmelblau")))
    open_page(page, link(scene))
    wait_for_loss_lines(page, scene)
    low, high = page.evaluate("document.querySelector('.stage-course')._fullLayout.yaxis.range")
    calm = np.log10(run_scene(scene)[1].values[0])
    assert low < calm.min() < calm.max() < high < calm.max() + 5


def show_rates(page: Page) -> None:
    page.get_by_role("combobox", name="What the chart shows").select_option("Learning rate by step")
    page.wait_for_function("document.querySelector('.stage-course').data.every((line) => line.line.shape === 'hv')")


def test_rates_are_drawn_as_their_schedules_change_them(page: Page):
    decaying = replace(racer("gd", 0.003, "himmelblau"), schedule="exponential", schedule_params=(("gamma", 0.97),))
    scene = replace(SCENE, racers=(decaying, racer("adam", 0.12, "himmelblau")))
    open_page(page, link(scene))
    show_rates(page)
    falling, constant = loss_lines(page)
    assert falling[0] == list(range(scene.steps))
    np.testing.assert_allclose(falling[1], 0.003 * 0.97 ** np.arange(scene.steps), rtol=1e-5)
    np.testing.assert_allclose(constant[1], 0.12, rtol=1e-6)
    # A fortieth of the other and falling: only a log scale shows both.
    assert axis_type(page) == "log"
    pill(page, "gd").click()
    page.wait_for_function("document.querySelector('.stage-course').data.length === 1")
    assert axis_type(page) == "linear"


def show_distances(page: Page) -> None:
    page.get_by_role("combobox", name="What the chart shows").select_option("Distance by step")
    expect(page.locator(".stage-course-card .stage-note")).to_contain_text("minimum")


@pytest.mark.parametrize(("surface", "note"), [("himmelblau", "to the nearest minimum"), ("beale", "to the minimum")])
def test_distances_are_those_to_the_nearest_minimum(page: Page, surface: str, note: str):
    scene = default_scene(surface, ("gd", "adam"))
    open_page(page, link(scene))
    show_distances(page)
    expect(page.locator(".stage-course-card .stage-note")).to_have_text(note)
    assert axis_type(page) == "log"
    minima = np.array(scene.ground.minima(scene.ground.params))
    for (steps, distances, _), run in zip(loss_lines(page), run_scene(scene), strict=True):
        assert steps == list(range(scene.steps + 1))
        away = np.linalg.norm(run.points[0][:, None].astype(float) - minima, axis=-1).min(axis=1)
        np.testing.assert_allclose(distances, away, rtol=1e-4, atol=2e-6)


def test_where_there_is_no_minimum_there_is_no_distance_to_it(page: Page):
    open_page(page)
    show_distances(page)
    choose_surface(page, "saddle")
    wait_for_loss_lines(page, default_scene("saddle"))
    expect(page.get_by_role("combobox", name="What the chart shows")).to_have_value("loss")
    expect(page.get_by_role("option", name="Distance by step", include_hidden=True)).to_be_disabled()


def test_a_click_on_the_chart_goes_to_its_step_and_a_drag_goes_through_the_steps(page: Page):
    open_page(page)
    wait_for_loss_lines(page, SCENE)

    def place(step: int) -> tuple[float, float]:
        x, y = page.evaluate(
            """(step) => {
              const host = document.querySelector(".stage-course");
              const { xaxis, yaxis } = host._fullLayout;
              const box = host.getBoundingClientRect();
              return [box.left + xaxis._offset + xaxis.l2p(step), box.top + yaxis._offset + yaxis._length / 2];
            }""",
            step,
        )
        return x, y

    count = page.locator(".stage-count")
    page.mouse.click(*place(57))
    expect(count).to_have_text(f"57 / {SCENE.steps}")
    page.mouse.move(*place(100))
    page.mouse.down()
    page.mouse.move(*place(130), steps=3)
    expect(count).to_have_text(f"130 / {SCENE.steps}")
    # Beyond the end a hand means the end.
    page.mouse.move(place(SCENE.steps)[0] + 300, place(0)[1], steps=3)
    expect(count).to_have_text(f"{SCENE.steps} / {SCENE.steps}")
    page.mouse.up()
    page.mouse.move(*place(20))
    expect(count).to_have_text(f"{SCENE.steps} / {SCENE.steps}")
    x, y = place(0)
    page.mouse.click(x - 25, y)
    expect(count).to_have_text(f"{SCENE.steps} / {SCENE.steps}")
