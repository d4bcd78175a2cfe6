"""The benchmarks' probe finds on the page what it asks for."""

import re

import pytest
from playwright.sync_api import Page

from benchmarks.browser import PROBE
from tests.browser.page import open_page

ASKED = sorted(set(re.findall(r'document\.querySelector\("([^"]+)"\)', PROBE)))


@pytest.mark.parametrize("selector", ASKED)
def test_what_the_probe_asks_for_is_on_the_page(page: Page, selector: str):
    open_page(page, "surface=himmelblau&steps=20&racer=gd&starts=1,1")
    assert page.locator(selector).count() > 0
