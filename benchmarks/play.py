"""Playing: animation frames per second, and how many of them showed something new."""

from itertools import pairwise
from typing import Any

from playwright.sync_api import Browser, Page

from benchmarks.probe import Effort, notes, probed_page, rest
from benchmarks.scenes import query, race
from benchmarks.table import Figure

RUNS = 3
GOAL = 55


def measure_play(browser: Browser, address: str) -> list[Figure]:
    """500 paths x 200 steps, where the goal is, and 20 paths x 300 steps."""
    return [*_play(browser, address, 10, 50, 200), *_play(browser, address, 10, 2, 300)]


def _play(browser: Browser, address: str, racers: int, starts: int, steps: int) -> list[Figure]:
    runs = []
    with probed_page(browser, address, query(race(racers, starts, steps))) as page:
        effort = Effort(page)
        for _ in range(RUNS):
            runs.append(_play_once(page, effort))
            rest(page)
    what = f"playing {racers * starts} paths x {steps} steps"
    return [
        Figure(f"{what}: frames", "/s", [run["frames"] for run in runs], GOAL, at_least=True),
        Figure(
            "frames in which trails and heads moved", "/s", [run["painted"] for run in runs], at_least=True, part=True
        ),
        Figure("changes of the shown step", "/s", [run["steps"] for run in runs], at_least=True, part=True),
        Figure("the page's processor time for each frame", "ms", [run["effort"] for run in runs], part=True),
        Figure("between two frames", "ms", [pause for run in runs for pause in run["pauses"]], part=True),
    ]


def _play_once(page: Page, effort: Effort) -> dict[str, Any]:
    """One whole run from the first step, begun with a click on Play."""
    page.evaluate("probe.count()")
    spent = effort.milliseconds()
    page.click(".stage-play")
    page.wait_for_function("document.querySelector('.stage-play').dataset.state === 'again'", timeout=60_000)
    spent = effort.milliseconds() - spent
    noted = notes(page)
    first, last = noted["painted"][1], noted["painted"][-1]
    within = {name: [at for at in noted[name] if first <= at <= last] for name in ("frames", "painted", "shownSteps")}
    frames = within["frames"]
    seconds = (last - first) / 1000
    # Two wipes between two frames show as one.
    shown = sum(any(a <= at < b for at in within["painted"]) for a, b in pairwise(frames))
    return {
        "frames": len(frames) / seconds,
        "painted": shown / seconds,
        "effort": spent / len(frames),
        "steps": len(within["shownSteps"]) / seconds,
        "pauses": [b - a for a, b in pairwise(frames)],
    }
