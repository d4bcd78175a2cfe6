"""Tanh unit: the smallest neural network, w2 tanh(w1 u), trained on real data by least squares.

Formula  mean of (w2 tanh(w1 u) - v)^2 / 2, x = w1, y = w2, both columns standardised
Source   The simplest of the networks in D. E. Rumelhart, G. E. Hinton, R. J. Williams (1986)
Watch    The origin is a saddle, where a network of zeros stays for ever; two mirrored minima are the same network. Far
         along w1 the unit is saturated and the ground flat.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array

from surfaces import from_data, survey
from surfaces.base import Point, Surface
from surfaces.data_choices import Choices, Setting, data_knob, two_numbers
from tables import Table

DATA = data_knob(two_numbers)
# Weakly related columns want a weak unit with a large weight behind it.
DOMAINS = (((-4.0, 4.0), (-3.0, 3.0)), ((-4.0, 4.0), (-8.0, 8.0)), ((-2.0, 2.0), (-25.0, 25.0)))
# Weights into the unit, from one that keeps it straight to one that makes it a switch.
WEIGHTS = np.geomspace(0.02, 40, 161)


def sample_loss(xp: Any, point: Any, data: Any, params: Any) -> Any:
    """Each sample's loss."""
    (w1, w2), (inputs, targets) = point, data
    r = w2 * xp.tanh(w1 * inputs) - targets
    return r * r / 2


def remake(settings: Mapping[str, Any]) -> Surface:
    """The surface of these data; KnobError where they give none."""
    choices = Choices("tanh_unit", settings)
    table = choices.take_table(DATA, "petals")
    return _make(table, choices.take_input_and_target(table), choices.made)


@lru_cache(maxsize=64)
def _make(table: Table, names: tuple[str, str], made: tuple[Setting, ...]) -> Surface:
    inputs, targets = from_data.columns_of(table, names, standardised=True)
    minima, least = _find_minima(inputs, targets)
    domain = _domain(minima)
    return from_data.surface(
        made,
        sample_loss,
        (inputs, targets),
        name="tanh_unit",
        title="Tanh unit",
        domain=domain,
        starts=from_data.inside(domain, (0.52, 0.87), (0.1, 0.57)),
        minima=lambda params: minima,
        f_min=lambda params: least,
        source=f"Rumelhart, Hinton, Williams (1986). Data: {table.source}",
        latex=r"\frac{1}{2n}\sum_i \left(y \tanh(x\,u_i) - v_i\right)^2",
        equal_aspect=domain == DOMAINS[0],
        note=f"x is the weight into the unit, y the weight out of it, trained on {table.rows:,} samples.",
        fisher=_fisher,
        remake=remake,
    )


def _find_minima(inputs: np.ndarray, targets: np.ndarray) -> tuple[list[Point], float | None]:
    """Both minima and the loss there; none where a straight line or a switch does better than any unit between.

    The best weight out is known for each weight in, so that the search goes along one axis.
    """

    def weigh_out(weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The best weights out, and by how much they lower the loss."""
        units = np.tanh(np.multiply.outer(weights, inputs))
        along = units @ targets
        out = along / (units * units).sum(axis=-1)
        return out, out * along / (2 * len(targets))

    def slope(weight: float) -> float:
        out, _ = weigh_out(np.array(weight))
        unit = np.tanh(weight * inputs)
        return float(np.mean((out * unit - targets) * out * (1 - unit * unit) * inputs))

    _, gains = weigh_out(WEIGHTS)
    peak = int(gains.argmax())
    if np.ptp(gains) < 1e-9:
        # Any weight in will do: a curve of minima.
        return [], float(np.mean(targets**2) / 2 - gains[peak])
    if gains[peak] <= max(gains[0], gains[-1]) + 1e-9:
        return [], None
    low, high = WEIGHTS[peak - 1], WEIGHTS[peak + 1]
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (low, middle) if slope(middle) > 0 else (middle, high)
    out, gain = (float(found) for found in weigh_out(np.array(middle)))
    return [(-float(middle), -out), (float(middle), out)], float(np.mean(targets**2) / 2 - gain)


def _domain(minima: list[Point]) -> survey.Domain:
    """The first of a few maps that holds the minima; the widest where there is none."""
    if not minima:
        return DOMAINS[-1]
    best = minima[-1]
    for domain in DOMAINS:
        if all(abs(number) < 0.97 * high for number, (_, high) in zip(best, domain, strict=True)):
            return domain
    return from_data.domain_about((0.0, 0.0), (1.5 * abs(best[0]), 1.5 * abs(best[1])))


def _fisher(point: Any, columns: Any, params: Any) -> Array:
    """The Fisher information of one sample with normal noise of deviation 1, (2, 2)."""
    inputs = columns[0]
    jacobian = jax.jacobian(lambda p: p[1] * jnp.tanh(p[0] * inputs))(point)
    return jacobian.T @ jacobian / len(inputs)


tanh_unit = remake({})
