"""Wrong input to `simulate` is refused at the door, with a sentence that says what is right."""

from typing import Any

import pytest

from catalogue import KnobError, UnknownName
from simulation import simulate

GOOD: dict[str, Any] = {"surface": "rosenbrock", "optimizer": "adam", "starts": [(-1.5, 2.0)], "steps": 10}

UNKNOWN: dict[str, dict[str, Any]] = {
    "unknown surface `rosenbrok`; did you mean `rosenbrock`?": {"surface": "rosenbrok"},
    "unknown optimizer `adm`; did you mean `adam`?": {"optimizer": "adm"},
    "unknown schedule `cosin`; did you mean `cosine`?": {"schedule": "cosin"},
    "unknown setting of adam `beta_1`; did you mean `beta1`?": {"hyper": {"beta_1": 0.5}},
    "unknown setting of rosenbrock `zzz`; known: a, b": {"surface_params": {"zzz": 1}},
    "unknown setting of constant `gamma`; it takes none": {"schedule_params": {"gamma": 0.9}},
}
OUT_OF_RANGE: dict[str, dict[str, Any]] = {
    "beta1 of adam must lie between 0 and 0.999, not 1": {"hyper": {"beta1": 1}},
    "eps of adam must lie between 1e-12 and 1, not nan": {"hyper": {"eps": float("nan")}},
    "eps_inside of adam must be one of false, true, not 'yes'": {"hyper": {"eps_inside": "yes"}},
    "beta2 of adam must be a number, not '0.9'": {"hyper": {"beta2": "0.9"}},
    "b of rosenbrock must lie between 1 and 1000, not -5": {"surface_params": {"b": -5}},
    "gamma of exponential must lie between 0.5 and 1, not 2": {
        "schedule": "exponential",
        "schedule_params": {"gamma": 2},
    },
}


@pytest.mark.parametrize("sentence", UNKNOWN)
def test_an_unknown_name_is_answered_with_the_closest(sentence):
    with pytest.raises(UnknownName) as caught:
        simulate(**{**GOOD, **UNKNOWN[sentence]})
    assert str(caught.value) == sentence


@pytest.mark.parametrize("sentence", OUT_OF_RANGE)
def test_a_setting_out_of_range_is_answered_with_its_range(sentence):
    with pytest.raises(KnobError) as caught:
        simulate(**{**GOOD, **OUT_OF_RANGE[sentence]})
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    "starts",
    [
        [],
        [1.0, 2.0],
        [[1.0]],
        [[1.0, 2.0, 3.0]],
        [[[1.0, 2.0]]],
        [[float("nan"), 0.0]],
        [[0.0, float("inf")]],
        [[1e400, 0.0]],
    ],
    ids=str,
)
def test_starts_of_a_wrong_shape_or_without_finite_numbers_are_refused(starts):
    with pytest.raises(ValueError, match=r"^starts must be finite numbers of shape \(runs, 2\), not of shape \("):
        simulate(**{**GOOD, "starts": starts})


@pytest.mark.parametrize("steps", [-1, 2.5, 10.0, None, "10"])
def test_a_number_of_steps_that_is_negative_or_not_whole_is_refused(steps):
    with pytest.raises(ValueError, match=r"^steps must be a whole number, 0 or more, not "):
        simulate(**{**GOOD, "steps": steps})


@pytest.mark.parametrize("noise", [-0.1, float("nan"), float("inf")])
def test_a_noise_that_is_negative_or_no_number_is_refused(noise):
    with pytest.raises(ValueError, match=r"^noise must be a finite number, 0 or more, not "):
        simulate(**{**GOOD, "noise": noise})


@pytest.mark.parametrize("dtype", ["float16", "double", "", None])
def test_another_type_of_number_is_refused(dtype):
    with pytest.raises(ValueError, match='dtype must be "float32" or "float64", not '):
        simulate(**{**GOOD, "dtype": dtype})


@pytest.mark.parametrize("seed", [-1, 2**32])
def test_a_seed_out_of_range_is_refused(seed):
    with pytest.raises(ValueError, match="seed"):
        simulate(**{**GOOD, "seed": seed})


def test_a_setting_that_is_no_number_at_all_is_refused():
    with pytest.raises(KnobError, match="beta1 of adam must be a number"):
        simulate(**{**GOOD, "hyper": {"beta1": None}})
