"""The README names everything that the registries hold, and its Python runs."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from optimizers import OPTIMIZERS
from optimizers.base import FAMILIES
from schedules import SCHEDULES
from surfaces import SURFACES

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
ROWS = dict(re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", README, re.MULTILINE))


@pytest.mark.parametrize("family", FAMILIES)
def test_every_optimizer_is_named_in_its_family(family):
    titles = [method.title.removesuffix(" (Optax)") for method in OPTIMIZERS.values() if method.family == family]
    assert ROWS[family] == ", ".join(titles)


@pytest.mark.parametrize(("row", "registry"), [("Schedules", SCHEDULES), ("Surfaces", SURFACES)])
def test_every_schedule_and_surface_is_named(row, registry):
    assert ROWS[row] == ", ".join(thing.title for thing in registry.values())


def test_its_python_runs():
    blocks = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    assert len(blocks) == 3
    code = "\n".join(blocks) + "\nprint(run.points.shape)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "(1, 201, 2)"
