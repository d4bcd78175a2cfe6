"""Many runs in the chart by step: a median in bands of quantiles, of the seeds of a start or of all starts."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from simulation import Scene, default_scene, run_scene
from tests.browser.expected import link, loss_shown, racer, wait_for_scene
from tests.browser.page import open_page

SEEDS = 21
GD, ADAM = racer("gd", 0.2, "bowl"), racer("adam", 0.4, "bowl")
SCENE = replace(
    default_scene("bowl"), starts=((-5.0, 3.0), (5.0, 4.0)), racers=(GD, ADAM), steps=20, noise=1.5, seeds=SEEDS
)
# Some runs explode on the wall of the valley, some do not.
WILD = replace(
    default_scene("rosenbrock"),
    racers=(racer("gd", 0.0019, "rosenbrock"),),
    starts=default_scene("rosenbrock").starts[:1],
    steps=60,
    noise=60.0,
    seeds=20,
)
# Larger than any loss: in the place of a run that has stopped, so that NumPy sorts it last.
GONE = 1e300


def opened(page: Page, scene: Scene) -> Page:
    open_page(page, link(scene))
    wait_for_scene(page, scene)
    return page


def drawn(page: Page, note: str) -> list[dict[str, Any]]:
    """What the chart draws, once its note says so."""
    expect(page.locator(".stage-course-card .stage-note")).to_have_text(note)
    return page.evaluate(
        "() => document.querySelector('.stage-course').data.map(({ x, y, fill, fillcolor, line, opacity }) =>"
        " ({ x: Array.from(x), y: Array.from(y), fill, colour: fillcolor ?? line.color, opacity }))"
    )


def assert_bands(traces: list[dict[str, Any]], losses: list[np.ndarray]) -> None:
    """The wide band of each racer, then the narrow one of each, then the medians, for losses (runs, steps + 1)."""
    count, steps = len(losses), list(range(losses[0].shape[1]))
    assert len(traces) == 3 * count
    bands = [(10, 90, traces[:count]), (25, 75, traces[count : 2 * count])]
    for low, high, of_racers in bands:
        for loss, band in zip(losses, of_racers, strict=True):
            assert band["fill"] == "toself"
            assert band["opacity"] < 0.3
            assert band["x"] == steps + steps[::-1]
            lower, upper = np.split(np.array(band["y"]), 2)
            np.testing.assert_allclose(lower, np.percentile(loss, low, axis=0), rtol=1e-5)
            np.testing.assert_allclose(upper[::-1], np.percentile(loss, high, axis=0), rtol=1e-5)
    for loss, band, line in zip(losses, traces, traces[2 * count :], strict=False):
        assert line["x"] == steps
        assert line["colour"] == band["colour"]
        np.testing.assert_allclose(line["y"], np.median(loss, axis=0), rtol=1e-5)


@pytest.mark.parametrize("start", [0, 1])
def test_bands_hold_ten_to_ninety_percent_of_the_seeds(page: Page, start: int):
    opened(page, SCENE)
    page.get_by_role("combobox", name="Which start").select_option(str(start))
    losses = [loss_shown(SCENE, run.values[SEEDS * start : SEEDS * (start + 1)]) for run in run_scene(SCENE)]
    page.wait_for_function(
        "(first) => Math.fround(document.querySelector('.stage-course').data?.[0]?.y[0]) === Math.fround(first)",
        arg=float(losses[0][0, 0]),
    )
    assert_bands(drawn(page, f"median, 10 to 90 % of {SEEDS} seeds"), losses)


def test_all_starts_are_one_set_of_runs(page: Page):
    opened(page, SCENE)
    page.get_by_role("combobox", name="Which start").select_option("all starts")
    losses = [loss_shown(SCENE, run.values) for run in run_scene(SCENE)]
    assert_bands(drawn(page, f"median, 10 to 90 % of {2 * SEEDS} runs"), losses)
    expect(page.get_by_text(f"mean of {2 * SEEDS} runs")).to_be_visible()


def test_a_few_starts_are_lines_about_their_median(page: Page):
    scene = replace(SCENE, noise=0.0, seeds=1)
    opened(page, scene)
    page.get_by_role("combobox", name="Which start").select_option("all starts")
    traces = drawn(page, "median of 2 runs")
    losses = [loss_shown(scene, run.values) for run in run_scene(scene)]
    assert len(traces) == 4
    for loss, trace in zip(losses, traces[2:], strict=True):
        np.testing.assert_allclose(trace["y"], np.median(loss, axis=0), rtol=1e-5)


def test_a_run_that_stopped_is_worse_than_all_others(page: Page):
    run = run_scene(WILD)[0]
    losses = loss_shown(WILD, run.values)
    for which, end in enumerate(run.diverged_at):
        losses[which, end if end >= 0 else WILD.steps + 1 :] = GONE
    low, median, high = np.percentile(losses, [10, 50, 90], axis=0)
    assert low[-1] < GONE / 1e9 < high[-1]
    opened(page, WILD)
    wide, _, line = drawn(page, f"median, 10 to 90 % of {WILD.seeds} seeds")
    lower, upper = np.split(np.array(wide["y"]), 2)
    np.testing.assert_allclose(lower, low, rtol=1e-5)
    # What is above all that the chart shows is only that, and so is the upper edge where runs have stopped.
    top = 10 ** page.evaluate("document.querySelector('.stage-course')._fullLayout.yaxis.range[1]")
    there = high <= top
    np.testing.assert_allclose(upper[::-1][there], high[there], rtol=1e-5)
    assert (upper[::-1][~there] > top).all()
    ends = np.flatnonzero(median > GONE / 1e9)
    assert len(line["y"]) == (ends[0] if len(ends) else WILD.steps + 1)
    np.testing.assert_allclose(line["y"], median[: len(line["y"])], rtol=1e-5)


def test_a_run_without_a_number_is_worse_than_all_others_too(page: Page):
    opened(page, SCENE)
    lines = page.evaluate(
        """async () => {
          const folder = document.querySelector('link[href*="relief.css"]').href;
          const { quantiles } = await import(new URL("spread.js", folder).href);
          return quantiles([[5, 4, 3], [NaN], [NaN, 2, 1]], [0, 0.25, 0.5, 1]).map((line) => Array.from(line, String));
        }"""
    )
    none = "Infinity"
    assert lines == [["5", "2", "1"], [none, "3", "2"], [none, "4", "3"], [none, none, none]]


def test_the_read_out_tells_the_medians(page: Page):
    opened(page, SCENE)
    drawn(page, f"median, 10 to 90 % of {SEEDS} seeds")
    box = page.locator(".stage-course .nsewdrag").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    medians = [np.median(run.values[:SEEDS, 10]) for run in run_scene(SCENE)]
    head, *rows = page.locator(".stage-readout").inner_text().split("\n")
    assert head == "step 10, medians"
    np.testing.assert_allclose(sorted(float(text) for text in rows[1::2]), sorted(medians), rtol=6e-3)
