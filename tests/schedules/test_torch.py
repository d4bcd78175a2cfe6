"""Every schedule that torch has gives torch's rates: all 200, within 1e-12."""

import json

import numpy as np
import pytest

from schedules import SCHEDULES
from tests.schedules.make_torch_rates import STORED, torch_rates
from tests.schedules.torch_twins import LR, STEPS, TWINS, spell

RATES = {name: np.array(rates) for name, rates in json.loads(STORED.read_text()).items()}
EVERY_TWIN = pytest.mark.parametrize("twin", TWINS, ids=spell)
# What torch does not have is compared with Optax and with closed forms, in test_formulas.py.
NOT_IN_TORCH = {"constant", "inverse_time", "inverse_sqrt", "warmup_cosine", "wsd"}


def equal(ours, theirs):
    return bool((np.abs(ours - theirs) <= 1e-12 + 1e-12 * np.abs(theirs)).all())


def our_rates(twin):
    return SCHEDULES[twin.schedule].rates(STEPS, LR, **twin.params)


@EVERY_TWIN
def test_the_rates_are_torchs(twin):
    theirs = RATES[spell(twin)]
    assert theirs.shape == (STEPS,)
    assert equal(our_rates(twin), theirs)


@EVERY_TWIN
def test_a_schedule_one_step_late_would_be_seen(twin):
    assert not equal(our_rates(twin)[1:], RATES[spell(twin)][:-1])


@EVERY_TWIN
def test_the_stored_rates_are_what_torch_gives(twin):
    pytest.importorskip("torch", reason="only where torch is installed")
    np.testing.assert_allclose(torch_rates(twin), RATES[spell(twin)], rtol=1e-13, atol=0)


def test_nothing_is_stored_twice_or_in_vain():
    assert list(RATES) == [spell(twin) for twin in TWINS]
    assert {twin.schedule for twin in TWINS} == set(SCHEDULES) - NOT_IN_TORCH
