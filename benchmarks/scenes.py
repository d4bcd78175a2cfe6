"""The scenes that are measured, and the links that open them."""

from dataclasses import replace
from urllib.parse import urlencode

import numpy as np

from optimizers import STARTERS
from simulation import Racer, Scene, default_racer, default_scene, write_scene
from surfaces import SURFACES

SURFACE = "himmelblau"


def race(racers: int, starts: int, steps: int, surface: str = SURFACE) -> Scene:
    """A race of that size: every optimizer in turn, further copies at lower rates, starts scattered over the domain."""
    return replace(
        default_scene(surface),
        racers=tuple(_racer(place, surface) for place in range(racers)),
        starts=scattered(starts, surface),
        steps=steps,
    )


def _racer(place: int, surface: str) -> Racer:
    names = list(STARTERS)
    racer = default_racer(names[place % len(names)], surface)
    return replace(racer, lr=float(f"{racer.lr * 0.6 ** (place // len(names)):.3g}"))


def scattered(count: int, surface: str = SURFACE) -> tuple[tuple[float, float], ...]:
    """Points spread over the middle of the domain, the same at every call."""
    chance = np.random.default_rng(0)
    (x0, x1), (y0, y1) = SURFACES[surface].domain
    shares = chance.uniform(0.15, 0.85, (count, 2))
    return tuple((round(x0 + (x1 - x0) * float(a), 3), round(y0 + (y1 - y0) * float(b), 3)) for a, b in shares)


def query(scene: Scene) -> str:
    """The link's query for a scene."""
    return urlencode(write_scene(scene))
