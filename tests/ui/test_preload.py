"""The page's head names the stage's scripts, and no other answer is touched."""

import re

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, JSONResponse, StreamingResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from ui.preload import PreloadStage
from ui.stage import STAGE_ROUTES
from ui.stage.routes import ASSETS

PAGE = "<!doctype html><html><head><title>é</title></head><body></head></body></html>"


def client(answer):
    async def endpoint(request):
        return answer()

    routes = [Route("/", endpoint, methods=["GET", "POST"]), Route("/other", endpoint), *STAGE_ROUTES]
    return TestClient(Starlette(routes=routes, middleware=[Middleware(PreloadStage)]))


def in_pieces():
    halves = (PAGE[:30], PAGE[30:])
    return StreamingResponse((half.encode() for half in halves), media_type="text/html")


@pytest.mark.parametrize("answer", [lambda: HTMLResponse(PAGE), in_pieces], ids=["at once", "in pieces"])
def test_the_scripts_stand_at_the_end_of_the_head(answer):
    reply = client(answer).get("/")
    before, after = PAGE.split("</head>", 1)
    assert reply.text.startswith(before)
    assert reply.text.endswith("</head>" + after)
    assert int(reply.headers["content-length"]) == len(reply.content)
    assert reply.text.count('rel="modulepreload"') == len(ASSETS.modules)


def test_every_script_that_is_named_is_there():
    visitor = client(lambda: HTMLResponse(PAGE))
    sources = re.findall(r'(?:src|href)="([^"]+)"', visitor.get("/").text)
    assert len(sources) == len(ASSETS.styles) + len(ASSETS.modules) + 1
    for source in sources:
        assert source.startswith("./stage/")
        assert visitor.get(source.removeprefix(".")).status_code == 200


def test_other_pages_and_other_requests_are_left_alone():
    visitor = client(lambda: HTMLResponse(PAGE))
    assert visitor.get("/other").text == PAGE
    assert visitor.post("/").text == PAGE


def test_what_is_no_page_is_left_alone():
    reply = client(lambda: JSONResponse({"a": "</head>"})).get("/")
    assert reply.json() == {"a": "</head>"}
