"""What the formula field asks for while one types: a verdict; and its script and style sheet."""

import json
import re
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from ui.assets import Assets
from ui.formula_field.verdict import judge

ASSETS = Assets(Path(__file__).parent)
# Bytes; some ten times the longest formula, each of its characters spelt as an escape.
MOST_BODY = 20_000
MOST_VARIABLES = 8
_VARIABLE = re.compile("[A-Za-z][A-Za-z0-9]{0,15}")
NO_STORE = {"Cache-Control": "no-store"}


async def verdict(request: Request) -> Response:
    """JSON {text, variables, parameters} -> JSON {mathml, fault, position, length}."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MOST_BODY:
            return PlainTextResponse("the formula is too long", 413)
    return await run_in_threadpool(_verdict, body)


def _verdict(body: bytes) -> Response:
    try:
        asked = json.loads(body)
    # What is nested too deep is no formula either.
    except (ValueError, RecursionError):
        asked = None
    if not _is_question(asked):
        return PlainTextResponse("a formula needs a text, its variables and whether it may have parameters", 400)
    said = judge(asked["text"], tuple(asked["variables"]), asked["parameters"])
    return JSONResponse(said._asdict(), headers=NO_STORE)


def _is_question(asked: Any) -> bool:
    """Whether this is {text: str, variables: names, parameters: bool}; it comes from a browser and may be anything."""
    if not isinstance(asked, dict):
        return False
    text, variables, parameters = (asked.get(name) for name in ("text", "variables", "parameters"))
    return (
        isinstance(text, str)
        and isinstance(parameters, bool)
        and isinstance(variables, list)
        and len(variables) <= MOST_VARIABLES
        and all(isinstance(name, str) and _VARIABLE.fullmatch(name) for name in variables)
    )


FORMULA_ROUTES = [
    Route("/formula", verdict, methods=["POST"]),
    Route("/formula/{version}/{name}", ASSETS.answer),
]
