"""Every optimizer walks the path that its paper's formula, transcribed by hand, walks: 200 steps in float64."""

from dataclasses import replace

import numpy as np
import pytest

from optimizers import OPTIMIZERS
from simulation import simulate
from simulation.oracle import unmet_need
from surfaces import SURFACES
from tests.optimizers.formulas import CASES, FORMULAS, walk
from tests.optimizers.grounds import GROUNDS

STEPS = 200
SCHEDULED = {
    "constant rate": ("constant", {}, lambda lr: np.full(STEPS, lr)),
    "decaying rate": ("exponential", {"gamma": 0.985}, lambda lr: lr * 0.985 ** np.arange(STEPS)),
}


def spell(hyper):
    return ",".join(f"{name}={value}" for name, value in hyper.items()) or "defaults"


# What comes through the bridge is compared with Optax itself, in test_optax_bridge.py.
OURS = [name for name, optimizer in OPTIMIZERS.items() if optimizer.family != "Optax"]
EVERY_CASE = [
    pytest.param(name, hyper, id=f"{name}:{spell(hyper)}") for name in OURS for hyper in CASES.get(name, [{}])
]


def rate_for(name, ground):
    return {"gradient": ground.slope_rate, "stride": ground.stride, "none": 1.0}[OPTIMIZERS[name].lr_unit]


def paths(name, hyper, ground_name, schedule="constant rate", formula=None):
    """Our path and the one by hand."""
    ground = GROUNDS[ground_name]
    plan, plan_params, rates = SCHEDULED[schedule]
    lr = rate_for(name, ground)
    run = simulate(
        ground.surface,
        name,
        starts=[ground.start],
        steps=STEPS,
        lr=lr,
        hyper=hyper,
        schedule=plan,
        schedule_params=plan_params,
        surface_params=ground.params,
        dtype="float64",
    )
    return run.points[0], walk(formula or FORMULAS[name], ground, rates(lr), hyper)


def largest_relative_error(ours, theirs):
    return float(np.max(np.abs(ours - theirs) / np.maximum(np.abs(theirs), 1e-3)))


@pytest.mark.parametrize("schedule", SCHEDULED)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize(("name", "hyper"), EVERY_CASE)
def test_an_optimizer_follows_the_formula_of_its_paper(name, hyper, ground, schedule):
    if unmet_need(OPTIMIZERS[name], SURFACES[GROUNDS[ground].surface]):
        pytest.skip("this surface lacks what the optimizer needs")
    ours, theirs = paths(name, hyper, ground, schedule)
    assert largest_relative_error(ours, theirs) < 1e-9
    # A path that stays where it began would agree with anything.
    assert np.abs(theirs - theirs[0]).max() > 0.01


def test_every_optimizer_has_a_formula_by_hand():
    assert set(FORMULAS) == set(CASES) == set(OURS)


@pytest.mark.parametrize("name", OURS)
def test_every_setting_is_varied_in_some_case(name):
    defaults = OPTIMIZERS[name].hyper._asdict()
    varied = {key for case in CASES[name] for key, value in case.items() if value != defaults[key]}
    assert varied == set(defaults)


def heavy_ball_with_rate_outside(ground, x, rates, beta=0.9, dampening=0.0):
    v = np.zeros(2)
    for lr in rates:
        v = beta * v + (1 - dampening) * ground.grad(x)
        x = x - lr * v
        yield x


def momentum_with_first_buffer_undamped(ground, x, rates, beta=0.9, dampening=0.0):
    v = rates[0] * ground.grad(x)
    for lr in rates[1:]:
        x = x - v
        yield x
        v = beta * v + (1 - dampening) * lr * ground.grad(x)
    yield x - v


def nesterov_without_looking_ahead(ground, x, rates, beta=0.9):
    yield from FORMULAS["momentum"](ground, x, rates, beta)


def eps_on_the_other_side(name):
    def formula(ground, x, rates, eps_inside=False, **hyper):
        return FORMULAS[name](ground, x, rates, eps_inside=not eps_inside, **hyper)

    return formula


def decoupled_decay(ground, x, rates, weight_decay=0.0, **hyper):
    x = np.array(x)
    steps = FORMULAS["adam"](replace(ground, grad=lambda p: ground.grad(x)), np.zeros(2), rates, **hyper)
    before = np.zeros(2)
    for lr, moved in zip(rates, steps, strict=True):
        x = x - lr * weight_decay * x + (moved - before)
        before = moved
        yield x


ERRORS = {
    "momentum with the rate outside": ("momentum", {}, heavy_ball_with_rate_outside),
    "momentum with its first buffer undamped": ("momentum", {"dampening": 0.9}, momentum_with_first_buffer_undamped),
    "nesterov without looking ahead": ("nesterov", {}, nesterov_without_looking_ahead),
    "adagrad with eps on the other side": ("adagrad", {"eps": 0.1}, eps_on_the_other_side("adagrad")),
    "rmsprop with eps on the other side": ("rmsprop", {"eps": 0.05}, eps_on_the_other_side("rmsprop")),
    "adam with eps on the other side": ("adam", {"eps": 0.05}, eps_on_the_other_side("adam")),
    "adam with decoupled decay": ("adam", {"eps": 0.05, "weight_decay": 0.1}, decoupled_decay),
}


@pytest.mark.parametrize("error", ERRORS)
def test_a_deliberate_error_is_far_outside_the_tolerance(error):
    name, hyper, wrong = ERRORS[error]
    ours, theirs = paths(name, hyper, "saddle", "decaying rate", wrong)
    assert largest_relative_error(ours, theirs) > 1e-2
