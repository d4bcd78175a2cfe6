"""How long a program's first run takes: compiled anew, and from the cache on disk. Each in a process of its own."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.table import Figure

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 4
# Imports are over before the watch starts; a first run of another program pays for what only happens once in a process.
CHILD = """
import json, time
from simulation import simulate
simulate("saddle", "gd", [(0.1, 0.1)])
taken = []
for _ in range(2):
    began = time.perf_counter()
    simulate("rosenbrock", "adam", [(-1.5, 2.0)])
    taken.append(1000 * (time.perf_counter() - began))
print(json.dumps(taken))
"""


def measure_compiling() -> list[Figure]:
    """One program (Adam on Rosenbrock) with an empty cache, then with what that run left in it, then once more."""
    anew, stored, warm = [], [], []
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as folder:
            anew.append(_first_run(folder)[0])
            first, second = _first_run(folder)
        stored.append(first)
        warm.append(second)
    return [
        Figure("first run of one program, compiled", "ms", anew),
        Figure("the same from the cache on disk, in a new process", "ms", stored, part=True),
        Figure("the second run", "ms", warm, part=True),
    ]


def _first_run(folder: str) -> tuple[float, float]:
    # The limits under which JAX would not store so small a program.
    cache = {
        "JAX_COMPILATION_CACHE_DIR": folder,
        "JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS": "0",
        "JAX_PERSISTENT_CACHE_MIN_ENTRY_SIZE_BYTES": "-1",
    }
    command = [sys.executable, "-c", CHILD]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **cache}, capture_output=True, text=True, check=True)
    first, second = json.loads(done.stdout)
    return first, second
