"""A run that diverges is drawn up to where it leaves, marked at the edge and said in words; nothing is clamped."""

import re
from dataclasses import replace

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from figures import line_styles
from simulation import Scene, default_scene, run_scene
from surfaces import SURFACES
from tests.browser.expected import assert_paths_drawn, link, racer, wait_for_contour_of_view, wait_for_scene
from tests.browser.page import FIRST_RACER, count_ink, drawn_points, open_page, plot_point, seek, shown_ranges

WILD = replace(default_scene("rosenbrock"), racers=(racer("gd", 0.01, "rosenbrock"),), steps=60)
COLOUR = line_styles(WILD)[0].light
# The saddle has no bottom: leaving the map is the right answer, and stays a number.
SADDLE = replace(default_scene("saddle"), racers=(racer("gd", 0.1, "saddle"),), starts=((2.0, 0.5),), steps=30)
INK = """([colour]) => {
  const canvas = document.querySelector(".stage-heads");
  const copy = Object.assign(document.createElement("canvas"), { width: canvas.width, height: canvas.height });
  const pen = copy.getContext("2d", { willReadFrequently: true });
  pen.drawImage(canvas, 0, 0);
  const { data, width } = pen.getImageData(0, 0, copy.width, copy.height);
  const found = [];
  for (let i = 0; i < data.length; i += 4) {
    if (data[i + 3] > 128 && colour.every((part, j) => Math.abs(data[i + j] - part) < 24)) {
      found.push([(i / 4) % width, Math.floor(i / 4 / width)]);
    }
  }
  return found;
}"""


def open_at_end(page: Page, scene: Scene) -> None:
    open_page(page, link(scene))
    wait_for_scene(page, scene)
    wait_for_contour_of_view(page)
    seek(page)


def marked_pixels(page: Page) -> np.ndarray:
    """The pixels of the racer's colour among the heads, each from the map's upper left corner."""
    return np.array(page.evaluate(INK, [[int(COLOUR[i : i + 2], 16) for i in (1, 3, 5)]])).reshape(-1, 2)


def exit_pixel(page: Page, points: np.ndarray) -> tuple[np.ndarray, int]:
    """Where the path last crosses the map's edge, from its upper left corner, and the step that this takes it to."""
    low, high = np.transpose(shown_ranges(page))
    for step in range(len(points) - 1, 0, -1):
        here, way = points[step - 1], points[step] - points[step - 1]
        ends = np.sort([(low - here) / way, (high - here) / way], axis=0)
        enters, leaves = max(ends[0].max(), 0), min(ends[1].min(), 1)
        if enters <= leaves:
            spot = plot_point(page, *(here + leaves * way))
            return np.subtract(spot, plot_point(page, low[0], high[1])), step
    raise AssertionError("the path never is on the map")


def first_step_away(points: np.ndarray, surface: str) -> int:
    """The first step of which neither its own point nor any later one lies within the surface's domain."""
    low, high = np.transpose(SURFACES[surface].domain)
    return int(np.flatnonzero(((points >= low) & (points <= high)).all(axis=1))[-1]) + 1


def test_path_is_drawn_to_its_last_finite_point_and_no_further(page: Page):
    open_at_end(page, WILD)
    run = run_scene(WILD)[0]
    end = int(run.diverged_at[0])
    assert end > 0
    drawn = np.array(drawn_points(page, FIRST_RACER))
    np.testing.assert_array_equal(drawn[:end], run.points[0, :end].astype(float))
    assert np.isfinite(drawn[:end]).all()
    assert np.isnan(drawn[end:]).all()
    # Not clamped: the last point is where it is, hundreds of maps away, and the map stays as it was.
    assert np.abs(drawn[end - 1]).max() > 500
    _, (low, high) = shown_ranges(page)
    assert [low, high] == pytest.approx([-1, 3])


def test_the_page_says_in_words_when_a_run_left_and_when_it_diverged(page: Page):
    open_at_end(page, WILD)
    run = run_scene(WILD)[0]
    left = first_step_away(run.points[0, : run.diverged_at[0]], WILD.surface)
    notice = page.locator(".stage-notices")
    expect(notice).to_be_visible()
    expect(notice).to_have_text(
        f"Gradient descent left the map at step {left} and diverged (no longer a finite number) "
        f"at step {run.diverged_at[0]}."
    )


def test_standings_say_diverged_from_that_step_on(page: Page):
    open_at_end(page, WILD)
    end = int(run_scene(WILD)[0].diverged_at[0])
    row = page.locator(".stage-standings tbody tr")
    expect(row).to_contain_text("diverged")
    seek(page, end)
    expect(row).to_contain_text("diverged")
    seek(page, end - 1)
    expect(row).not_to_contain_text("diverged")


@pytest.mark.parametrize("scene", [WILD, SADDLE], ids=["rosenbrock", "saddle"])
def test_where_a_run_leaves_the_map_its_edge_is_marked_in_its_colour(page: Page, scene: Scene):
    open_at_end(page, scene)
    run = run_scene(scene)[0]
    end = int(run.diverged_at[0])
    where, step = exit_pixel(page, run.points[0, : end if end > 0 else None].astype(float))
    for shown in (step, scene.steps):
        seek(page, shown)
        marked = marked_pixels(page)
        assert len(marked) > 60
        away = np.hypot(*(marked - where).T)
        assert away.min() < 4
        assert away.max() < 20
    # Before it leaves there is a head on the map and no mark at the edge.
    seek(page, step - 1)
    assert np.hypot(*(marked_pixels(page) - where).T).min(initial=np.inf) > 20


def test_a_run_that_leaves_the_map_and_stays_a_number_is_told_apart(page: Page):
    open_at_end(page, SADDLE)
    notice = page.locator(".stage-notices")
    step = first_step_away(run_scene(SADDLE)[0].points[0], SADDLE.surface)
    expect(notice).to_have_text(f"Gradient descent left the map at step {step}.")
    expect(page.locator(".stage-standings tbody tr")).not_to_contain_text("diverged")
    assert_paths_drawn(page, SADDLE)


def test_a_diverging_run_leaves_the_others_alone(page: Page):
    calm = racer("adam", 0.05, "rosenbrock")
    scene = replace(WILD, racers=(*WILD.racers, calm), starts=((-1.5, 2.0), (1.0, 1.0)))
    open_at_end(page, scene)
    assert_paths_drawn(page, scene)
    wild, tame = run_scene(scene)
    assert (wild.diverged_at >= 0).tolist() == [True, False]
    assert (tame.diverged_at < 0).all()
    # The notice speaks of the start that did it, and of nobody else.
    notice = page.locator(".stage-notices").inner_text()
    assert re.fullmatch(r"Gradient descent left the map in 1 of 2 runs, first at step \d+ and diverged .*\.", notice)
    assert f"in 1 of 2 runs, first at step {wild.diverged_at[0]}." in notice


def test_a_run_that_comes_back_to_the_map_is_not_said_to_have_left(page: Page):
    # Momentum overshoots the edge and returns.
    scene = replace(default_scene("bowl"), racers=(racer("momentum", 0.3, "bowl"),), starts=((5.9, 4.9),), steps=200)
    points = run_scene(scene)[0].points[0]
    open_at_end(page, scene)
    (x0, x1), (y0, y1) = shown_ranges(page)
    outside = (points[:, 0] < x0) | (points[:, 0] > x1) | (points[:, 1] < y0) | (points[:, 1] > y1)
    assert outside.any()
    assert not outside[-1]
    expect(page.locator(".stage-notices")).to_be_empty()
    assert count_ink(page, "stage-heads") > 0


def test_a_mark_goes_when_the_view_grows_to_hold_the_run(page: Page):
    open_at_end(page, SADDLE)
    before = marked_pixels(page)
    run = run_scene(SADDLE)[0]
    seek(page, exit_pixel(page, run.points[0].astype(float))[1])
    page.get_by_role("button", name="Zoom out").click()
    wait_for_contour_of_view(page)
    where = plot_point(page, *run.points[0, int(page.get_attribute(".stage-host", "data-step") or 0)].astype(float))
    corner = plot_point(page, shown_ranges(page)[0][0], shown_ranges(page)[1][1])
    marked = marked_pixels(page)
    assert np.abs(marked.mean(axis=0) - np.subtract(where, corner)).max() < 2
    assert before.mean(axis=0) != pytest.approx(marked.mean(axis=0))
