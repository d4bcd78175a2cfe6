"""What the page fetches: all of it from its own server, once, and Plotly.js exactly as it is installed."""

import gzip
import json
import urllib.request
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, Response

from tests.browser.conftest import Visit
from tests.browser.expected import wait_for_contour_of_view
from tests.browser.page import open_page
from tests.browser.server import Server


def fetched(page: Page) -> list[Response]:
    """Every answer that the page gets from now on."""
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    return answers


def test_a_first_visit_asks_no_other_host(visit: Visit, server: Server):
    page = visit()
    answers = fetched(page)
    open_page(page)
    wait_for_contour_of_view(page)
    assert len(answers) > 20
    assert {urlsplit(answer.url).netloc for answer in answers if not answer.url.startswith(("data:", "blob:"))} == {
        urlsplit(server.address).netloc
    }
    assert [answer.url for answer in answers if answer.status >= 400] == []


def test_plotly_js_is_the_installed_one(page: Page, server: Server):
    open_page(page)
    source = page.evaluate("[...document.scripts].map(({ src }) => src).find((src) => src.endsWith('/plotly.js'))")
    request = urllib.request.Request(source, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request, timeout=30) as reply:
        assert reply.headers["Content-Encoding"] == "gzip"
        served = gzip.decompress(reply.read())
    spec = find_spec("plotly")
    assert spec is not None
    assert spec.origin is not None
    folder = Path(spec.origin).parent
    assert served == (folder / "package_data" / "plotly.min.js").read_bytes()
    version = page.evaluate("Plotly.version")
    assert f"v{version}" in served[:200].decode()
    assert urlsplit(source).netloc == urlsplit(server.address).netloc


def test_own_assets_are_kept_for_ever_under_an_address_of_their_own(visit: Visit):
    page = visit()
    answers = fetched(page)
    open_page(page)
    assets = [answer for answer in answers if urlsplit(answer.url).path.endswith((".js", ".css"))]
    own = [answer for answer in assets if urlsplit(answer.url).path.startswith("/stage/")]
    assert {urlsplit(answer.url).path.rsplit("/", 1)[1] for answer in own} >= {"main.js", "stage.css", "plotly.js"}
    versions = {urlsplit(answer.url).path.split("/")[2] for answer in own}
    assert len(versions) == 1
    for answer in own:
        assert "immutable" in answer.headers["cache-control"]
        assert answer.headers["content-encoding"] == "gzip"


def test_a_second_visit_fetches_no_asset_again(visit: Visit):
    page = visit()
    open_page(page)
    wait_for_contour_of_view(page)
    open_page(page)
    wait_for_contour_of_view(page)
    sizes = page.evaluate(
        """() => JSON.stringify(performance.getEntriesByType("resource")
          .filter(({ name }) => /\\/stage\\/[^/]+\\/[^/]+$/.test(name))
          .map(({ name, transferSize }) => [name, transferSize]))"""
    )
    entries = json.loads(sizes)
    assert len(entries) > 10
    assert [name for name, size in entries if size > 0] == []


def test_each_module_is_fetched_once(visit: Visit):
    page = visit()
    answers = fetched(page)
    open_page(page)
    wait_for_contour_of_view(page)
    paths = [urlsplit(answer.url).path for answer in answers if urlsplit(answer.url).path.startswith("/stage/")]
    modules = [path for path in paths if path.endswith(".js")]
    assert sorted(set(modules)) == sorted(modules)
