"""Light and dark: contours, lines, labels and table take the colours of the page, at once and readably."""

import io
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from figures import line_styles
from simulation import default_scene
from tests.browser.conftest import Visit
from tests.browser.controls import pill
from tests.browser.expected import wait_for_contour_of_view, wait_for_loss_lines, wait_for_scene
from tests.browser.page import address_query, count_ink, open_page, plot_point, seek, shown_ranges

SCENE = default_scene()
# Text whose ground is not the card itself is left out: a start's number stands on its own white disc.
TEXTS = {
    "map's ticks": ".stage-chart .xtick text",
    "loss chart's ticks": ".stage-course .ytick text",
    "loss bar's ticks": ".stage-chart .cbaxis text",
    "table": ".stage-standings td",
    "title": ".stage-map .stage-title",
    "hint": ".stage-hint",
    "step": ".stage-count",
}
READ_COLOURS = """(texts) => {
  const paint = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const parts = (colour) => {
    paint.fillStyle = colour;
    paint.fillRect(0, 0, 1, 1);
    return [...paint.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const ground = parts(getComputedStyle(document.querySelector(".stage-card")).backgroundColor);
  const found = Object.entries(texts).map(([name, selector]) => {
    const element = document.querySelector(selector);
    const style = getComputedStyle(element);
    return [name, parts(element.ownerSVGElement ? style.fill : style.color)];
  });
  return { ground, ...Object.fromEntries(found) };
}"""


def luminance(colour: list[int]) -> float:
    """Relative luminance as WCAG 2 defines it."""
    shares = np.array(colour) / 255
    linear = np.where(shares <= 0.04045, shares / 12.92, ((shares + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def contrast(one: list[int], other: list[int]) -> float:
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


def map_pixels(page: Page) -> np.ndarray:
    """What is seen of the map, (height, width, 3)."""
    (x0, x1), (y0, y1) = shown_ranges(page)
    left, top = plot_point(page, x0, y1)
    right, bottom = plot_point(page, x1, y0)
    clip: Any = {"x": left, "y": top, "width": right - left, "height": bottom - top}
    return np.asarray(Image.open(io.BytesIO(page.screenshot(clip=clip))).convert("RGB"))


def assert_all_in_theme(page: Page, dark: bool) -> None:
    colours = [style.dark if dark else style.light for style in line_styles(SCENE)]
    for chart in (".stage-chart", ".stage-course"):
        lines = page.evaluate(
            """(chart) => document.querySelector(chart).data
              .filter(({ mode }) => mode === "lines").map(({ line }) => line.color)""",
            chart,
        )
        assert lines == colours
    for colour in colours:
        assert count_ink(page, "stage-trails", colour) > 50
    swatches = page.locator(".stage-swatch line").evaluate_all(
        "(all) => all.map((line) => line.getAttribute('stroke'))"
    )
    assert swatches == colours
    brightness = map_pixels(page).mean()
    assert brightness < 110 if dark else brightness > 180
    read = page.evaluate(READ_COLOURS, TEXTS)
    ground = read.pop("ground")
    assert (luminance(ground) < 0.1) is dark
    assert {
        name: round(contrast(colour, ground), 1) for name, colour in read.items() if contrast(colour, ground) < 4.5
    } == {}


def opened(page: Page) -> Page:
    open_page(page)
    wait_for_contour_of_view(page)
    wait_for_loss_lines(page, SCENE)
    seek(page, 60)
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_opens_in_the_visitor_s_theme(visit: Visit, scheme: str):
    assert_all_in_theme(opened(visit(color_scheme=scheme)), scheme == "dark")


def test_a_switch_of_the_theme_recolours_everything_and_moves_nothing(page: Page):
    opened(page)
    page.get_by_role("button", name="Zoom in").click()
    wait_for_contour_of_view(page)
    view, address = shown_ranges(page), address_query(page)
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        first = line_styles(SCENE)[0]
        colour = first.dark if scheme == "dark" else first.light
        for chart, trace in ((".stage-chart", 3), (".stage-course", 0)):
            page.wait_for_function(
                "([chart, trace, colour]) => document.querySelector(chart).data[trace]?.line.color === colour",
                arg=[chart, trace, colour],
            )
        assert_all_in_theme(page, scheme == "dark")
        assert shown_ranges(page) == view
        assert address_query(page) == address
        expect(page.locator(".stage-count")).to_have_text(f"60 / {SCENE.steps}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_racer_s_dot_in_the_sidebar_has_the_colour_of_its_line(visit: Visit, scheme: str):
    page = opened(visit(color_scheme=scheme))
    for racer, style in zip(SCENE.racers, line_styles(SCENE), strict=True):
        dot = page.locator(f".st-key-racer-{racer.optimizer}-0 .racer-name i").first
        colour = style.dark if scheme == "dark" else style.light
        red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
        assert dot.evaluate("(dot) => dot.clientWidth") > 5
        assert dot.evaluate("(dot) => getComputedStyle(dot).backgroundColor") == f"rgb({red}, {green}, {blue})"


def test_an_optimizer_keeps_its_colour_whoever_else_races(page: Page):
    opened(page)
    pill(page, "gd").click()
    left = default_scene(optimizers=("momentum", "nesterov", "adam"))
    wait_for_scene(page, left)
    lines = page.evaluate("document.querySelector('.stage-chart').data.slice(3).map(({ line }) => line.color)")
    assert lines == [style.light for style in line_styles(SCENE)[1:]]
