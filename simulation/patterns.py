"""Many starts at once, laid out over the map by a pattern: a grid, a ring, a cloud, a line.

The same settings give the same starts on every machine. All lie on the map, at coordinates of few digits, so that links
stay short.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from catalogue import Knob, Registry, UnknownName
from simulation.scene import MAX_PATHS, SEED
from surfaces import Surface

Starts = tuple[tuple[float, float], ...]

COUNT = Knob("How many", 1, MAX_PATHS, "log", whole=True, hint="How many starts; every racer runs from each.")
# Starts are rounded to about this share of the map: a tenth of a pixel. Those of a small pattern are rounded finer.
FINENESS = 1e-4


@dataclass(frozen=True)
class Pattern:
    """A way to lay out starts: `place(count, settings)` gives them as shares of the map, -1 and 1 being its sides.

    All patterns have a `count`; `settings` has a value for each of the `knobs`, by default the `usual` one. The one
    named `size` is how much of the map the pattern takes.
    """

    name: str
    title: str
    usual_count: int
    usual: Mapping[str, float]
    size: str
    knobs: Mapping[str, Knob]
    place: Callable[[int, Mapping[str, float]], np.ndarray]


def _grid(count: int, settings: Mapping[str, float]) -> np.ndarray:
    """About as wide as high, of no more than `count`; the next larger count never gives a smaller grid."""
    rows = math.isqrt(count)
    columns = count // rows
    across, up = _evenly(columns), _evenly(rows)
    return settings["width"] * np.array([(x, y) for y in up for x in across]).reshape(-1, 2)


def _evenly(count: int) -> np.ndarray:
    return np.linspace(-1, 1, count) if count > 1 else np.zeros(1)


def _ring(count: int, settings: Mapping[str, float]) -> np.ndarray:
    angles = 2 * np.pi * np.arange(count) / count
    return settings["radius"] * np.stack([np.cos(angles), np.sin(angles)], axis=1)


def _cloud(count: int, settings: Mapping[str, float]) -> np.ndarray:
    """Normal about the middle. With more starts the first ones stay where they were."""
    chance = np.random.default_rng(int(settings["seed"]))
    inside = np.empty((0, 2))
    while len(inside) < count:
        points = settings["spread"] * chance.standard_normal((MAX_PATHS, 2))
        inside = np.concatenate([inside, points[(np.abs(points) <= 1).all(axis=1)]])
    return inside[:count]


def _line(count: int, settings: Mapping[str, float]) -> np.ndarray:
    """Through the middle; of full length it goes from side to side, at 45 degrees from corner to corner."""
    angle = math.radians(settings["angle"])
    ahead = np.array([math.cos(angle), math.sin(angle)])
    return settings["length"] * _evenly(count)[:, None] * (ahead / np.abs(ahead).max())


PATTERNS: Registry[Pattern] = Registry(
    "pattern",
    Pattern(
        name="grid",
        title="Grid",
        usual_count=225,
        usual={"width": 0.95},
        size="width",
        knobs={"width": Knob("Width", 0.01, 1.0, hint="As a share of the map.")},
        place=_grid,
    ),
    Pattern(
        name="ring",
        title="Ring",
        usual_count=120,
        usual={"radius": 0.85},
        size="radius",
        knobs={"radius": Knob("Radius", 0.01, 1.0, hint="As a share of half the map.")},
        place=_ring,
    ),
    Pattern(
        name="cloud",
        title="Cloud",
        usual_count=200,
        usual={"spread": 0.4, "seed": 0},
        size="spread",
        knobs={
            "spread": Knob("Spread", 0.001, 1.0, hint="The deviation, as a share of half the map."),
            "seed": SEED,
        },
        place=_cloud,
    ),
    Pattern(
        name="line",
        title="Line",
        usual_count=100,
        usual={"angle": 45, "length": 0.95},
        size="length",
        knobs={
            "angle": Knob("Angle", 0.0, 180.0, hint="In degrees; 0 lies flat, 45 goes from corner to corner."),
            "length": Knob("Length", 0.01, 1.0, hint="As a share of the map."),
        },
        place=_line,
    ),
)


def pattern_starts(ground: Surface, name: str, count: int, settings: Mapping[str, Any] | None = None) -> Starts:
    """The starts of this pattern on this surface's map; KnobError or UnknownName says what is wrong."""
    pattern = PATTERNS[name]
    count = int(COUNT.check("the number of starts", count))
    given = {**pattern.usual, **(settings or {})}
    for key in given:
        if key not in pattern.knobs:
            raise UnknownName(f"setting of {name}", key, pattern.knobs)
    checked = {key: float(pattern.knobs[key].check(f"{key} of {name}", value)) for key, value in given.items()}
    shares = pattern.place(count, checked)
    size = checked[pattern.size]
    xs, ys = (_on_side(shares[:, axis], side, size) for axis, side in enumerate(ground.domain))
    return tuple(zip(xs, ys, strict=True))


def _on_side(shares: np.ndarray, side: tuple[float, float], size: float) -> list[float]:
    """Shares of one side of the map as numbers of few digits, none of them beyond its ends."""
    low, high = side
    # One digit more for each power of ten by which the pattern is smaller than the map, so that no two starts are one.
    places = -math.floor(math.log10(FINENESS * (high - low))) - round(math.log10(size))
    numbers = (low + high) / 2 + (high - low) / 2 * shares
    # Adding nothing makes a zero of -0.0, which a link would spell.
    return [min(max(round(float(number), places) + 0.0, low), high) for number in numbers]
