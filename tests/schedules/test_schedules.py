"""Every schedule gives the rates of its formula, and says what is wrong with a wrong setting."""

import math

import numpy as np
import pytest

from catalogue import KnobError, UnknownName, is_choice
from schedules import SCHEDULES
from tests.scenes import FACTORS

STEPS = 200


def ends(knob):
    """Every word of a choice, some texts, both ends of a number."""
    return FACTORS if knob.text else knob.options or (knob.low, knob.high)


EVERY_SCHEDULE = pytest.mark.parametrize("name", SCHEDULES)
EVERY_END = [
    pytest.param(name, {key: value}, id=f"{name}:{key}={value}")
    for name, schedule in SCHEDULES.items()
    for key, knob in schedule.knobs.items()
    for value in ends(knob)
]
# These begin at the rate that was asked for.
FROM_THE_BASE = ("constant", "exponential", "cosine")


def torch_exponential(lr, gamma, steps):
    """ExponentialLR multiplies the last rate by gamma, step after step."""
    rates = [lr]
    while len(rates) < steps:
        rates.append(rates[-1] * gamma)
    return rates


def torch_cosine(lr, t_max, eta_min, steps):
    """CosineAnnealingLR's recurrence, from rate to rate; from the bottom of the wave it climbs by the closed form."""
    rates = [lr]
    for t in range(1, steps):
        if (t - 1 - t_max) % (2 * t_max) == 0:
            rates.append(rates[-1] + (lr - eta_min) * (1 - math.cos(math.pi / t_max)) / 2)
        else:
            shrink = (1 + math.cos(math.pi * t / t_max)) / (1 + math.cos(math.pi * (t - 1) / t_max))
            rates.append(shrink * (rates[-1] - eta_min) + eta_min)
    return rates


@EVERY_SCHEDULE
@pytest.mark.parametrize("steps", [0, 1, 2, 200, 5000])
def test_there_is_one_finite_rate_for_each_step(name, steps):
    rates = SCHEDULES[name].rates(steps, 0.1)
    assert isinstance(rates, np.ndarray)
    assert rates.shape == (steps,)
    assert rates.dtype == np.float64
    assert np.isfinite(rates).all()
    assert (rates >= 0).all()


@pytest.mark.parametrize("name", FROM_THE_BASE)
def test_the_first_rate_is_the_base_rate(name):
    assert SCHEDULES[name].rates(STEPS, 0.37)[0] == pytest.approx(0.37, rel=1e-15)


@pytest.mark.parametrize("name", FROM_THE_BASE)
def test_the_rates_scale_with_the_base_rate(name):
    one, three = SCHEDULES[name].rates(STEPS, 1.0), SCHEDULES[name].rates(STEPS, 3.0)
    np.testing.assert_allclose(three, 3 * one, rtol=1e-14, atol=1e-16)


def test_constant_stays():
    np.testing.assert_array_equal(SCHEDULES["constant"].rates(STEPS, 0.1), np.full(STEPS, 0.1))


@pytest.mark.parametrize("gamma", [0.5, 0.9, 0.995, 1.0])
def test_exponential_equals_torch(gamma):
    rates = SCHEDULES["exponential"].rates(STEPS, 0.1, gamma=gamma)
    np.testing.assert_allclose(rates, torch_exponential(0.1, gamma, STEPS), rtol=1e-12)


@pytest.mark.parametrize("eta_min", [0.0, 0.01])
@pytest.mark.parametrize("t_max", [7, 50, 200, 1000])
def test_cosine_equals_torch_also_beyond_half_a_wave(t_max, eta_min):
    rates = SCHEDULES["cosine"].rates(STEPS, 0.1, t_max=t_max, eta_min=eta_min)
    np.testing.assert_allclose(rates, torch_cosine(0.1, t_max, eta_min, STEPS), rtol=1e-9, atol=1e-12)


def test_cosine_without_a_length_takes_the_length_of_the_run():
    whole_run = SCHEDULES["cosine"].rates(STEPS, 0.1)
    np.testing.assert_array_equal(whole_run, SCHEDULES["cosine"].rates(STEPS, 0.1, t_max=STEPS))
    assert (np.diff(whole_run) < 0).all()
    assert whole_run[STEPS // 2] == pytest.approx(0.05)
    assert whole_run[-1] < 1e-4


def test_cosine_rises_again_after_its_half_wave():
    rates = SCHEDULES["cosine"].rates(101, 0.1, t_max=50, eta_min=0.02)
    assert rates[50] == pytest.approx(0.02)
    assert rates[100] == pytest.approx(0.1)


@pytest.mark.parametrize(("name", "params"), EVERY_END)
def test_every_setting_works_at_both_ends_of_its_range(name, params):
    rates = SCHEDULES[name].rates(STEPS, 0.1, **params)
    assert np.isfinite(rates).all()
    assert (rates >= 0).all()


@EVERY_SCHEDULE
def test_there_is_one_knob_for_each_setting_with_the_default_in_its_range(name):
    schedule = SCHEDULES[name]
    assert list(schedule.knobs) == list(schedule.params._fields)
    assert schedule.with_params(schedule.params._asdict()) == schedule.params
    assert all(knob.label and knob.hint.endswith(".") for knob in schedule.knobs.values())
    assert all(
        is_choice(default) == bool(schedule.knobs[key].options or schedule.knobs[key].text)
        for key, default in schedule.params._asdict().items()
    )
    assert schedule.latex


def test_an_unknown_schedule_is_named_with_the_closest_one():
    with pytest.raises(UnknownName, match=r"^unknown schedule `cosin`; did you mean `cosine`\?$"):
        SCHEDULES["cosin"]


def test_an_unknown_setting_is_named_with_the_known_ones():
    with pytest.raises(UnknownName, match=r"^unknown setting of exponential `gama`; did you mean `gamma`\?$"):
        SCHEDULES["exponential"].rates(STEPS, 0.1, gama=0.9)
    with pytest.raises(UnknownName, match="unknown setting of constant `gamma`; it takes none"):
        SCHEDULES["constant"].rates(STEPS, 0.1, gamma=0.9)


@pytest.mark.parametrize("gamma", [0.49, 1.01, float("nan")])
def test_a_setting_out_of_range_is_refused_with_its_range(gamma):
    with pytest.raises(KnobError, match=r"^gamma of exponential must lie between 0\.5 and 1, not "):
        SCHEDULES["exponential"].rates(STEPS, 0.1, gamma=gamma)
