"""Logistic fits: a minimum where the classes overlap and only there, and the slope vanishes at it."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from surfaces.log_odds import minimum

ROWS = st.lists(
    st.tuples(st.one_of(st.integers(-3, 3).map(float), st.floats(-9, 9, width=16)), st.booleans()), min_size=4
)


def with_intercept(u):
    return np.stack([u, np.ones_like(u)])


def slope(features, targets, point, ridge):
    chance = 0.5 + 0.5 * np.tanh(np.array(point) @ features / 2)
    return features @ (chance - targets) / len(targets) + ridge * np.array(point)


@given(ROWS)
def test_there_is_a_minimum_exactly_where_the_classes_overlap(rows):
    u, targets = np.array(rows, float).T
    assume(u.std() > 1e-3)
    assume(targets.std() > 0)
    yes, no = u[targets == 1], u[targets == 0]
    apart = yes.min() >= no.max() or no.min() >= yes.max()
    found = minimum(with_intercept(u), targets, 0.0)
    assert (found is None) == apart
    if found:
        assert np.abs(slope(with_intercept(u), targets, found, 0.0)).max() < 1e-11


@given(ROWS, st.sampled_from([1e-6, 0.01, 1.0]))
def test_a_ridge_always_gives_a_minimum(rows, ridge):
    u, targets = np.array(rows, float).T
    assume(u.std() > 1e-3)
    found = minimum(with_intercept(u), targets, ridge)
    assert found is not None
    assert np.abs(slope(with_intercept(u), targets, found, ridge)).max() < 1e-10


def test_inputs_far_from_zero_have_the_same_minimum():
    chance = np.random.default_rng(0)
    u = np.round(chance.standard_normal(80) * 1024) / 1024
    targets = (u + chance.standard_normal(80) > 0).astype(float)
    near, found = (minimum(with_intercept(u + offset), targets, 0.0) for offset in (0.0, 2.0**30))
    assert near is not None
    assert found is not None
    (steep, height), (far, lifted) = near, found
    assert far == pytest.approx(steep, rel=1e-6)
    assert lifted + far * 2.0**30 == pytest.approx(height, abs=1e-5)
