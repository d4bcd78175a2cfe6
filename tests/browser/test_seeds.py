"""Several seeds from each start: every run is drawn, and table and chart say what is typical of them."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from simulation import Scene, default_scene, run_scene
from tests.browser.expected import (
    assert_paths_drawn,
    link,
    loss_shown,
    number,
    racer,
    wait_for_contour_of_view,
    wait_for_scene,
)
from tests.browser.page import FIRST_RACER, count_ink, open_page, plot_point, seek

SEEDS = 4
GD, ADAM = racer("gd", 0.2, "bowl"), racer("adam", 0.4, "bowl")
SCENE = replace(
    default_scene("bowl"), starts=((-5.0, 3.0), (5.0, 4.0)), racers=(GD, ADAM), steps=20, noise=1.5, seeds=SEEDS
)
# Whether a run explodes on the wall of the valley is for the noise to say.
WILD = replace(
    default_scene("rosenbrock"),
    racers=(racer("gd", 0.0019, "rosenbrock"),),
    starts=default_scene("rosenbrock").starts[:1],
    steps=60,
    noise=60.0,
    seeds=8,
)


def opened(page: Page, scene: Scene = SCENE) -> Page:
    open_page(page, link(scene))
    wait_for_scene(page, scene)
    wait_for_contour_of_view(page)
    return page


def standings(page: Page) -> list[list[str]]:
    rows = page.locator(".stage-standings tbody tr")
    return [row.locator("td").all_inner_texts() for row in rows.all()]


def course_lines(page: Page) -> list[dict[str, Any]]:
    """The lines of the loss chart, once there are two for each racer: the faint ones first, then the medians."""
    page.wait_for_function(
        "(length) => document.querySelector('.stage-course').data?.[0]?.y.length === length",
        arg=SEEDS * (SCENE.steps + 2),
    )
    return page.evaluate(
        "() => document.querySelector('.stage-course').data.map(({ x, y, line, opacity }) =>"
        " ({ x: Array.from(x, Number), y: Array.from(y, Number), width: line.width, opacity }))"
    )


def test_every_run_of_every_start_and_seed_is_drawn(page: Page):
    assert_paths_drawn(opened(page), SCENE)
    seek(page)
    assert count_ink(page) > 1000


def test_the_table_shows_the_mean_of_the_seeds_and_says_so(page: Page):
    opened(page)
    expect(page.get_by_text(f"mean of {SEEDS} seeds")).to_be_visible()
    for start in (0, 1):
        page.get_by_role("combobox", name="Which start").select_option(str(start))
        for step in (0, 3, 20):
            seek(page, step)
            shown = [[number(text) for text in row] for row in standings(page)]
            of_start = slice(SEEDS * start, SEEDS * (start + 1))
            means = [
                [*run.points[of_start, step].mean(axis=0, dtype=float), run.values[of_start, step].mean(dtype=float)]
                for run in run_scene(SCENE)
            ]
            np.testing.assert_allclose(shown, means, rtol=6e-3)
    leader = int(np.argmin([row[2] for row in means]))
    expect(page.locator(".stage-standings tbody tr").nth(leader)).to_have_class("stage-leader")


def test_one_seed_is_nobody_s_mean(page: Page):
    opened(page, replace(SCENE, seeds=1))
    expect(page.get_by_text("mean of")).to_have_count(0)
    expect(page.locator(".stage-course-card .stage-note")).not_to_contain_text("median")


@pytest.mark.parametrize("start", [0, 1])
def test_the_chart_shows_every_run_faintly_and_their_median_strongly(page: Page, start: int):
    opened(page)
    page.get_by_role("combobox", name="Which start").select_option(str(start))
    losses = [loss_shown(SCENE, run.values[SEEDS * start : SEEDS * (start + 1)]) for run in run_scene(SCENE)]
    page.wait_for_function(
        "(first) => Math.fround(document.querySelector('.stage-course').data?.[0]?.y[0]) === Math.fround(first)",
        arg=float(np.float32(losses[0][0, 0])),
    )
    lines = course_lines(page)
    faint, strong = lines[:2], lines[2:]
    for loss, many, one in zip(losses, faint, strong, strict=True):
        drawn = np.reshape(many["y"], (SEEDS, -1))
        np.testing.assert_allclose(drawn[:, :-1], loss, rtol=1e-6)
        # A gap after each parts it from the next.
        assert np.isnan(drawn[:, -1]).all()
        np.testing.assert_allclose(one["y"], np.median(loss, axis=0), rtol=1e-6)
        assert one["x"] == list(range(SCENE.steps + 1))
        assert many["width"] < one["width"]
        assert many["opacity"] < 0.5
    expect(page.locator(".stage-course-card .stage-note")).to_have_text(f"median of {SEEDS} seeds")


def test_rates_are_the_same_for_every_seed_and_drawn_once(page: Page):
    opened(page)
    page.get_by_role("combobox", name="What the chart shows").select_option("Learning rate by step")
    page.wait_for_function("document.querySelector('.stage-course').data.every((line) => line.line.shape === 'hv')")
    assert page.evaluate("document.querySelector('.stage-course').data.length") == len(SCENE.racers)


def test_the_tooltip_names_start_and_seed(page: Page):
    opened(page)
    seek(page, 0)
    # The last steps of a noisy run are far from anybody's.
    points = run_scene(SCENE)[0].points.astype(float)
    run, step = 6, 1
    page.mouse.move(*plot_point(page, *points[run, step]))
    expect(page.get_by_role("tooltip")).to_contain_text(f"step {step}, start 2, seed 3")


def test_seeds_of_which_some_diverge_have_no_mean_but_are_counted(page: Page):
    opened(page, WILD)
    diverged = run_scene(WILD)[0].diverged_at
    count, first = int((diverged >= 0).sum()), int(diverged[diverged >= 0].min())
    assert 0 < count < WILD.seeds
    seek(page, first - 1)
    expect(page.locator(".stage-standings tbody tr")).not_to_contain_text("diverged")
    seek(page)
    assert standings(page) == [["–", f"{count} of {WILD.seeds}", "diverged"]]
    expect(page.locator(".stage-notices")).to_contain_text(
        f"diverged (no longer a finite number) in {count} of {WILD.seeds} runs, first at step {first}."
    )


def test_seeds_that_make_many_lines_are_drawn_as_a_crowd(page: Page):
    opened(page)
    assert count_ink(page, "stage-density") == 0
    many = replace(SCENE, seeds=20)
    opened(page, many)
    assert_paths_drawn(page, many)
    assert page.evaluate("document.querySelector('.stage-chart').data.length") == FIRST_RACER + 2
