"""A start dragged over the map: how often a second the paths are drawn anew. 10 racers x 2 starts x 300 steps."""

import math
import time
from itertools import pairwise
from typing import Any

from benchmarks.browser import Browser, Tab
from benchmarks.scenes import query, race
from benchmarks.table import Figure

DRAGS = 5
SECONDS = 2.5
MOVES_A_SECOND = 60
GOAL = 40


def measure_drag(browser: Browser, address: str) -> list[Figure]:
    """Scenes drawn per second between the first and the last move of the hand, which moves 60 times a second."""
    drags = []
    scene = race(10, 2, 300)
    with browser.scene(address, query(scene)) as tab:
        x, y = tab.ask(f"probe.pixel({scene.starts[0][0]}, {scene.starts[0][1]})")
        for _ in range(DRAGS):
            drags.append(_drag(tab, x, y))
            tab.rest()
    return [
        Figure("dragging a start: drawn updates", "/s", [d["updates"] for d in drags], GOAL, at_least=True),
        Figure("moves of the hand that the page noticed", "/s", [d["moves"] for d in drags], at_least=True, part=True),
        Figure("the page's processor time for each update", "ms", [d["effort"] for d in drags], part=True),
        Figure("request -> answer (server and wire)", "ms", [t for d in drags for t in d["fetches"]], part=True),
        Figure("answer -> in the chart", "ms", [t for d in drags for t in d["charts"]], part=True),
        Figure("between two updates", "ms", [t for d in drags for t in d["pauses"]], part=True),
    ]


def _drag(tab: Tab, x: float, y: float) -> dict[str, Any]:
    """One drag in circles and back to where it began."""
    began = tab.ask("performance.now()")
    tab.hand("Moved", x, y)
    tab.hand("Pressed", x, y)
    effort = tab.effort()
    start = time.perf_counter()
    for tick in range(1, round(SECONDS * MOVES_A_SECOND)):
        angle = 2 * math.pi * tick / MOVES_A_SECOND
        tab.hand("Moved", x + 40 * (1 - math.cos(angle)), y + 40 * math.sin(angle))
        time.sleep(max(0.0, start + tick / MOVES_A_SECOND - time.perf_counter()))
    tab.hand("Moved", x, y)
    effort = tab.effort() - effort
    tab.hand("Released", x, y)
    tab.rest()
    return _pace(tab.ask("probe.read()"), began, effort)


def _pace(noted: dict[str, Any], began: float, effort: float) -> dict[str, Any]:
    moves = [event["at"] for event in noted["hands"] if event["kind"] == "pointermove" and event["at"] > began][1:]
    first, last = moves[0], moves[-1]
    scenes = [scene for scene in noted["scenes"] if first <= scene["drawn"] <= last]
    fetches = [fetch for fetch in noted["fetches"] if fetch["from"] >= first and fetch["to"] <= last]
    seconds = (last - first) / 1000
    return {
        "updates": len(scenes) / seconds,
        "moves": len(moves) / seconds,
        "effort": effort / len(scenes),
        "fetches": [fetch["to"] - fetch["from"] for fetch in fetches],
        "charts": _waits([fetch["to"] for fetch in fetches], [scene["tagged"] for scene in scenes]),
        "pauses": [b["drawn"] - a["drawn"] for a, b in pairwise(scenes)],
    }


def _waits(answers: list[float], tagged: list[float]) -> list[float]:
    """From the last answer before each scene to the scene."""
    before = ((at, [answer for answer in answers if answer <= at]) for at in tagged)
    return [at - max(earlier) for at, earlier in before if earlier]
