"""Opening the page: from the start of navigation to the first frame with paths, on a server that is already warm."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Browser, BrowserContext

from benchmarks.probe import SCRIPT
from benchmarks.table import Figure
from tests.browser.page import new_visitor

VISITS = 12
GOAL = 1200
# Times within one visit, in the order they should come, each taken in the page.
MARKS = {
    "document arrived": "performance.getEntriesByType('navigation')[0].responseEnd",
    "Plotly.js arrived": "Math.max(...files('plotly.js').map((entry) => entry.responseEnd))",
    "Streamlit's scripts run: its first request": "files('_stcore/health')[0]?.startTime ?? NaN",
    "first message from Python": "probe.messages[0].at",
    "paths arrived": "probe.messages.reduce((a, b) => (b.bytes > a.bytes ? b : a)).at",
    "stage begins (asks for its style sheet)": "files('stage.css')[0]?.startTime ?? NaN",
    "paths in the chart": "probe.scenes[0].tagged",
}


def measure_opening(browser: Browser, address: str) -> list[Figure]:
    """With nothing cached, as a first visitor; then again with the browser's own cache."""
    cold, warm = [], []
    for _ in range(VISITS + 1):
        visitor = new_visitor(browser, address)
        visitor.add_init_script(SCRIPT)
        cold.append(visit(visitor))
        warm.append(visit(visitor))
        visitor.close()
    return [*_figures("first visit: opening -> drawn", cold[1:], GOAL), *_figures("second visit", warm[1:], GOAL)]


def visit(visitor: BrowserContext, before: Callable[[], None] = lambda: None) -> dict[str, Any]:
    """Milliseconds from the start of navigation to each mark; `drawn` is the first frame with paths."""
    page = visitor.new_page()
    before()
    page.goto("/")
    page.wait_for_function("probe.scenes.length > 0", timeout=60_000)
    readings = ", ".join(f"{name!r}: {reading}" for name, reading in MARKS.items())
    noted = page.evaluate(
        f"""() => {{
          const files = (part) => performance.getEntriesByType("resource").filter((entry) => entry.name.includes(part));
          return {{ drawn: probe.scenes[0].drawn, {readings} }};
        }}"""
    )
    page.close()
    return noted


def _figures(what: str, visits: list[dict[str, Any]], goal: float) -> list[Figure]:
    whole = Figure(what, "ms", [visit["drawn"] for visit in visits], goal)
    return [whole, *(Figure(name, "ms", [v[name] for v in visits], part=True) for name in MARKS)]
