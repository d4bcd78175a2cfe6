"""What shows a map well suits the map's size: starts, rates and strides."""

import numpy as np
import pytest

from formulas import parse
from surfaces import survey

SQUARE = ((-3.0, 3.0), (-3.0, 3.0))


def loss_of(text):
    formula = parse(text)
    return lambda x, y: formula.evaluate({"x": x, "y": y}, np)


def test_where_the_loss_lives_on_a_small_part_of_the_map_the_starts_stand_there():
    loss = loss_of("sqrt(0.05 - x^2 - y^2)")
    starts = survey.choose_starts(loss, SQUARE)
    assert len(starts) == 2
    assert np.isfinite([loss(x, y) for x, y in np.array(starts)]).all()


@pytest.mark.parametrize("axis", [(1234.0, 1234.1), (-1e6, -999_999.5), (0.0, 1e-4), (-1e6, 1e6)])
def test_starts_are_on_the_map_and_as_short_as_its_size_allows(axis):
    low, high = axis
    starts = survey.choose_starts(loss_of("x^2 + y^2"), (axis, (-3.0, 3.0)))
    assert len(starts) == 2
    unit = 10.0 ** (np.floor(np.log10(high - low)) - 3)
    for x, _ in starts:
        assert low <= x <= high
        assert x / unit == pytest.approx(round(x / unit), abs=1e-3)


def test_a_stride_suits_the_shorter_side():
    assert survey.choose_stride(((-1e5, 1e5), (-1.0, 1.0))) == survey.choose_stride(((-1.0, 1.0), (-1e5, 1e5))) == 0.024


@pytest.mark.parametrize("domain", [((-1e5, 1e5), (-1.0, 1.0)), ((-1.0, 1.0), (-1e5, 1e5))])
def test_the_first_step_of_descent_is_no_leap_on_either_axis(domain):
    loss = loss_of("sin(3x) + sin(3y)")
    starts = survey.choose_starts(loss, domain)
    rate = survey.choose_rate(loss, domain, starts, None)
    assert rate * 3 < 0.13 * 2


def test_a_rate_at_which_descent_jumps_to_and_fro_is_not_chosen():
    # The waves' curvature is about 1.27 * 25 * 9 at the edge: from 0.007 on, descent jumps.
    loss = loss_of("0.01*x^2 + 1.27*cos(5*y*x)")
    starts = survey.choose_starts(loss, SQUARE)
    assert survey.choose_rate(loss, SQUARE, starts, None) < 0.007
