"""Logistic regression: the odds of a class along one real measurement.

Formula  mean of log(1 + exp(z)) - t z, z = slope u + intercept, t = 1 for the class and 0 for the rest;
         plus ridge (slope^2 + intercept^2) / 2
Source   D. R. Cox (1958), The regression analysis of binary sequences
Watch    The better the class can be told from the rest, the longer and flatter the valley; where it can be told
         without a fault there is no minimum at all, only a way down for ever. The ridge gives it an end.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np

from catalogue import Knob
from surfaces import from_data, log_odds, survey
from surfaces.base import Surface
from surfaces.data_choices import STANDARDISED, Choices, Setting, data_knob
from tables import Table


def fits(table: Table) -> str:
    """Why a table gives no input and class, "" where it does."""
    if _pairs(table):
        return ""
    return "the table needs a column of numbers and another with two to twelve different values"


def _pairs(table: Table) -> list[str]:
    """The columns of numbers that leave a column for the class."""
    return [name for name in table.numbers if any(label != name for label in table.labels)]


DATA = data_knob(fits)


def remake(settings: Mapping[str, Any]) -> Surface:
    """The surface of these data; KnobError where they give none."""
    choices = Choices("logistic_regression", settings)
    table = choices.take_table(DATA, "petals")
    columns = Knob("Input u", options=tuple(_pairs(table)), hint="The column that the odds depend on.")
    name = choices.take("input", columns)
    others = tuple(label for label in table.labels if label != name)
    label = choices.take("label", Knob("Class in", options=others, hint="The column that sorts the samples."))
    # The last of them, as tables begin with the plainest.
    values = Knob("Class", options=table.values(label)[::-1], hint="The class that is told from all others.")
    targets = (label, choices.take("positive", values))
    return _make(table, name, targets, choices.take("standardised", STANDARDISED, True), choices.made)


@lru_cache(maxsize=64)
def _make(table: Table, name: str, positive: tuple[str, str], standardised: bool, made: tuple[Setting, ...]) -> Surface:
    (inputs,) = from_data.columns_of(table, [name], standardised)
    targets = table.is_one_of(*positive)
    features = np.stack([inputs, np.ones_like(inputs)])
    domain = _domain(inputs, targets)
    return from_data.surface(
        (*made, log_odds.RIDGE),
        log_odds.sample_loss,
        (*features, targets),
        name="logistic_regression",
        title="Logistic regression",
        domain=domain,
        starts=from_data.inside(domain, (0.3, 0.88), (0.12, 0.2)),
        minima=log_odds.minima_of(features, targets),
        source=f"Cox (1958). Data: {table.source}",
        latex=log_odds.LATEX + r"\quad z_i = x\,u_i + y",
        equal_aspect=standardised,
        note=f"x is the slope, y the intercept of the log-odds of {table.rows:,} samples.",
        fisher=log_odds.fisher,
        remake=remake,
    )


def _domain(inputs: np.ndarray, targets: np.ndarray) -> survey.Domain:
    """A map that holds both the origin, where everyone begins, and the minimum."""
    scaled, middle, deviation = from_data.standardise(inputs)
    features = np.stack([scaled, np.ones_like(scaled)])
    # Where there is no minimum, the way to it is where a light ridge would put it.
    found = log_odds.minimum(features, targets, 0.0) or log_odds.minimum(features, targets, 0.001)
    assert found is not None, "a ridge gives every loss a floor"
    slope, intercept = found
    best = np.array([slope / deviation, intercept - slope * middle / deviation])
    span = np.maximum(np.abs(best), [2 / deviation, 2.0])
    return from_data.domain_about(best / 2, 0.5 * np.abs(best) + 0.35 * span)


logistic_regression = remake({})
