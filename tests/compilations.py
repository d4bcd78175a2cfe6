"""Counts how often JAX traces or compiles, by listening to what it reports about itself."""

from collections.abc import Iterator
from contextlib import contextmanager

import jax.monitoring

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
