"""Your formula: a surface that somebody types, with a slider for every letter that is neither x nor y.

Formula  Any of `formulas.parse`: `x^4 - 3x*y + sin(3y)`, `a*x^2 + b*y^2`
Source   The visitor's
Watch    What you have always wanted to see. The lowest points of the map are searched for, not known.
"""

from collections import namedtuple
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple

import jax.numpy as jnp
import numpy as np

from catalogue import Knob, KnobError, check_settings, shorten
from formulas import Formula, Reader
from surfaces import survey
from surfaces.base import Point, Surface
from surfaces.lowest import lowest_points

FIRST_FORMULA = "x^4 - 3x^2 + a*y^2 + x"
# Tried in this order, until one holds a lowest point, else the one with the most loss on it.
HALF_WIDTHS = (3.0, 1.5, 6.0, 12.0)
FARTHEST = 1e6
SIDES = ("x_low", "x_high", "y_low", "y_high")

read_formula = Reader(("x", "y"), parameters=True)
FORMULA = Knob(
    "Loss f(x, y)",
    text=read_formula,
    hint="A formula in x and y. Every other letter becomes a slider: a*x^2 + b*y^2. "
    "Powers are ^ or **; sin, exp, log, sqrt, abs, where(x < 0, 1, 2) and many more are known.",
)
PARAMETER = Knob("", -10.0, 10.0, hint="A letter of the formula.")


def remake(settings: Mapping[str, Any]) -> Surface:
    """The surface of a formula; KnobError where there is none, or where the map has no loss on it."""
    family = _read(str(FORMULA.check("formula of typed", settings.get("formula", FIRST_FORMULA))))
    known = {name: value for name, value in settings.items() if name in family.knobs and name != "formula"}
    return _make(check_settings(family.params, family.knobs, known, "typed"))


class _Family(NamedTuple):
    """What a text alone decides. Kept together: a program is compiled for one value and one class of params."""

    formula: Formula
    params: Any
    knobs: Mapping[str, Knob]
    value: Callable[[Any, Any], Any]


@lru_cache(maxsize=128)
def _read(text: str) -> _Family:
    """The formula, its default settings (its letters, the four sides of the map), their knobs, and its value."""
    formula = read_formula(text)
    letters = formula.parameters
    sides = [side for axis in _sensible_domain(_height(formula, dict.fromkeys(letters, 1.0))) for side in axis]
    kind: Any = _params_of(("formula", *letters, *SIDES))
    knobs = {"formula": FORMULA, **{name: replace(PARAMETER, label=name) for name in letters}}
    for side in SIDES:
        label = f"{side[0]} {'from' if 'low' in side else 'to'}"
        knobs[side] = Knob(label, -FARTHEST, FARTHEST, hint="A side of the map.")

    def value(point, params):
        x, y = point
        return formula.evaluate({"x": x, "y": y, **_letters(formula, params)}, jnp)

    return _Family(formula, kind(text, *[1.0] * len(letters), *sides), knobs, value)


def _params_of(fields: tuple[str, ...]) -> Any:
    return namedtuple("TypedParams", fields)  # type: ignore[misc]  # its fields are known only now


@lru_cache(maxsize=128)
def _make(params: Any) -> Surface:
    family, domain = _read(params.formula), _domain(params)
    view, letters = _view(params.formula, domain), _letters(family.formula, params)
    loss = _height(family.formula, letters)
    x, y, z = survey.heights(loss, domain)
    if not _has_float32(loss, x[np.isfinite(z)], y[np.isfinite(z)]):
        raise KnobError(
            f"`{shorten(params.formula)}` has no finite value on the map; another map or formula may have one"
        )
    points, least = view.lowest if letters == view.letters else lowest_points(loss, domain)
    return Surface(
        name="typed",
        title="Your formula",
        params=family.params,
        value=family.value,
        domain=domain,
        starts=view.starts,
        minima=lambda params: points,
        f_min=lambda params: least,
        gradient_rate=view.rate,
        stride=survey.choose_stride(domain),
        source="Typed by the visitor",
        latex=family.formula.latex,
        knobs=family.knobs,
        levels=survey.choose_levels(z, least),
        equal_aspect=0.2 < (domain[0][1] - domain[0][0]) / (domain[1][1] - domain[1][0]) < 5,
        note="Stars are the lowest points that a search of the map found." if points else "",
        remake=remake,
    )


def _has_float32(loss: survey.Height, x: np.ndarray, y: np.ndarray) -> bool:
    """Whether any of these points, or some hundreds of them, has a finite loss as the page computes it."""
    every = max(1, len(x) // 500)
    return bool(np.isfinite(loss(x[::every].astype(np.float32), y[::every].astype(np.float32))).any())


class _View(NamedTuple):
    """Starts and rate, which stay as they are while a slider of the formula moves, and what they were chosen for."""

    starts: tuple[Point, ...]
    rate: float
    letters: dict[str, float]
    lowest: tuple[list[Point], float | None]


@lru_cache(maxsize=128)
def _view(text: str, domain: survey.Domain) -> _View:
    formula, params, *_ = _read(text)
    letters = _letters(formula, params)
    loss = _height(formula, letters)
    starts, lowest = survey.choose_starts(loss, domain), lowest_points(loss, domain)
    return _View(starts, survey.choose_rate(loss, domain, starts, lowest[1]), letters, lowest)


def _letters(formula: Formula, params: Any) -> dict[str, Any]:
    return {name: getattr(params, name) for name in formula.parameters}


def _height(formula: Formula, letters: dict[str, float]) -> survey.Height:
    return lambda x, y: formula.evaluate({"x": x, "y": y, **letters}, np)


def _domain(params: Any) -> survey.Domain:
    sides = (params.x_low, params.x_high), (params.y_low, params.y_high)
    for axis, (low, high) in zip("xy", sides, strict=True):
        if not high - low >= 1e-9 * max(abs(low), abs(high), 1e-3):
            raise KnobError(
                f"the map's {axis} must go from a lower number to a higher one, not from {low:g} to {high:g}"
            )
    return sides


def _sensible_domain(loss: survey.Height) -> survey.Domain:
    """The first of a few maps that is defined nearly everywhere and lowest inside, else the most defined one."""
    squares = [((-half, half), (-half, half)) for half in HALF_WIDTHS]
    positive = [((0.0, 6.0), (-3.0, 3.0)), ((-3.0, 3.0), (0.0, 6.0)), ((0.0, 6.0), (0.0, 6.0))]
    looks = [survey.heights(loss, domain, 31)[2] for domain in squares + positive]
    shares = [np.isfinite(z).mean() for z in looks]
    for domain, share, z in zip(squares, shares, looks, strict=False):
        if share > 0.95 and z[1:-1, 1:-1].min() < min(z[0].min(), z[-1].min(), z[:, 0].min(), z[:, -1].min()):
            return domain
    best = int(np.argmax(np.array(shares) + 0.05 * (np.arange(len(shares)) == 0)))
    return (squares + positive)[best]


typed = remake({})
