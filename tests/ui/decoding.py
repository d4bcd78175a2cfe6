"""The stage's bytes, read as its JavaScript reads them."""

import json
from typing import Any

import numpy as np

Arrays = tuple[np.ndarray, np.ndarray, np.ndarray]


def decode(blob: bytes) -> tuple[dict[str, Any], list[Arrays]]:
    """The head, and for each racer its points (runs, steps + 1, 2), values (runs, steps + 1) and rates (steps,)."""
    length = int.from_bytes(blob[:4], "little")
    head = json.loads(blob[4 : 4 + length].decode("utf-8"))
    read, at = _compact if head["compact"] else _exact, 4 + length
    racers = []
    for which in range(len(head["racers"])):
        arrays, at = read(blob, at, head, which)
        racers.append(arrays)
    assert at == len(blob)
    return head, racers


def _exact(blob: bytes, at: int, head: dict[str, Any], which: int) -> tuple[Arrays, int]:
    runs, rows = len(head["starts"]) * head["seeds"], head["steps"] + 1
    count = 3 * runs * rows + rows - 1
    points, values, rates = np.split(np.frombuffer(blob, "<f4", count, at), [2 * runs * rows, 3 * runs * rows])
    return (points.reshape(runs, rows, 2), values.reshape(runs, rows), rates), at + 4 * count


def _compact(blob: bytes, at: int, head: dict[str, Any], which: int) -> tuple[Arrays, int]:
    runs, rows = len(head["starts"]) * head["seeds"], head["steps"] + 1
    begin = at

    def take(kind: str, count: int) -> np.ndarray:
        nonlocal at
        numbers = np.frombuffer(blob, kind, count, at)
        at += numbers.nbytes
        return numbers

    boxes, ends = take("<f4", 4 * runs).reshape(runs, 2, 2), take("<f4", 3 * runs).reshape(runs, 1, 3)
    rates = take("<f4", rows - 1)
    lengths = take("<u2", runs)
    total = int(lengths.sum(dtype=int))
    places, losses = take("<u2", 2 * total).reshape(total, 2), take("<u2", total)
    # Each run's own points, then its last one over and over.
    first = np.cumsum(lengths, dtype=int) - lengths
    at_row = first[:, None] + np.minimum(np.arange(rows), lengths[:, None].astype(int) - 1)
    low, high = (boxes[:, None, :, side].astype(float) for side in (0, 1))
    points = (low + (high - low) / 65535 * places[at_row]).astype(np.float32)
    above = (losses.astype(np.uint32) << 16).view(np.float32)[at_row]
    values = (above.astype(float) + (head["surface"]["floor"] or 0)).astype(np.float32)
    # From its last step on each run is exact.
    last = np.array(head["racers"][which]["divergedAt"]).reshape(runs, 1) - 1
    over = np.arange(rows) >= np.where(last == -2, rows - 1, np.maximum(last, 0))
    points, values = np.where(over[..., None], ends[..., :2], points), np.where(over, ends[..., 2], values)
    return (points, values, rates), at + -(at - begin) % 4
