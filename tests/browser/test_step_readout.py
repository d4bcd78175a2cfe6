"""The pointer over the chart by step, or over a path: what stands at that step, in the chart and on the map."""

from dataclasses import replace

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from figures import line_styles
from optimizers import OPTIMIZERS
from simulation import Scene, default_scene, run_scene
from tests.browser.conftest import Visit
from tests.browser.expected import link, loss_shown, number, racer, wait_for_contour_of_view, wait_for_loss_lines
from tests.browser.page import count_ink, open_page, plot_point, seek

GD, ADAM = racer("gd", 0.2, "bowl"), racer("adam", 0.4, "bowl")
SCENE = replace(default_scene("bowl"), starts=((-4.0, 3.0), (3.0, 4.0)), racers=(GD, ADAM), steps=12)
RADIUS = 7


def opened(page: Page, scene: Scene = SCENE) -> Page:
    open_page(page, link(scene))
    wait_for_loss_lines(page, scene)
    wait_for_contour_of_view(page)
    seek(page, 0)
    return page


def readout(page: Page) -> Locator:
    return page.locator(".stage-readout")


def place(page: Page, step: float, height: float = 0.5) -> tuple[float, float]:
    """The pixel of a step in the chart, so far down as a share of its height."""
    x, y = page.evaluate(
        """([step, height]) => {
          const host = document.querySelector(".stage-course");
          const { xaxis, yaxis } = host._fullLayout;
          const box = host.getBoundingClientRect();
          return [box.left + xaxis._offset + xaxis.l2p(step), box.top + yaxis._offset + height * yaxis._length];
        }""",
        [step, height],
    )
    return x, y


def rings(page: Page, colour: str) -> tuple[float, float, float]:
    """Middle, in pixels of the viewport, and width of all that is drawn in this colour in the rings' layer."""
    found = page.evaluate(
        """(wanted) => {
          const canvas = document.querySelector(".stage-rings");
          const copy = document.createElement("canvas");
          Object.assign(copy, { width: canvas.width, height: canvas.height });
          const pen = copy.getContext("2d", { willReadFrequently: true });
          pen.drawImage(canvas, 0, 0);
          const { data } = pen.getImageData(0, 0, copy.width, copy.height);
          const [xs, ys] = [[], []];
          for (let i = 0; i < data.length; i += 4) {
            if (data[i + 3] < 128 || wanted.some((part, j) => Math.abs(data[i + j] - part) > 24)) continue;
            xs.push((i / 4) % copy.width);
            ys.push(Math.floor(i / 4 / copy.width));
          }
          const box = canvas.getBoundingClientRect();
          const ends = (places) => [Math.min(...places), Math.max(...places) + 1];
          const [[left, right], [top, bottom]] = [ends(xs), ends(ys)];
          return [box.left + (left + right) / 2, box.top + (top + bottom) / 2, right - left];
        }""",
        [int(colour[i : i + 2], 16) for i in (1, 3, 5)],
    )
    return tuple(found)


@pytest.mark.parametrize("step", [0, 4, 12])
def test_the_chart_tells_every_racer_s_number_at_the_step_under_the_pointer(page: Page, step: int):
    opened(page)
    page.mouse.move(*place(page, step))
    expect(readout(page)).to_be_visible()
    said = readout(page).inner_text().split("\n")
    assert said[0] == f"step {step}"
    losses = {
        OPTIMIZERS[one.optimizer].title: float(loss_shown(SCENE, run.values[0])[step])
        for one, run in zip(SCENE.racers, run_scene(SCENE), strict=True)
    }
    # Best first.
    assert said[1::2] == sorted(losses, key=lambda title: losses[title])
    np.testing.assert_allclose([number(text) for text in said[2::2]], sorted(losses.values()), rtol=6e-3)
    hair = page.locator(".stage-hair").bounding_box()
    assert hair is not None
    assert hair["x"] + hair["width"] / 2 == pytest.approx(place(page, step)[0], abs=1)


def test_dots_lie_on_the_lines(page: Page):
    opened(page)
    page.mouse.move(*place(page, 5))
    expect(page.locator(".stage-dot")).to_have_count(2)
    wanted = page.evaluate(
        """() => {
          const host = document.querySelector(".stage-course");
          const { yaxis } = host._fullLayout;
          return host.data.map(({ y }) => host.getBoundingClientRect().top + yaxis._offset + yaxis.d2p(y[5]));
        }"""
    )
    boxes = [dot.bounding_box() for dot in page.locator(".stage-dot").all()]
    found = [box["y"] + box["height"] / 2 for box in boxes if box]
    assert sorted(found) == pytest.approx(sorted(wanted), abs=1)


@pytest.mark.parametrize("start", [0, 1])
def test_the_map_rings_the_place_of_every_racer_at_that_step(page: Page, start: int):
    opened(page)
    page.get_by_role("combobox", name="Which start").select_option(str(start))
    wait_for_loss_lines(page, SCENE, start)
    page.mouse.move(*place(page, 3))
    for run, style in zip(run_scene(SCENE), line_styles(SCENE), strict=True):
        x, y, width = rings(page, style.light)
        assert (x, y) == pytest.approx(plot_point(page, *run.points[start, 3].astype(float)), abs=1)
        assert width == pytest.approx(2 * RADIUS + 2.5, abs=2)


def test_rings_stay_on_their_places_when_the_map_is_zoomed(page: Page):
    opened(page)
    # Wheel and pointer are apart: the pointer stays on the chart.
    page.mouse.move(*place(page, 3))
    page.get_by_role("button", name="Zoom out").evaluate("(button) => button.click()")
    style = line_styles(SCENE)[0]
    point = run_scene(SCENE)[0].points[0, 3].astype(float)
    page.wait_for_function("document.querySelector('.stage-chart')._fullLayout.xaxis.range[0] < -8")
    x, y, _ = rings(page, style.light)
    assert (x, y) == pytest.approx(plot_point(page, *point), abs=1)


def test_pointing_does_not_seek_and_leaves_nothing_behind(page: Page):
    opened(page)
    page.mouse.move(*place(page, 7))
    expect(readout(page)).to_contain_text("step 7")
    expect(page.locator(".stage-count")).to_have_text("0 / 12")
    assert count_ink(page, "stage-rings") > 50
    page.mouse.click(*place(page, 7))
    expect(page.locator(".stage-count")).to_have_text("7 / 12")
    expect(readout(page)).to_contain_text("step 7")
    page.mouse.move(10, 10)
    expect(readout(page)).to_be_hidden()
    assert count_ink(page, "stage-rings") == 0


def test_beside_the_lines_there_is_nothing_to_tell(page: Page):
    opened(page)
    x, y = place(page, 0)
    page.mouse.move(x + 20, y)
    expect(readout(page)).to_be_visible()
    page.mouse.move(x - 25, y)
    expect(readout(page)).to_be_hidden()


@pytest.mark.parametrize(("which", "step"), [(0, 3), (1, 6)])
def test_a_path_under_the_pointer_shows_its_step_in_the_chart(page: Page, which: int, step: int):
    opened(page)
    page.mouse.move(*plot_point(page, *run_scene(SCENE)[which].points[0, step].astype(float)))
    expect(readout(page)).to_be_visible()
    expect(readout(page)).to_contain_text(f"step {step}")
    assert count_ink(page, "stage-rings") > 50
    page.mouse.move(*plot_point(page, 0, -4))
    expect(readout(page)).to_be_hidden()
    assert count_ink(page, "stage-rings") == 0


@pytest.mark.parametrize("height", [0.1, 0.9])
def test_the_read_out_lies_within_the_chart_and_beside_the_pointer(page: Page, height: float):
    opened(page)
    box = page.locator(".stage-course").bounding_box()
    assert box is not None
    for step in (0, 3, 6, 9, 12):
        x, y = place(page, step, height)
        page.mouse.move(x, y)
        expect(readout(page)).to_contain_text(f"step {step}")
        found = readout(page).bounding_box()
        assert found is not None
        assert box["x"] <= found["x"]
        assert found["x"] + found["width"] <= box["x"] + box["width"]
        assert box["y"] <= found["y"]
        assert found["y"] + found["height"] <= box["y"] + box["height"]
        assert not found["x"] <= x <= found["x"] + found["width"]


def test_more_racers_than_there_is_room_for_are_counted(page: Page):
    many = replace(SCENE, racers=tuple(racer("adam", 0.01 * (i + 1), "bowl") for i in range(20)))
    opened(page, many)
    page.mouse.move(*place(page, 6))
    expect(readout(page)).to_contain_text("more")
    said = readout(page).inner_text().split("\n")
    shown = (len(said) - 2) // 2
    assert said[-1] == f"and {20 - shown} more"
    box, chart = readout(page).bounding_box(), page.locator(".stage-course").bounding_box()
    assert box is not None
    assert chart is not None
    assert box["height"] < chart["height"]


def test_a_run_that_is_gone_is_said_to_be_so(page: Page):
    wild = replace(
        default_scene("rosenbrock"), racers=(racer("gd", 0.01, "rosenbrock"), racer("adam", 0.05, "rosenbrock"))
    )
    opened(page, wild)
    page.mouse.move(*place(page, wild.steps))
    expect(readout(page)).to_contain_text("diverged")
    said = readout(page).inner_text().split("\n")
    assert said[1] == "Adam"
    assert said[3:] == ["Gradient descent", "diverged"]
    expect(page.locator(".stage-dot")).to_have_count(1)


def test_a_finger_goes_to_a_step_and_asks_for_nothing(visit: Visit):
    page = opened(visit(viewport={"width": 420, "height": 900}, has_touch=True, is_mobile=True))
    page.locator(".stage-course").scroll_into_view_if_needed()
    page.touchscreen.tap(*place(page, 5))
    expect(page.locator(".stage-count")).to_have_text("5 / 12")
    expect(readout(page)).to_be_hidden()
    assert count_ink(page, "stage-rings") == 0


def test_of_a_racer_that_is_hidden_nothing_is_told(page: Page):
    opened(page)
    page.get_by_role("button", name="Show Adam", exact=True).click()
    page.wait_for_function("document.querySelector('.stage-course').data[1].visible === false")
    page.mouse.move(*place(page, 4))
    expect(readout(page)).to_contain_text("Gradient descent")
    expect(readout(page)).not_to_contain_text("Adam")
    shown, hidden = line_styles(SCENE)
    assert count_ink(page, "stage-rings", shown.light) > 20
    assert count_ink(page, "stage-rings", hidden.light) == 0
