"""Gaussian fit: mean and log-deviation of a normal distribution by maximum likelihood.

Formula  mean of log(2 pi) / 2 + s + exp(-2 s) (u - m)^2 / 2, x = m the mean, y = s the log of the deviation
Source   The likelihood of R. A. Fisher (1922); Fisher information diag(exp(-2 s), 2), as in S. Amari (1998)
Watch    Natural gradient goes the same way whatever the unit of the data; plain gradients are short where s is large.
"""

import math
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import jax.numpy as jnp
from jax import Array

from catalogue import Knob
from surfaces import from_data
from surfaces.base import Surface
from surfaces.data_choices import STANDARDISED, Choices, Setting, data_knob
from tables import Table

DATA = data_knob()


def sample_loss(xp: Any, point: Any, data: Any, params: Any) -> Any:
    """Each sample's negative log-likelihood."""
    (mean, log_deviation), (column,) = point, data
    r = (column - mean) * xp.exp(-log_deviation)
    return math.log(2 * math.pi) / 2 + log_deviation + r * r / 2


def remake(settings: Mapping[str, Any]) -> Surface:
    """The surface of these data; KnobError where they give none."""
    choices = Choices("gaussian_fit", settings)
    table = choices.take_table(DATA, "diabetes")
    columns = Knob("Column u", options=table.numbers, hint="The numbers whose distribution is fitted.")
    name = choices.take("input", columns)
    return _make(table, name, choices.take("standardised", STANDARDISED, True), choices.made)


@lru_cache(maxsize=64)
def _make(table: Table, name: str, standardised: bool, made: tuple[Setting, ...]) -> Surface:
    (column,) = from_data.columns_of(table, [name], standardised)
    _, mean, deviation = from_data.standardise(column)
    best = (mean, math.log(deviation))
    domain = from_data.domain_about((best[0], best[1] + 0.5), (2.8 * deviation, 1.6))
    return from_data.surface(
        made,
        sample_loss,
        (column,),
        name="gaussian_fit",
        title="Gaussian fit",
        domain=domain,
        starts=from_data.inside(domain, (0.1, 0.62), (0.85, 0.9)),
        minima=lambda params: [best],
        source=f"Fisher (1922), Amari (1998). Data: {table.source}",
        latex=r"\frac1n\sum_i \tfrac12\ln 2\pi + y + \tfrac12\, e^{-2y}\,(u_i - x)^2",
        equal_aspect=standardised,
        note=f"x is the mean, y the natural logarithm of the deviation of {table.rows:,} numbers.",
        fisher=_fisher,
        remake=remake,
    )


def _fisher(point: Any, columns: Any, params: Any) -> Array:
    """The exact Fisher information of one sample, (2, 2)."""
    _, log_deviation = point
    both = jnp.stack([jnp.exp(-2 * log_deviation), 2 * jnp.ones_like(log_deviation)])
    return jnp.diag(both)


gaussian_fit = remake({})
