"""Stop-watches within the page (probe.js): Playwright's own delays are no part of what is measured."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from tests.browser.page import new_visitor, open_page, seek, wait_for_contour

SCRIPT = Path(__file__).with_name("probe.js").read_text("utf-8")


@contextmanager
def probed_page(browser: Browser, address: str, query: str) -> Iterator[Page]:
    """A new visitor's page with the probe, opened, come to rest and not playing."""
    visitor = new_visitor(browser, address)
    try:
        visitor.add_init_script(SCRIPT)
        page = visitor.new_page()
        open_page(page, query)
        wait_for_contour(page)
        rest(page)
        yield page
    finally:
        visitor.close()


class Effort:
    """Processor time of the page's main thread: it hardly depends on what else the machine is doing."""

    def __init__(self, page: Page) -> None:
        self.session = page.context.new_cdp_session(page)
        self.session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def milliseconds(self) -> float:
        """Spent so far."""
        metrics = self.session.send("Performance.getMetrics")["metrics"]
        return next(1000 * metric["value"] for metric in metrics if metric["name"] == "TaskDuration")


def rest(page: Page) -> None:
    """Stop playing and wait until what follows a change (the loss chart, the address) is done too."""
    seek(page)
    page.wait_for_timeout(400)


def scenes_drawn(page: Page) -> int:
    """How many scenes have been drawn since the page was opened."""
    return page.evaluate("probe.scenes.length")


def wait_for_scene(page: Page, before: int) -> None:
    """Return once more scenes than `before` have been drawn."""
    page.wait_for_function("(before) => probe.scenes.length > before", arg=before)


def notes(page: Page) -> dict[str, Any]:
    """Everything that the probe has noted."""
    return page.evaluate("JSON.parse(JSON.stringify(probe))")
