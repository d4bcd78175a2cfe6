"""From a hand to the drawn paths: a slider let go, a click on the map. 10 racers x 2 starts x 300 steps."""

from dataclasses import replace
from typing import Any

from playwright.sync_api import Browser, Page

from benchmarks.probe import notes, probed_page, rest, scenes_drawn, wait_for_scene
from benchmarks.scenes import query, race
from benchmarks.table import Figure
from tests.browser.page import plot_point, rate_thumb

SAMPLES = 40
GOAL = 150


def measure_slider(browser: Browser, address: str) -> list[Figure]:
    """The pointer lets go of a learning-rate slider -> first frame with the new paths; they come by way of Python."""
    samples = []
    with probed_page(browser, address, query(race(10, 2, 300))) as page:
        for number in range(SAMPLES + 2):
            before = scenes_drawn(page)
            _pull(page, 30 if number % 2 == 0 else -30)
            wait_for_scene(page, before)
            samples.append(_parts_by_socket(notes(page)))
            rest(page)
    return _figures("slider released -> drawn", samples[2:])


def _pull(page: Page, pixels: float) -> None:
    box = rate_thumb(page, "adam").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + pixels, y, steps=4)
    page.mouse.up()


def _parts_by_socket(noted: dict[str, Any]) -> dict[str, float]:
    """Milliseconds in the browser until it asks, at the server and under way, in React and the chart, to the frame."""
    hand, scene = _hand(noted), noted["scenes"][-1]
    sent = min(at for at in noted["sends"] if at >= hand)
    answers = [message for message in noted["messages"] if sent <= message["at"] <= scene["tagged"]]
    # The one with the arrays is by far the largest.
    came = max(answers, key=lambda message: message["bytes"])["at"]
    return _parts(hand, sent, came, scene)


def measure_click(browser: Browser, address: str) -> list[Figure]:
    """The pointer is let go on the map -> first frame with the new start's paths; they come straight from the route."""
    samples = []
    one = race(10, 1, 300)
    spots = race(10, SAMPLES + 2, 300).starts
    with probed_page(browser, address, query(replace(one, starts=spots[:1]))) as page:
        for spot in spots[1:]:
            before = scenes_drawn(page)
            page.mouse.click(*plot_point(page, *spot))
            wait_for_scene(page, before)
            samples.append(_parts_by_route(notes(page)))
            rest(page)
            before = scenes_drawn(page)
            page.mouse.click(*plot_point(page, *spot))
            wait_for_scene(page, before)
            rest(page)
    return _figures("click on the map -> drawn", samples[1:])


def _parts_by_route(noted: dict[str, Any]) -> dict[str, float]:
    hand, scene = _hand(noted), noted["scenes"][-1]
    fetched = next(fetch for fetch in noted["fetches"] if fetch["from"] >= hand)
    return _parts(hand, fetched["from"], fetched["to"], scene)


def _hand(noted: dict[str, Any]) -> float:
    return max(event["at"] for event in noted["hands"] if event["kind"] == "pointerup")


def _parts(hand: float, asked: float, came: float, scene: dict[str, float]) -> dict[str, float]:
    return {
        "": scene["drawn"] - hand,
        "hand -> request": asked - hand,
        "request -> answer (server and wire)": came - asked,
        "answer -> in the chart (decoding, React, Plotly)": scene["tagged"] - came,
        "in the chart -> next frame": scene["drawn"] - scene["tagged"],
    }


def _figures(what: str, samples: list[dict[str, float]]) -> list[Figure]:
    whole = Figure(what, "ms", [sample[""] for sample in samples], GOAL, "p95")
    parts = [name for name in samples[0] if name]
    return [whole, *(Figure(name, "ms", [sample[name] for sample in samples], part=True) for name in parts)]
