"""Counts how often JAX traces or compiles, by listening to what it reports about itself."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

import jax.monitoring
import numpy as np

from catalogue import Knob, is_choice

# Tracing to a jaxpr, lowering to MLIR and compiling for the machine each report under this name. A program that comes
# from the cache on disk is reported too, since it was traced and lowered.
COMPILING = "/jax/core/compile/"


@contextmanager
def counted_compilations() -> Iterator[list[str]]:
    """The list grows by one name for each step of a compilation, as long as the context is open."""
    seen: list[str] = []

    def listen(event: str, duration_secs: float, **details: str | int) -> None:
        if event.startswith(COMPILING):
            seen.append(event)

    jax.monitoring.register_event_duration_secs_listener(listen)
    try:
        yield seen
    finally:
        jax.monitoring.unregister_event_duration_listener(listen)


def other_numbers(knobs: Mapping[str, Knob], defaults: NamedTuple) -> Iterator[dict[str, Any]]:
    """Each number at the ends and in the middle of its range, one at a time, as Python and as NumPy numbers."""
    for name, knob in knobs.items():
        low, high = knob.low, knob.high
        if is_choice(getattr(defaults, name)):
            continue
        if name.endswith(("_low", "_high")):
            # The sides of a map keep their order.
            low, high = sorted((getattr(defaults, name), high if name.endswith("_high") else low))
        middle = (low + high) // 2 if knob.whole else (low + high) / 2
        for value in (low, high, middle, np.float64(high), np.float32(middle)):
            yield {name: value}
