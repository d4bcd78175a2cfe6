"""What each optimizer declares for a close look is so: what turns with the gradients, is linear, is stable."""

from itertools import repeat

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from optimizers import OPTIMIZERS
from simulation import default_racer, simulate
from simulation.oracle import SurfaceOracle
from simulation.witness import Prompted, Witness
from surfaces import SURFACES

WITH_MEMORY = [name for name, method in OPTIMIZERS.items() if method.memory.momentum or method.memory.squares]
WITH_MOMENTUM = [name for name in WITH_MEMORY if OPTIMIZERS[name].memory.momentum]
CORRECTED = [
    "adam",
    "adamw",
    "lamb",
    "adamp",
    "qhadam",
    "amsgrad",
    "nadam",
    "adamax",
    "radam",
    "adan",
    "ademamix",
]
GROUND = SURFACES["rosenbrock"]
POINT = (-1.5, 2.0)


def settings(name):
    """The method and the settings that show it well, starting from nothing, with momentum and without decay."""
    method = OPTIMIZERS[name]
    given = dict(default_racer(name, "rosenbrock").hyper)
    changed = {"weight_decay": 0.0, "momentum": given.get("momentum") or 0.9, "initial_accumulator": 0.0}
    return method, method.with_hyper(given | {key: value for key, value in changed.items() if key in given})


def prompted(gradient):
    """Whatever is asked, this is the gradient; curvature and loss are the surface's."""
    oracle = SurfaceOracle(GROUND.loss, GROUND.numbers(GROUND.params), f_min=0.0)
    return Prompted(oracle, repeat(jnp.array(gradient)))


def states(name, gradients):
    """The state before the first and after each step, the point held where it is."""
    method, hyper = settings(name)
    point = jnp.array(POINT)
    state = method.init(hyper, point)
    yield state
    step = jax.jit(lambda state, gradient: method.step(hyper, state, point, prompted(gradient), 0.01)[1])
    for gradient in gradients:
        state = step(state, gradient)
        yield state


@pytest.mark.parametrize("name", WITH_MEMORY)
def test_momentum_turns_round_with_the_gradient_and_squares_do_not(name):
    memory = OPTIMIZERS[name].memory
    with jax.enable_x64(True):
        (_, up), (_, down) = (
            [jax.tree.map(np.asarray, state) for state in states(name, [np.array([sign * 3.0, sign * -0.5])])]
            for sign in (1, -1)
        )
    for field in memory.momentum:
        np.testing.assert_allclose(getattr(up, field), -getattr(down, field), rtol=1e-5, atol=1e-5)
    for field in memory.squares:
        np.testing.assert_allclose(getattr(up, field), getattr(down, field), rtol=1e-9)
        assert (getattr(up, field) >= 0).all()
    for field in memory.momentum + memory.squares:
        assert getattr(up, field).shape == (2,)
    assert set(memory.momentum).isdisjoint(memory.squares)


@pytest.mark.parametrize("name", WITH_MOMENTUM)
def test_a_step_is_called_linear_exactly_where_it_is_linear_in_the_momentum(name):
    method, hyper = settings(name)
    momentum = method.memory.momentum
    gradients = np.random.default_rng(0).normal(size=(9, 2)) * 40
    last = gradients[0] - 7

    def times(state, factor):
        return state._replace(**{field: factor * getattr(state, field) for field in momentum})

    with jax.enable_x64(True):
        # Away from where it started, which some remember.
        point = jnp.array(POINT) + jnp.array([0.1, -0.2])
        go = jax.jit(lambda state, gradient: method.step(hyper, state, point, prompted(gradient), 0.01)[0] - point)
        linear, matters = True, False
        for state in list(states(name, gradients))[4:]:
            resting, once, twice = (go(times(state, factor), last) for factor in (0, 1, 2))
            linear &= np.allclose(twice - resting, 2 * (once - resting), rtol=1e-9, atol=1e-15)
            linear &= np.allclose(go(times(state, 0), np.zeros(2)), 0, atol=1e-15)
            matters |= not np.allclose(once, resting, rtol=1e-9, atol=0)
    assert method.memory.linear == (linear and matters)


@pytest.mark.parametrize("name", CORRECTED)
def test_corrected_moments_of_an_even_slope_are_that_slope_and_its_square_from_the_first_step(name):
    method, hyper = settings(name)
    gradient = np.array([3.0, -0.5])
    with jax.enable_x64(True):
        for state in list(states(name, [gradient] * 4))[1:]:
            corrected = method.memory.corrected(hyper, state)
            assert corrected
            for field, value in corrected.items():
                changes = name == "adan" and field == "v"
                even = gradient**2 if field in method.memory.squares else 0 * gradient if changes else gradient
                np.testing.assert_allclose(value, even, rtol=1e-4, atol=1e-12)


def test_without_bias_correction_nothing_is_shown_as_corrected():
    for name in ("adam", "adamw", "lamb", "amsgrad"):
        method, hyper = settings(name)
        (state,) = states(name, [])
        assert method.memory.corrected(hyper._replace(bias_correction=False), state) == {}


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_it_says_where_else_it_asks_exactly_where_it_asks_elsewhere(name):
    method, hyper = settings(name)
    elsewhere: list[bool] = []

    def step(point):
        witness = Witness(SurfaceOracle(GROUND.loss, GROUND.numbers(GROUND.params), f_min=0.0), point)
        moved, _ = method.step(hyper, method.init(hyper, point), point, witness, 0.01)
        elsewhere.extend(not asked.at_home for asked in witness.asked)
        return moved, [asked.gradient for asked in witness.asked]

    # Remembering a number from within a compiled loop would end this with an error.
    _, gradients = jax.jit(step)(jnp.array(POINT))
    assert len(gradients) >= 1
    assert any(elsewhere) == bool(method.asks_at)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_every_field_of_the_state_is_called_something(name):
    card = OPTIMIZERS[name].card
    assert card.words.keys() == card.symbols.keys()
    assert all(words and words[0] != " " for words in card.words.values())


LIMITS = [
    ("gd", {}),
    ("momentum", {}),
    ("momentum", {"beta": 0.5, "dampening": 0.5}),
    ("nesterov", {}),
    ("nesterov", {"beta": 0.3}),
    ("qhm", {}),
    ("qhm", {"beta": 0.8, "nu": 0.2}),
    ("qhm", {"beta": 0.6, "nu": 1.0}),
    ("optax_optimistic_gradient_descent", {}),
    ("optax_optimistic_gradient_descent", {"alpha": 1.0, "beta": 0.3}),
]


@pytest.mark.parametrize(("name", "given"), LIMITS, ids=str)
def test_just_below_its_limit_a_method_settles_on_a_bowl_and_just_above_it_does_not(name, given):
    method = OPTIMIZERS[name]
    curvature = 2.0
    assert method.stable is not None
    limit = method.stable(method.with_hyper(given)) / curvature
    below, above = (
        simulate("sphere", name, [(1.0, 0.4)], 1500, factor * limit, given, dtype="float64") for factor in (0.99, 1.01)
    )
    assert below.values[0, -1] < 1e-6
    assert above.values[0, -1] > 1e3


def test_every_limit_that_is_declared_is_tried():
    assert {name for name, _ in LIMITS} == {name for name, method in OPTIMIZERS.items() if method.stable}
