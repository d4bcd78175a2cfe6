"""From a hand to the drawn paths: a slider let go, a click on the map."""

from dataclasses import replace
from typing import Any

from benchmarks.browser import Browser, Tab
from benchmarks.scenes import query, race
from benchmarks.table import Figure

SAMPLES = 40
GOAL = 150
CLICK_GOAL = 120
# Racers, starts, steps, the racer whose slider is moved, and the goal.
SLIDERS = ((10, 2, 300, "adam", GOAL), (1, 2000, 300, "gd", 400))
THUMB = ".st-key-racer-{}-0 [data-rac]:has(> [data-testid=stSliderThumbValue])"
Parts = dict[str, float]


def measure_slider(browser: Browser, address: str) -> list[Figure]:
    """The pointer lets go of a learning-rate slider -> first frame with the new paths; they come by way of Python."""
    return [figure for case in SLIDERS for figure in _slide(browser, address, *case)]


def _slide(browser: Browser, address: str, racers: int, starts: int, steps: int, moved: str, goal: int) -> list[Figure]:
    samples: list[Parts] = []
    with browser.scene(address, query(race(racers, starts, steps))) as tab:
        for number in range(SAMPLES + 2):
            x, y = tab.ask(f"probe.middle({THUMB.format(moved)!r})")
            away = 30 if number % 2 == 0 else -30
            tab.hand("Moved", x, y)
            tab.hand("Pressed", x, y)
            for quarter in (1, 2, 3, 4):
                tab.hand("Moved", x + away * quarter / 4, y)
            samples.append(_by_socket(_let_go(tab, x + away, y)))
    return _figures(f"slider released -> drawn, {racers * starts:,} paths x {steps} steps", samples[2:], goal)


def measure_click(browser: Browser, address: str) -> list[Figure]:
    """The pointer is let go on the map -> first frame with the new start's paths; they come straight from the route."""
    samples: list[Parts] = []
    first, *spots = race(10, SAMPLES + 2, 300).starts
    with browser.scene(address, query(replace(race(10, 1, 300), starts=(first,)))) as tab:
        for spot in spots:
            x, y = tab.ask(f"probe.pixel({spot[0]}, {spot[1]})")
            # The second click takes the start away again.
            for samples_of in (samples, []):
                tab.hand("Moved", x, y)
                tab.hand("Pressed", x, y)
                samples_of.append(_by_route(_let_go(tab, x, y)))
    return _figures("click on the map -> drawn, 20 paths x 300 steps", samples[1:], CLICK_GOAL)


def _let_go(tab: Tab, x: float, y: float) -> dict[str, Any]:
    """Release the mouse there, wait for the scene that comes of it, and give what was noted."""
    drawn = tab.pose("probe.next()")
    tab.hand("Released", x, y)
    drawn()
    noted = tab.ask("probe.read()")
    tab.rest()
    return noted


def _by_socket(noted: dict[str, Any]) -> Parts:
    hand, scene = _hand(noted), noted["scenes"][-1]
    sent = min(at for at in noted["sends"] if at >= hand)
    answers = [message for message in noted["messages"] if sent <= message["at"] <= scene["tagged"]]
    # The one with the paths is by far the largest.
    return _parts(hand, sent, max(answers, key=lambda message: message["bytes"])["at"], scene)


def _by_route(noted: dict[str, Any]) -> Parts:
    hand, scene = _hand(noted), noted["scenes"][-1]
    fetched = next(fetch for fetch in noted["fetches"] if fetch["from"] >= hand)
    return _parts(hand, fetched["from"], fetched["to"], scene)


def _hand(noted: dict[str, Any]) -> float:
    return max(event["at"] for event in noted["hands"] if event["kind"] == "pointerup")


def _parts(hand: float, asked: float, came: float, scene: Parts) -> Parts:
    return {
        "": scene["drawn"] - hand,
        "hand -> request": asked - hand,
        "request -> answer (server and wire)": came - asked,
        "answer -> in the chart (decoding, React, Plotly)": scene["tagged"] - came,
        "in the chart -> next frame": scene["drawn"] - scene["tagged"],
    }


def _figures(what: str, samples: list[Parts], goal: float = GOAL) -> list[Figure]:
    whole = Figure(what, "ms", [sample[""] for sample in samples], goal, "p95")
    parts = [name for name in samples[0] if name]
    return [whole, *(Figure(name, "ms", [sample[name] for sample in samples], part=True) for name in parts)]
