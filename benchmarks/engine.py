"""The simulation by itself: how long a race takes, and the same work done by a plain NumPy loop and by Optax."""

import time
from collections.abc import Callable
from statistics import median

import numpy as np

from benchmarks import by_hand
from benchmarks.scenes import race, scattered
from benchmarks.table import Figure
from simulation import run_scene, simulate

SAMPLES = 30
ROUNDS = 9
STEPS = 1000
SIZES = (1, 32, 1024)
RATES = {"adam": 0.02, "gd": 0.0005}


def measure_engine() -> list[Figure]:
    """Ten racers as the page asks for them, then each rival's time over ours; all warm, compiled before."""
    return [_race(), *(figure for name in RATES for runs in SIZES for figure in _rivals(name, runs))]


def _race() -> Figure:
    scene = race(10, 32, 500, "rosenbrock")
    run_scene(scene)
    return Figure(
        "10 racers x 32 starts x 500 steps, simulated",
        "ms",
        [_seconds(lambda: run_scene(scene)) * 1000 for _ in range(SAMPLES)],
    )


def _rivals(name: str, runs: int) -> list[Figure]:
    starts = np.asarray(scattered(runs, "rosenbrock"), dtype=np.float32)
    ways: dict[str, Callable[[], np.ndarray]] = {
        "ours": lambda: simulate("rosenbrock", name, starts, STEPS, lr=RATES[name]).points,
        "numpy": lambda: by_hand.NUMPY[name](starts, STEPS, RATES[name])[0],
        "optax": by_hand.optax_run(name, starts, STEPS, RATES[name]),
    }
    _check_equal(ways)
    # In turns, so that a busy moment of the machine strikes all alike.
    times = [{way: _seconds(run) for way, run in ways.items()} for _ in range(ROUNDS)]
    what = f"{name}, {runs} x {STEPS} on rosenbrock"
    ours = [each["ours"] for each in times]
    return [
        Figure(what, "ms", [1000 * seconds for seconds in ours]),
        Figure("a NumPy loop takes", "times", [each["numpy"] / each["ours"] for each in times], part=True),
        Figure("Optax in vmap(scan) takes", "times", [each["optax"] / each["ours"] for each in times], part=True),
    ]


def _check_equal(ways: dict[str, Callable[[], np.ndarray]]) -> None:
    """All go the same way for as long as float32 lets them; a faster way to somewhere else would prove nothing."""
    first = {way: run()[:, :50] for way, run in ways.items()}
    for way, points in first.items():
        if not np.allclose(points, first["ours"], atol=1e-3):
            raise AssertionError(f"{way} does not take the same path as ours")


def _seconds(run: Callable[[], object]) -> float:
    """The time that one call takes; of very short calls the median of a few."""
    taken: list[float] = []
    while len(taken) < 5 and sum(taken) < 0.02:
        began = time.perf_counter()
        run()
        taken.append(time.perf_counter() - began)
    return median(taken)
