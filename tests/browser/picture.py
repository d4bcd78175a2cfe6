"""The README's picture, made anew: `python -m tests.browser.picture` (or `make picture`) writes assets/stage.png."""

from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.page import launched_browser, new_visitor, open_page
from tests.browser.server import serve_app

TARGET = Path(__file__).resolve().parents[2] / "assets" / "stage.png"
# Far enough for every path to have found its minimum, early enough for the heads to be apart.
STEP = 60


def main() -> None:
    """Open the page as a visitor meets it, stop at a telling step, take the picture."""
    with serve_app() as server, sync_playwright() as playwright, launched_browser(playwright) as browser:
        page = new_visitor(browser, server.address, viewport={"width": 1280, "height": 800}).new_page()
        open_page(page)
        page.wait_for_selector(".stage-host[data-contour]")
        page.keyboard.press("Home")
        for _ in range(STEP):
            page.keyboard.press("ArrowRight")
        page.wait_for_selector(f'.stage-host[data-step="{STEP}"]')
        page.screenshot(path=TARGET)


if __name__ == "__main__":
    main()
