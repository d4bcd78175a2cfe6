"""A run that cannot go on stops, keeps its last point, and says why."""

import numpy as np
import pytest

from simulation import simulate


def run(formula, start, **how):
    return simulate("typed", "gd", [start], **{"steps": 50, "lr": 0.3, "surface_params": {"formula": formula}, **how})


@pytest.mark.parametrize(("formula", "start"), [("sqrt(x) + y^2", (1.0, 1.0)), ("log(x) + y^2", (0.5, 1.0))])
def test_a_path_stops_before_a_place_without_a_finite_loss(formula, start):
    went = run(formula, start)
    (at,) = went.diverged_at
    assert went.stopped == ("undefined",)
    assert at > 0
    assert np.isfinite(went.values).all()
    np.testing.assert_array_equal(
        went.points[0, at:], np.broadcast_to(went.points[0, at - 1], went.points[0, at:].shape)
    )


def test_a_start_without_a_loss_stops_at_once():
    went = run("log(x) + y^2", (-1.0, 1.0))
    assert went.diverged_at[0] == 0
    assert went.stopped == ("undefined",)


def test_where_the_gradient_is_not_defined_there_is_no_step():
    went = run("sqrt(x) + y^2", (0.0, 1.0))
    assert went.diverged_at[0] == 1
    assert went.stopped == ("no step",)


def test_numbers_that_grow_without_end_diverge():
    assert simulate("rosenbrock", "gd", [(1.0, 2.0)], 100, 0.3).stopped == ("diverged",)


def test_a_run_that_goes_on_says_nothing():
    went = run("x^2 + y^2", (1.0, 1.0))
    assert went.diverged_at[0] == -1
    assert went.stopped == ("",)
