"""`python -m benchmarks` measures everything; `python -m benchmarks slider engine` only these; --list names them."""

import os
import sys
from collections.abc import Callable, Iterable

from playwright.sync_api import Browser, sync_playwright

from benchmarks.changes import measure_click, measure_slider
from benchmarks.drag import measure_drag
from benchmarks.opening import measure_opening
from benchmarks.play import measure_play
from benchmarks.table import Figure, print_figures, print_headings
from tests.browser.page import launched_browser
from tests.browser.server import serve_app

PAGE: dict[str, Callable[[Browser, str], list[Figure]]] = {
    "opening": measure_opening,
    "slider": measure_slider,
    "click": measure_click,
    "drag": measure_drag,
    "play": measure_play,
}


def main(names: Iterable[str]) -> int:
    names = list(names) or list(PAGE)
    print_headings()
    with serve_app() as server, sync_playwright() as playwright, launched_browser(playwright) as browser:
        for name in names:
            print_figures(PAGE[name](browser, server.address))
    print(os.getloadavg())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
