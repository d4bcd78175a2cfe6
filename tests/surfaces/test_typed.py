"""A typed formula is a surface like any other: values, map, lowest points, rate, and sentences for what is none."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue import KnobError, UnknownName
from formulas import CONSTANTS, FUNCTIONS
from simulation import simulate
from surfaces import SURFACES
from surfaces.typed import SIDES

TYPED = SURFACES["typed"]
AS_TYPED = {
    "saddle": "x^2 - y^2",
    "rosenbrock": "(1 - x)^2 + 100(y - x^2)^2",
    "himmelblau": "(x^2 + y - 11)^2 + (x + y^2 - 7)^2",
    "beale": "(1.5 - x + x*y)^2 + (2.25 - x + x*y^2)^2 + (2.625 - x + x*y^3)^2",
    "ackley": "20 + e - 20exp(-0.2sqrt((x^2 + y^2)/2)) - exp((cos(2pi*x) + cos(2pi*y))/2)",
    "rastrigin": "20 + x^2 + y^2 - 10cos(2pi*x) - 10cos(2pi*y)",
    "easom": "-cos(x)cos(y)exp(-(x - pi)^2 - (y - pi)^2)",
    "mccormick": "sin(x + y) + (x - y)^2 - 1.5x + 2.5y + 1",
}


def typed(formula, **settings):
    return TYPED.at({"formula": formula, **settings})


@pytest.mark.parametrize("name", AS_TYPED)
def test_a_known_surface_typed_in_has_its_values_and_gradients(name):
    known = SURFACES[name]
    (x0, x1), (y0, y1) = known.domain
    x, y = np.random.default_rng(3).uniform([x0, y0], [x1, y1], (200, 2)).T
    np.testing.assert_allclose(TYPED(x, y, formula=AS_TYPED[name]), known(x, y), rtol=1e-12, atol=1e-12)
    for ours, theirs in zip(TYPED.grad(x, y, formula=AS_TYPED[name]), known.grad(x, y), strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-11, atol=1e-11)


@pytest.mark.parametrize("name", ["rosenbrock", "himmelblau", "beale", "rastrigin", "easom", "mccormick"])
def test_the_search_finds_the_known_minima(name):
    known = SURFACES[name]
    sides = dict(zip(SIDES, (end for axis in known.domain for end in axis), strict=True))
    ground = typed(AS_TYPED[name], **sides)
    least, wanted = known.f_min(known.params), np.array(sorted(known.minima(known.params)))
    assert ground.f_min(ground.params) == pytest.approx(least, abs=1e-12)
    np.testing.assert_allclose(sorted(ground.minima(ground.params)), wanted, atol=1e-6)


def test_a_run_on_a_typed_surface_is_the_run_on_the_known_one():
    known = simulate("himmelblau", "adam", [(-3.0, 2.0)], steps=100, lr=0.2, dtype="float64")
    ours = simulate(
        "typed",
        "adam",
        [(-3.0, 2.0)],
        steps=100,
        lr=0.2,
        dtype="float64",
        surface_params={"formula": AS_TYPED["himmelblau"]},
    )
    np.testing.assert_allclose(ours.points, known.points, rtol=1e-9, atol=1e-9)


def test_every_other_letter_is_a_parameter_with_a_knob():
    ground = typed("a*x^2 + b*y^2 + alpha")
    assert list(ground.params._asdict()) == ["formula", "a", "b", "alpha", *SIDES]
    assert all(knob.hint for knob in ground.knobs.values())
    assert float(TYPED(1, 2, formula="a*x^2 + b*y^2", a=3, b=0.5)) == 5.0
    with pytest.raises(UnknownName, match="unknown setting of typed `c`"):
        TYPED(1, 2, formula="a*x^2", c=3)


@pytest.mark.parametrize(
    ("formula", "sentence"),
    [
        ("x + foo(y)", r"Loss f\(x, y\): unknown name `foo` at column 5; did you mean `floor`\?"),
        ("", r"Loss f\(x, y\): .*"),
        ("x +", r"Loss f\(x, y\): .*"),
        ("log(-1 - x^2)", r"`log\(-1 - x\^2\)` has no finite value on the map; another map or formula may have one"),
        ("1e60*(x^2 + 1)", ".*has no finite value on the map.*"),
        ("1e300*x/1e300 + y^2", ".*has no finite value on the map.*"),
        ("x" + "+x" * 300, r"Loss f\(x, y\): the formula is too long: at most 400 characters"),
        (7, "formula of typed must be a text, not 7"),
    ],
)
def test_what_is_no_surface_is_refused_with_a_sentence(formula, sentence):
    with pytest.raises(KnobError, match=f"^{sentence}$"):
        typed(formula)


@pytest.mark.parametrize("value", [[1], {"b": 2}, None, "1", True, float("nan")], ids=str)
@pytest.mark.parametrize("name", ["a", "x_low"])
def test_a_letter_or_side_that_is_no_number_is_refused_by_name(name, value):
    with pytest.raises(KnobError, match=f"^{name} of typed must "):
        simulate("typed", "gd", [(0.0, 0.0)], 5, 0.1, surface_params={"formula": "a*x^2 + y^2", name: value})


def test_a_formula_with_a_loss_on_a_tiny_spot_alone_is_a_surface():
    ground = typed("where(x^2 + y^2 < 0.0001, x, log(-1))")
    assert ground.starts == ((0, 0),)
    assert np.isfinite(ground(0, 0, formula="where(x^2 + y^2 < 0.0001, x, log(-1))"))


@pytest.mark.parametrize("sides", [{"x_low": 3.0}, {"x_low": 5.0, "x_high": 2.0}, {"y_high": -3.0 + 1e-15}])
def test_a_map_must_go_from_low_to_high(sides):
    with pytest.raises(KnobError, match=r"the map's [xy] must go from a lower number to a higher one"):
        typed("x^2 + y^2", **sides)


def test_the_map_is_where_the_formula_is_defined():
    assert typed("x^2 + y^2").domain == ((-3, 3), (-3, 3))
    assert typed("log(x) + y^2").domain == ((0, 6), (-3, 3))
    assert typed("sqrt(x) + sqrt(y)").domain == ((0, 6), (0, 6))
    assert typed("(x - 5)^2 + y^2").domain == ((-6, 6), (-6, 6))
    assert typed("x^2 + y^2", x_low=-1.0, y_high=7.0).domain == ((-1, 3), (-3, 7))


@pytest.mark.parametrize("formula", ["x^2 - y^2", "x + y", "log(x^2 + y^2)", "-x^4", "1/x", "tan(x*y)", "x*y"])
def test_what_falls_without_end_or_to_the_edge_has_no_lowest_point(formula):
    ground = typed(formula)
    assert ground.minima(ground.params) == []
    assert ground.f_min(ground.params) is None


@pytest.mark.parametrize("formula", ["(x^2 + y^2 - 1)^2", "x^2", "5", "floor(x)^2 + y^2"])
def test_a_floor_is_no_list_of_points(formula):
    ground = typed(formula)
    assert ground.minima(ground.params) == []
    assert ground.f_min(ground.params) is not None


def test_a_parameter_moves_the_lowest_point_but_not_the_map_the_starts_or_the_rate():
    formula = "(x - a)^2 + (y + 1)^2"
    one, two = typed(formula, a=0.5), typed(formula, a=-2.0)
    assert one.minima(one.params) == [(0.5, -1.0)]
    assert two.minima(two.params) == [(-2.0, -1.0)]
    assert (one.domain, one.starts, one.gradient_rate) == (two.domain, two.starts, two.gradient_rate)


def test_moving_the_map_or_a_letter_compiles_nothing():
    assert typed("a*x^2", a=0.5).loss == typed("a*x^2", a=2.0, x_low=-1.0).loss
    assert typed("a*x^2").loss != typed("a*y^2").loss


def test_a_formula_that_was_forgotten_and_typed_again_is_sound_with_what_is_left_of_it():
    kept = typed("a*x^2 + 7y^2", a=2.0)
    for i in range(130):
        typed(f"x^2 + {i}*y^2")
    again = typed("a*x^2 + 7y^2", a=3.0)
    for ground in (kept, again):
        # One program is compiled for both halves; were one of them new alone, it would be compiled again.
        assert (ground.loss == again.loss) == (type(ground.params) is type(again.params))
        assert float(ground.value((1.0, 1.0), ground.params)) == 8


GOOD_RATES = ["x^2 + y^2", "x^2 + 20y^2", "(1 - x)^2 + 100(y - x^2)^2", "x^4 - 3x^2 + y^2 + x", "abs(x) + abs(y)"]


@pytest.mark.parametrize("formula", GOOD_RATES)
def test_gradient_descent_at_the_chosen_rate_goes_down_and_stays_on_the_map(formula):
    ground = typed(formula)
    run = simulate("typed", "gd", ground.starts, 200, ground.gradient_rate, surface_params={"formula": formula})
    least = ground.f_min(ground.params)
    assert (run.values[:, -1] - least < 0.25 * (run.values[:, 0] - least)).all()
    for axis, (low, high) in enumerate(ground.domain):
        assert ((run.points[..., axis] >= low) & (run.points[..., axis] <= high)).all()


# Anything at all, and what looks like formulas.
WORDS = st.sampled_from([*FUNCTIONS, *CONSTANTS, "x", "y", "a", "b1", "alpha", "import", "lambda", "__class__"])
SIGNS = st.sampled_from([*"+-*/^(),.<>=! ", "**", "2", "1e300", "0.5", "\u03b1", "\u221a"])
FORMULAS = st.one_of(st.text(max_size=60), st.lists(st.one_of(WORDS, SIGNS), max_size=25).map("".join))


@settings(max_examples=1500)
@given(FORMULAS)
def test_any_text_gives_a_surface_or_a_sentence(text):
    try:
        ground = typed(text)
    except KnobError:
        return
    (x0, x1), (y0, y1) = ground.domain
    assert x0 < x1
    assert y0 < y1
    assert ground.gradient_rate > 0
    for x, y in (*ground.starts, *ground.minima(ground.params)):
        assert x0 <= x <= x1
        assert y0 <= y <= y1
