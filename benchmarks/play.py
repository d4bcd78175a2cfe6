"""Playing: animation frames per second, and how many of them showed something new."""

from itertools import pairwise
from typing import Any

from benchmarks.browser import Browser, Tab
from benchmarks.scenes import query, race
from benchmarks.table import Figure

RUNS = 3
GOAL = 55
# Where the browser has no graphics card, it puts the picture together with the processor.
RELIEF_GOAL = 40


def measure_play(browser: Browser, address: str) -> list[Figure]:
    """2,000 paths x 300 steps, 500 x 200 and 20 x 300."""
    sizes = ((1, 2000, 300), (10, 50, 200), (10, 2, 300))
    return [figure for size in sizes for figure in _play(browser, address, *size)]


def measure_relief(browser: Browser, address: str) -> list[Figure]:
    """20 paths x 300 steps on the relief."""
    return _play(browser, address, 10, 2, 300, relief=True)


def _play(browser: Browser, address: str, racers: int, starts: int, steps: int, relief: bool = False) -> list[Figure]:
    layer, where, goal = ("relief-heads", " on the relief", RELIEF_GOAL) if relief else ("stage-heads", "", GOAL)
    with browser.scene(address, query(race(racers, starts, steps))) as tab:
        if relief:
            tab.ask("probe.relief()")
        runs = [_play_once(tab, layer) for _ in range(RUNS)]
    whole, *shares = (
        (f"playing {racers * starts:,} paths x {steps} steps{where}: frames", "frames"),
        ("frames in which trails and heads moved", "painted"),
        ("changes of the shown step", "steps"),
    )
    return [
        Figure(whole[0], "/s", [run[whole[1]] for run in runs], goal, at_least=True),
        *(Figure(what, "/s", [run[name] for run in runs], at_least=True, part=True) for what, name in shares),
        Figure("the page's processor time for each frame", "ms", [run["effort"] for run in runs], part=True),
        Figure("between two frames", "ms", [pause for run in runs for pause in run["pauses"]], part=True),
    ]


def _play_once(tab: Tab, layer: str) -> dict[str, Any]:
    """One whole run from the first step."""
    effort = tab.effort()
    tab.ask(f"probe.count('{layer}')")
    effort = tab.effort() - effort
    noted = tab.ask("probe.read()")
    tab.rest()
    first, last = noted["painted"][1], noted["painted"][-1]
    within = {name: [at for at in noted[name] if first <= at <= last] for name in ("frames", "painted", "steps")}
    frames = within["frames"]
    seconds = (last - first) / 1000
    # Two wipes between two frames show as one.
    shown = sum(any(a <= at < b for at in within["painted"]) for a, b in pairwise(frames))
    return {
        "frames": len(frames) / seconds,
        "painted": shown / seconds,
        "steps": len(within["steps"]) / seconds,
        "effort": effort / len(frames),
        "pauses": [b - a for a, b in pairwise(frames)],
    }
