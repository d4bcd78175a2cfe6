"""Many paths: their density, their small heads, the colours of racers and of ends, and the caption that counts them."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from figures import PALETTE, line_styles
from simulation import Racer, Scene, default_racer, default_scene, run_scene
from simulation.engine import FAR
from simulation.patterns import pattern_starts
from surfaces import SURFACES
from tests.browser.controls import enter, rate_field
from tests.browser.expected import link, scene_in_address, wait_for_contour_of_view, wait_for_scene
from tests.browser.page import (
    FIRST_RACER,
    count_ink,
    drawn_points,
    drawn_tag,
    ink_at,
    open_page,
    seek,
    shown_step,
    wait_for_another_scene,
)
from tests.ui.decoding import decode
from ui.stage import stage_blob

HIMMELBLAU = SURFACES["himmelblau"]
# As in endings.js: two ends are at one place when they are so near, as a share of the map.
NEAR = 0.02


def crowd(*racers: str, count: int = 225, surface: str = "himmelblau", steps: int = 150) -> Scene:
    scene = default_scene(surface, racers)
    return replace(scene, starts=pattern_starts(scene.ground, "grid", count), steps=steps)


ONE = crowd("gd")
TWO = crowd("gd", "adam", count=100)
# What they start from, and no more: no path has room to go anywhere.
SLOW = replace(ONE, racers=(Racer("gd", 1e-6),))


def opened(page: Page, scene: Scene) -> Page:
    open_page(page, link(scene))
    wait_for_scene(page, scene)
    wait_for_contour_of_view(page)
    return page


def caption(page: Page) -> dict[str, int]:
    """The entries of the caption with their numbers."""
    entries = page.locator(".stage-crowd-key li:has(b)").evaluate_all(
        """(entries) => entries.map((entry) => {
          const number = entry.querySelector("b");
          return [number.previousSibling.textContent, number.textContent];
        })"""
    )
    return {name: int(number.replace(",", "")) for name, number in entries}


def colour_by(page: Page, way: str) -> None:
    page.get_by_role("combobox", name="Colours of the paths").select_option(way)


def place(page: Page, pattern: str, count: int) -> None:
    """Place a pattern of so many starts by hand."""
    if not page.get_by_role("radio", name=pattern).is_visible():
        page.get_by_text("Many starts").click()
    page.get_by_role("radio", name=pattern).click()
    field = page.get_by_role("spinbutton", name="How many")
    enter(field, count)
    page.get_by_role("button", name="Place", exact=True).click()


def reach(scene: Scene) -> np.ndarray:
    """Per run of the first racer, which of Himmelblau's minima it ends at, or -1."""
    ends = run_scene(scene)[0].points[:, -1].astype(float)
    away = np.linalg.norm(ends[:, None] - np.array(HIMMELBLAU.minima(None)), axis=2) / 11
    return np.where(away.min(axis=1) < NEAR, away.argmin(axis=1), -1)


def near(pixel: list[int], colour: str, tolerance: int = 30) -> bool:
    return all(abs(part - int(colour[i : i + 2], 16)) < tolerance for part, i in zip(pixel, (1, 3, 5), strict=False))


def test_many_paths_are_drawn_as_a_density_and_few_as_lines(page: Page):
    opened(page, ONE)
    assert drawn_points(page, FIRST_RACER) == []
    assert count_ink(page, "stage-density") > 1500
    opened(page, replace(ONE, starts=ONE.starts[:20]))
    assert count_ink(page, "stage-density") == 0
    assert len(drawn_points(page, FIRST_RACER)) == 20 * (ONE.steps + 2)


def test_the_density_is_where_paths_run_and_fuller_where_more_do(page: Page):
    opened(page, ONE)
    (run,) = run_scene(ONE)
    # In the middle of the first step of each run there is ink.
    middles = run.points[:, :2].astype(float).mean(axis=1)
    lone = [ink_at(page, x, y, "stage-density")[3] for x, y in middles]
    assert np.mean(np.array(lone) > 0) > 0.97
    # Paths gather on the way to a minimum.
    gathered = [ink_at(page, x, y, "stage-density")[3] for x, y in run.points[:, 6].astype(float)]
    assert np.median(gathered) > 2 * np.median(lone)


def test_the_density_does_not_change_while_the_heads_move(page: Page):
    opened(page, ONE)
    seek(page, 0)
    before = count_ink(page, "stage-density")
    heads = ink_at(page, *ONE.starts[17])[3]
    seek(page, 40)
    assert count_ink(page, "stage-density") == before > 0
    assert heads > 200
    assert ink_at(page, *ONE.starts[17])[3] == 0


def test_every_run_has_a_head_where_it_is(page: Page):
    opened(page, ONE)
    (run,) = run_scene(ONE)
    for step in (0, 3, 9):
        seek(page, step)
        assert all(ink_at(page, x, y)[3] > 200 for x, y in run.points[:, step].astype(float))


def test_a_short_tail_follows_each_head(page: Page):
    opened(page, ONE)
    seek(page, 0)
    assert count_ink(page, "stage-trails") == 0
    seek(page, 5)
    early = count_ink(page, "stage-trails")
    assert early > 500
    # At rest nothing moves, and nothing is left behind.
    seek(page, 150)
    assert count_ink(page, "stage-trails") < 0.2 * early


def test_heads_have_the_colour_of_their_racer(page: Page):
    opened(page, TWO)
    seek(page, 4)
    for style, run in zip(line_styles(TWO), run_scene(TWO), strict=True):
        points = run.points[:, 4].astype(float)
        # Some lie under the rim of a neighbour.
        assert np.mean([near(ink_at(page, x, y), style.light) for x, y in points]) > 0.6


def test_heads_have_the_colour_of_the_minimum_at_which_they_end(page: Page):
    opened(page, TWO)
    colour_by(page, "end")
    seek(page, 0)
    only = replace(TWO, racers=TWO.racers[:1])
    both = reach(only) == reach(replace(TWO, racers=TWO.racers[1:]))
    for start, minimum, sure in zip(TWO.starts, reach(only), both, strict=True):
        if sure and minimum >= 0:
            assert near(ink_at(page, *start), PALETTE[minimum][0])


def test_the_stars_take_the_colours_of_the_ends(page: Page):
    opened(page, ONE)
    drawn = page.evaluate("document.querySelector('.stage-chart').data[1].marker.color")
    assert [colour.lower() for colour in drawn] == [light for light, _ in PALETTE[:4]]
    colour_by(page, "racer")
    page.wait_for_function("document.querySelector('.stage-chart').data[1].marker.color === '#ffffff'")


def test_the_caption_counts_how_many_end_where(page: Page):
    opened(page, ONE)
    counted = [int((reach(ONE) == which).sum()) for which in range(4)]
    assert min(counted) > 10
    found = caption(page)
    assert list(found.values())[:4] == counted
    assert list(found)[:2] == ["(3, 2)", "(\u22122.81, 3.13)"]
    assert sum(found.values()) == len(ONE.starts)
    assert "Of 225 paths end at" in page.locator(".stage-crowd-key").inner_text()


def test_by_racer_the_caption_counts_who_comes_to_a_minimum(page: Page):
    opened(page, TWO)
    wanted = {
        title: int((reach(replace(TWO, racers=(racer,))) >= 0).sum())
        for title, racer in zip(("Gradient descent", "Adam"), TWO.racers, strict=True)
    }
    assert caption(page) == wanted


def test_runs_that_diverge_and_runs_on_their_way_are_counted_apart(page: Page):
    scene = crowd("gd", surface="rosenbrock", count=100, steps=60)
    scene = replace(scene, racers=(replace(scene.racers[0], lr=0.004),))
    opened(page, scene)
    (run,) = run_scene(scene)
    assert caption(page)["diverged or stopped"] == (run.diverged_at >= 0).sum() > 3


def test_where_minima_are_too_many_to_name_each_place_still_has_a_colour(page: Page):
    opened(page, crowd("gd", surface="rastrigin", count=400))
    found = caption(page)
    (others,) = [name for name in found if "other places" in name]
    assert int(others.split()[0]) > 50
    assert found[others] > 300
    seek(page, 0)
    for light, _ in PALETTE[1:6]:
        assert count_ink(page, "stage-heads", light) > 50


def test_few_paths_have_neither_menu_nor_caption(page: Page):
    opened(page, default_scene())
    assert not page.locator(".stage-crowd-menu").is_visible()
    assert not page.locator(".stage-crowd-key").is_visible()
    assert count_ink(page, "stage-density") == 0


def test_a_pattern_is_placed_by_hand_plays_and_is_in_the_link(page: Page):
    opened(page, crowd("adam", count=4))
    page.get_by_text("Many starts").click()
    page.get_by_role("radio", name="Ring").click()
    tag = drawn_tag(page)
    page.get_by_role("button", name="Place", exact=True).click()
    wait_for_another_scene(page, tag)
    page.wait_for_function("location.search.split(';').length === 120")
    assert scene_in_address(page).starts == pattern_starts(HIMMELBLAU, "ring", 120)
    page.wait_for_function("Number(document.querySelector('.stage-host').dataset.step) > 0")
    assert shown_step(page) > 0


def test_a_rate_moved_by_hand_draws_another_density(page: Page):
    opened(page, SLOW)
    before = count_ink(page, "stage-density")
    tag = drawn_tag(page)
    enter(rate_field(page, "gd"), 0.006)
    wait_for_another_scene(page, tag)
    assert count_ink(page, "stage-density") > before


def test_the_density_follows_the_zoom(page: Page):
    opened(page, ONE)
    before = count_ink(page, "stage-density")
    page.get_by_role("button", name="Zoom out").click()
    wait_for_contour_of_view(page)
    page.wait_for_function("document.querySelector('.stage-density').style.transform === ''")
    assert count_ink(page, "stage-density") != before
    (run,) = run_scene(ONE)
    middles = run.points[:, :2].astype(float).mean(axis=1)
    assert np.mean([ink_at(page, x, y, "stage-density")[3] > 0 for x, y in middles]) > 0.97


def test_the_density_comes_back_with_a_view_that_comes_back(page: Page):
    opened(page, ONE)
    moved, back = page.evaluate(
        """() => {
          const chart = document.querySelector(".stage-chart");
          const { xaxis } = chart._fullLayout;
          const home = [...xaxis.range];
          const look = (by) => {
            xaxis.range = home.map((end) => end + by);
            xaxis.setScale();
            chart.emit("plotly_relayouting", {});
            return document.querySelector(".stage-density").style.transform;
          };
          return [look(1), look(0)];
        }"""
    )
    assert moved.startswith("translate(-")
    assert back == ""


def test_another_number_of_starts_has_marks_of_another_size(page: Page):
    few = replace(ONE, starts=ONE.starts[:2])
    opened(page, few)
    size = (
        "document.querySelectorAll('.stage-chart .scatterlayer .trace')[1].querySelector('path.point').getBBox().width"
    )
    large = page.evaluate(size)
    place(page, "Ring", 50)
    page.wait_for_function("location.search.split(';').length === 50")
    wait_for_scene(page, scene_in_address(page))
    assert page.evaluate(size) < 0.5 * large


def test_a_start_that_was_chosen_once_is_not_chosen_again_by_a_pattern(page: Page):
    opened(page, replace(ONE, starts=ONE.starts[:9]))
    menu = page.get_by_role("combobox", name="Which start")
    menu.select_option("6")
    page.get_by_text("Many starts").click()
    page.get_by_role("button", name="One start").click()
    page.wait_for_function("!location.search.includes(';')")
    wait_for_scene(page, scene_in_address(page))
    place(page, "Ring", 50)
    page.wait_for_function("location.search.split(';').length === 50")
    wait_for_scene(page, scene_in_address(page))
    expect(menu).to_have_value("0")


@pytest.mark.parametrize("racers", [("gd",), ("gd", "adam")])
def test_the_page_reads_compact_paths_as_they_are_written_down(page: Page, racers: tuple[str, ...]):
    scene = replace(crowd(*racers, count=400, surface="goldstein_price", steps=160), noise=0.5)
    scene = replace(scene, racers=tuple(default_racer(name, "goldstein_price") for name in racers))
    blob = stage_blob(scene)
    head, wanted = decode(blob)
    assert head["compact"]
    opened(page, ONE)
    read: list[dict[str, Any]] = page.evaluate(
        """async (bytes) => {
          const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
          const { decode } = await import(loaded.find((name) => name.endsWith("/blob.js")));
          const at = (array) => Array.from(array.filter((_, i) => i % 97 === 0));
          const { QUANTITIES } = await import(loaded.find((name) => name.endsWith("/quantities.js")));
          const race = decode(Uint8Array.from(bytes));
          const least = QUANTITIES.distance.least(race);
          return race.racers.map(({ points, values, rates }) =>
            ({ points: at(points), values: at(values), rates: [...rates], sizes: [points.length, values.length], least,
               ends: race.starts.map((_, run) => [points.at((run + 1) * 322 - 2), values.at((run + 1) * 161 - 1)]) }));
        }""",
        list(blob),
    )
    for (points, values, rates), racer in zip(wanted, read, strict=True):
        assert racer["sizes"] == [points.size, values.size]
        np.testing.assert_allclose(np.array(racer["points"], float), points.ravel()[::97], rtol=1e-6, atol=1e-7)
        np.testing.assert_allclose(np.array(racer["values"], float), values.ravel()[::97], rtol=1e-6)
        np.testing.assert_array_equal(np.array(racer["rates"], np.float32), rates)
    runs = run_scene(scene)
    for run, racer in zip(runs, read, strict=True):
        last = np.column_stack([run.points[:, -1, 0], run.values[:, -1]])
        inside = np.abs(run.points[:, -1]).max(axis=1) < 4 * FAR
        np.testing.assert_array_equal(np.array(racer["ends"], np.float32)[inside], last[inside])
    # No run is told to be nearer to a minimum than its points are rounded.
    boxes = [np.ptp(run.points[run.diverged_at < 0], axis=1).max() / 65535 for run in runs]
    assert read[0]["least"] == pytest.approx(max(boxes), rel=1e-5)


HEADS_ARE_LARGE = """(least) => {
  const { width, height } = document.querySelector(".stage-heads");
  const data = document.querySelector(".stage-heads").getContext("2d").getImageData(0, 0, width, height).data;
  let ink = 0;
  for (let i = 3; i < data.length; i += 4) ink += data[i] > 128;
  return ink > least;
}"""


def test_the_heads_of_a_crowd_grow_for_a_room(page: Page):
    # As many heads, apart from each other, on a small map and a large one.
    opened(page, SLOW)
    seek(page, 0)
    small = count_ink(page, "stage-heads")
    page.click(".stage-map .stage-title")
    page.keyboard.press("p")
    page.wait_for_function("document.querySelector('.stage-chart').data[1].marker.size > 20")
    page.wait_for_function(HEADS_ARE_LARGE, arg=2.4 * small)


def test_drawings_of_the_map_follow_one_another(page: Page):
    opened(page, TWO)
    at_once = page.evaluate(
        """async () => {
          const { Plotly } = window;
          let [now, most, all] = [0, 0, 0];
          for (const name of ["react", "animate"]) {
            const draw = Plotly[name];
            Plotly[name] = async (host, ...given) => {
              if (!host.className.includes("stage-chart")) return draw(host, ...given);
              all++;
              most = Math.max(most, ++now);
              try {
                return await draw(host, ...given);
              } finally {
                now--;
              }
            };
          }
          const menu = document.querySelector(".stage-crowd-menu");
          for (const way of ["end", "racer", "end"]) {
            menu.value = way;
            menu.dispatchEvent(new Event("change"));
          }
          while (all < 3 || now) await new Promise((done) => requestAnimationFrame(done));
          return most;
        }"""
    )
    assert at_once == 1
