"""The worked examples of CONTRIBUTING.md are run as they stand there."""

import importlib.util
import re
from pathlib import Path

import numpy as np
import pytest

from optimizers import OPTIMIZERS
from simulation import default_scene, simulate
from surfaces import SURFACES

TEXT = (Path(__file__).parents[1] / "CONTRIBUTING.md").read_text(encoding="utf-8")
EXAMPLES = dict(re.findall(r"<!-- example: (\S+) -->\n```python\n(.*?)```", TEXT, re.DOTALL))


def load(path, folder):
    """The example as a module of its own, from a file in the folder."""
    file = folder / Path(path).name
    file.write_text(EXAMPLES[path], encoding="utf-8")
    spec = importlib.util.spec_from_file_location(file.stem, file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return getattr(module, file.stem)


def test_there_is_an_example_of_an_optimizer_and_of_a_surface():
    assert {Path(path).parts[0] for path in EXAMPLES} == {"optimizers", "surfaces"}


def test_the_example_optimizer_does_what_its_docstring_says(tmp_path):
    mean_ball = load("optimizers/mean_ball.py", tmp_path)
    run = simulate("bowl", mean_ball, starts=[(1.0, 2.0)], steps=3, lr=0.5, dtype="float64")
    point, mean = np.array([1.0, 2.0]), np.zeros(2)
    for step in range(1, 4):
        mean = 0.9 * mean + 0.1 * np.array(SURFACES["bowl"].grad(*point))
        point = point - 0.5 * mean
        assert run.points[0, step] == pytest.approx(point, rel=1e-12)


def test_the_example_surface_has_its_minimum_where_it_says(tmp_path):
    booth = load("surfaces/booth.py", tmp_path)
    (x, y), *_ = booth.minima(booth.params)
    assert booth(x, y) == booth.f_min(booth.params)
    assert np.array(booth.grad(x, y)) == pytest.approx(0.0)


def test_the_example_surface_is_the_registrys_own():
    assert EXAMPLES["surfaces/booth.py"] == Path(__file__).parents[1].joinpath("surfaces/booth.py").read_text("utf-8")


def test_an_example_is_one_line_away_from_the_page(tmp_path, monkeypatch):
    mean_ball = load("optimizers/mean_ball.py", tmp_path)
    monkeypatch.setitem(OPTIMIZERS, mean_ball.name, mean_ball)
    scene = default_scene("rosenbrock", (mean_ball.name,))
    assert scene.racers[0].lr == SURFACES["rosenbrock"].gradient_rate
