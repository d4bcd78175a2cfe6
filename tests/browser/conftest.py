"""A server and a browser for all of these tests, and for each test a page that must not complain."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.complaints import Complaints
from tests.browser.page import launched_browser, new_visitor
from tests.browser.server import Server, serve_app

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with serve_app() as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright, launched_browser(playwright) as running:
        yield running


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    """A visitor's page, not yet opened: `open_page(page)`. At its end, any complaint fails the test."""
    visitor = new_visitor(browser, server.address)
    try:
        fresh = visitor.new_page()
        complaints = Complaints(fresh, server.address)
        yield fresh
    finally:
        visitor.close()
    assert complaints.sentences == []
