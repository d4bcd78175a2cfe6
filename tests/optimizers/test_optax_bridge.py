"""What comes through the bridge walks Optax's own path: each entry of the menu beside a hand-written loop, live."""

import inspect
import math
import operator
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax
import pytest

from catalogue import KnobError, UnknownName, is_choice
from optimizers import OPTIMIZERS, from_optax
from optimizers.optax_bridge import NotBridgeable
from simulation import simulate
from tests.compilations import counted_compilations
from tests.optimizers.grounds import GROUNDS

# Two programs of one formula round differently, which a longer path would magnify; those that bet or bounce soonest.
STEPS = 100
FEWER = {"optax_mechanize": 35, "optax_cocob": 35, "optax_simplified_ademamix": 35}
GAMMA = 0.985
LISTED = {name: optimizer for name, optimizer in OPTIMIZERS.items() if optimizer.family == "Optax"}


def saddle(p):
    x, y = p
    return x**2 - y**2


def rosenbrock(p):
    x, y = p
    return (1 - x) ** 2 + 100 * (y - x**2) ** 2


def beale(p):
    x, y = p
    return (1.5 - x + x * y) ** 2 + (2.25 - x + x * y**2) ** 2 + (2.625 - x + x * y**3) ** 2


LOSSES = {"saddle": saddle, "rosenbrock": rosenbrock, "beale": beale}


def clipped(learning_rate, max_norm):
    return optax.chain(optax.clip_by_global_norm(max_norm), optax.sgd(learning_rate))


def clipped_by_the_point(learning_rate, clipping, eps):
    return optax.chain(optax.adaptive_grad_clip(clipping, eps=eps), optax.sgd(learning_rate))


def normalized(learning_rate, eps):
    return optax.chain(optax.normalize_by_update_norm(eps=eps), optax.sgd(learning_rate))


def mechanic(learning_rate, **settings):
    return optax.contrib.mechanize(optax.adam(learning_rate), **settings)


WRITTEN_OUT = {
    "optax_clip_by_global_norm": clipped,
    "optax_adaptive_grad_clip": clipped_by_the_point,
    "optax_normalize_by_update_norm": normalized,
    "optax_mechanize": mechanic,
}
# These take a number for the rate and no schedule.
NO_SCHEDULE = {"optax_rprop", "optax_sm3"}


def compared_with(name):
    """What Optax calls it."""
    short = name.removeprefix("optax_")
    return f"optax.{short}" if hasattr(optax, short) else f"optax.contrib.{short}"


def factory_of(name):
    return WRITTEN_OUT.get(name) or operator.attrgetter(compared_with(name).removeprefix("optax."))(optax)


def by_hand(method, loss, start, steps):
    """Start and every point of the loop that Optax's manual shows, (steps + 1, 2)."""
    method = optax.with_extra_args_support(method)

    @jax.jit
    def step(point, state):
        value, g = jax.value_and_grad(loss)(point)
        updates, state = method.update(g, state, point, value=value, grad=g, **LOSS_AS[loss])
        return optax.apply_updates(point, updates), state

    points = [jnp.asarray(start)]
    state = method.init(points[0])
    for _ in range(steps):
        point, state = step(points[-1], state)
        points.append(point)
    return np.array(points)


# Sophia asks for the function by one name, line searches by another, and those hand on what they do not know.
LOSS_AS = {loss: {"obj_fn": loss} for loss in LOSSES.values()}


def moved_off(optimizer):
    """Every setting away from its default, and each tiny number large enough to matter."""
    hyper: dict[str, Any] = {}
    for name, default in optimizer.hyper._asdict().items():
        knob = optimizer.knobs[name]
        if is_choice(default):
            hyper[name] = not default
        elif knob.scale == "log":
            hyper[name] = float(np.clip(math.sqrt(default * knob.high), knob.low, knob.high))
        else:
            hyper[name] = 0.9 * default or knob.low + 0.05 * (knob.high - knob.low)
    # A wide range need not suit a surface.
    return hyper | {key: 0.5 for key in hyper if key == "lower_bound"}


def as_arrays(hyper):
    """Where Optax keeps a float32 beside a Python number, it stays one."""
    return {name: value if is_choice(value) else jnp.asarray(value, float) for name, value in hyper.items()}


def rate_for(name, ground):
    unit = {"gradient": ground.slope_rate, "stride": ground.stride, "none": 0.01}
    return unit[OPTIMIZERS[name].lr_unit]


@pytest.mark.parametrize("surface", LOSSES)
@pytest.mark.parametrize("name", LISTED)
def test_every_entry_walks_the_path_of_a_loop_written_with_optax(name, surface):
    hyper = moved_off(LISTED[name])
    ground = GROUNDS[surface]
    lr, steps = rate_for(name, ground), FEWER.get(name, STEPS)
    run = simulate(surface, name, [ground.start], steps=steps, lr=lr, hyper=hyper, dtype="float64")
    with jax.enable_x64(True):
        method = factory_of(name)(jnp.asarray(lr, float), **as_arrays(hyper))
        theirs = by_hand(method, LOSSES[surface], np.array(ground.start), steps)
    np.testing.assert_allclose(run.points[0], theirs, rtol=1e-12, atol=1e-12)
    assert np.abs(theirs - theirs[0]).max() > 1e-6


@pytest.mark.parametrize("name", [name for name in LISTED if name not in NO_SCHEDULE])
def test_every_entry_follows_a_schedule_as_optax_does(name):
    ground = GROUNDS["rosenbrock"]
    lr, steps = rate_for(name, ground), FEWER.get(name, STEPS)
    plan: dict[str, Any] = {"schedule": "exponential", "schedule_params": {"gamma": GAMMA}}
    run = simulate("rosenbrock", name, [ground.start], steps=steps, lr=lr, dtype="float64", **plan)
    with jax.enable_x64(True):
        hyper = as_arrays(LISTED[name].hyper._asdict())
        method = factory_of(name)(lambda count: lr * GAMMA ** count.astype(float), **hyper)
        theirs = by_hand(method, rosenbrock, np.array(ground.start), steps)
    np.testing.assert_allclose(run.points[0], theirs, rtol=1e-12, atol=1e-12)


# Beside the numbers and flags of the factory: where None is its default, or a default of ours.
OTHER_DEFAULTS = {
    "optax_simplified_ademamix": {"b1"},
}
NOT_OFFERED = {"optax_sophia": {"verbose", "print_win_rate_every_n_steps"}}


@pytest.mark.parametrize("name", [name for name in LISTED if name not in WRITTEN_OUT])
def test_an_entry_offers_every_number_and_flag_with_optaxs_default(name):
    offered = LISTED[name].hyper._asdict()
    other = OTHER_DEFAULTS.get(name, set())
    theirs = {
        key: p.default
        for key, p in inspect.signature(factory_of(name)).parameters.items()
        if isinstance(p.default, int | float) and key != "learning_rate"
    }
    assert set(offered) | NOT_OFFERED.get(name, set()) == set(theirs) | other
    assert {k: v for k, v in offered.items() if k not in other} == {k: theirs[k] for k in offered if k not in other}


@pytest.mark.parametrize("name", LISTED)
def test_an_entry_has_the_state_that_the_bridge_finds_by_itself(name):
    listed, found = LISTED[name], from_optax(factory_of(name), **LISTED[name].hyper._asdict())
    assert list(listed.card.symbols) == list(found.card.symbols)
    assert found.hyper._asdict().items() >= listed.hyper._asdict().items()


# What the cards say about the installed Optax. Where one of these fails, Optax has repaired the fault: change the card.
GRADIENT = np.array([-2.0, -400.0 * 0.5])


def first_steps(name, steps=2, **hyper):
    return simulate("rosenbrock", name, [(-0.5, 2.5)], steps=steps, lr=0.01, hyper=hyper, dtype="float64").points[0]


def test_rprop_of_optax_is_one_step_late():
    points, ours = first_steps("optax_rprop", 3), first_steps(from_optax(optax.rprop), 3)
    np.testing.assert_array_equal(points[1], points[0])
    np.testing.assert_allclose(np.abs(points[2] - points[1]), [0.01, 0.01], rtol=1e-12)
    np.testing.assert_array_equal(points, ours)


def test_adan_of_optax_weighs_the_change_by_what_b2_lacks_to_one():
    grad = GROUNDS["rosenbrock"].grad
    points = first_steps("optax_adan", b1=0.0, b2=0.9, b3=0.0, eps=1e-12, eps_root=0.0)
    before, now = grad(points[0]), grad(points[1])
    change = now - before
    # Of the corrected mean change only this step's share is there; with b3 = 0 the mean square is this step's.
    mean_change = 0.1 * change / (1 - 0.9**2)
    as_in_optax = (now + 0.1 * mean_change) / np.abs(now + 0.1 * change)
    as_published = (now + 0.9 * mean_change) / np.abs(now + 0.9 * change)
    np.testing.assert_allclose(points[1] - points[2], 0.01 * as_in_optax, rtol=1e-9)
    assert np.abs(as_in_optax - as_published).max() > 1e-3


def test_sophia_of_optax_does_not_use_a_curvature_in_the_step_that_measures_it():
    points = first_steps("optax_sophia", 2, weight_decay=0.0, gamma=10.0, b2=0.0, update_interval=1.0, b1=0.0)
    # Far below the clip, had the first step known the curvature, which is over 200 on the second axis.
    np.testing.assert_allclose(np.abs(points[1] - points[0]), [0.01, 0.01], rtol=1e-12)
    assert abs(points[2, 1] - points[1, 1]) < 0.9 * 0.01


def test_acprop_of_optax_measures_from_the_mean_before():
    grad = GROUNDS["rosenbrock"].grad
    points = first_steps("optax_acprop", b1=0.9)
    np.testing.assert_allclose(points[1], points[0] - 0.01 * grad(points[0]), rtol=1e-12)
    np.testing.assert_allclose(
        points[1] - points[2], 0.01 * grad(points[1]) / np.abs(grad(points[0])), rtol=1e-9
    )  # the paper: over 0.9 |g|


STARTS = [(-1.0, 1.0), (0.5, 2.0)]


def go(optimizer, **settings):
    return simulate("rosenbrock", optimizer, STARTS, **{"steps": 50, "lr": 0.01, "dtype": "float64", **settings}).points


def test_the_bridge_runs_as_its_manual_shows():
    with_other_beta = go(from_optax(optax.adam, b1=0.9), hyper={"b1": 0.8})
    np.testing.assert_allclose(with_other_beta, go("adam", hyper={"beta1": 0.8}), rtol=1e-12)
    np.testing.assert_array_equal(with_other_beta, go(from_optax(optax.adam, b1=0.8)))


def test_moving_a_number_of_a_bridged_optimizer_compiles_nothing():
    adam = from_optax(optax.adam)
    go(adam)
    with counted_compilations() as seen:
        for hyper in ({"b1": 0.5}, {"b2": 0.9, "eps": 0.1}, {"eps_root": 1e-3}):
            go(adam, hyper=hyper, lr=0.02)
    assert seen == []


def test_the_same_optimizer_made_twice_is_compiled_once():
    go(from_optax(optax.adamax, b1=0.8))
    with counted_compilations() as seen:
        go(from_optax(optax.adamax, b1=0.8))
    assert seen == []


def test_optimizers_of_the_same_name_are_never_confused():
    def one(learning_rate):
        return optax.sgd(learning_rate)

    def other(learning_rate):
        return optax.sgd(learning_rate, momentum=0.9)

    one.__name__ = other.__name__ = "mine"
    assert from_optax(one).name == from_optax(other).name == "optax_mine"
    assert not np.array_equal(go(from_optax(one), lr=0.001), go(from_optax(other), lr=0.001))
    assert not np.array_equal(go(from_optax(optax.adam, b1=0.5)), go(from_optax(optax.adam, b1=0.6)))
    assert not np.array_equal(go(from_optax(optax.adam, nesterov=True)), go(from_optax(optax.adam)))
    quick, slow = optax.sgd(1.0), optax.sgd(0.5)
    assert not np.array_equal(go(from_optax(quick), lr=0.001), go(from_optax(slow), lr=0.001))
    # 1 and True are equal to Python.
    assert from_optax(optax.sgd, momentum=1).hyper.momentum is not True
    assert from_optax(optax.sgd, momentum=True).hyper.momentum is True


def test_flags_are_choices_and_whatever_else_is_fixed():
    rmsprop = from_optax(optax.rmsprop, momentum=0.5)
    assert rmsprop.hyper.eps_in_sqrt is True
    assert rmsprop.hyper.momentum == 0.5
    assert not hasattr(from_optax(optax.rmsprop).hyper, "momentum")
    outside = go(rmsprop, hyper={"eps_in_sqrt": False, "eps": 0.1})
    np.testing.assert_allclose(outside, go("rmsprop", hyper={"momentum": 0.5, "eps": 0.1}), rtol=1e-12)


def test_a_number_that_optax_must_know_beforehand_is_fixed():
    two = from_optax(optax.lbfgs, memory_size=2)
    assert two.hyper._fields == ("scale_init_precond",)
    assert two.init(two.hyper, jnp.zeros(2)).weights_memory.shape == (2,)
    with pytest.raises(UnknownName, match="unknown setting of optax_lbfgs `memory_size`"):
        go(two, hyper={"memory_size": 3})


def test_a_line_search_of_optax_gets_the_loss():
    points = go(from_optax(optax.lbfgs), lr=1.0, steps=50)
    with jax.enable_x64(True):
        method, point = optax.lbfgs(1.0), jnp.array(STARTS[0])
        state = method.init(point)
        for number in range(51):
            np.testing.assert_allclose(points[0, number], point, rtol=1e-9)
            value, g = jax.value_and_grad(rosenbrock)(point)
            updates, state = method.update(g, state, point, value=value, grad=g, value_fn=rosenbrock)
            point = optax.apply_updates(point, updates)
    np.testing.assert_allclose(points[:, -1], 1.0, rtol=1e-6)


def test_a_ready_transformation_is_stretched_by_the_rate():
    np.testing.assert_allclose(go(from_optax(optax.adam(0.02)), lr=0.5), go("adam", lr=0.01), rtol=1e-12)
    chained = optax.chain(optax.scale_by_adam(), optax.scale(-1.0))
    np.testing.assert_allclose(go(from_optax(chained, name="mine")), go("adam"), rtol=1e-12)
    assert from_optax(chained, name="mine").name == "mine"


def test_a_state_that_begins_with_the_rate_begins_with_the_first():
    slow, quick = (go(from_optax(optax.rprop), lr=lr, steps=2) for lr in (0.01, 0.02))
    np.testing.assert_allclose(quick[:, 2] - quick[:, 0], 2 * (slow[:, 2] - slow[:, 0]), rtol=1e-12)


def test_random_numbers_of_optax_run_too():
    noisy = from_optax(optax.noisy_sgd, key=3)
    assert noisy.hyper._fields == ("eta", "gamma")
    assert np.isfinite(go(noisy, lr=1e-4)).all()


@pytest.mark.parametrize(
    ("source", "settings", "error", "sentence"),
    [
        (optax.adam, {"b7": 1}, UnknownName, "unknown setting of optax_adam `b7`; known: b1, b2, eps"),
        (optax.adam, {"learning_rate": 0.1}, NotBridgeable, "given to simulate as lr"),
        (optax.noisy_sgd, {"key": 1.5}, NotBridgeable, "optax_noisy_sgd cannot run here: "),
        (optax.scale_by_adam, {}, NotBridgeable, "optax_scale_by_adam has no argument that ends in learning_rate"),
        (optax.contrib.dpsgd, {}, NotBridgeable, "optax_dpsgd needs a value for l2_norm_clip and noise_multiplier and"),
        (optax.contrib.reduce_on_plateau, {}, NotBridgeable, "has no argument that ends in learning_rate"),
        (optax.adam(0.1), {"b1": 0.9}, NotBridgeable, "has its settings already and takes no other: b1"),
        ("adam", {}, NotBridgeable, "takes an optax factory such as optax.adam, not 'adam'"),
    ],
)
def test_what_cannot_be_bridged_is_refused_in_a_sentence(source, settings, error, sentence):
    with pytest.raises(error) as refusal:
        from_optax(source, **settings)
    assert sentence in str(refusal.value)


def test_a_bridged_optimizer_refuses_a_setting_that_does_not_fit():
    with pytest.raises(KnobError, match="b1 of optax_adam must be a number"):
        go(from_optax(optax.adam), hyper={"b1": "much"})
    with pytest.raises(KnobError, match="nesterov of optax_adam must be one of false, true"):
        go(from_optax(optax.adam), hyper={"nesterov": 0.5})
