"""Linear regression: slope and intercept of a line through real data, by least squares or by less.

Formula  mean of rho(r), r = slope x + intercept - y. Squared: rho = r^2 / 2; absolute: |r|; Huber: r^2 / 2 up to delta,
         then delta (|r| - delta / 2)
Source   A. M. Legendre (1805); R. J. Boscovich (1757) for the absolute loss; P. J. Huber (1964), Robust estimation of a
         location parameter. Up to a constant these are the negative log-likelihoods of normal, Laplace and Huber noise.
Watch    Standardised, the bowl is round and every rate is easy; with the raw numbers the same data make a long, narrow
         valley. Mini-batches shake the path; the absolute loss has no slope to slow down by near its minimum.
"""

from collections.abc import Mapping
from functools import lru_cache, partial
from typing import Any

import jax.numpy as jnp
import numpy as np
from jax import Array
from jax.scipy.special import erf

from catalogue import Knob
from surfaces import from_data
from surfaces.base import Point, Surface
from surfaces.data_choices import STANDARDISED, Choices, Setting, data_knob, two_numbers
from surfaces.line_fit import fit_line
from tables import Table

KIND = Knob(
    "Loss",
    options=("squared", "absolute", "huber"),
    hint="Squared: normal noise. Absolute: Laplace noise, and an outlier pulls no harder than another. "
    "Huber: squared near the line, absolute far from it.",
)
DATA = data_knob(two_numbers)
LATEX = {
    "squared": r"\frac{1}{2n}\sum_i r_i^2",
    "absolute": r"\frac{1}{n}\sum_i \left|r_i\right|",
    "huber": r"\frac{1}{n}\sum_i \rho_\delta(r_i)",
}


def sample_loss(kind: str, xp: Any, point: Any, data: Any, params: Any) -> Any:
    """Each sample's loss."""
    (slope, intercept), (inputs, targets) = point, data
    r = slope * inputs + intercept - targets
    if kind == "squared":
        return r * r / 2
    if kind == "absolute":
        return xp.abs(r)
    inner = xp.clip(r, -params.delta, params.delta)
    return inner * (r - inner / 2)


def remake(settings: Mapping[str, Any]) -> Surface:
    """The surface of these data; KnobError where they give none."""
    choices = Choices("linear_regression", settings)
    table = choices.take_table(DATA, "diabetes")
    columns = choices.take_input_and_target(table)
    kind = choices.take("loss", KIND)
    standardised = choices.take("standardised", STANDARDISED, True)
    return _make(table, columns, kind, standardised, choices.made)


@lru_cache(maxsize=64)
def _make(table: Table, names: tuple[str, str], kind: str, standardised: bool, made: tuple[Setting, ...]) -> Surface:
    inputs, targets = from_data.columns_of(table, names, standardised)
    (_, middle, width), (_, _, size) = map(from_data.standardise, (inputs, targets))
    # Of the targets' own size, so that the raw numbers have a corner too.
    corner = from_data.short(0.5 * size)
    if kind == "huber":
        delta = Knob("Huber's corner δ", corner / 100, corner * 100, "log", hint="Beyond it the loss is straight.")
        made = (*made, Setting("delta", delta, corner))

    @lru_cache(maxsize=64)
    def best(corner: float) -> Point:
        return fit_line(kind, inputs, targets, corner)

    half = 2.5 * size / width * np.array([1.0, np.hypot(width, middle)])
    domain = from_data.domain_about(best(corner), half)
    return from_data.surface(
        made,
        LOSS[kind],
        (inputs, targets),
        name="linear_regression",
        title="Linear regression",
        domain=domain,
        starts=from_data.inside(domain, (0.12, 0.78), (0.86, 0.14)),
        minima=lambda params: [best(float(params.delta) if kind == "huber" else corner)],
        source=f"Legendre (1805), Huber (1964). Data: {table.source}",
        latex=LATEX[kind] + r",\quad r_i = x\,u_i + y - v_i",
        equal_aspect=standardised,
        note=f"x is the slope, y the intercept of a line through {table.rows:,} points.",
        fisher=FISHER[kind],
        remake=remake,
    )


def _fisher(kind: str, point: Any, columns: Any, params: Any) -> Array:
    """The Fisher information of one sample, (2, 2): a line's is the same everywhere."""
    features = jnp.stack([columns[0], jnp.ones_like(columns[0])])
    information = features @ features.T / features.shape[1]
    if kind != "huber":
        return information
    # The share of Huber's density within delta: there its score has slope 1, beyond it 0.
    middle = jnp.sqrt(2 * jnp.pi) * erf(params.delta / jnp.sqrt(2.0))
    return information * middle / (middle + 2 / params.delta * jnp.exp(-(params.delta**2) / 2))


LOSS = {kind: partial(sample_loss, kind) for kind in LATEX}
FISHER = {kind: partial(_fisher, kind) for kind in LATEX}

linear_regression = remake({})
