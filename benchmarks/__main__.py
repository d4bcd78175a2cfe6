"""Measures and prints a table: `python -m benchmarks` everything, `python -m benchmarks slider engine` only these.

`page` stands for all that needs a browser. A machine that is busy with other things gives worse figures, so its load is
printed at the beginning and at the end.
"""

import os
import sys
from collections.abc import Callable

from benchmarks.browser import Browser, opened_browser
from benchmarks.changes import measure_click, measure_slider
from benchmarks.compiling import measure_compiling
from benchmarks.drag import measure_drag
from benchmarks.engine import measure_engine
from benchmarks.opening import measure_opening, measure_start
from benchmarks.payload import measure_payload
from benchmarks.play import measure_play, measure_relief
from benchmarks.sines import measure_sines
from benchmarks.table import Figure, print_figures, print_headings
from benchmarks.typing import measure_typing
from tests.browser.server import serve_app

# By what they need: a browser and the running app, a browser alone, nothing.
PAGE: dict[str, Callable[[Browser, str], list[Figure]]] = {
    "opening": measure_opening,
    "slider": measure_slider,
    "click": measure_click,
    "drag": measure_drag,
    "play": measure_play,
    "relief": measure_relief,
}
START: dict[str, Callable[[Browser], list[Figure]]] = {"start": measure_start}
ALONE: dict[str, Callable[[], list[Figure]]] = {
    "engine": measure_engine,
    "sines": measure_sines,
    "compiling": measure_compiling,
    "payload": measure_payload,
    "typing": measure_typing,
}
NAMES = [*PAGE, *START, *ALONE]


def main(given: list[str]) -> int:
    """Exit code 0 when everything could be measured, whatever came out."""
    unknown = sorted(set(given) - {*NAMES, "page"})
    if unknown:
        print(f"Nothing here measures {', '.join(unknown)}. There are: page, {', '.join(NAMES)}.")
        return 2
    wanted = [name for name in NAMES if not given or name in given or ("page" in given and name not in ALONE)]
    _print_load()
    print_headings()
    if not set(wanted) <= set(ALONE):
        with opened_browser() as browser:
            _measure_in(browser, wanted)
    for name in wanted:
        if name in ALONE:
            print_figures(ALONE[name]())
    _print_load()
    return 0


def _measure_in(browser: Browser, wanted: list[str]) -> None:
    if set(wanted) & set(PAGE):
        with serve_app() as server:
            for name in wanted:
                if name in PAGE:
                    print_figures(PAGE[name](browser, server.address))
    for name in wanted:
        if name in START:
            print_figures(START[name](browser))


def _print_load() -> None:
    if hasattr(os, "getloadavg"):
        print(f"{os.cpu_count()} cores, {os.getloadavg()[0]:.1f} programs at work over the last minute")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
