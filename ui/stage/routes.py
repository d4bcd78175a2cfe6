"""What the stage fetches by itself: its modules, Plotly.js, contours, paths while a start is dragged, close looks."""

import importlib.util
import math
import re
from collections.abc import Callable
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from catalogue import KnobError
from simulation import Scene, SceneError, read_scene
from ui.assets import Assets
from ui.stage.blob import batch_blob, height_grid, stage_blob
from ui.stage.closeup_blob import closeup_blob, slopes_blob

# The sides x0, x1 and y0, y1.
Rectangle = tuple[tuple[float, float], tuple[float, float]]

# A query of this many characters holds any scene that is allowed.
MOST_QUERY = 200_000
MOST_SURFACE = 5_000
# Beyond this no float32 grid tells one point from the next.
FARTHEST = 1e12
TOO_LONG = PlainTextResponse("the scene is too long", 413)


def _plotly_file() -> Path:
    """plotly.min.js as the installed plotly package ships it; finding it does not import plotly."""
    spec = importlib.util.find_spec("plotly")
    if spec is None or spec.origin is None:
        raise RuntimeError("The package plotly is missing: run `pip install -r requirements.txt`.")
    return Path(spec.origin).parent / "package_data" / "plotly.min.js"


ASSETS = Assets(Path(__file__).parent, {"plotly.js": _plotly_file()})


async def paths(request: Request) -> Response:
    """The scene in the body (a link's query), simulated: the same bytes as the page sends."""
    query = await _body(request)
    return TOO_LONG if query is None else await run_in_threadpool(_answered, query, stage_blob)


async def batch(request: Request) -> Response:
    """One mini-batch of the scene in the body: ?racer=&run=&step= and a rectangle as for a contour."""
    query, wanted = await _body(request), request.query_params
    if query is None:
        return TOO_LONG
    racer, run, step = (_number(wanted.get(name, "")) for name in ("racer", "run", "step"))
    rectangle = _rectangle(wanted)
    if rectangle is None or not all(0 <= place < 1e6 for place in (racer, run, step)):
        return PlainTextResponse("batch needs racer, run, step and x0 < x1, y0 < y1", 400)
    which = (int(racer), int(run), int(step))
    return await run_in_threadpool(_answered, query, lambda scene: batch_blob(scene, which, *rectangle))


async def closeup(request: Request) -> Response:
    """Every step of one run of the scene in the body: ?racer=&run= -> what its optimizer saw, remembered and did."""
    query, (racer, run) = await _body(request), _places(request.query_params, "racer", "run")
    if query is None:
        return TOO_LONG
    if racer is None or run is None:
        return PlainTextResponse("a close look needs a racer and a run, each a whole number from 0", 400)
    return await run_in_threadpool(_answered, query, lambda scene: closeup_blob(scene, racer, run))


async def slopes(request: Request) -> Response:
    """How steep the scene in the body is along its paths: ?start= or all -> (racers, runs, steps + 1) float32."""
    query, (start,) = await _body(request), _places(request.query_params, "start")
    if query is None:
        return TOO_LONG
    if start is None and request.query_params.get("start") != "all":
        return PlainTextResponse("slopes need a start, a whole number from 0, or all", 400)
    return await run_in_threadpool(_answered, query, lambda scene: slopes_blob(scene, start))


def _places(wanted: QueryParams, *names: str) -> list[int | None]:
    """The whole numbers of these names, None for what is none."""
    texts = [wanted.get(name, "") for name in names]
    return [int(text) if re.fullmatch("[0-9]{1,6}", text) else None for text in texts]


async def _body(request: Request) -> str | None:
    """The body as text, None where it is longer than any scene."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MOST_QUERY:
            return None
    return body.decode("utf-8", "replace")


def _answered(query: str, answer: Callable[[Scene], bytes]) -> Response:
    scene, problems = read_scene(_pairs(query))
    try:
        content = answer(scene) if not problems else b""
    # Data may go between reading the scene and running it.
    except (SceneError, KnobError) as fault:
        problems = [str(fault)]
    if problems:
        return PlainTextResponse(" ".join(problems), 400)
    return Response(content, media_type="application/octet-stream", headers={"Cache-Control": "no-store"})


async def contour(request: Request) -> Response:
    """Contour heights for a rectangle: ?surface=...&x0=&x1=&y0=&y1= -> (GRID, GRID) float32."""
    query = request.query_params
    # A surface of many data takes a second to make; nobody else should wait for it.
    return await run_in_threadpool(_contour, query.get("surface", "")[:MOST_SURFACE], _rectangle(query))


def _contour(surface: str, rectangle: Rectangle | None) -> Response:
    scene, problems = read_scene([("surface", surface)])
    if problems or rectangle is None:
        return PlainTextResponse("contour needs a surface and x0 < x1, y0 < y1", 400)
    try:
        heights = height_grid(scene.surface, dict(scene.surface_params), *rectangle)
    except KnobError as fault:
        return PlainTextResponse(str(fault), 400)
    return Response(heights.tobytes(), media_type="application/octet-stream", headers={"Cache-Control": "max-age=3600"})


def _rectangle(query: QueryParams) -> Rectangle | None:
    """X and y of the rectangle that is asked for, None where there is none."""
    x0, x1, y0, y1 = (_number(query.get(name, "")) for name in ("x0", "x1", "y0", "y1"))
    if not (-FARTHEST < x0 < x1 < FARTHEST and -FARTHEST < y0 < y1 < FARTHEST):
        return None
    return (x0, x1), (y0, y1)


def _number(text: str) -> float:
    """The number, or NaN, which no comparison holds for."""
    try:
        return float(text)
    except ValueError:
        return math.nan


def _pairs(query: str) -> list[tuple[str, str]]:
    return [(key, value) for key, _, value in (part.partition("=") for part in query.split("&") if part)]


STAGE_ROUTES = [
    Route("/stage/paths", paths, methods=["POST"]),
    Route("/stage/batch", batch, methods=["POST"]),
    Route("/stage/closeup", closeup, methods=["POST"]),
    Route("/stage/slopes", slopes, methods=["POST"]),
    Route("/stage/contour", contour),
    Route("/stage/{version}/{name}", ASSETS.answer),
]
