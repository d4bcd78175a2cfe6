"""A server and a browser for all of these tests, and for each test a page that must not complain."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Protocol

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.complaints import Complaints
from tests.browser.page import launched_browser, new_visitor
from tests.browser.server import Server, serve_app

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # Last, because Playwright keeps an event loop running in this thread, where other tests may start their own.
    items.sort(key=lambda item: item.path.is_relative_to(HERE))
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker("browser")
            # A starved machine may let a browser miss a moment; what is really broken fails three times.
            item.add_marker(pytest.mark.flaky(reruns=2))


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with serve_app() as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright, launched_browser(playwright) as running:
        yield running


@pytest.fixture(scope="session")
def regular(browser: Browser, server: Server) -> Iterator[BrowserContext]:
    """A visitor who comes back for every test: what was fetched once need not be fetched again."""
    visitor = new_visitor(browser, server.address)
    yield visitor
    visitor.close()


@contextmanager
def quiet_page(visitor: BrowserContext, address: str) -> Iterator[Page]:
    """A page of this visitor; at its end, any complaint fails the test."""
    page = visitor.new_page()
    try:
        complaints = Complaints(page, address)
        yield page
        # Now, because what the closing itself cuts off is nobody's fault.
        sentences = list(complaints.sentences)
    finally:
        page.close()
    assert sentences == []


@pytest.fixture
def page(regular: BrowserContext, server: Server) -> Iterator[Page]:
    """A page on a desk, not yet opened: `open_page(page)`."""
    with quiet_page(regular, server.address) as fresh:
        yield fresh


class Visit(Protocol):
    """Called with options of the browser, such as color_scheme="dark"; gives a page that is not yet opened."""

    def __call__(self, **options: Any) -> Page: ...


@pytest.fixture
def visit(browser: Browser, server: Server) -> Iterator[Visit]:
    """Pages of new visitors, who have their own options, clock and storage and nothing cached."""
    with ExitStack() as leaving:

        def arrive(**options: Any) -> Page:
            visitor = new_visitor(browser, server.address, **options)
            leaving.callback(visitor.close)
            return leaving.enter_context(quiet_page(visitor, server.address))

        yield arrive
