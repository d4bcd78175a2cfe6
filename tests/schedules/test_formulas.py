"""What torch does not have, against Optax where it has it, else against the paper or what a hand works out."""

from fractions import Fraction

import jax
import numpy as np
import optax
import pytest

from schedules import SCHEDULES

STEPS = 200
LR = 0.1
FORMS = {
    "linear": lambda end, length: optax.linear_schedule(LR, end, length),
    "cosine": lambda end, length: optax.cosine_decay_schedule(LR, length, alpha=end / LR),
}


def assert_same(rates, optax_schedule):
    with jax.enable_x64(True):
        theirs = np.array([float(optax_schedule(t)) for t in range(len(rates))])
    np.testing.assert_allclose(rates, theirs, rtol=1e-12, atol=1e-12 * LR)


@pytest.mark.parametrize(("start_factor", "eta_min"), [(0.1, 0.0), (0.0, 0.03), (1.0, 0.2)])
@pytest.mark.parametrize(("warmup", "climb"), [(0.0, 0), (0.1, 20), (0.25, 50), (0.9, 180)])
def test_warmup_cosine_equals_optax(warmup, climb, start_factor, eta_min):
    rates = SCHEDULES["warmup_cosine"].rates(STEPS, LR, warmup=warmup, start_factor=start_factor, eta_min=eta_min)
    assert_same(rates, optax.warmup_cosine_decay_schedule(start_factor * LR, LR, climb, STEPS, eta_min))


@pytest.mark.parametrize("eta_min", [0.0, 0.02])
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("warmup", "climb", "decay", "fall"), [(0.1, 20, 0.2, 40), (0.5, 100, 0.9, 100)])
def test_wsd_equals_three_schedules_joined_by_optax(warmup, climb, decay, fall, form, eta_min):
    pieces = [optax.linear_schedule(0.1 * LR, LR, climb), optax.constant_schedule(LR), FORMS[form](eta_min, fall)]
    rates = SCHEDULES["wsd"].rates(STEPS, LR, warmup=warmup, decay=decay, decay_type=form, eta_min=eta_min)
    assert_same(rates, optax.join_schedules(pieces, [climb, STEPS - fall]))


def test_wsd_falls_like_one_minus_the_root_of_the_share_done():
    rates = SCHEDULES["wsd"].rates(STEPS, LR, decay=0.5, decay_type="sqrt", eta_min=0.02)
    # 0, 1, 25, 49 and 81 % of the way: 0, 0.1, 0.5, 0.7 and 0.9 of the fall from 0.1 to 0.02.
    np.testing.assert_allclose(rates[[100, 101, 125, 149, 181]], [0.1, 0.092, 0.06, 0.044, 0.028], rtol=1e-12)


def test_one_cycle_whose_climb_ends_at_step_0_begins_low_all_the_same():
    """Torch divides by zero there, and stops at the end, where ours stays."""
    rates = SCHEDULES["one_cycle"].rates(STEPS, LR, total_steps=100, pct_start=0.01, anneal_strategy="linear")
    np.testing.assert_allclose(rates[[0, 1, 99, 150]], [LR / 25, LR * 98 / 99 + LR / 25e4 / 99, LR / 25e4, LR / 25e4])


@pytest.mark.parametrize(("tau", "floor"), [(100, 0.01), (37, 0.2), (500, 0.0)])
def test_linear_to_floor_equals_optax(tau, floor):
    rates = SCHEDULES["linear_to_floor"].rates(STEPS, LR, tau=tau, floor=floor)
    assert_same(rates, optax.linear_schedule(LR, floor * LR, tau))


@pytest.mark.parametrize(("width", "warmup"), [(512, 20), (64, 1), (1024, 400)])
def test_inverse_sqrt_is_the_transformers_rate_with_its_peak_as_base(width, warmup):
    """Section 5.3: d_model^-0.5 * min(step_num^-0.5, step_num * warmup_steps^-1.5), step_num = 1, 2, ..."""
    paper = [width**-0.5 * min(step**-0.5, step * warmup**-1.5) for step in range(1, STEPS + 1)]
    rates = SCHEDULES["inverse_sqrt"].rates(STEPS, (width * warmup) ** -0.5, warmup_steps=warmup)
    np.testing.assert_allclose(rates, paper, rtol=1e-12)


@pytest.mark.parametrize("decay", [Fraction(1, 20), Fraction(1), Fraction(10), Fraction(1, 10000)])
def test_inverse_time_divides_by_one_more_decay_at_every_step(decay):
    exact = [float(Fraction(1, 10) / (1 + decay * t)) for t in range(STEPS)]
    np.testing.assert_allclose(SCHEDULES["inverse_time"].rates(STEPS, LR, decay=float(decay)), exact, rtol=1e-12)


def test_inverse_time_holds_robbins_and_monros_rate_and_its_root():
    counted_from_one = np.arange(1, STEPS + 1)
    ratio, root = (SCHEDULES["inverse_time"].rates(STEPS, LR, decay=1, power=power) for power in (1, 0.5))
    np.testing.assert_allclose(ratio, LR / counted_from_one, rtol=1e-12)
    np.testing.assert_allclose(root**2, LR**2 / counted_from_one, rtol=1e-12)
