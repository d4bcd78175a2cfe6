"""Compiled programs outlive the process: the second start of the app compiles nothing."""

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import jax

_log = logging.getLogger(__name__)

# Bytes on disk: some ten thousand programs. Every formula that somebody types adds a few.
MOST_KEPT = 256 * 2**20


def cache_folder() -> Path:
    """Where compiled programs are kept: the system's own cache folder, under the project's name."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "optimizers-in-motion" / "xla"


def keep_compiled_programs() -> None:
    """Turn on JAX's persistent cache, unless the user has set one; without a writable folder, do without."""
    if getattr(jax.config, "jax_compilation_cache_dir", None):
        return
    try:
        folder = cache_folder()
        folder.mkdir(parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK):
            raise PermissionError(f"{folder} cannot be written")
    except (OSError, RuntimeError) as fault:
        _log.warning("Compiled programs are not kept between starts: %s", fault)
        return
    jax.config.update("jax_compilation_cache_dir", str(folder))
    # Our programs are small and quick to compile, below the thresholds under which JAX would not bother.
    jax.config.update("jax_persistent_cache_min_compile_time_secs", 0.0)
    jax.config.update("jax_persistent_cache_min_entry_size_bytes", -1)


def forget_oldest_programs(most: int = MOST_KEPT) -> None:
    """Remove the programs that were not asked for the longest, until the others take at most `most` bytes."""
    left = most
    for _, size, file in sorted(_programs(), reverse=True):
        left -= size
        if left < 0:
            # Another process may have been here.
            with suppress(OSError):
                file.unlink()


def _programs() -> Iterator[tuple[float, int, Path]]:
    """When each kept program was last used, its bytes and its file; none in a folder that the user has set."""
    folder = cache_folder()
    if getattr(jax.config, "jax_compilation_cache_dir", None) != str(folder):
        return
    for file in folder.glob("*-cache"):
        with suppress(OSError):
            known = file.stat()
            yield max(known.st_atime, known.st_mtime), known.st_size, file
