"""What must be drawn for a scene: asked of Python, compared with the page."""

from dataclasses import replace
from itertools import pairwise
from typing import Any
from urllib.parse import parse_qsl, urlencode

import numpy as np
from playwright.sync_api import Page

from simulation import Racer, Scene, default_racer, read_scene, run_scene, write_scene
from surfaces import SURFACES
from tests.browser.page import FIRST_RACER, STARTS, address_query, count_ink, drawn_points
from tests.ui.decoding import decode
from ui.stage.blob import MOST_LINES, height_grid, stage_blob


def racer(optimizer: str, lr: float, surface: str) -> Racer:
    """The optimizer with this rate, all else as it is by default on the surface."""
    return replace(default_racer(optimizer, surface), lr=lr)


def link(scene: Scene) -> str:
    """The query that opens this scene."""
    return urlencode(write_scene(scene))


def wait_for_scene(page: Page, scene: Scene) -> None:
    """Return once this scene, and no other, is drawn."""
    tag = decode(stage_blob(scene))[0]["tag"]
    page.wait_for_selector(f".stage-host[data-tag='{tag}']")


def scene_in_address(page: Page) -> Scene:
    """The scene that the address holds now."""
    scene, problems = read_scene(parse_qsl(address_query(page), keep_blank_values=True))
    assert problems == []
    return scene


def wait_for_address(page: Page, before: str) -> Scene:
    """Return the scene in the first address whose query is not `before`, once that scene is drawn."""
    page.wait_for_function("(before) => location.search.slice(1) !== before", arg=before)
    scene = scene_in_address(page)
    wait_for_scene(page, scene)
    return scene


def assert_paths_drawn(page: Page, scene: Scene) -> None:
    """Starts and faint paths on the chart are those of Python, number for number; of a crowd there is the density."""
    if scene.runs * len(scene.racers) > MOST_LINES:
        assert drawn_points(page, STARTS) == []
        assert count_ink(page, "stage-density") > 0
        return
    assert drawn_points(page, STARTS) == list(scene.starts)
    assert page.evaluate("document.querySelector('.stage-chart').data.length") == FIRST_RACER + len(scene.racers)
    for place, run in enumerate(run_scene(scene)):
        points = run.points.astype(np.float64)
        for which, end in enumerate(run.diverged_at):
            points[which, end if end >= 0 else scene.steps + 1 :] = np.nan
        # A pair of nan after each run parts it from the next.
        parted = np.pad(points, ((0, 0), (0, 1), (0, 0)), constant_values=np.nan).reshape(-1, 2)
        drawn = np.reshape(drawn_points(page, FIRST_RACER + place), (-1, 2))
        np.testing.assert_array_equal(drawn, parted, err_msg=scene.racers[place].optimizer)


def assert_contour_drawn(page: Page, scene: Scene) -> None:
    """The contour is on the page, covers the view and has the heights that Python gives for its rectangle."""
    found: dict[str, Any] = page.evaluate(
        """() => {
          const chart = document.querySelector(".stage-chart");
          const { x, y, z } = chart.data[0];
          const { xaxis, yaxis } = chart._fullLayout;
          const fills = [...chart.querySelectorAll(".contourlayer .contourfill path")];
          return { x, y, z: z.map((row) => [...row]), xs: [...xaxis.range], ys: [...yaxis.range],
                   fills: fills.filter((path) => path.getAttribute("d")).length };
        }"""
    )
    x, y = found["x"], found["y"]
    assert found["fills"] >= 5
    assert all(a < b for a, b in (*pairwise(x), *pairwise(y)))
    assert x[0] <= found["xs"][0] < found["xs"][1] <= x[-1]
    assert y[0] <= found["ys"][0] < found["ys"][1] <= y[-1]
    heights = height_grid(scene.surface, dict(scene.surface_params), (x[0], x[-1]), (y[0], y[-1]))
    np.testing.assert_allclose(np.array(found["z"], np.float32), heights, rtol=1e-6, atol=1e-6)


def wait_for_contour_of_view(page: Page) -> None:
    """Return once the contours are those fetched for the present view: as wide as it is, and a little more."""
    page.wait_for_function(
        """() => {
          const chart = document.querySelector(".stage-chart");
          const { xaxis, yaxis } = chart._fullLayout;
          return [["x", xaxis.range], ["y", yaxis.range]].every(([name, [low, high]]) => {
            const [first, last] = [chart.data[0][name][0], chart.data[0][name].at(-1)];
            const [width, off] = [high - low, first + last - low - high];
            return first <= low && last >= high && last - first < 1.3 * width && Math.abs(off) < 1e-4 * width;
          });
        }"""
    )


def number(text: str) -> float:
    """A number as the page spells it."""
    return float(text.replace("\u2212", "-"))


def loss_shown(scene: Scene, losses: np.ndarray) -> np.ndarray:
    """What the loss chart shows: on a log scale the height above the lowest loss there is."""
    ground = SURFACES[scene.surface]
    floor = ground.f_min(ground.with_params(dict(scene.surface_params)))
    if ground.levels != "log" or floor is None:
        return losses.astype(np.float64)
    # No less than float32 can tell from the floor, for which a log scale has no place.
    return np.maximum(losses.astype(np.float64) - floor, max(1e-12, 1.2e-7 * abs(floor)))


def wait_for_loss_lines(page: Page, scene: Scene, start: int = 0) -> None:
    """Return once the loss chart has a line for each racer that begins at the loss of this start."""
    firsts = [float(np.float32(loss_shown(scene, run.values[start, 0]))) for run in run_scene(scene)]
    page.wait_for_function(
        """(firsts) => {
          const lines = document.querySelector(".stage-course").data;
          return lines?.length === firsts.length && lines.every((line, i) => Math.fround(line.y[0]) === firsts[i]);
        }""",
        arg=firsts,
    )
