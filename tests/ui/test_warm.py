"""Warming up: the first visitor waits for no compilation, and the rest is compiled while they look."""

import asyncio
import gc
import threading
from dataclasses import replace

import pytest

from optimizers import STARTERS
from simulation import default_scene
from surfaces import FIRST
from tests.compilations import counted_compilations
from ui import warm
from ui.stage import stage_blob
from ui.stage.blob import height_grid


@pytest.mark.parametrize("surface", FIRST)
def test_after_warming_up_a_visitor_compiles_nothing(surface):
    warm.warm_up(surface)
    scene = default_scene(surface, STARTERS)
    moved = replace(scene, racers=tuple(replace(racer, lr=racer.lr * 0.9) for racer in scene.racers))
    with counted_compilations() as seen:
        stage_blob(moved)
        height_grid(surface, dict(scene.surface_params), (-1.0, 1.0), (-1.0, 1.0))
    assert seen == []


def test_the_opening_page_is_warm_before_the_first_visitor_and_the_rest_soon_after(monkeypatch):
    done: list[tuple[str, ...]] = []
    monkeypatch.setattr(warm, "warm_up", lambda *surfaces: done.append(surfaces))
    monkeypatch.setattr(gc, "freeze", lambda: done.append(("freeze",)))

    async def open_and_close():
        async with warm.lifespan(None):
            assert done[:2] == [(default_scene().surface,), ("freeze",)]

    asyncio.run(open_and_close())
    for thread in threading.enumerate():
        if thread.name == "warm-up":
            thread.join()
    rest = tuple(name for name in FIRST if name != default_scene().surface)
    assert done[2:] == [rest, ("freeze",)]
