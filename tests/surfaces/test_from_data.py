"""Surfaces made from data: the mean of the samples' losses as SymPy has it, exact minima, exact Fisher information."""

import csv
import tracemalloc
from functools import cache
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest
import sympy
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from catalogue import KnobError
from simulation import default_scene, loss_grid, run_scene
from simulation.oracle import SurfaceOracle
from surfaces import SURFACES
from surfaces.noisy_moons import moons
from tables import Table, keep
from tests.compilations import counted_compilations

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
    oracle = SurfaceOracle(ground.loss, ground.numbers(ground.with_params(given)))
    with jax.enable_x64(True):
        for point in at:
            expected = [[mean_of(bend, point[None], columns)[0] for bend in row] for row in bends]
            close(oracle.hessian(jnp.array(point)), expected)


@EVERY_CASE
def test_the_mean_of_the_samples_is_the_surface(case):
    _, given, _, ground = parts(case)
    with jax.enable_x64(True):
        point, params = jnp.array([0.3, -0.4]), ground.numbers(ground.with_params(given))
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
        bends = SurfaceOracle(ground.loss, ground.numbers(ground.params)).hessian(jnp.zeros(2))
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
        ours = ground.fisher(jnp.array(point), ground.numbers(ground.params))
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
        ours = ground.fisher(jnp.zeros(2), ground.numbers(ground.with_params(given)))
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


def kept(name, columns, classes=()):
    """A table of a test, kept so that surfaces find it."""
    numbers = {key: tuple(np.asarray(column, float)) for key, column in columns.items()}
    words = {"kind": tuple(classes)} if len(classes) else {}
    table = Table(name, name, numbers, words, "a test")
    keep(table)
    return table


def test_years_against_prices_have_hubers_own_minimum():
    chance = np.random.default_rng(3)
    years = np.repeat(np.arange(1990.0, 2021), 3)
    prices = 200_000 + 4_000 * (years - 2005) + 20_000 * chance.standard_cauchy(len(years))
    kept("csv-prices", {"year": years, "price": prices})
    given = {"data": "csv-prices", "loss": "huber", "standardised": False}
    ground = SURFACES["linear_regression"].at(given)
    (best,) = ground.minima(ground.params)
    pulls = np.clip(best[0] * years + best[1] - prices, -ground.params.delta, ground.params.delta)
    assert abs(pulls.mean()) < 1e-9 * ground.params.delta
    assert abs((pulls * (years - 2005)).mean()) < 1e-8 * ground.params.delta


def test_a_rate_and_a_stride_keep_the_first_step_on_the_map_of_raw_numbers():
    raw: list[tuple[str, dict[str, Any]]] = [
        ("gaussian_fit", {"input": "disease_progression", "standardised": False}),
        ("linear_regression", {"target": "disease_progression", "standardised": False}),
        ("logistic_regression", {"standardised": False}),
    ]
    for name, chosen in raw:
        ground = SURFACES[name].at(chosen)
        sizes = np.array([high - low for low, high in ground.domain])
        assert ground.stride < 0.05 * sizes.min()
        for start in ground.starts:
            step = ground.gradient_rate * np.array(SURFACES[name].grad(*start, **chosen))
            assert (np.abs(step) < 0.3 * sizes).all()


def test_the_map_of_raw_log_odds_fits_each_axis_by_itself():
    petals = file_columns("petals")
    for column in list(petals)[:2]:
        given = {"input": column, "standardised": False}
        ground = SURFACES["logistic_regression"].at(given)
        (best,) = ground.minima(ground.params)
        least_spans = (2 / np.std(np.array(petals[column], float)), 2)
        for number, (low, high), least in zip(best, ground.domain, least_spans, strict=True):
            assert low <= min(0, number) <= max(0, number) <= high
            assert high - low < 2 * max(abs(number), least)


def test_the_tanh_unit_has_no_minimum_where_a_straight_line_does_best():
    line = np.linspace(-3, 3, 30)
    kept("csv-line", {"u": line, "v": line + 0.01 * line**3})
    ground = SURFACES["tanh_unit"].at({"data": "csv-line"})
    assert ground.minima(ground.params) == []
    assert ground.f_min(ground.params) is None


def test_the_tanh_unit_has_no_minimum_where_a_switch_does_best():
    kept("csv-switch", {"u": np.linspace(-3, 3, 30), "v": np.repeat([-1, 1], 15)})
    ground = SURFACES["tanh_unit"].at({"data": "csv-switch"})
    assert ground.minima(ground.params) == []


def test_the_tanh_unit_of_two_equal_classes_has_a_curve_of_minima():
    """Two values of one size make any weight in as good as another."""
    kept("csv-two", {"u": [-1.0, 1.0] * 4, "v": [0.0, 2.0, 1.0, 3.0] * 2})
    ground = SURFACES["tanh_unit"].at({"data": "csv-two"})
    assert ground.minima(ground.params) == []
    ours = SURFACES["tanh_unit"](0.5, 1 / np.tanh(0.5) * np.sqrt(0.8), data="csv-two")
    assert ground.f_min(ground.params) == pytest.approx(float(ours))


@pytest.mark.parametrize("weight", [0.3, 1.0, 3.0, 9.0])
def test_the_tanh_units_minimum_is_found_on_the_map(weight):
    u = np.random.default_rng(4).normal(0, 1, 150)
    # Mirrored, so that standardising moves nothing.
    u = np.append(u, -u)
    u = u / u.std()
    kept(f"csv-tanh-{weight:g}", {"u": u, "v": np.tanh(weight * u)})
    ground = SURFACES["tanh_unit"].at({"data": f"csv-tanh-{weight:g}"})
    (_, best) = ground.minima(ground.params)
    assert best[0] == pytest.approx(weight, rel=1e-6)
    for number, (low, high) in zip(best, ground.domain, strict=True):
        assert low < number < high


@pytest.mark.parametrize("name", ["linear_regression", "logistic_regression", "gaussian_fit"])
def test_raw_numbers_that_float32_cannot_hold_are_refused_with_what_to_do(name):
    noise = np.random.default_rng(0).standard_normal(30)
    sort = ["a", "b", "b"] * 10
    for table, column, sentence in [
        ("csv-far", 1e9 + 1e-3 * noise, "the numbers of `u` differ too little, .*; standardise them"),
        ("csv-huge", 1e25 * noise, "these numbers are too large or too small .*; standardise them"),
        ("csv-minute", 1e-30 * noise, "these numbers are too large or too small .*; standardise them"),
    ]:
        kept(table, {"u": column, "v": column[::-1]}, sort)
        wanted = {"data": table, "standardised": False}
        with pytest.raises(KnobError, match=sentence):
            SURFACES[name].at(wanted)
        assert SURFACES[name].at({**wanted, "standardised": True}).count == 30


SIZES = st.sampled_from([1e-100, 1e-30, 1e-9, 1e-3, 1.0, 1e3, 1e9, 1e25, 1e60, 1e99])
OFFSETS = st.sampled_from([0.0, 1.0, -20.0, 1e3, 1e5, 1e9])
EVERY_CHOICE: list[tuple[str, dict[str, Any]]] = [
    *(
        ("linear_regression", {"loss": loss, "standardised": standardised})
        for loss in ("squared", "absolute", "huber")
        for standardised in (True, False)
    ),
    *((name, {"standardised": flag}) for name in ("logistic_regression", "gaussian_fit") for flag in (True, False)),
    ("tanh_unit", {}),
]


@given(
    shapes=st.tuples(*[st.sampled_from(["normal", "wild", "few values"])] * 2),
    sizes=st.tuples(SIZES, SIZES),
    offsets=st.tuples(OFFSETS, OFFSETS),
    # Few different ones, as each is compiled for.
    rows=st.sampled_from([4, 11, 40]),
    seed=st.integers(0, 10**6),
)
@settings(max_examples=25, deadline=None, derandomize=True)
def test_any_columns_make_a_surface_that_can_be_drawn_or_a_sentence(shapes, sizes, offsets, rows, seed):
    chance = np.random.default_rng(seed)
    draw: dict[str, Any] = {
        "normal": chance.standard_normal,
        "wild": chance.standard_cauchy,
        "few values": lambda rows: chance.integers(0, 3, rows),
    }
    u, v = ((draw[shape](rows) + offset) * size for shape, offset, size in zip(shapes, offsets, sizes, strict=True))
    name = f"csv-fuzz-{shapes}-{sizes}-{offsets}-{rows}-{seed}"
    table = kept(name, {"u": u, "v": v}, ["a", *chance.choice(["a", "b"], rows - 2), "b"])
    assume(len(table.numbers) == 2)
    for surface, chosen in EVERY_CHOICE:
        wanted = {"data": name, **chosen}
        ground, refusal = made_of(surface, wanted)
        if ground is None:
            # Standardised numbers are never refused.
            assert "standardise them" in refusal
            assert chosen["standardised"] is False
        else:
            can_be_drawn(surface, wanted, ground)


def made_of(surface, wanted):
    """The surface, or the sentence that says why there is none."""
    try:
        return SURFACES[surface].at(wanted), ""
    except KnobError as fault:
        return None, str(fault)


def can_be_drawn(surface, wanted, ground):
    """In float32 the map has its sides apart, and its loss is that of float64; the lowest is where we say."""
    (x0, x1), (y0, y1) = ground.domain
    axes = [np.linspace(low, high, 100, dtype=np.float32) for low, high in ground.domain]
    assert all((np.diff(axis) > 0).all() for axis in axes)
    xs, ys = np.meshgrid(*(axis[::9].astype(float) for axis in axes))
    exact = SURFACES[surface](xs, ys, **wanted)
    seen = np.asarray(
        ground.value((jnp.asarray(xs, jnp.float32), jnp.asarray(ys, jnp.float32)), ground.numbers(ground.params))
    )
    assert seen.dtype == np.float32
    np.testing.assert_allclose(seen, exact, rtol=1e-3, atol=1e-3 * np.ptp(exact))
    assert 0 < ground.gradient_rate < np.inf
    assert 0 < ground.stride < min(x1 - x0, y1 - y0)
    minima, least = ground.minima(ground.params), ground.f_min(ground.params)
    for px, py in (*minima, *ground.starts):
        assert x0 < px < x1
        assert y0 < py < y1
    for place in minima:
        assert (exact >= least - 1e-9 * np.ptp(exact)).all()
        if wanted.get("loss") != "absolute":
            slope = np.array(SURFACES[surface].grad(*place, **wanted)) * (x1 - x0, y1 - y0)
            assert np.abs(slope).max() < 1e-8 * np.ptp(exact)


def test_two_thousand_rows_take_little_memory():
    chance = np.random.default_rng(0)
    u = chance.normal(20, 5, 2000)
    kept("csv-long", {"u": u, "v": 3 * u + chance.normal(0, 9, 2000)})
    tracemalloc.start()
    for name, chosen in [("tanh_unit", {}), ("linear_regression", {"loss": "absolute"}), ("gaussian_fit", {})]:
        SURFACES[name].at({"data": "csv-long", **chosen})
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 50e6


@pytest.mark.parametrize("surface", ["linear_regression", "logistic_regression", "tanh_unit", "gaussian_fit"])
def test_other_data_of_the_same_size_compile_nothing_so_no_program_holds_anybodys(surface):
    scenes = []
    for seed in (1, 2):
        chance = np.random.default_rng(seed)
        table = kept(f"csv-own-{seed}", {"u": chance.normal(size=24), "v": chance.normal(size=24)}, ["a", "b"] * 12)
        ground = SURFACES[surface].at({"data": table.name})
        scenes.append((ground, default_scene(ground, ("gd", "natural_gradient"))))
    drawn = []
    for ground, scene in scenes:
        with counted_compilations() as seen:
            paths = [run.points for run in run_scene(scene)]
            heights = loss_grid(ground, dict(scene.surface_params), *ground.domain, shape=(20, 20))
        drawn.append((*paths, heights))
    assert seen == []
    assert all((one != other).any() for one, other in zip(*drawn, strict=True))
