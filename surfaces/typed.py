"""Your formula: a surface that somebody types, with a slider for every letter that is neither x nor y.

Formula  Any of `formulas.parse`: `x^4 - 3x y + sin(3y)`, `a*x^2 + b*y^2`
Source   The visitor's
Watch    What you have always wanted to see. The lowest points of the map are searched for, not known.
"""

from collections import namedtuple
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

import jax.numpy as jnp
import numpy as np

from catalogue import Knob, KnobError
from formulas import Formula, Reader
from surfaces import survey
from surfaces.base import Surface

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
    text = FORMULA.check("formula of typed", settings.get("formula", FIRST_FORMULA))
    numbers = {name: value for name, value in settings.items() if name != "formula"}
    return _make(str(text), tuple(sorted(numbers.items())))


@lru_cache(maxsize=128)
def _make(text: str, given: tuple[tuple[str, Any], ...]) -> Surface:
    formula, params, knobs = _settings(text)
    usable = {name: knobs[name].check(f"{name} of typed", value) for name, value in given if name in knobs}
    settings = params._asdict() | usable
    domain = _domain(settings)
    letters = {name: settings[name] for name in formula.parameters}
    loss = _height(formula, letters)
    _, _, z = survey.heights(loss, domain)
    if not np.isfinite(z).any():
        raise KnobError(f"`{_shortened(text)}` has no finite value on the map; choose another map or formula")
    points, least = _lowest(text, tuple(letters.items()), domain)
    starts, rate = _view(text, domain)
    return Surface(
        name="typed",
        title="Your formula",
        params=params,
        value=_value(text),
        domain=domain,
        starts=starts,
        minima=lambda params: points,
        f_min=lambda params: least,
        gradient_rate=rate,
        stride=float(f"{0.012 * (domain[0][1] - domain[0][0]):.2g}"),
        source="Typed by the visitor",
        latex=formula.latex,
        knobs=knobs,
        levels=survey.choose_levels(z, least),
        equal_aspect=0.2 < (domain[0][1] - domain[0][0]) / (domain[1][1] - domain[1][0]) < 5,
        note="Stars are the lowest points that a search of the map found.",
        remake=remake,
    )


@lru_cache(maxsize=128)
def _settings(text: str) -> tuple[Formula, Any, dict[str, Knob]]:
    """The formula, its default settings and their knobs: the letters, the four sides of the map."""
    formula = read_formula(text)
    letters = formula.parameters
    loss = _height(formula, dict.fromkeys(letters, 1.0))
    (x_low, x_high), (y_low, y_high) = _sensible_domain(loss)
    kind: Any = _params_of(("formula", *letters, *SIDES))
    params = kind(text, *[1.0] * len(letters), x_low, x_high, y_low, y_high)
    sides = {
        side: Knob(f"{side[0]} {'from' if 'low' in side else 'to'}", -FARTHEST, FARTHEST, hint="A side of the map.")
        for side in SIDES
    }
    knobs = {name: replace(PARAMETER, label=name) for name in letters}
    return formula, params, {"formula": FORMULA, **knobs, **sides}


def _params_of(fields: tuple[str, ...]) -> Any:
    return namedtuple("TypedParams", fields)  # type: ignore[misc]  # its fields are known only now


@lru_cache(maxsize=128)
def _view(text: str, domain: survey.Domain) -> tuple[tuple[survey.Point, ...], float]:
    """Starts and rate, which stay as they are while a slider of the formula moves."""
    formula, params, _ = _settings(text)
    letters = {name: getattr(params, name) for name in formula.parameters}
    loss = _height(formula, letters)
    starts = survey.choose_starts(loss, domain)
    _, least = _lowest(text, tuple(letters.items()), domain)
    return starts, survey.choose_rate(loss, domain, starts, least)


@lru_cache(maxsize=128)
def _lowest(text: str, letters: tuple[tuple[str, float], ...], domain: survey.Domain) -> Any:
    return survey.lowest_points(_height(read_formula(text), dict(letters)), domain)


@lru_cache(maxsize=128)
def _value(text: str) -> Any:
    """One function for one formula, so that moving the map or a letter compiles nothing."""
    formula = read_formula(text)

    def value(point, params):
        x, y = point
        letters = {name: getattr(params, name) for name in formula.parameters}
        return formula.evaluate({"x": x, "y": y, **letters}, jnp)

    return value


def _height(formula: Formula, letters: dict[str, float]) -> survey.Height:
    return lambda x, y: formula.evaluate({"x": x, "y": y, **letters}, np)


def _domain(settings: Mapping[str, Any]) -> survey.Domain:
    for axis in "xy":
        low, high = settings[f"{axis}_low"], settings[f"{axis}_high"]
        if not high - low >= 1e-9 * max(abs(low), abs(high), 1e-3):
            raise KnobError(
                f"the map's {axis} must go from a lower number to a higher one, not from {low:g} to {high:g}"
            )
    return (settings["x_low"], settings["x_high"]), (settings["y_low"], settings["y_high"])


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


def _shortened(text: str) -> str:
    return text if len(text) <= 40 else text[:40] + "..."


typed = remake({})
