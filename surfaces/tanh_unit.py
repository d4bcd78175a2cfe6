"""Tanh unit: the smallest neural network, w2 tanh(w1 u), trained on real data by least squares.

Formula  mean of (w2 tanh(w1 u) - v)^2 / 2, x = w1, y = w2, both columns standardised
Source   The simplest of the networks in D. E. Rumelhart, G. E. Hinton, R. J. Williams (1986)
Watch    The origin is a saddle, where a network of zeros stays for ever; two mirrored minima are the same network. Far
         along w1 the unit is saturated and the ground flat.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array

from catalogue import Knob
from surfaces import from_data, survey
from surfaces.base import Surface
from tables import Table

DATA = from_data.data_knob(from_data.two_numbers)
# Weakly related columns want a weak unit with a large weight behind it.
DOMAINS = (((-4.0, 4.0), (-3.0, 3.0)), ((-4.0, 4.0), (-8.0, 8.0)), ((-2.0, 2.0), (-25.0, 25.0)))


class Params(NamedTuple):
    """data, input, target: the table and its columns."""

    data: str = "petals"
    input: str = ""
    target: str = ""
    batch: float = 1.0
    replacement: bool = False


def sample_loss(xp: Any, point: Any, data: Any, params: Any) -> Any:
    """Each sample's loss."""
    (w1, w2), (inputs, targets) = point, data
    r = w2 * xp.tanh(w1 * inputs) - targets
    return r * r / 2


def remake(settings: Mapping[str, Any]) -> Surface:
    """The surface of these data; KnobError where they give none."""
    given = {**Params()._asdict(), **settings}
    table = from_data.table_of(DATA, "data of tanh_unit", given["data"])
    columns = Knob("Input u", options=table.numbers, hint="The column that goes into the unit.")
    first = from_data.chosen(columns, "input of tanh_unit", given["input"])
    others = Knob(
        "Target v",
        options=tuple(name for name in table.numbers if name != first),
        hint="The column that should come out.",
    )
    second = from_data.chosen(others, "target of tanh_unit", given["target"])
    return _make(table, first, second, columns, others)


@lru_cache(maxsize=64)
def _make(table: Table, first: str, second: str, columns: Knob, others: Knob) -> Surface:
    inputs, targets = (from_data.scaled(table.column(name), True) for name in (first, second))
    params = Params(table.name, first, second, table.rows)
    samples = from_data.samples_of(sample_loss, (inputs, targets))
    height = from_data.height_of(sample_loss, (inputs, targets), params)
    for domain in DOMAINS:
        minima, least = _minima(inputs, targets, height, domain)
        if minima:
            break
    starts = from_data.inside(domain, (0.52, 0.87), (0.1, 0.57))
    return Surface(
        name="tanh_unit",
        title="Tanh unit",
        params=params,
        value=from_data.mean_of(samples),
        samples=samples,
        count=table.rows,
        domain=domain,
        starts=starts,
        minima=lambda params: minima,
        f_min=lambda params: least,
        gradient_rate=survey.choose_rate(height, domain, starts, least),
        stride=0.06,
        source=f"Rumelhart, Hinton, Williams (1986). Data: {table.source}",
        latex=r"\frac{1}{2n}\sum_i \left(y \tanh(x\,u_i) - v_i\right)^2",
        knobs={
            "data": DATA,
            "input": columns,
            "target": others,
            "batch": from_data.batch_knob(table.rows),
            "replacement": from_data.REPLACEMENT,
        },
        levels="log",
        equal_aspect=domain == DOMAINS[0],
        note=f"x is the weight into the unit, y the weight out of it, trained on {table.rows:,} samples.",
        fisher=lambda point, params: _fisher(inputs, point),
        remake=remake,
    )


def _minima(
    inputs: np.ndarray, targets: np.ndarray, height: survey.Height, domain: survey.Domain
) -> tuple[list[survey.Point], float | None]:
    """Both minima and the loss there; none where the best unit lies outside the map."""
    rough, least = survey.lowest_points(height, domain)

    def slope(point: np.ndarray) -> np.ndarray:
        unit = np.tanh(point[0] * inputs)
        r = point[1] * unit - targets
        return np.array([np.mean(r * point[1] * (1 - unit * unit) * inputs), np.mean(r * unit)])

    exact = [(point, from_data.solve(slope, point)) for point in rough]
    minima = [found for point, found in exact if found is not None and np.allclose(point, found, atol=0.01)]
    if not minima:
        return [], least
    return minima, float(min(height(*np.array(point)) for point in minima))


def _fisher(inputs: np.ndarray, point: Any) -> Array:
    """The Fisher information of one sample with normal noise of deviation 1, (2, 2)."""
    jacobian = jax.jacobian(lambda p: p[1] * jnp.tanh(p[0] * jnp.asarray(inputs, p.dtype)))(point)
    return jacobian.T @ jacobian / len(inputs)


tanh_unit = remake({})
