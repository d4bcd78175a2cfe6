"""Places where a loss is not defined: hatched on the map, and told of a run that comes to one."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from figures import line_styles
from simulation import Scene, run_scene
from surfaces import SURFACES
from tests.browser.conftest import Visit
from tests.browser.expected import assert_paths_drawn, link, racer, wait_for_contour_of_view, wait_for_scene
from tests.browser.page import count_ink, drawn_points, ink_at, open_page, plot_point, seek, shown_ranges

HATCHED = "Hatched: the loss is not defined there."
HATCH = "stage-hatch"


def formula_scene(formula: str, *starts: tuple[float, float], lr: float = 0.1) -> Scene:
    """Gradient descent on a typed formula, on a map from -3 to 3."""
    sides = {"x_low": -3.0, "x_high": 3.0, "y_low": -3.0, "y_high": 3.0}
    params = SURFACES["typed"].with_params({"formula": formula, **sides})._asdict()
    return Scene("typed", tuple(params.items()), starts, (racer("gd", lr, "typed"),), steps=60)


# The left half has no loss, and downhill goes there.
HALF = formula_scene("x + sqrt(x) + y^2", (2.0, 1.0))
ROUND = formula_scene("log(4 - x^2 - y^2) + x", (0.5, 0.5))


def opened(page: Page, scene: Scene) -> Page:
    open_page(page, link(scene))
    wait_for_scene(page, scene)
    wait_for_contour_of_view(page)
    page.wait_for_selector(f".stage-host[data-contour^='{scene.surface}']")
    seek(page)
    return page


def opacity(page: Page, x: float, y: float) -> int:
    return ink_at(page, x, y, HATCH)[3]


@pytest.mark.parametrize(
    ("scene", "without", "within"),
    [
        (HALF, [(-0.1, 0.0), (-2.9, 2.9), (-1.5, -2.0)], [(0.1, 0.0), (2.9, 2.9), (1.0, -2.0)]),
        (ROUND, [(1.5, 1.5), (-2.1, 0.0), (0.0, -2.1), (2.9, -2.9)], [(1.3, 1.3), (-1.9, 0.0), (0.0, -1.9)]),
    ],
    ids=["half", "round"],
)
def test_places_without_a_loss_are_hatched_and_no_others(page: Page, scene: Scene, without: list, within: list):
    opened(page, scene)
    expect(page.locator(".stage-notices")).to_contain_text(HATCHED)
    for place in without:
        assert opacity(page, *place) == 255, place
    for place in within:
        assert opacity(page, *place) == 0, place
    pixels = page.evaluate("(({ width, height }) => width * height)(document.querySelector('.stage-hatch'))")
    (x0, x1), (y0, y1) = shown_ranges(page)
    share = 0.5 if scene is HALF else 1 - 4 * np.pi / ((x1 - x0) * (y1 - y0))
    assert count_ink(page, HATCH) / pixels == pytest.approx(share, abs=0.01)


def test_a_surface_without_holes_is_not_hatched(page: Page):
    open_page(page, "surface=himmelblau")
    wait_for_contour_of_view(page)
    seek(page)
    assert count_ink(page, HATCH) == 0
    expect(page.locator(".stage-notices")).not_to_contain_text("Hatched")


def test_hatching_follows_the_view(page: Page):
    opened(page, HALF)
    page.get_by_role("button", name="Zoom out").click()
    wait_for_contour_of_view(page)
    assert shown_ranges(page)[0][0] < -5
    assert opacity(page, -5, 0) == 255
    assert opacity(page, 5, 0) == 0
    x, y = plot_point(page, 2, -2)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 120, y, steps=4)
    # Under way too, with the contours that are there.
    assert opacity(page, -0.2, 0) == 255
    assert opacity(page, 0.2, 0) == 0
    page.mouse.up()
    wait_for_contour_of_view(page)
    assert opacity(page, -0.2, 0) == 255
    assert opacity(page, 0.2, 0) == 0


def test_hatching_goes_with_its_surface(page: Page):
    opened(page, HALF)
    assert count_ink(page, HATCH) > 0
    page.get_by_role("combobox", name="Surface").fill("Bowl")
    page.get_by_role("combobox", name="Surface").press("Enter")
    page.wait_for_selector(".stage-host[data-contour^='bowl']")
    assert count_ink(page, HATCH) == 0
    expect(page.locator(".stage-notices")).not_to_contain_text("Hatched")


def test_contours_are_drawn_up_to_the_hole_in_no_more_time_than_elsewhere(page: Page):
    opened(page, ROUND)
    # Plotly is given a grid without holes: filling them takes it a second.
    assert page.evaluate("document.querySelector('.stage-chart').data[0].z.every((row) => row.every(Number.isFinite))")
    fills = page.locator(".contourlayer .contourfill path")
    assert fills.count() >= 5


def test_a_run_stops_before_a_place_without_a_loss_and_the_page_says_so(page: Page):
    opened(page, HALF)
    run = run_scene(HALF)[0]
    step = int(run.diverged_at[0])
    assert step > 1
    assert_paths_drawn(page, HALF)
    expect(page.locator(".stage-notices")).to_contain_text(
        f"Gradient descent reached a place where the loss is not defined at step {step} and stopped before it."
    )
    expect(page.locator(".stage-standings tbody tr")).to_contain_text("stopped")
    # A cross in its colour stands at its last point.
    colour = line_styles(HALF)[0].light
    red, green, blue, alpha = ink_at(page, *run.points[0, step - 1].astype(float))
    assert alpha == 255
    assert np.abs(np.subtract([red, green, blue], [int(colour[i : i + 2], 16) for i in (1, 3, 5)])).max() < 24
    seek(page, step - 1)
    expect(page.locator(".stage-standings tbody tr")).not_to_contain_text("stopped")


def test_a_start_without_a_loss_is_named_and_its_run_is_not(page: Page):
    scene = replace(HALF, starts=((2.5, 1.0), (-1.0, 1.0)), steps=4)
    opened(page, scene)
    notices = page.locator(".stage-notices p")
    expect(notices).to_have_text([HATCHED, "Start 2 lies where the loss is not defined."])
    expect(page.locator(".stage-standings tbody tr")).not_to_contain_text("stopped")
    page.get_by_role("combobox", name="Which start").select_option("1")
    expect(page.locator(".stage-standings tbody tr")).to_contain_text("stopped")


def test_a_run_without_a_finite_step_is_told_apart(page: Page):
    # The slope of a root where it is zero is not a number, the loss there is.
    scene = formula_scene("x^2 + sqrt(y^2)", (1.0, 0.0))
    assert run_scene(scene)[0].stopped == ("no step",)
    opened(page, scene)
    expect(page.locator(".stage-notices")).to_have_text(
        "Gradient descent had no finite step to take at step 1 and stopped."
    )
    assert count_ink(page, HATCH) == 0


def test_several_causes_make_one_sentence(page: Page):
    scene = formula_scene("x + sqrt(x) + y^2 + 0 * sqrt((y - 2)^2)", (2.0, 1.0), (1.0, 2.0), (2.5, -2.5))
    first, second, third = run_scene(scene)[0].diverged_at.tolist()
    assert run_scene(scene)[0].stopped == ("undefined", "no step", "undefined")
    opened(page, scene)
    expect(page.locator(".stage-notices")).to_contain_text(
        f"Gradient descent reached a place where the loss is not defined in 2 of 3 runs, first at step "
        f"{min(first, third)} and stopped before it; and had no finite step to take in 1 of 3 runs, first at step "
        f"{second} and stopped."
    )


def test_a_path_beside_a_hole_still_answers_the_pointer(page: Page):
    opened(page, HALF)
    seek(page, 0)
    step = int(run_scene(HALF)[0].diverged_at[0]) - 1
    page.mouse.move(*plot_point(page, *run_scene(HALF)[0].points[0, step].astype(float)))
    expect(page.get_by_role("tooltip")).to_contain_text(f"step {step}")
    page.mouse.move(*plot_point(page, -2, -2))
    expect(page.get_by_role("tooltip")).to_be_hidden()


def test_a_start_can_be_put_on_hatched_ground_and_taken_away(page: Page):
    opened(page, HALF)
    tag = page.get_attribute(".stage-host", "data-tag")
    page.mouse.click(*plot_point(page, -1.5, -1.5))
    expect(page.locator(".stage-notices")).to_contain_text("Start 2 lies where the loss is not defined.")
    page.wait_for_function("(tag) => document.querySelector('.stage-host').dataset.tag !== tag", arg=tag)
    assert len(drawn_points(page, 2)) == 2
    page.locator(".stage-handle").nth(1).press("Delete")
    expect(page.locator(".stage-notices")).not_to_contain_text("Start")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_saved_picture_is_hatched_too(visit: Visit, tmp_path: Path, scheme: str):
    page = opened(visit(color_scheme=scheme), HALF)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as a picture").click()
    download.value.save_as(tmp_path / "picture.png")
    pixels = np.asarray(Image.open(tmp_path / "picture.png").convert("RGB")).astype(int)
    box = page.locator(".stage-chart").bounding_box()
    assert box is not None
    x, y = (2 * int(place) for place in np.subtract(plot_point(page, -1.5, -1.5), (box["x"], box["y"])))
    ground = pixels[y - 40 : y + 40, x - 40 : x + 40].reshape(-1, 3)
    # Mostly the paper, with lines of one other colour.
    paper = (np.abs(ground - pixels[2, 2]).max(axis=1) < 6).mean()
    assert 0.5 < paper < 0.95
    assert (pixels[2, 2].mean() < 60) == (scheme == "dark")
