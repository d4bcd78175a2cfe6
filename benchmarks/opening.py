"""Opening the page: from the start of navigation, or of `python app.py`, to the first frame with paths."""

from statistics import median
from typing import Any

from playwright.sync_api import Browser, BrowserContext

from benchmarks.probe import SCRIPT, Effort
from benchmarks.table import Figure
from tests.browser.page import new_visitor
from tests.browser.server import serve_app

VISITS = 12
STARTS = 4
GOAL = 1200
GOAL_FROM_START = 5
# Times within one visit, in the order in which they mostly come, each taken in the page.
MARKS = {
    "document arrived": "performance.getEntriesByType('navigation')[0].responseEnd",
    "Plotly.js arrived": "files('plotly.js')[0]?.responseEnd ?? NaN",
    "Streamlit's scripts ran: its first request": "files('_stcore/health')[0]?.startTime ?? NaN",
    "Streamlit opens its socket": "probe.sockets[0]",
    "first message from Python": "probe.messages[0].at",
    "paths arrived": "probe.messages.reduce((a, b) => (b.bytes > a.bytes ? b : a)).at",
    "stage began (asked for its style sheet)": "files('stage.css')[0]?.startTime ?? NaN",
    "paths in the chart": "probe.scenes[0].tagged",
}
EFFORT = "the page's processor time in all"


def measure_opening(browser: Browser, address: str) -> list[Figure]:
    """A server that has served a page before. With nothing cached; then the same visitor again, in a new tab."""
    first, again = [], []
    for _ in range(VISITS + 1):
        visitor = new_visitor(browser, address)
        visitor.add_init_script(SCRIPT)
        first.append(visit(visitor))
        again.append(visit(visitor))
        visitor.close()
    return [
        *_figures("first visit: opening -> drawn", first[1:]),
        *_figures("second visit: opening -> drawn", again[1:]),
    ]


def visit(visitor: BrowserContext) -> dict[str, Any]:
    """Milliseconds from the start of navigation to each mark; `drawn` is the first frame with paths."""
    page = visitor.new_page()
    effort = Effort(page)
    page.goto("/")
    page.wait_for_function("probe.scenes.length > 0", timeout=60_000)
    readings = ", ".join(f'"{name}": {reading}' for name, reading in MARKS.items())
    noted = page.evaluate(
        f"""() => {{
          const files = (part) => performance.getEntriesByType("resource").filter((entry) => entry.name.includes(part));
          return {{ drawn: probe.scenes[0].drawn, navigated: performance.timeOrigin, {readings} }};
        }}"""
    )
    noted[EFFORT] = effort.milliseconds()
    page.close()
    return noted


def _figures(what: str, visits: list[dict[str, Any]]) -> list[Figure]:
    whole = Figure(what, "ms", [visit["drawn"] for visit in visits], GOAL)
    parts = [Figure(name, "ms", [visit[name] for visit in visits], part=True) for name in MARKS]
    effort = Figure(EFFORT, "ms", [visit[EFFORT] for visit in visits], part=True)
    return [whole, *sorted(parts, key=lambda part: median(part.samples)), effort]


def measure_start(browser: Browser) -> list[Figure]:
    """`python app.py` with its programs already compiled -> first paths in a browser that opens the printed address."""
    announced, drawn = [], []
    for _ in range(STARTS + 1):
        with serve_app() as server:
            announced.append(server.opened - server.began)
            visitor = new_visitor(browser, server.address)
            visitor.add_init_script(SCRIPT)
            noted = visit(visitor)
            visitor.close()
        # Both clocks are the machine's own.
        drawn.append((noted["navigated"] + noted["drawn"]) / 1000 - server.began)
    return [
        Figure("python app.py -> drawn in a waiting browser", "s", drawn[1:], GOAL_FROM_START),
        Figure("python app.py -> address printed, answering", "s", announced[1:], part=True),
    ]
