"""Gaussian fit: mean and log-deviation of a normal distribution by maximum likelihood.

Formula  mean of log(2 pi) / 2 + s + exp(-2 s) (u - m)^2 / 2, x = m the mean, y = s the log of the deviation
Source   The likelihood of R. A. Fisher (1922); Fisher information diag(exp(-2 s), 2), as in S. Amari (1998)
Watch    Natural gradient goes the same way whatever the unit of the data; plain gradients are short where s is large.
"""

import math
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

import jax.numpy as jnp
from jax import Array

from catalogue import Knob
from surfaces import from_data, survey
from surfaces.base import Surface
from tables import Table

DATA = from_data.data_knob(from_data.one_number)


class Params(NamedTuple):
    """data, input: the table and its column."""

    data: str = "diabetes"
    input: str = ""
    standardised: bool = True
    batch: float = 1.0
    replacement: bool = False


def sample_loss(xp: Any, point: Any, data: Any, params: Any) -> Any:
    """Each sample's negative log-likelihood."""
    (mean, log_deviation), (column,) = point, data
    r = (column - mean) * xp.exp(-log_deviation)
    return math.log(2 * math.pi) / 2 + log_deviation + r * r / 2


def remake(settings: Mapping[str, Any]) -> Surface:
    """The surface of these data; KnobError where they give none."""
    given = {**Params()._asdict(), **settings}
    table = from_data.table_of(DATA, "data of gaussian_fit", given["data"])
    columns = Knob("Column u", options=table.numbers, hint="The numbers whose distribution is fitted.")
    column = from_data.chosen(columns, "input of gaussian_fit", given["input"])
    standardised = from_data.STANDARDISED.check("standardised of gaussian_fit", given["standardised"])
    return _make(table, column, bool(standardised), columns)


@lru_cache(maxsize=64)
def _make(table: Table, name: str, standardised: bool, columns: Knob) -> Surface:
    column = from_data.scaled(table.column(name), standardised)
    params = Params(table.name, name, standardised, table.rows)
    samples = from_data.samples_of(sample_loss, (column,))
    deviation = float(column.std())
    best = (float(column.mean()), math.log(deviation))
    least = (math.log(2 * math.pi) + 1) / 2 + best[1]
    domain = from_data.domain_about((best[0], best[1] + 0.5), (2.8 * deviation, 1.6))
    starts = from_data.inside(domain, (0.1, 0.62), (0.85, 0.9))
    height = from_data.height_of(sample_loss, (column,), params)
    return Surface(
        name="gaussian_fit",
        title="Gaussian fit",
        params=params,
        value=from_data.mean_of(samples),
        samples=samples,
        count=table.rows,
        domain=domain,
        starts=starts,
        minima=lambda params: [best],
        f_min=lambda params: least,
        gradient_rate=survey.choose_rate(height, domain, starts, least),
        stride=from_data.short(0.012 * (domain[0][1] - domain[0][0])),
        source=f"Fisher (1922), Amari (1998). Data: {table.source}",
        latex=r"\frac1n\sum_i \tfrac12\ln 2\pi + y + \tfrac12\, e^{-2y}\,(u_i - x)^2",
        knobs={
            "data": DATA,
            "input": columns,
            "standardised": from_data.STANDARDISED,
            "batch": from_data.batch_knob(table.rows),
            "replacement": from_data.REPLACEMENT,
        },
        levels="log",
        equal_aspect=standardised,
        note=f"x is the mean, y the natural logarithm of the deviation of {table.rows:,} numbers.",
        fisher=_fisher,
        remake=remake,
    )


def _fisher(point: Any, params: Any) -> Array:
    """The exact Fisher information of one sample, (2, 2)."""
    _, log_deviation = point
    both = jnp.stack([jnp.exp(-2 * log_deviation), 2 * jnp.ones_like(log_deviation)])
    return jnp.diag(both)


gaussian_fit = remake({})
