"""The page in a headless browser: opened, pointed at, and read back as it is drawn. Tests and benchmarks share this.

Every function takes Playwright's synchronous page. Navigation is only noticed while Playwright works, so ask the page
itself (`address_query`) and wait for what is drawn, never for a length of time.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Locator, Page, Playwright

from tests.chromium import find_chromium

DESK = {"width": 1440, "height": 900}
# The browser's own errands would be requests to other hosts, and time taken from what is measured.
QUIET = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
# The chart's traces, in order; each further one is a racer.
CONTOUR, MINIMA, STARTS, FIRST_RACER = range(4)
DRAWN = ".stage-host[data-tag]"


@contextmanager
def launched_browser(playwright: Playwright) -> Iterator[Browser]:
    """The headless Chromium that `tests.chromium` finds."""
    browser = playwright.chromium.launch(executable_path=find_chromium(), args=QUIET)
    try:
        yield browser
    finally:
        browser.close()


def new_visitor(browser: Browser, address: str, **options: Any) -> BrowserContext:
    """A visitor who has never been here: nothing cached, nothing stored."""
    return browser.new_context(**{"viewport": DESK, "base_url": address, **options})


def open_page(page: Page, query: str = "") -> None:
    """Open the page with this link's query, and return once its scene is drawn."""
    page.goto(f"/?{query}" if query else "/")
    page.wait_for_selector(DRAWN)


def drawn_tag(page: Page) -> str:
    """The tag of the scene that is drawn; equal tags, equal scenes."""
    return page.get_attribute(".stage-host", "data-tag") or ""


def wait_for_another_scene(page: Page, tag: str) -> str:
    """Return the tag of the first drawn scene that is not the one with this tag."""
    page.wait_for_function("(tag) => document.querySelector('.stage-host')?.dataset.tag !== tag", arg=tag)
    return drawn_tag(page)


def wait_for_contour(page: Page) -> None:
    """Return once the contours of the surface have arrived."""
    page.wait_for_selector(".stage-host[data-contour], .stage-chart[data-contour]")


def shown_step(page: Page) -> int:
    """The step that trails and heads stand at."""
    return int(page.get_attribute(".stage-host", "data-step") or 0)


def seek(page: Page, step: int | None = None) -> None:
    """Pause at this step, at the last one for None, as a hand on the scrubber would."""
    page.evaluate(
        """(step) => {
          const scrubber = document.querySelector(".stage-scrubber");
          scrubber.value = step ?? scrubber.max;
          scrubber.dispatchEvent(new Event("input"));
        }""",
        step,
    )


def address_query(page: Page) -> str:
    """The query of the address as the browser shows it now."""
    return urlsplit(page.evaluate("location.href")).query


def plot_point(page: Page, x: float, y: float) -> tuple[float, float]:
    """The pixel of the viewport at which the map shows this point of the surface."""
    across, down = page.evaluate(
        """([x, y]) => {
          const chart = document.querySelector(".stage-chart");
          const { xaxis, yaxis } = chart._fullLayout;
          const box = chart.getBoundingClientRect();
          return [box.left + xaxis._offset + xaxis.l2p(x), box.top + yaxis._offset + yaxis.l2p(y)];
        }""",
        [x, y],
    )
    return across, down


def shown_ranges(page: Page) -> tuple[list[float], list[float]]:
    """The map's x range and y range."""
    x, y = page.evaluate(
        """() => {
          const { xaxis, yaxis } = document.querySelector(".stage-chart")._fullLayout;
          return [[...xaxis.range], [...yaxis.range]];
        }"""
    )
    return x, y


def drawn_points(page: Page, trace: int) -> list[tuple[float, float]]:
    """The points of one of the chart's traces; a pair of nan parts two runs."""
    xs, ys = page.evaluate(
        """(trace) => {
          const { x, y } = document.querySelector(".stage-chart").data[trace];
          return [Array.from(x, Number), Array.from(y, Number)];
        }""",
        trace,
    )
    return list(zip(xs, ys, strict=True))


def drawn_runs(page: Page, racer: int) -> list[list[tuple[float, float]]]:
    """The faint paths of one racer, one list of points for each start."""
    runs: list[list[tuple[float, float]]] = [[]]
    for x, y in drawn_points(page, FIRST_RACER + racer):
        if x == x and y == y:
            runs[-1].append((x, y))
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def count_racers(page: Page) -> int:
    """How many racers have a path on the chart."""
    return page.evaluate("document.querySelector('.stage-chart').data.length") - FIRST_RACER


# Reads a canvas by way of a copy: reading the real one would make the browser draw it without acceleration, and warn.
_COPY = """
  const canvas = document.querySelector("." + layer);
  const copy = document.createElement("canvas");
  Object.assign(copy, { width: canvas.width, height: canvas.height });
  const pen = copy.getContext("2d", { willReadFrequently: true });
  pen.drawImage(canvas, 0, 0);
"""


def count_ink(page: Page, layer: str = "stage-trails", colour: str = "") -> int:
    """How many pixels of a layer are drawn on, by name of its class; with a colour (#rrggbb) only those close to it."""
    return page.evaluate(
        f"""([layer, wanted]) => {{
          {_COPY}
          const pixels = pen.getImageData(0, 0, copy.width, copy.height).data;
          let count = 0;
          for (let i = 0; i < pixels.length; i += 4) {{
            if (pixels[i + 3] < 128) continue;
            if (!wanted || wanted.every((part, j) => Math.abs(pixels[i + j] - part) < 24)) count++;
          }}
          return count;
        }}""",
        [layer, [int(colour[i : i + 2], 16) for i in (1, 3, 5)] if colour else None],
    )


def ink_at(page: Page, x: float, y: float, layer: str = "stage-heads") -> list[int]:
    """Red, green, blue and opacity (0 to 255) of a layer at this point of the surface."""
    return page.evaluate(
        f"""([layer, x, y]) => {{
          {_COPY}
          const {{ xaxis, yaxis }} = document.querySelector(".stage-chart")._fullLayout;
          const ratio = canvas.width / xaxis._length;
          return [...pen.getImageData(Math.floor(xaxis.l2p(x) * ratio), Math.floor(yaxis.l2p(y) * ratio), 1, 1).data];
        }}""",
        [layer, x, y],
    )


def ink_middle(page: Page, layer: str, colour: str) -> tuple[float, float]:
    """The pixel of a layer in the middle of all that is drawn in this colour (#rrggbb)."""
    across, down = page.evaluate(
        f"""([layer, wanted]) => {{
          {_COPY}
          const {{ data, width }} = pen.getImageData(0, 0, copy.width, copy.height);
          const [xs, ys] = [[], []];
          for (let i = 0; i < data.length; i += 4) {{
            if (data[i + 3] < 128 || !wanted.every((part, j) => Math.abs(data[i + j] - part) < 24)) continue;
            xs.push((i / 4) % width);
            ys.push(Math.floor(i / 4 / width));
          }}
          const middle = (all) => (Math.min(...all) + Math.max(...all)) / 2;
          return [middle(xs), middle(ys)];
        }}""",
        [layer, [int(colour[i : i + 2], 16) for i in (1, 3, 5)]],
    )
    return across, down


def ink_at_pixel(page: Page, x: float, y: float, layer: str) -> list[int]:
    """Red, green, blue and opacity (0 to 255) of a layer at this pixel of it."""
    return page.evaluate(
        f"""([layer, x, y]) => {{
          {_COPY}
          return [...pen.getImageData(Math.round(x), Math.round(y), 1, 1).data];
        }}""",
        [layer, x, y],
    )


def rate_thumb(page: Page, optimizer: str, copy: int = 0) -> Locator:
    """The thumb of a racer's learning-rate slider in the sidebar."""
    slider = page.locator(f".st-key-racer-{optimizer}-{copy} [data-testid='stSlider']").first
    return slider.locator("[data-rac]:has(> [data-testid='stSliderThumbValue'])").first
