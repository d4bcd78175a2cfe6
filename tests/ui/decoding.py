"""The stage's bytes, read as its JavaScript reads them."""

import json
from typing import Any

import numpy as np


def decode(blob: bytes) -> tuple[dict[str, Any], list[tuple[np.ndarray, np.ndarray, np.ndarray]]]:
    """The head, and for each racer its points (runs, steps + 1, 2), values (runs, steps + 1) and rates (steps,)."""
    length = int.from_bytes(blob[:4], "little")
    head = json.loads(blob[4 : 4 + length].decode("utf-8"))
    runs, rows = len(head["starts"]), head["steps"] + 1
    numbers = np.frombuffer(blob, "<f4", offset=4 + length)
    racers = []
    for each in np.split(numbers, len(head["racers"])) if head["racers"] else []:
        points, values, rates = np.split(each, [runs * rows * 2, runs * rows * 3])
        racers.append((points.reshape(runs, rows, 2), values.reshape(runs, rows), rates))
    return head, racers
