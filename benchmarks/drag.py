"""A start dragged over the map: how often a second the paths are drawn anew. 10 racers x 2 starts x 300 steps."""

import math
import time
from itertools import pairwise
from typing import Any

from playwright.sync_api import Browser, Page

from benchmarks.probe import Effort, notes, probed_page, rest
from benchmarks.scenes import query, race
from benchmarks.table import Figure
from tests.browser.page import plot_point

DRAGS = 5
SECONDS = 2.5
MOVES_A_SECOND = 60
GOAL = 30


def measure_drag(browser: Browser, address: str) -> list[Figure]:
    """Scenes drawn per second between the first and the last move of the hand, which moves 60 times a second."""
    drags = []
    scene = race(10, 2, 300)
    with probed_page(browser, address, query(scene)) as page:
        effort = Effort(page)
        hand = plot_point(page, *scene.starts[0])
        for _ in range(DRAGS):
            drags.append(_drag(page, hand, effort))
            rest(page)
    return [
        Figure("dragging a start: drawn updates", "/s", [d["updates"] for d in drags], GOAL, at_least=True),
        Figure("moves of the hand that reached the page", "/s", [d["moves"] for d in drags], at_least=True, part=True),
        Figure("the page's processor time for each update", "ms", [d["effort"] for d in drags], part=True),
        Figure("request -> answer (server and wire)", "ms", [t for d in drags for t in d["fetches"]], part=True),
        Figure("answer -> in the chart", "ms", [t for d in drags for t in d["charts"]], part=True),
        Figure("between two updates", "ms", [t for d in drags for t in d["pauses"]], part=True),
    ]


def _drag(page: Page, hand: tuple[float, float], effort: Effort) -> dict[str, Any]:
    """One drag round a circle and back to where it began."""
    x, y = hand
    began = page.evaluate("performance.now()")
    page.mouse.move(x, y)
    page.mouse.down()
    spent = effort.milliseconds()
    start = time.perf_counter()
    for tick in range(1, round(SECONDS * MOVES_A_SECOND)):
        angle = 2 * math.pi * tick / MOVES_A_SECOND
        page.mouse.move(x + 40 * (1 - math.cos(angle)), y + 40 * math.sin(angle))
        time.sleep(max(0.0, start + tick / MOVES_A_SECOND - time.perf_counter()))
    page.mouse.move(x, y)
    spent = effort.milliseconds() - spent
    page.mouse.up()
    page.wait_for_timeout(300)
    return _pace(notes(page), began, spent)


def _pace(noted: dict[str, Any], began: float, spent: float) -> dict[str, Any]:
    moves = [event["at"] for event in noted["hands"] if event["kind"] == "pointermove" and event["at"] > began][1:]
    first, last = moves[0], moves[-1]
    scenes = [scene for scene in noted["scenes"] if first <= scene["drawn"] <= last]
    fetches = [fetch for fetch in noted["fetches"] if fetch["from"] >= first and fetch["to"] <= last]
    answers = sorted(fetch["to"] for fetch in fetches)
    seconds = (last - first) / 1000
    return {
        "updates": len(scenes) / seconds,
        "moves": len(moves) / seconds,
        "effort": spent / max(len(scenes), 1),
        "fetches": [fetch["to"] - fetch["from"] for fetch in fetches],
        "charts": [
            scene["tagged"] - max(to for to in answers if to <= scene["tagged"])
            for scene in scenes
            if answers and answers[0] <= scene["tagged"]
        ],
        "pauses": [b["drawn"] - a["drawn"] for a, b in pairwise(scenes)],
    }
