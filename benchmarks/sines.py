"""What our sines are worth: paths and grids on wavy surfaces, and the time of a twin of each that calls jnp.cos."""

import dataclasses
import math
import time
from collections.abc import Callable
from statistics import median

import jax.numpy as jnp
import numpy as np

from benchmarks.scenes import scattered
from benchmarks.table import Figure
from simulation import simulate
from simulation.contour import loss_grid
from surfaces import SURFACES, Surface
from surfaces.finite_root import finite_root

ROUNDS = 15
STEPS = 1000
SIZES = (32, 1024)
OPTIMIZERS = ("adam", "newton")


def _ackley(point, params):
    x, y = point
    waves = (jnp.cos(2 * math.pi * x) + jnp.cos(2 * math.pi * y)) / 2
    return 20 - 20 * jnp.exp(-0.2 * finite_root((x * x + y * y) / 2)) + math.e - jnp.exp(waves)


def _rastrigin(point, params):
    x, y = point
    return 20 + x * x + y * y - 10 * (jnp.cos(2 * math.pi * x) + jnp.cos(2 * math.pi * y))


TWINS = {"ackley": _ackley, "rastrigin": _rastrigin}


def measure_sines() -> list[Figure]:
    """Both ways in turns, warm."""
    return [figure for name in TWINS for figure in (*_paths(name), *_grids(name))]


def _pair(name: str) -> dict[str, Surface]:
    ours = SURFACES[name]
    return {"ours": ours, "theirs": dataclasses.replace(ours, name=f"{name}, jnp.cos", value=TWINS[name])}


def _paths(name: str) -> list[Figure]:
    figures = []
    for optimizer in OPTIMIZERS:
        for runs in SIZES:
            starts = np.asarray(scattered(runs, name), dtype=np.float32)

            def run(surface: Surface, optimizer: str = optimizer, starts: np.ndarray = starts) -> np.ndarray:
                return simulate(surface, optimizer, starts, STEPS).points[:, :5]

            figures += _compared(name, f"{optimizer}, {runs} x {STEPS} on {name}", run)
    return figures


def _grids(name: str) -> list[Figure]:
    ranges = SURFACES[name].domain
    return _compared(name, f"160 x 160 losses of {name}", lambda surface: loss_grid(surface, {}, *ranges))


def _compared(name: str, what: str, run: Callable[[Surface], np.ndarray]) -> list[Figure]:
    """Our time, and how many times as long the twin takes to do the same."""
    pair = _pair(name)
    # Not all: where a step is all but infinite, the last digit decides where it leads.
    if np.isclose(run(pair["ours"]), run(pair["theirs"]), rtol=1e-4, atol=1e-4).mean() < 0.98:
        raise AssertionError(f"{what}: the twin does not do the same")
    times = [{way: _seconds(run, surface) for way, surface in pair.items()} for _ in range(ROUNDS)]
    return [
        Figure(what, "ms", [1000 * each["ours"] for each in times]),
        Figure("with jnp.cos it takes", "times", [each["theirs"] / each["ours"] for each in times], part=True),
    ]


def _seconds(run: Callable[[Surface], object], surface: Surface) -> float:
    """The time that one call takes; of very short calls the median of a few."""
    taken: list[float] = []
    while len(taken) < 9 and sum(taken) < 0.02:
        began = time.perf_counter()
        run(surface)
        taken.append(time.perf_counter() - began)
    return median(taken)
