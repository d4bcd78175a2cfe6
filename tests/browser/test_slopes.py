"""The gradient norm by step, which the chart asks the server for."""

from dataclasses import replace

import numpy as np
from playwright.sync_api import Page, Route, expect

from simulation import Scene, default_scene, run_scene
from tests.browser.expected import link, wait_for_loss_lines
from tests.browser.page import open_page, plot_point

SCENE = replace(default_scene(optimizers=("gd", "adam")), steps=60)


def norms(scene: Scene, start: int) -> list[np.ndarray]:
    """Of the gradient of Himmelblau's function, by hand and in double precision."""
    found = []
    for run in run_scene(scene):
        x, y = run.points[start].astype(np.float64).T
        across, up = x * x + y - 11, x + y * y - 7
        norm = np.hypot(4 * x * across + 2 * up, 2 * across + 4 * y * up)
        # On a log scale there is a least one.
        found.append(np.maximum(norm, 1e-9 * norm[0]))
    return found


def show_slopes(page: Page) -> None:
    page.get_by_role("combobox", name="What the chart shows").select_option("Gradient norm by step")


def drawn_norms(page: Page, first: float) -> list[list[float]]:
    """The lines, once they begin at this norm."""
    page.wait_for_function(
        "(first) => Math.abs(document.querySelector('.stage-course').data?.[0]?.y[0] / first - 1) < 1e-5", arg=first
    )
    return page.evaluate("document.querySelector('.stage-course').data.map(({ y }) => Array.from(y))")


def test_gradient_norms_are_those_of_the_exact_gradient(page: Page):
    open_page(page, link(SCENE))
    wait_for_loss_lines(page, SCENE)
    show_slopes(page)
    for start in (0, 1):
        page.get_by_role("combobox", name="Which start").select_option(str(start))
        wanted = norms(SCENE, start)
        for norm, line in zip(wanted, drawn_norms(page, wanted[0][0]), strict=True):
            np.testing.assert_allclose(line, norm, rtol=1e-4)


def test_all_starts_have_gradient_norms_too(page: Page):
    open_page(page, link(SCENE))
    wait_for_loss_lines(page, SCENE)
    show_slopes(page)
    page.get_by_role("combobox", name="Which start").select_option("all starts")
    expect(page.locator(".stage-course-card .stage-note")).to_have_text("median of 2 runs")
    both = [np.median(pair, axis=0) for pair in zip(norms(SCENE, 0), norms(SCENE, 1), strict=True)]
    medians = page.evaluate("document.querySelector('.stage-course').data.slice(2).map(({ y }) => Array.from(y))")
    np.testing.assert_allclose(medians, both, rtol=1e-4)


def test_the_noise_is_not_in_the_gradient_that_is_shown(page: Page):
    scene = replace(SCENE, noise=3.0)
    open_page(page, link(scene))
    wait_for_loss_lines(page, scene)
    show_slopes(page)
    wanted = norms(scene, 0)
    np.testing.assert_allclose(drawn_norms(page, wanted[0][0])[0], wanted[0], rtol=1e-4)
    expect(page.locator(".stage-course-card .stage-note")).to_have_text("of the exact gradient")


def test_the_old_chart_stays_while_norms_are_on_their_way_and_the_newest_wish_wins(page: Page):
    held: list[Route] = []
    open_page(page, link(SCENE))
    wait_for_loss_lines(page, SCENE)
    page.route("**/stage/slopes*", lambda route: held.append(route))
    with page.expect_request("**/stage/slopes*"):
        show_slopes(page)
    wait_for_loss_lines(page, SCENE)
    # Both while the first answer is still on its way: only the last of them is asked for after it.
    page.get_by_role("combobox", name="Which start").select_option("1")
    page.get_by_role("combobox", name="Which start").select_option("0")
    page.get_by_role("combobox", name="Which start").select_option("1")
    expect(page.get_by_role("combobox", name="Which start")).to_have_value("1")
    wait_for_loss_lines(page, SCENE)
    assert len(held) == 1
    with page.expect_request("**/stage/slopes?start=1"):
        held[0].continue_()
    drawn_norms(page, norms(SCENE, 0)[0][0])
    assert len(held) == 2
    held[1].continue_()
    drawn_norms(page, norms(SCENE, 1)[0][0])


def test_gradient_norms_follow_a_dragged_start(page: Page):
    open_page(page, link(SCENE))
    wait_for_loss_lines(page, SCENE)
    show_slopes(page)
    first = norms(SCENE, 0)[0][0]
    drawn_norms(page, first)
    x, y = plot_point(page, *SCENE.starts[0])
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y - 60, steps=6)
    page.wait_for_function("(first) => document.querySelector('.stage-course').data[0].y[0] < first / 1.5", arg=first)
    page.mouse.up()
