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
from typing import Any, NamedTuple

import jax.numpy as jnp
import numpy as np
from jax import Array
from jax.scipy.special import erf

from catalogue import Knob
from surfaces import from_data, survey
from surfaces.base import Surface
from tables import Table


class Params(NamedTuple):
    """data, input, target: the table and its columns."""

    data: str = "diabetes"
    input: str = ""
    target: str = ""
    loss: str = "squared"
    standardised: bool = True
    batch: float = 1.0
    replacement: bool = False


class HuberParams(NamedTuple):
    """The same, and delta: where Huber's loss turns straight."""

    data: str
    input: str
    target: str
    loss: str
    standardised: bool
    delta: float
    batch: float
    replacement: bool = False


KIND = Knob(
    "Loss",
    options=("squared", "absolute", "huber"),
    hint="Squared: normal noise. Absolute: Laplace noise, and an outlier pulls no harder than another. "
    "Huber: squared near the line, absolute far from it.",
)
DATA = from_data.data_knob(from_data.two_numbers)
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
    given = {**Params()._asdict(), **settings}
    table = from_data.table_of(DATA, "data of linear_regression", given["data"])
    columns = Knob("Input u", options=table.numbers, hint="The column that the line runs over.")
    first = from_data.chosen(columns, "input of linear_regression", given["input"])
    others = Knob(
        "Target v",
        options=tuple(name for name in table.numbers if name != first),
        hint="The column that the line is to meet.",
    )
    second = from_data.chosen(others, "target of linear_regression", given["target"])
    kind = from_data.chosen(KIND, "loss of linear_regression", given["loss"])
    standardised = from_data.STANDARDISED.check("standardised of linear_regression", given["standardised"])
    return _make(table, first, second, kind, bool(standardised), columns, others)


@lru_cache(maxsize=64)
def _make(table: Table, first: str, second: str, kind: str, standardised: bool, columns: Knob, others: Knob) -> Surface:
    inputs, targets = (from_data.scaled(table.column(name), standardised) for name in (first, second))
    size = targets.std()
    # Of the targets' own size, so that the raw numbers have a corner too.
    corner = from_data.short(0.5 * size)
    corners = (
        {"delta": Knob("Huber's corner δ", corner / 100, corner * 100, "log", hint="Beyond it the loss is straight.")}
        if kind == "huber"
        else {}
    )
    chosen = (table.name, first, second, kind, standardised)
    params = HuberParams(*chosen, corner, table.rows) if corners else Params(*chosen, table.rows)
    loss, data = partial(sample_loss, kind), (inputs, targets)
    samples = from_data.samples_of(loss, data)
    moments = np.array([[np.mean(inputs**2), inputs.mean()], [inputs.mean(), 1.0]])
    best = _minimum(data, kind, params)
    half = 2.5 * size * np.sqrt(np.diag(np.linalg.inv(moments)))
    domain = from_data.domain_about(best, half)
    starts = from_data.inside(domain, (0.12, 0.78), (0.86, 0.14))
    height = from_data.height_of(loss, data, params)
    least = partial(_least, loss, data, kind)
    return Surface(
        name="linear_regression",
        title="Linear regression",
        params=params,
        value=from_data.mean_of(samples),
        samples=samples,
        count=table.rows,
        domain=domain,
        starts=starts,
        minima=lambda params: [_minimum(data, kind, params)],
        f_min=least,
        gradient_rate=survey.choose_rate(height, domain, starts, least(params)),
        stride=from_data.short(0.012 * (domain[0][1] - domain[0][0])),
        source=f"Legendre (1805), Huber (1964). Data: {table.source}",
        latex=LATEX[kind] + r",\quad r_i = x\,u_i + y - v_i",
        knobs={
            "data": DATA,
            "input": columns,
            "target": others,
            "loss": KIND,
            "standardised": from_data.STANDARDISED,
            **corners,
            "batch": from_data.batch_knob(table.rows),
            "replacement": from_data.REPLACEMENT,
        },
        levels="log",
        equal_aspect=standardised,
        note=f"x is the slope, y the intercept of a line through {table.rows:,} points.",
        fisher=partial(_fisher, kind, moments),
        remake=remake,
    )


@lru_cache(maxsize=256)
def _solved(inputs: bytes, targets: bytes, kind: str, delta: float) -> survey.Point:
    x, y = np.frombuffer(inputs), np.frombuffer(targets)
    matrix = np.stack([x, np.ones_like(x)], axis=1)
    if kind == "absolute":
        return _least_absolute(matrix, y)
    slope, intercept = np.linalg.lstsq(matrix, y, rcond=None)[0]
    squares = (float(slope), float(intercept))
    if kind == "squared":
        return squares

    def fall(p: np.ndarray) -> np.ndarray:
        return np.clip(matrix @ p - y, -delta, delta) @ matrix / len(x)

    # Huber's minimum lies between the other two.
    return from_data.solve(fall, squares) or from_data.solve(fall, _least_absolute(matrix, y)) or squares


def _least_absolute(matrix: np.ndarray, y: np.ndarray) -> survey.Point:
    """The line of least absolute residuals, a corner of a polytope and so exact."""
    # Here, because it takes long to import and few need it.
    from scipy import sparse
    from scipy.optimize import linprog

    # The least sum(up + down) with matrix @ p + up - down = y.
    n = len(y)
    costs = np.concatenate([np.zeros(2), np.ones(2 * n)])
    equal = sparse.hstack([matrix, sparse.eye_array(n), -sparse.eye_array(n)])
    found = linprog(costs, A_eq=equal, b_eq=y, bounds=[(None, None)] * 2 + [(0, None)] * 2 * n)
    return float(found.x[0]), float(found.x[1])


def _minimum(data: from_data.Columns, kind: str, params: Any) -> survey.Point:
    return _solved(data[0].tobytes(), data[1].tobytes(), kind, float(params.delta) if kind == "huber" else 0.0)


def _least(loss: Any, data: from_data.Columns, kind: str, params: Any) -> float:
    x, y = _minimum(data, kind, params)
    return float(from_data.height_of(loss, data, params)(np.array(x), np.array(y)))


def _fisher(kind: str, moments: np.ndarray, point: Any, params: Any) -> Array:
    """The Fisher information of one sample, (2, 2): a line's is the same everywhere."""
    information = jnp.asarray(moments, jnp.asarray(point).dtype)
    if kind != "huber":
        return information
    # The share of Huber's density within delta: there its score has slope 1, beyond it 0.
    middle = jnp.sqrt(2 * jnp.pi) * erf(params.delta / jnp.sqrt(2.0))
    return information * middle / (middle + 2 / params.delta * jnp.exp(-(params.delta**2) / 2))


linear_regression = remake({})
