"""What the stage fetches by itself: its modules, Plotly.js, contours, and new paths while a start is dragged."""

import gzip
import hashlib
import importlib.util
import logging
import math
from functools import lru_cache
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from simulation import read_scene
from ui.stage.blob import height_grid, stage_blob

_log = logging.getLogger(__name__)

FOLDER = Path(__file__).parent
TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}
# A query of this many characters holds any scene that is allowed.
MOST_QUERY = 200_000
MOST_SURFACE = 5_000
# Beyond this no float32 grid tells one point from the next.
FARTHEST = 1e12
FOREVER = {"Cache-Control": "public, max-age=31536000, immutable"}


def _plotly_file() -> Path:
    """plotly.min.js as the installed plotly package ships it; finding it does not import plotly."""
    spec = importlib.util.find_spec("plotly")
    if spec is None or spec.origin is None:
        raise RuntimeError("The package plotly is missing: run `pip install -r requirements.txt`.")
    return Path(spec.origin).parent / "package_data" / "plotly.min.js"


def _asset_files() -> dict[str, Path]:
    own = {file.name: file for file in sorted(FOLDER.iterdir()) if file.suffix in TYPES}
    return {**own, "plotly.js": _plotly_file()}


def _version() -> str:
    """Changes with any asset, so that browsers may keep assets for ever."""
    digest = hashlib.sha256()
    for name, file in _asset_files().items():
        stat = file.stat()
        digest.update(f"{name} {stat.st_size}".encode() if name == "plotly.js" else file.read_bytes())
    return digest.hexdigest()[:12]


ASSET_VERSION = _version()


def module_names() -> list[str]:
    """The stage's own modules."""
    return [name for name in _asset_files() if name.endswith(".js") and name != "plotly.js"]


@lru_cache(maxsize=64)
def packed_asset(name: str) -> bytes | None:
    """An asset, gzipped once; None if there is no such asset."""
    file = _asset_files().get(name)
    return None if file is None else gzip.compress(file.read_bytes(), 6, mtime=0)


async def asset(request: Request) -> Response:
    """One of the stage's modules, its style sheet, or Plotly.js."""
    name = request.path_params["name"]
    body = await run_in_threadpool(packed_asset, name)
    if body is None:
        return PlainTextResponse("no such asset", 404)
    suffix = Path(name).suffix
    # A page of an older start may still ask for its version: it gets today's, but must not keep it under that name.
    keep = FOREVER if request.path_params["version"] == ASSET_VERSION else {"Cache-Control": "no-store"}
    return Response(body, media_type=TYPES[suffix], headers={**keep, "Content-Encoding": "gzip"})


async def paths(request: Request) -> Response:
    """The scene in the body (a link's query), simulated: the same bytes as the page sends."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MOST_QUERY:
            return PlainTextResponse("the scene is too long", 413)
    return await run_in_threadpool(_simulated, body.decode("utf-8", "replace"))


def _simulated(query: str) -> Response:
    scene, problems = read_scene(_pairs(query))
    if problems:
        return PlainTextResponse(" ".join(problems), 400)
    return Response(stage_blob(scene), media_type="application/octet-stream", headers={"Cache-Control": "no-store"})


async def contour(request: Request) -> Response:
    """Contour heights for a rectangle: ?surface=...&x0=&x1=&y0=&y1= -> (GRID, GRID) float32."""
    query = request.query_params
    scene, problems = read_scene([("surface", query.get("surface", "")[:MOST_SURFACE])])
    x0, x1, y0, y1 = (_number(query.get(name, "")) for name in ("x0", "x1", "y0", "y1"))
    if problems or not (-FARTHEST < x0 < x1 < FARTHEST and -FARTHEST < y0 < y1 < FARTHEST):
        return PlainTextResponse("contour needs a surface and x0 < x1, y0 < y1", 400)
    heights = await run_in_threadpool(height_grid, scene.surface, dict(scene.surface_params), (x0, x1), (y0, y1))
    return Response(heights.tobytes(), media_type="application/octet-stream", headers={"Cache-Control": "max-age=3600"})


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
    Route("/stage/contour", contour),
    Route("/stage/{version}/{name}", asset),
]
