"""Surfaces made from data: the mean of the samples' losses as SymPy has it, exact minima, exact Fisher information."""

import csv
from functools import cache
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest
import sympy

from catalogue import KnobError
from simulation.oracle import SurfaceOracle
from surfaces import SURFACES
from surfaces.base import only_numbers
from surfaces.noisy_moons import moons
from tables import Table, keep

DATA = Path(__file__).resolve().parents[2] / "assets" / "data"
x, y, u, v, t = sympy.symbols("x y u v t", real=True)
r = x * u + y - v
CORNER = sympy.Rational(1, 2)


def logistic(z, ridge=0):
    return sympy.log(1 + sympy.exp(z)) - t * z + sympy.nsimplify(ridge) * (x**2 + y**2) / 2


HUBER = sympy.Piecewise((r**2 / 2, sympy.Abs(r) <= CORNER), (CORNER * (sympy.Abs(r) - CORNER / 2), True))
GAUSSIAN = sympy.log(2 * sympy.pi) / 2 + y + sympy.exp(-2 * y) * (u - x) ** 2 / 2
# One sample's loss as its source prints it, and the columns of the samples.
CASES: dict[str, tuple[dict[str, Any], Any]] = {
    "linear_regression": ({}, r**2 / 2),
    "linear_regression raw": ({"standardised": False}, r**2 / 2),
    "linear_regression absolute": ({"loss": "absolute"}, sympy.Abs(r)),
    "linear_regression huber": ({"loss": "huber", "delta": 0.5}, HUBER),
    "linear_regression petals": ({"data": "petals"}, r**2 / 2),
    "logistic_regression": ({}, logistic(x * u + y)),
    "logistic_regression ridge": ({"positive": "setosa", "ridge": 0.25}, logistic(x * u + y, 0.25)),
    "noisy_moons": ({}, logistic(x * u + y * v)),
    "noisy_moons ridge": ({"noise": "high", "ridge": 1.0}, logistic(x * u + y * v, 1.0)),
    "tanh_unit": ({}, (y * sympy.tanh(x * u) - v) ** 2 / 2),
    "tanh_unit diabetes": ({"data": "diabetes"}, (y * sympy.tanh(x * u) - v) ** 2 / 2),
    "gaussian_fit": ({}, GAUSSIAN),
    "gaussian_fit raw": ({"standardised": False}, GAUSSIAN),
}
EVERY_CASE = pytest.mark.parametrize("case", CASES)
SMOOTH = [case for case in CASES if "absolute" not in case]


def parts(case):
    name = case.split()[0]
    given, sample = CASES[case]
    return name, given, sample, SURFACES[name].at(given)


@cache
def file_columns(name):
    with (DATA / f"{name}.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {key: [row[key] for row in rows] for key in rows[0]}


def samples(name, given):
    """The samples of a case, read from the file by other means: columns u, v, t."""
    if name == "noisy_moons":
        (first, second), classes = moons({"high": 0.4}.get(given.get("noise"), 0.2))
        return first, second, classes
    table = given.get("data", "petals" if name in ("logistic_regression", "tanh_unit") else "diabetes")
    columns = list(file_columns(table).values())
    numbers = [np.array(column, float) for column in columns[:2]]
    if given.get("standardised", True):
        numbers = [(column - np.mean(column)) / np.std(column) for column in numbers]
    wanted = given.get("positive", "virginica")
    classes = np.array([word == wanted for word in columns[-1]], float)
    return numbers[0], numbers[1], classes


def mean_of(expression, at, columns):
    """The mean of an expression over the samples, at each of the points (k, 2)."""
    loss = sympy.lambdify((x, y, u, v, t), expression, "numpy")
    first, second, classes = (column[:, None] for column in columns)
    values = loss(at[:, 0], at[:, 1], first, second, classes)
    return np.broadcast_to(values, (len(columns[0]), len(at))).mean(axis=0)


def random_points(ground, count=25):
    (x0, x1), (y0, y1) = ground.domain
    return np.random.default_rng(5).uniform([x0, y0], [x1, y1], (count, 2))


def close(ours, theirs):
    np.testing.assert_allclose(np.asarray(ours), np.asarray(theirs), rtol=1e-10, atol=1e-10)


@EVERY_CASE
def test_value_and_gradient_equal_sympys_mean_over_the_samples(case):
    name, given, sample, ground = parts(case)
    at, columns = random_points(ground), samples(name, given)
    close(SURFACES[name](*at.T, **given), mean_of(sample, at, columns))
    for ours, variable in zip(SURFACES[name].grad(*at.T, **given), (x, y), strict=True):
        close(ours, mean_of(sympy.diff(sample, variable), at, columns))


@pytest.mark.parametrize("case", SMOOTH)
def test_the_hessian_equals_sympys(case):
    name, given, sample, ground = parts(case)
    if "huber" in case:
        # SymPy keeps delta distributions at the corners; between them the second derivative is that of the pieces.
        bends = [[sympy.Piecewise((a * b, sympy.Abs(r) <= CORNER), (0, True)) for b in (u, 1)] for a in (u, 1)]
    else:
        bends = [[sympy.diff(sample, a, b) for b in (x, y)] for a in (x, y)]
    at, columns = random_points(ground, 4), samples(name, given)
    oracle = SurfaceOracle(ground.loss, only_numbers(ground.with_params(given)))
    with jax.enable_x64(True):
        for point in at:
            expected = [[mean_of(bend, point[None], columns)[0] for bend in row] for row in bends]
            close(oracle.hessian(jnp.array(point)), expected)


@EVERY_CASE
def test_the_mean_of_the_samples_is_the_surface(case):
    _, given, _, ground = parts(case)
    with jax.enable_x64(True):
        point, params = jnp.array([0.3, -0.4]), ground.with_params(given)
        each = ground.samples(point, params)
        assert each.shape == (ground.count,)
        close(each.mean(), ground.value(point, params))


@EVERY_CASE
def test_nothing_near_a_minimum_or_on_the_map_lies_lower(case):
    name, given, _, ground = parts(case)
    params = ground.with_params(given)
    least = ground.f_min(params)
    minima = ground.minima(params)
    assert minima
    assert least == pytest.approx(float(SURFACES[name](*minima[0], **given)), rel=1e-12)
    grid = np.meshgrid(*(np.linspace(low, high, 81) for low, high in ground.domain))
    assert (SURFACES[name](*grid, **given) >= least - 1e-12).all()
    for px, py in minima:
        near = np.random.default_rng(1).normal(size=(2, 200)) * 1e-4
        assert (SURFACES[name](px + near[0], py + near[1], **given) >= least - 1e-13 * abs(least)).all()
        if case in SMOOTH:
            close(SURFACES[name].grad(px, py, **given), (0, 0))


@EVERY_CASE
def test_the_minima_and_the_starts_lie_on_the_map(case):
    _, given, _, ground = parts(case)
    for point in (*ground.starts, *ground.minima(ground.with_params(given))):
        for number, (low, high) in zip(point, ground.domain, strict=True):
            assert low < number < high


def test_the_tanh_unit_has_a_saddle_at_the_origin_and_two_mirrored_minima():
    ground = SURFACES["tanh_unit"]
    np.testing.assert_allclose(ground.grad(0, 0), 0, atol=1e-14)
    with jax.enable_x64(True):
        bends = SurfaceOracle(ground.loss, only_numbers(ground.params)).hessian(jnp.zeros(2))
    low, high = np.linalg.eigvalsh(np.asarray(bends))
    assert low < 0 < high
    (first, second) = ground.minima(ground.params)
    np.testing.assert_allclose(first, [-number for number in second], atol=1e-9)


def test_least_squares_standardised_gives_the_correlation():
    first, second, _ = samples("linear_regression", {})
    ((slope, intercept),) = SURFACES["linear_regression"].minima(None)
    assert slope == pytest.approx(np.corrcoef(first, second)[0, 1], abs=1e-12)
    assert intercept == pytest.approx(0, abs=1e-12)


def test_a_class_that_can_be_told_apart_without_fault_has_no_minimum_until_it_is_penalised():
    given = {"positive": "setosa"}
    ground = SURFACES["logistic_regression"].at(given)
    assert ground.minima(ground.with_params(given)) == []
    assert ground.f_min(ground.with_params(given)) is None
    ridge = ground.with_params({**given, "ridge": 0.01})
    assert len(ground.minima(ridge)) == 1


LIKELIHOODS = ["linear_regression", "logistic_regression", "noisy_moons", "tanh_unit", "gaussian_fit"]


@pytest.mark.parametrize("name", LIKELIHOODS)
def test_the_fisher_information_is_the_mean_square_of_the_scores_of_data_drawn_from_the_model(name):
    """Fisher's definition, by drawing targets at random from the model itself: 4,000 draws for each sample."""
    ground, point = SURFACES[name], np.array([0.4, -0.3])
    assert ground.fisher is not None
    first, second, _ = samples(name, {})
    chance = np.random.default_rng(0)
    shape = (4000, len(first))
    with np.errstate(all="raise"):
        if name == "gaussian_fit":
            draws = point[0] + np.exp(point[1]) * chance.standard_normal(shape)
            z = (draws - point[0]) / np.exp(point[1])
            scores = np.stack([-z / np.exp(point[1]), 1 - z**2])
        elif name == "linear_regression":
            z = chance.standard_normal(shape)
            scores = np.stack([z * first, z])
        elif name == "tanh_unit":
            z, unit = chance.standard_normal(shape), np.tanh(point[0] * first)
            scores = np.stack([z * point[1] * (1 - unit**2) * first, z * unit])
        else:
            features = np.stack([first, second if name == "noisy_moons" else np.ones_like(first)])
            p = 1 / (1 + np.exp(-(point @ features)))
            z = p - (chance.random(shape) < p)
            scores = z * features[:, None]
    flat = scores.reshape(2, -1)
    with jax.enable_x64(True):
        ours = ground.fisher(jnp.array(point), only_numbers(ground.params))
    np.testing.assert_allclose(np.asarray(ours), flat @ flat.T / flat.shape[1], rtol=0.02, atol=0.01)


def test_hubers_information_is_that_of_his_density():
    from scipy.integrate import quad

    delta = 0.7
    given = {"loss": "huber", "delta": delta}
    ground = SURFACES["linear_regression"].at(given)
    assert ground.fisher is not None

    def density(e):
        return np.exp(-(e * e / 2 if abs(e) < delta else delta * (abs(e) - delta / 2)))

    mass = quad(density, -60, 60, points=[-delta, delta])[0]
    wanted = quad(lambda e: np.clip(e, -delta, delta) ** 2 * density(e), -60, 60, points=[-delta, delta])[0] / mass
    with jax.enable_x64(True):
        ours = ground.fisher(jnp.zeros(2), only_numbers(ground.with_params(given)))
    np.testing.assert_allclose(np.asarray(ours), wanted * np.eye(2), atol=1e-9)


def test_ones_own_table_makes_a_surface():
    chance = np.random.default_rng(0)
    heat = chance.normal(20, 5, 40)
    sold = 3 * heat + chance.normal(0, 2, 40)
    table = Table("csv-test", "ice.csv", {"heat": tuple(heat), "sold": tuple(sold)}, {}, "a test")
    keep(table)
    given = {"data": "csv-test", "standardised": False}
    ground = SURFACES["linear_regression"].at(given)
    assert ground.count == 40
    np.testing.assert_allclose(ground.minima(ground.params)[0], np.polyfit(heat, sold, 1), rtol=1e-10)
    assert SURFACES["linear_regression"].at({"data": "csv-test", "input": "sold"}).params.target == "heat"


@pytest.mark.parametrize(
    ("name", "given", "sentence"),
    [
        ("linear_regression", {"data": "csv-gone"}, "the data `csv-gone` are not here .*upload the file again"),
        ("linear_regression", {"input": "age"}, "input of linear_regression must be one of bmi_kg_per_m2, .*"),
        ("linear_regression", {"target": "bmi_kg_per_m2"}, "target of linear_regression must be one of .*"),
        ("linear_regression", {"loss": "cubic"}, "loss of linear_regression must be one of squared, .*"),
        ("logistic_regression", {"data": "diabetes"}, ".*two to twelve different values"),
        ("logistic_regression", {"positive": "rose"}, "positive of logistic_regression must be one of .*"),
        ("noisy_moons", {"noise": "loud"}, "noise of noisy_moons must be one of none, .*"),
        ("gaussian_fit", {"data": 3}, "data of gaussian_fit must be a text, not 3"),
    ],
)
def test_what_the_data_do_not_have_is_refused_with_a_sentence(name, given, sentence):
    with pytest.raises(KnobError, match=sentence):
        SURFACES[name].at(given)


def test_the_batch_is_a_whole_number_of_samples_there_are():
    ground = SURFACES["tanh_unit"]
    assert ground.params.batch == ground.count == 150
    with pytest.raises(KnobError, match="batch of tanh_unit must lie between 1 and 150, not 151"):
        ground.with_params({"batch": 151})
    with pytest.raises(KnobError, match=r"batch of tanh_unit must be a whole number, not 2\.5"):
        ground.with_params({"batch": 2.5})
