"""Where Optax has the same form of an optimizer, 200 of its steps are taken beside ours, in float64."""

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax
import pytest

from simulation import simulate
from tests.optimizers.grounds import GROUNDS

STEPS = 200
GAMMA = 0.985


def rosenbrock(p):
    x, y = p
    return (1 - x) ** 2 + 100 * (y - x**2) ** 2


def saddle(p):
    x, y = p
    return x**2 - y**2


LOSSES = {"rosenbrock": rosenbrock, "saddle": saddle}
# name, settings, whether the rate multiplies the gradient, and the same in Optax as a function of rate (or schedule).
SAME_ANYWHERE = {
    "gd": ("gd", {}, True, optax.sgd),
    "adagrad": (
        "adagrad",
        {"eps": 0.1, "eps_inside": True, "initial_accumulator": 0.5},
        False,
        lambda lr: optax.adagrad(lr, initial_accumulator_value=0.5, eps=0.1),
    ),
    "rmsprop, eps inside": (
        "rmsprop",
        {"rho": 0.95, "eps": 0.05, "eps_inside": True},
        False,
        lambda lr: optax.rmsprop(lr, decay=0.95, eps=0.05, eps_in_sqrt=True),
    ),
    "rmsprop, eps outside": (
        "rmsprop",
        {"rho": 0.95, "eps": 0.05, "eps_inside": False},
        False,
        lambda lr: optax.rmsprop(lr, decay=0.95, eps=0.05, eps_in_sqrt=False),
    ),
    "rmsprop, centered, eps inside": (
        "rmsprop",
        {"eps": 0.1, "eps_inside": True, "centered": True},
        False,
        lambda lr: optax.rmsprop(lr, decay=0.9, eps=0.1, centered=True, eps_in_sqrt=True),
    ),
    "rmsprop, momentum, centered, eps outside": (
        "rmsprop",
        {"eps": 0.1, "momentum": 0.8, "centered": True},
        False,
        lambda lr: optax.rmsprop(lr, decay=0.9, eps=0.1, momentum=0.8, centered=True, eps_in_sqrt=False),
    ),
    "adam": (
        "adam",
        {"eps": 0.05, "beta1": 0.8, "beta2": 0.99},
        False,
        lambda lr: optax.adam(lr, b1=0.8, b2=0.99, eps=0.05),
    ),
    "adam, eps inside": (
        "adam",
        {"eps": 0.05, "eps_inside": True},
        False,
        lambda lr: optax.adam(lr, eps=0.0, eps_root=0.05),
    ),
    "adam, weight decay": (
        "adam",
        {"eps": 0.05, "weight_decay": 0.1},
        False,
        lambda lr: optax.chain(optax.add_decayed_weights(0.1), optax.adam(lr, eps=0.05)),
    ),
}
# Optax keeps the rate outside the velocity, so these agree only while it is constant.
SAME_WHILE_CONSTANT = {
    "momentum": ("momentum", {"beta": 0.8}, True, lambda lr: optax.sgd(lr, momentum=0.8)),
    "momentum, weighted": (
        "momentum",
        {"beta": 0.8, "dampening": 0.8},
        True,
        lambda lr: optax.chain(optax.ema(0.8, debias=False), optax.scale(-lr)),
    ),
}


def optax_path(method, loss, start):
    """Start and every point, (STEPS + 1, 2)."""

    def step(carry, _):
        point, state = carry
        updates, state = method.update(jax.grad(loss)(point), state, point)
        return (optax.apply_updates(point, updates), state), point

    begin = jnp.asarray(start)
    _, points = jax.jit(lambda p: jax.lax.scan(step, (p, method.init(p)), length=STEPS + 1))(begin)
    return np.asarray(points)


def both_paths(name, hyper, by_slope, make, surface, decaying):
    ground = GROUNDS[surface]
    lr = ground.slope_rate if by_slope else ground.stride
    plan: dict[str, Any] = {"schedule": "exponential", "schedule_params": {"gamma": GAMMA}} if decaying else {}
    run = simulate(surface, name, [ground.start], steps=STEPS, lr=lr, hyper=hyper, dtype="float64", **plan)
    with jax.enable_x64(True):
        # Optax's own exponential_decay counts in float32.
        method = make(lambda count: lr * GAMMA ** count.astype(float)) if decaying else make(lr)
        return run.points[0], optax_path(method, LOSSES[surface], np.array(ground.start))


@pytest.mark.parametrize("decaying", [False, True], ids=["constant rate", "decaying rate"])
@pytest.mark.parametrize("surface", LOSSES)
@pytest.mark.parametrize("case", SAME_ANYWHERE)
def test_an_optimizer_agrees_with_optax(case, surface, decaying):
    ours, theirs = both_paths(*SAME_ANYWHERE[case], surface, decaying)
    np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("surface", LOSSES)
@pytest.mark.parametrize("case", SAME_WHILE_CONSTANT)
def test_momentum_agrees_with_optax_while_the_rate_is_constant(case, surface):
    ours, theirs = both_paths(*SAME_WHILE_CONSTANT[case], surface, False)
    np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("surface", LOSSES)
def test_nesterovs_look_ahead_points_are_the_points_of_optax(surface):
    beta = 0.8
    ours, theirs = both_paths(
        "nesterov", {"beta": beta}, True, lambda lr: optax.sgd(lr, momentum=beta, nesterov=True), surface, False
    )
    velocity = np.vstack([np.zeros(2), ours[:-1] - ours[1:]])
    np.testing.assert_allclose(ours - beta * velocity, theirs, rtol=1e-9, atol=1e-12)
    assert np.abs(ours - theirs).max() > 1e-3
