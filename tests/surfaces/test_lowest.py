"""The search of a map finds its lowest points and never leaves it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formulas import parse
from surfaces.lowest import lowest_points
from surfaces.survey import heights

SQUARE = ((-3.0, 3.0), (-3.0, 3.0))
EGGHOLDER = "-(y + 47)*sin(sqrt(abs(x/2 + y + 47))) - x*sin(sqrt(abs(x - y - 47)))"
FAR_AWAY = "1.26*cos(5*y*x) - 0.99*cos(3*y*x) + 0.77*y + exp(-(2*(x + 1.62)^2 + 2*(y + 0.08)^2))*-1.05"

TERMS = (
    "{a}*x^2",
    "{a}*y^2",
    "{a}*x",
    "{a}*x*y",
    "{a}*x^4",
    "{a}*cos({k}*x)",
    "{a}*sin({k}*y)",
    "{a}*cos({k}*y*x)",
    "{a}*sin({k}*(x + y))",
    "-{a}*exp(-({a}*(x - {b})^2 + {k}*(y - {b})^2))",
    "{a}*abs(x - {b})",
    "{a}*max(x, y)",
    "{k}*(y - x^2)^2",
    "log(1 + {k}*x^2 + y^2)",
    "{a}*atan({k}*x)",
    "{a}*hypot(x - {b}, y + {b})",
    "floor({a}*x)",
    "mod(x, {k})",
)
FILLED = st.builds(
    lambda term, a, b, k: "(" + term.format(a=round(a, 2), b=round(b, 2), k=k) + ")",
    st.sampled_from(TERMS),
    st.floats(0.02, 2),
    st.floats(-2, 2),
    st.integers(1, 9),
)
FORMULAS = st.lists(FILLED, min_size=1, max_size=4).map(" + ".join) | st.lists(FILLED, min_size=2, max_size=3).map(
    " - ".join
)


def loss_of(text):
    formula = parse(text)
    return lambda x, y: formula.evaluate({"x": x, "y": y}, np)


def assert_lowest(text, domain, side, share):
    """Whatever is found lies on the map, and nothing on a finer grid is lower by more than a share of the spread."""
    loss = loss_of(text)
    points, least = lowest_points(loss, domain)
    for x, y in points:
        assert domain[0][0] <= x <= domain[0][1]
        assert domain[1][0] <= y <= domain[1][1]
    if least is None:
        assert points == []
        return
    z = heights(loss, domain, side)[2]
    spread = np.quantile(z[np.isfinite(z)], 0.9) - least
    assert least <= z.min() + share * spread + 1e-12 * abs(least)
    for x, y in points:
        assert loss(np.float64(x), np.float64(y)) <= least + 1e-8 * spread + 1e-12 * abs(least)


@settings(max_examples=150)
@given(FORMULAS)
def test_nothing_on_a_finer_grid_is_lower_than_what_the_search_found(text):
    assert_lowest(text, SQUARE, 301, 1e-3)


@pytest.mark.parametrize(
    ("text", "half"),
    [
        (FAR_AWAY, 3.0),
        ("mod(x, y)", 3.0),
        ("0.01*x^2 + 1.27*cos(5*y*x)", 3.0),
        ("1.42*y^4 + 0.79*cos(5*y*x)", 3.0),
        ("5*(y - x^2)^2 - 0.95*x", 3.0),
        (EGGHOLDER, 512.0),
        ("floor(1.1*x) + 1.32*x^4", 3.0),
    ],
)
def test_what_once_was_lower_outside_or_missed_is_found_on_the_map(text, half):
    assert_lowest(text, ((-half, half), (-half, half)), 601, 1e-6)


def test_a_loss_that_falls_over_the_edge_has_no_lowest_point():
    assert lowest_points(loss_of(EGGHOLDER), ((-512.0, 512.0), (-512.0, 512.0))) == ([], None)
    assert lowest_points(loss_of("x^2 + y^2"), ((1.0, 3.0), (-3.0, 3.0))) == ([], None)


def test_a_lowest_point_on_the_edge_counts_where_nothing_beyond_is_lower():
    assert lowest_points(loss_of("x^2 + y^2"), ((0.0, 3.0), (-3.0, 3.0))) == ([(0, 0)], 0)
    assert lowest_points(loss_of("sqrt(x) + sqrt(y)"), ((0.0, 6.0), (0.0, 6.0))) == ([(0, 0)], 0)
