"""The papers' formulas in plain NumPy, one small generator for each optimizer: from a start, point after point.

`formula(ground, x, rates, **hyper)` asks the ground (tests/optimizers/grounds.py) for `grad`, `value`, `hessian`,
`fisher`, each written out by hand, and for `f_min`. Nothing here imports the optimizers. A new optimizer needs its
formula in one of these files, and settings in its CASES.
"""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from tests.optimizers.formulas import (
    adam_kin,
    adaptive,
    averaging,
    classics,
    curvature,
    line_search,
    parameter_free,
    sign_and_norm,
)
from tests.optimizers.grounds import Ground

Formula = Callable[..., Iterator[np.ndarray]]

FILES = (classics, adaptive, adam_kin, sign_and_norm, curvature, line_search, parameter_free, averaging)
FORMULAS: dict[str, Formula] = {name: formula for file in FILES for name, formula in file.FORMULAS.items()}
CASES: dict[str, list[dict[str, Any]]] = {name: cases for file in FILES for name, cases in file.CASES.items()}


def walk(formula: Formula, ground: Ground, rates: Any, hyper: dict[str, Any]) -> np.ndarray:
    """Start and every point of the formula's path, (steps + 1, 2)."""
    begin = np.array(ground.start, dtype=np.float64)
    return np.array([begin, *formula(ground, begin, rates, **hyper)])
