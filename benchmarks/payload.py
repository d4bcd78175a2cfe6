"""How many bytes travel to the page for each point of a path, the head included."""

from benchmarks.scenes import race
from benchmarks.table import Figure
from ui.stage import stage_blob
from ui.stage.blob import MOST_EXACT

SIZES = ((10, 2, 300), (10, 50, 200), (1, 2000, 300), (4, 500, 200))
# The opening scene, as any small one, travels exactly.
GOAL = 6


def measure_payload() -> list[Figure]:
    """Points, losses and head of small and of many paths."""
    figures = []
    for racers, starts, steps in SIZES:
        size, points = len(stage_blob(race(racers, starts, steps))), racers * starts * (steps + 1)
        goal = GOAL if points > MOST_EXACT else None
        figures.append(Figure(f"payload of {racers * starts:,} paths x {steps} steps", "bytes", [size]))
        figures.append(Figure("for each point of a path", "bytes", [size / points], goal, part=True))
    return figures
