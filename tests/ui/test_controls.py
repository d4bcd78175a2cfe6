"""The stops of a log slider, and the words for what was changed."""

import math
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from optimizers import OPTIMIZERS
from simulation import default_racer
from surfaces import SURFACES
from tests.ui.visits import key, visit
from ui.knob_controls import PER_DECADE, _step, log_stops
from ui.racer_differences import differences

KNOBS = {
    f"{owner.name}.{name}": knob
    for registry in (OPTIMIZERS, SURFACES)
    for owner in registry.values()
    for name, knob in owner.knobs.items()
}
LOG = {name: knob for name, knob in KNOBS.items() if knob.scale == "log"}
LINEAR = {name: knob for name, knob in KNOBS.items() if knob.scale == "linear" and not (knob.options or knob.text)}


@pytest.mark.parametrize("name", LOG)
def test_a_log_slider_has_stops_from_end_to_end_of_its_knob(name):
    knob = LOG[name]
    stops = log_stops(knob.low, knob.high, knob.whole)
    assert stops[0] == knob.low
    assert stops[-1] == knob.high
    assert all(knob.check(name, stop) == stop for stop in stops)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_the_default_rate_is_at_a_stop_of_its_slider_or_near_one_on_every_surface(optimizer):
    knob = OPTIMIZERS[optimizer].lr_knob
    for lr in {default_racer(optimizer, surface).lr for surface in SURFACES}:
        stops = log_stops(max(knob.low, lr / 100), min(knob.high, lr * 100))
        assert min(abs(math.log(stop / lr)) for stop in stops) <= math.log(10) / PER_DECADE / 2 * 1.05
        assert all(knob.low <= stop <= knob.high for stop in stops)


@given(st.floats(-12, 3), st.floats(0.1, 14))
def test_stops_rise_by_about_the_same_factor(exponent, decades):
    low, high = float(f"{10**exponent:.3g}"), float(f"{10 ** (exponent + decades):.3g}")
    assume(high > 1.1 * low)
    stops = log_stops(low, high)
    assert list(stops) == sorted(set(stops))
    assert (stops[0], stops[-1]) == (low, high)
    factors = [b / a for a, b in pairwise(stops)]
    assert max(factors) < 1.35
    assert min(factors) > 1.02
    assert all(float(f"{stop:.3g}") == stop for stop in stops)


@pytest.mark.parametrize("name", LINEAR)
def test_a_linear_slider_moves_in_powers_of_ten_that_fit_its_range(name):
    knob = LINEAR[name]
    step = _step(knob)
    if knob.whole:
        assert step == 1
        return
    assert math.log10(step) == pytest.approx(round(math.log10(step)))
    assert 500 <= (knob.high - knob.low) / step <= 5000.001


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_of_default_settings_nothing_is_said(optimizer):
    assert differences(default_racer(optimizer, "beale"), SURFACES["beale"]) == ""


def test_what_was_changed_is_said_in_words():
    racer = default_racer("adam", "beale")
    changed = replace(
        racer,
        hyper=tuple({**dict(racer.hyper), "beta1": 0.5, "bias_correction": False}.items()),
        schedule="cosine",
    )
    assert differences(changed, SURFACES["beale"]) == "First moment β₁ 0.5, Bias correction off, Cosine"


@pytest.mark.parametrize(("rate", "step"), [(0.02, 0.001), (0.00012, 0.00001), (5.0, 0.1)])
def test_an_arrow_key_moves_a_typed_rate_by_what_can_be_seen(rate, step):
    at = visit(f"surface=typed&racer=gd,lr:{rate}")
    assert at.number_input(key=key(at, "typed.gd.0.lr.typed")).step == pytest.approx(step)
