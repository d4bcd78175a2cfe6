"""Opening the page: from the start of navigation, or of `python app.py`, to the first frame with paths."""

from statistics import median
from typing import Any

from benchmarks.browser import Browser
from benchmarks.table import Figure
from tests.browser.server import serve_app

VISITS = 12
STARTS = 4
GOAL = 1200
GOAL_FROM_START = 5
# Times within one visit, each taken in the page.
MARKS = {
    "document arrived": "performance.getEntriesByType('navigation')[0].responseEnd",
    "Plotly.js arrived": "files('plotly.js')[0]?.responseEnd",
    "Streamlit's scripts ran: its first request": "files('_stcore/health')[0]?.startTime",
    "Streamlit opens its socket": "noted.sockets[0]",
    "first message from Python": "noted.messages[0].at",
    "paths arrived": "noted.messages.reduce((a, b) => (b.bytes > a.bytes ? b : a)).at",
    "stage began (asked for its style sheet)": "files('stage.css')[0]?.startTime",
    "paths in the chart": "noted.scenes[0].tagged",
}
EFFORT = "the page's processor time in all"
QUESTION = f"""probe.opened.then(() => {{
  const {{ noted }} = probe;
  const files = (part) => performance.getEntriesByType("resource").filter((entry) => entry.name.includes(part));
  return {{ drawn: noted.scenes[0].drawn, navigated: performance.timeOrigin, marks: [{", ".join(MARKS.values())}] }};
}})"""


def measure_opening(browser: Browser, address: str) -> list[Figure]:
    """A server that has served a page before. With nothing cached; then the same visitor again, in a new tab."""
    first, again = [], []
    for _ in range(VISITS + 1):
        with browser.visitor() as visitor:
            first.append(_visit(browser, visitor, address))
            again.append(_visit(browser, visitor, address))
    return [
        *_figures("first visit: opening -> drawn", first[1:]),
        *_figures("second visit: opening -> drawn", again[1:]),
    ]


def _visit(browser: Browser, visitor: str, address: str) -> dict[str, Any]:
    """Milliseconds from the start of navigation to each mark; `drawn` is the first frame with paths."""
    with browser.tab(visitor) as tab:
        tab.open(address)
        told = tab.ask(QUESTION)
        effort = tab.effort()
    # What was not asked for has no time.
    marks = (float("nan") if at is None else at for at in told["marks"])
    return {
        "drawn": told["drawn"],
        "navigated": told["navigated"],
        EFFORT: effort,
        **dict(zip(MARKS, marks, strict=True)),
    }


def _figures(what: str, visits: list[dict[str, Any]]) -> list[Figure]:
    whole = Figure(what, "ms", [visit["drawn"] for visit in visits], GOAL)
    parts = [Figure(name, "ms", [visit[name] for visit in visits], part=True) for name in MARKS]
    effort = Figure(EFFORT, "ms", [visit[EFFORT] for visit in visits], part=True)
    return [whole, *sorted(parts, key=lambda part: median(part.samples)), effort]


def measure_start(browser: Browser) -> list[Figure]:
    """`python app.py` with its programs already compiled -> first paths in a browser that opens the printed address."""
    announced, opened, drawn = [], [], []
    for _ in range(STARTS + 1):
        with serve_app() as server, browser.visitor() as visitor:
            told = _visit(browser, visitor, server.address)
        announced.append(server.opened - server.began)
        opened.append(told["drawn"] / 1000)
        # Both clocks are the machine's own.
        drawn.append((told["navigated"] + told["drawn"]) / 1000 - server.began)
    return [
        Figure("python app.py -> drawn in a waiting browser", "s", drawn[1:], GOAL_FROM_START),
        Figure("until the address is printed and answers", "s", announced[1:], part=True),
        Figure("opening the page, as its first visitor", "s", opened[1:], part=True),
    ]
