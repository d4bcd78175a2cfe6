"""Rates by a typed formula: what it may name, and what is said where it gives no rate."""

import numpy as np
import pytest

from catalogue import KnobError
from schedules import SCHEDULES, RateError
from simulation import simulate

TYPED = [name for name, schedule in SCHEDULES.items() if any(knob.text for knob in schedule.knobs.values())]
EVERY_TYPED = pytest.mark.parametrize("name", TYPED)


def test_the_two_typed_schedules_go_by_torchs_names():
    assert TYPED == ["lambda", "multiplicative"]


def test_a_formula_may_name_the_step_the_length_of_the_run_and_the_base_rate():
    rates = SCHEDULES["lambda"].rates(4, 0.5, factor="t + T + steps + lr")
    np.testing.assert_array_equal(rates, [0.5 * (t + 4 + 4 + 0.5) for t in range(4)])


def test_each_multiplicative_rate_is_the_last_one_times_the_factor():
    rates = SCHEDULES["multiplicative"].rates(4, 0.5, factor="t + 1")
    np.testing.assert_array_equal(rates, [0.5, 0.5 * 2, 0.5 * 2 * 3, 0.5 * 2 * 3 * 4])


def test_a_formula_without_a_step_is_the_same_at_every_step():
    np.testing.assert_array_equal(SCHEDULES["lambda"].rates(3, 0.5, factor="2"), [1, 1, 1])
    np.testing.assert_array_equal(SCHEDULES["multiplicative"].rates(3, 0.5, factor="2"), [0.5, 1, 2])


@EVERY_TYPED
@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("0.9^foo(t)", "Factor f(t): unknown name `foo` at column 5; did you mean `floor`?"),
        ("0.9^step", "Factor f(t): unknown name `step` at column 5; did you mean `steps`?"),
        (
            "a*t",
            "Factor f(t): unknown name `a` at column 1; known: t, T, steps, lr, pi, e, tau, and functions such as "
            "exp and cos",
        ),
        ("", "Factor f(t): the formula is empty"),
        (0.5, "factor of {} must be a text, not 0.5"),
        (True, "factor of {} must be a text, not True"),
        (None, "factor of {} must be a text, not None"),
    ],
)
def test_what_is_no_formula_is_refused_with_its_fault(name, text, sentence):
    with pytest.raises(KnobError) as caught:
        SCHEDULES[name].rates(200, 0.1, factor=text)
    assert str(caught.value) == sentence.format(name)


@EVERY_TYPED
@pytest.mark.parametrize(
    ("text", "step", "wrong"),
    [
        ("1/(7 - t)", 7, "not a finite number"),
        ("sqrt(3.5 - t)", 4, "not a finite number"),
        ("where(t < 5, 1, 10^400)", 5, "not a finite number"),
        ("where(t < 5, 1, 9^99)", 5, "too large"),
        ("where(t < 5, 1, -0.5)", 5, "-0.05, below 0; max(0, ...) in a formula keeps it from that"),
    ],
)
def test_a_rate_that_no_step_can_take_is_told_with_its_step(name, text, step, wrong):
    with pytest.raises(RateError) as caught:
        SCHEDULES[name].rates(200, 0.1, factor=text)
    assert str(caught.value) == f"the rate at step {step} is {wrong}"
    assert (caught.value.step, caught.value.wrong) == (step, wrong)


@EVERY_TYPED
def test_beyond_the_run_a_formula_may_be_anything(name):
    assert SCHEDULES[name].rates(7, 0.1, factor="1/(7 - t)").shape == (7,)


@EVERY_TYPED
def test_a_typed_schedule_drives_a_run(name):
    run = simulate("ellipse", "gd", [(3.0, 1.0)], 20, 0.1, schedule=name, schedule_params={"factor": "0.9^t"})
    np.testing.assert_allclose(run.rates, SCHEDULES[name].rates(20, 0.1, factor="0.9^t"))
    assert run.diverged_at.tolist() == [-1]
    with pytest.raises(RateError, match="the rate at step 2 is"):
        simulate("ellipse", "gd", [(3.0, 1.0)], 20, 0.1, schedule=name, schedule_params={"factor": "1/(2 - t)"})
