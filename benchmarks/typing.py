"""How long a typed text takes until it is a surface or a sentence: ordinary, random, and as costly as is allowed."""

import time
from contextlib import suppress

import numpy as np

from benchmarks.table import Figure
from catalogue import KnobError
from formulas import FUNCTIONS
from surfaces import SURFACES

GOAL = 50
ORDINARY = [
    "a*x^2 + b*y^2",
    "x**4 - 3*x*y + sin(3*y)",
    "(1 - x)^2 + 100(y - x^2)^2",
    "20 + x^2 + y^2 - 10cos(2pi*x) - 10cos(2pi*y)",
    "log(x) + y^2",
]
COSTLY = [
    "+".join(["sin(x*y)"] * 44),
    "sin(" * 38 + "x" + ")" * 38,
    "*".join(["atan2(x,y)"] * 36),
    "x" + "^y" * 30,
    "+".join(["cosh(x)^y"] * 40),
    "+".join(["where(x<y,log(x),sin(y))"] * 15),
]
PIECES = [*FUNCTIONS, "x", "y", "a", "2", "1e300", "pi", *"+-*/^(),.<> "]


def measure_typing() -> list[Figure]:
    """Each text once, as nothing of it is kept."""
    chance = np.random.default_rng(0)
    # A number apart, so that no text was seen before.
    fresh = [f"{text} + {1 + i / 1000:.3f}" for i in range(12) for text in ORDINARY]
    random = ["".join(chance.choice(PIECES, chance.integers(1, 40))) for _ in range(2000)]
    return [
        Figure("a typed formula -> surface", "ms", _times(fresh), GOAL, "p95"),
        Figure("a random text -> surface or sentence", "ms", _times(random), GOAL, "p95"),
        Figure("the costliest formulas -> surface", "ms", _times(COSTLY), GOAL),
    ]


def _times(texts: list[str]) -> list[float]:
    typed, times = SURFACES["typed"], []
    for text in texts:
        began = time.perf_counter()
        with suppress(KnobError):
            typed.at({"formula": text})
        times.append(1000 * (time.perf_counter() - began))
    return times
