"""Every schedule keeps its word at every setting: where it begins, and that it gives a rate at all."""

import itertools
import keyword
import re
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schedules import SCHEDULES
from tests.scenes import FACTORS, settings

EVERY_SCHEDULE = pytest.mark.parametrize("name", SCHEDULES)


def three_of(knob, default):
    """Every word of a choice; the default and other texts; both ends and the default of a number."""
    return (default, *FACTORS) if knob.text else knob.options or (knob.low, default, knob.high)


def assert_rates(rates, steps):
    assert rates.shape == (steps,)
    assert np.isfinite(rates).all()
    assert (rates >= 0).all()


@EVERY_SCHEDULE
@pytest.mark.parametrize("steps", [1, 2, 50, 800])
def test_any_ends_of_the_settings_together_give_rates(name, steps):
    schedule = SCHEDULES[name]
    defaults = schedule.params._asdict()
    for values in itertools.product(*(three_of(knob, defaults[key]) for key, knob in schedule.knobs.items())):
        assert_rates(schedule.rates(steps, 0.1, **dict(zip(schedule.knobs, values, strict=True))), steps)


@EVERY_SCHEDULE
@given(data=st.data(), steps=st.integers(1, 900), lr=st.floats(1e-8, 100))
def test_any_settings_give_rates(name, data, steps, lr):
    assert_rates(SCHEDULES[name].rates(steps, lr, **dict(data.draw(settings(SCHEDULES[name].knobs)))), steps)


def first_rate_in_docstring(name):
    """The expression behind `lr_0 =`; a docstring without one promises the base rate."""
    # A word of Python's own cannot be a module's name, so its file has an underscore more.
    module = sys.modules[f"schedules.{name}{'_' * keyword.iskeyword(name)}"]
    text = module.__doc__ or ""
    found = re.search(r"lr_0 = ([\w */]+)", text)
    return found[1] if found else "lr"


@EVERY_SCHEDULE
@pytest.mark.parametrize("share", [None, 0.3, 0.9])
def test_the_first_rate_is_what_the_docstring_says(name, share):
    """At the defaults, and with every number so far along its range."""
    schedule = SCHEDULES[name]
    moved = {
        key: knob.low + share * (knob.high - knob.low)
        for key, knob in schedule.knobs.items()
        if share is not None and not knob.options and not knob.text
    }
    params = schedule.with_params(moved)._asdict()
    promised = eval(first_rate_in_docstring(name), {"__builtins__": {}}, {"lr": 0.37, **params})
    assert schedule.rates(200, 0.37, **moved)[0] == pytest.approx(promised, rel=1e-14)


@EVERY_SCHEDULE
def test_three_times_the_base_rate_is_three_times_every_rate(name):
    one, three = SCHEDULES[name].rates(200, 0.1), SCHEDULES[name].rates(200, 0.3)
    np.testing.assert_allclose(three, 3 * one, rtol=1e-13, atol=1e-16)


@EVERY_SCHEDULE
def test_a_rate_depends_on_its_step_alone_not_on_the_array_it_stands_in(name):
    schedule = SCHEDULES[name]
    in_a_row = schedule.rates(200, 0.1)
    t = np.random.default_rng(0).permutation(200).reshape(8, 25)
    table = schedule.rate(t.astype(float), 0.1, 200, schedule.params)
    assert table.shape == (8, 25)
    np.testing.assert_array_equal(table, in_a_row[t])
