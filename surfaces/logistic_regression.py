"""Logistic regression: the odds of a class along one real measurement.

Formula  mean of log(1 + exp(z)) - t z, z = slope u + intercept, t = 1 for the class and 0 for the rest;
         plus ridge (slope^2 + intercept^2) / 2
Source   D. R. Cox (1958), The regression analysis of binary sequences
Watch    The better the class can be told from the rest, the longer and flatter the valley; where it can be told
         without a fault there is no minimum at all, only a way down for ever. The ridge gives it an end.
"""

from collections.abc import Mapping
from functools import lru_cache, partial
from typing import Any, NamedTuple

import numpy as np

from catalogue import Knob
from surfaces import from_data, log_odds, survey
from surfaces.base import Surface
from tables import Table


class Params(NamedTuple):
    """data, input: the table and its column. label, positive: which rows are the class."""

    data: str = "petals"
    input: str = ""
    label: str = ""
    positive: str = ""
    standardised: bool = True
    ridge: float = 0.0
    batch: float = 1.0
    replacement: bool = False


def fits(table: Table) -> str:
    """Why a table gives no input and class, "" where it does."""
    if _pairs(table):
        return ""
    return f"`{table.title[:60]}` needs a column of numbers and another with two to twelve different values"


def _pairs(table: Table) -> list[str]:
    """The columns of numbers that leave a column for the class."""
    return [name for name in table.numbers if any(label != name for label in table.labels)]


DATA = from_data.data_knob(fits)


def remake(settings: Mapping[str, Any]) -> Surface:
    """The surface of these data; KnobError where they give none."""
    given = {**Params()._asdict(), **settings}
    table = from_data.table_of(DATA, "data of logistic_regression", given["data"])
    columns = Knob("Input u", options=tuple(_pairs(table)), hint="The column that the odds depend on.")
    first = from_data.chosen(columns, "input of logistic_regression", given["input"])
    labels = Knob(
        "Class in",
        options=tuple(name for name in table.labels if name != first),
        hint="The column that sorts the samples into classes.",
    )
    label = from_data.chosen(labels, "label of logistic_regression", given["label"])
    # The last of them, as tables begin with the plainest.
    values = Knob("Class", options=table.values(label)[::-1], hint="The class that is told from all others.")
    positive = from_data.chosen(values, "positive of logistic_regression", given["positive"])
    standardised = from_data.STANDARDISED.check("standardised of logistic_regression", given["standardised"])
    return _make(table, first, label, positive, bool(standardised), (columns, labels, values))


@lru_cache(maxsize=64)
def _make(
    table: Table, first: str, label: str, positive: str, standardised: bool, choices: tuple[Knob, Knob, Knob]
) -> Surface:
    inputs = from_data.scaled(table.column(first), standardised)
    features, targets = np.stack([inputs, np.ones_like(inputs)]), table.is_one_of(label, positive)
    params = Params(table.name, first, label, positive, standardised, 0.0, table.rows)
    data = (*features, targets)
    samples = from_data.samples_of(log_odds.sample_loss, data)
    # Where there is no minimum, the way to it is where a light ridge would put it.
    best = log_odds.minimum(features, targets, 0.0) or log_odds.minimum(features, targets, 0.001)
    domain = _domain(best, inputs)
    starts = from_data.inside(domain, (0.3, 0.88), (0.12, 0.2))
    height = from_data.height_of(log_odds.sample_loss, data, params)
    return Surface(
        name="logistic_regression",
        title="Logistic regression",
        params=params,
        value=from_data.mean_of(samples),
        samples=samples,
        count=table.rows,
        domain=domain,
        starts=starts,
        minima=lambda params: list(filter(None, [log_odds.minimum(features, targets, float(params.ridge))])),
        f_min=partial(log_odds.least, features, targets),
        gradient_rate=survey.choose_rate(height, domain, starts, 0.0),
        stride=from_data.short(0.012 * (domain[0][1] - domain[0][0])),
        source=f"Cox (1958). Data: {table.source}",
        latex=r"\frac1n\sum_i \ln\left(1 + e^{z_i}\right) - t_i z_i + \tfrac{\lambda}{2}\left(x^2 + y^2\right),"
        r"\quad z_i = x\,u_i + y",
        knobs={
            "data": DATA,
            "input": choices[0],
            "label": choices[1],
            "positive": choices[2],
            "standardised": from_data.STANDARDISED,
            "ridge": log_odds.RIDGE,
            "batch": from_data.batch_knob(table.rows),
            "replacement": from_data.REPLACEMENT,
        },
        levels="log",
        equal_aspect=standardised,
        note=f"x is the slope, y the intercept of the log-odds of {table.rows:,} samples.",
        fisher=partial(log_odds.fisher, features),
        remake=remake,
    )


def _domain(best: survey.Point | None, inputs: np.ndarray) -> survey.Domain:
    """A map that holds both the origin, where everyone begins, and the minimum."""
    x, y = best or (8 / inputs.std(), -8 * inputs.mean() / inputs.std())
    span = max(abs(x), abs(y), 2 / inputs.std())
    return from_data.domain_about((x / 2, y / 2), (0.5 * abs(x) + 0.35 * span, 0.5 * abs(y) + 0.35 * span))


logistic_regression = remake({})
