"""The fitted line: nothing is lower, whatever the data, and it is the same line in any units."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from surfaces.line_fit import fit_line

NUMBERS = st.one_of(st.integers(-3, 3).map(float), st.floats(-100, 100, width=16))
POINTS = st.lists(st.tuples(NUMBERS, NUMBERS), min_size=4, max_size=16)


def columns(points):
    u, v = np.array(points, float).T
    assume(u.std() > 1e-3)
    assume(v.std() > 1e-3)
    return u, v


@given(POINTS)
def test_no_line_through_two_of_the_points_has_a_lower_absolute_loss(points):
    """The least absolute loss is reached by one of them."""
    u, v = columns(points)
    slope, intercept = fit_line("absolute", u, v, 1.0)
    ours = np.abs(v - slope * u - intercept).mean()
    for i, j in combinations(range(len(u)), 2):
        if u[i] != u[j]:
            other = (v[j] - v[i]) / (u[j] - u[i])
            theirs = np.abs(v - v[i] - other * (u - u[i])).mean()
            assert ours <= theirs + 1e-12 * v.std()


@given(POINTS, st.floats(-2, 2))
def test_hubers_slope_vanishes_at_his_line(points, decade):
    """The loss is convex, so this is the minimum."""
    u, v = columns(points)
    corner = v.std() * 10**decade
    slope, intercept = fit_line("huber", u, v, corner)
    pulls = np.clip(v - slope * u - intercept, -corner, corner) / v.std()
    assert abs(pulls.mean()) < 1e-11
    assert abs((pulls * (u - u.mean()) / u.std()).mean()) < 1e-11


@given(POINTS)
def test_least_squares_equal_numpys(points):
    u, v = columns(points)
    slope, intercept = fit_line("squared", u, v, 1.0)
    theirs = np.polynomial.Polynomial.fit(u, v, 1).convert().coef
    size = v.std() / u.std()
    assert slope == pytest.approx(theirs[1] if len(theirs) > 1 else 0.0, abs=1e-10 * size)
    assert intercept == pytest.approx(theirs[0], abs=1e-10 * (v.std() + np.abs(v).max() + size * np.abs(u).max()))


@pytest.mark.parametrize("kind", ["squared", "absolute", "huber"])
@pytest.mark.parametrize("size", [1e-30, 1e25, 1e60])
def test_the_line_is_the_same_in_other_units(kind, size):
    chance = np.random.default_rng(1)
    u = chance.standard_normal(50)
    v = 2 * u + chance.standard_cauchy(50)
    slope, intercept = fit_line(kind, u, v, 0.5)
    assert fit_line(kind, u * size, v, 0.5) == pytest.approx((slope / size, intercept), rel=1e-9)
    assert fit_line(kind, u, v * size, 0.5 * size) == pytest.approx((slope * size, intercept * size), rel=1e-9)


@pytest.mark.parametrize("kind", ["squared", "absolute", "huber"])
def test_columns_far_from_zero_keep_their_line(kind):
    chance = np.random.default_rng(2)
    # Both are multiples of a power of two, so that moving them loses nothing.
    u, v = np.round(chance.standard_normal((2, 60)) * 1024) / 1024
    slope, intercept = fit_line(kind, u, v, 0.5)
    moved, crossing = fit_line(kind, u + 2.0**30, v, 0.5)
    assert moved == pytest.approx(slope, abs=1e-9)
    assert crossing + moved * 2.0**30 == pytest.approx(intercept, abs=1e-6)
