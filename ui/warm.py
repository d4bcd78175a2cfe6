"""Before the first visitor: compile what the first page needs, and spare the garbage collector what stays."""

import gc
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

from starlette.concurrency import run_in_threadpool

from optimizers import STARTERS
from simulation import default_scene
from simulation.compile_cache import forget_oldest_programs
from surfaces import FIRST, SURFACES
from ui.stage.blob import height_grid, stage_blob
from ui.stage.routes import ASSETS


def warm_up(*surfaces: str) -> None:
    """Compile the optimizers that everyone meets first on these surfaces, and their contours."""
    for surface in surfaces:
        scene = default_scene(surface, STARTERS)
        stage_blob(scene)
        height_grid(surface, dict(scene.surface_params), *SURFACES[surface].domain)


def _freeze() -> None:
    """What is loaded by now lives as long as the process, so the collector need not walk it at every turn."""
    gc.collect()
    gc.freeze()


def _warm_up_rest() -> None:
    opening = default_scene()
    stage_blob(replace(opening, noise=1.0))
    warm_up(*(name for name in FIRST if name != opening.surface))
    forget_oldest_programs()
    _freeze()


@asynccontextmanager
async def lifespan(app: Any) -> AsyncIterator[dict[str, Any]]:
    """Warm up for the opening page before the first visitor, and for the first surfaces while they look at it."""
    await run_in_threadpool(ASSETS.packed, "plotly.js")
    await run_in_threadpool(warm_up, default_scene().surface)
    _freeze()
    rest = threading.Thread(target=_warm_up_rest, name="warm-up", daemon=True)
    rest.start()
    yield {}
