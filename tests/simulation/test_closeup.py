"""A close look tells what each step saw, remembered and did: held against the formulas, written out in NumPy."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from optimizers import OPTIMIZERS
from simulation import SceneError, default_racer, default_scene, run_scene
from simulation.closeup import look_closely
from simulation.followed import step_program
from simulation.oracle import unmet_need
from simulation.scene import without_unsuitable
from surfaces import SURFACES
from tests.compilations import counted_compilations, other_numbers

EVERY_OPTIMIZER = pytest.mark.parametrize("name", OPTIMIZERS)
# What single precision leaves of a drawn point.
DRAWN: dict[str, Any] = {"rtol": 2e-5, "atol": 5e-6}


def scene(name, surface="rosenbrock", steps=40, lr=None, **changes):
    """One racer alone; `changes` are of its settings."""
    racer = default_racer(name, surface)
    hyper = tuple((dict(racer.hyper) | changes).items())
    racer = replace(racer, hyper=hyper, lr=racer.lr if lr is None else lr)
    return replace(default_scene(surface, ()), racers=(racer,), steps=steps)


def told(scene, racer=0, run=0):
    """What is told of the run, by role and name."""
    look = look_closely(scene, racer, run)
    return {(quantity.role, quantity.name): quantity.each for quantity in look.quantities}


def by_role(scene, role, racer=0, run=0):
    (each,) = (quantity.each for quantity in look_closely(scene, racer, run).quantities if quantity.role == role)
    return each


def slopes(points):
    """The gradient of Rosenbrock's function, by hand."""
    x, y = points[..., 0], points[..., 1]
    return np.stack([-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)], axis=-1)


def after(memory, state, news):
    """The state after each step: `memory` of the one before, plus the news."""
    rows = []
    for each in news:
        state = memory * state + each
        rows.append(state)
    return np.array(rows)


def before(rows):
    return np.vstack([np.zeros(2), rows[:-1]])


def check(look, role, name, expected):
    np.testing.assert_allclose(look[role, name], expected, rtol=1e-7, atol=1e-12)


def test_gradient_descent_takes_the_rate_times_the_slope_and_no_more():
    at = scene("gd")
    look = told(at)
    x, g = look["point", "point"], look["gradient", "gradient"]
    np.testing.assert_array_equal(x, run_scene(at)[0].points[0, :-1])
    np.testing.assert_allclose(g, slopes(x), rtol=1e-9)
    check(look, "slope", "slope", g)
    check(look, "rate", "rate", np.full((40, 1), at.racers[0].lr))
    check(look, "step", "step", -at.racers[0].lr * g)
    check(look, "effective", "effective", np.full((40, 2), at.racers[0].lr))
    assert not any(role in ("momentum", "square", "part", "asked") for role, _ in look)


def test_the_hessian_is_that_of_the_surface():
    look = told(scene("gd"))
    x, y = look["point", "point"].T
    rows = [2 - 400 * (y - 3 * x * x), -400 * x, -400 * x, np.full_like(x, 200)]
    check(look, "hessian", "hessian", np.stack(rows, axis=-1))


def test_momentum_falls_into_the_velocity_that_was_and_the_slope():
    look, lr = told(scene("momentum", beta=0.8, dampening=0.3)), scene("momentum").racers[0].lr
    g = slopes(look["point", "point"])
    v = after(0.8, np.zeros(2), 0.7 * lr * g)
    check(look, "momentum", "v", v)
    check(look, "part", "memory", -0.8 * before(v))
    check(look, "part", "gradient", -0.7 * lr * g)
    check(look, "step", "step", -v)


def test_nesterov_looks_ahead_of_where_it_stands():
    look, lr = told(scene("nesterov", beta=0.8)), scene("nesterov").racers[0].lr
    x, v = look["point", "point"], look["momentum", "v"]
    ahead = x - 0.8 * before(v)
    check(look, "asked", "asked", ahead)
    check(look, "asked_gradient", "asked_gradient", slopes(ahead))
    check(look, "gradient", "gradient", slopes(ahead))
    check(look, "slope", "slope", slopes(x))
    check(look, "momentum", "v", after(0.8, np.zeros(2), lr * slopes(ahead)))
    check(look, "part", "memory", -0.8 * before(v))
    check(look, "part", "gradient", -lr * slopes(ahead))


def moments(look, g, beta1=0.9, beta2=0.999):
    t = np.arange(1, len(g) + 1)[:, None]
    m, v = after(beta1, np.zeros(2), (1 - beta1) * g), after(beta2, np.zeros(2), (1 - beta2) * g * g)
    return m, v, m / (1 - beta1**t), v / (1 - beta2**t), 1 - beta1**t


def test_adam_falls_into_its_first_moment_that_was_and_the_slope_over_the_same_root():
    at = scene("adam")
    look, lr = told(at), at.racers[0].lr
    g = slopes(look["point", "point"])
    m, v, m_hat, v_hat, share = moments(look, g)
    check(look, "momentum", "m", m)
    check(look, "square", "v", v)
    check(look, "corrected_momentum", "m", m_hat)
    check(look, "corrected_square", "v", v_hat)
    rate = lr / (np.sqrt(v_hat) + 1e-8) / share
    check(look, "part", "memory", -rate * 0.9 * before(m))
    check(look, "part", "gradient", -rate * 0.1 * g)
    check(look, "step", "step", -lr * m_hat / (np.sqrt(v_hat) + 1e-8))
    check(look, "effective", "effective", lr * m_hat / (np.sqrt(v_hat) + 1e-8) / g)
    # The first step is the rate long on each axis, and all of it from the gradient.
    np.testing.assert_allclose(np.abs(look["step", "step"][0]), lr, rtol=1e-6)
    np.testing.assert_array_equal(look["part", "memory"][0], 0)


def test_decoupled_decay_is_a_part_of_its_own():
    at = scene("adamw", weight_decay=0.3)
    look, lr = told(at), at.racers[0].lr
    x = look["point", "point"]
    *_, m_hat, v_hat, _ = moments(look, slopes(x))
    check(look, "part", "decay", -lr * 0.3 * x)
    np.testing.assert_allclose(
        look["part", "memory"] + look["part", "gradient"], -lr * m_hat / (np.sqrt(v_hat) + 1e-8), rtol=1e-7, atol=1e-12
    )


def test_decay_that_enters_the_gradient_is_what_the_step_would_lack_without_it():
    at = scene("adam", weight_decay=0.3)
    look, lr = told(at), at.racers[0].lr
    x = look["point", "point"]
    plain, decayed = slopes(x), slopes(x) + 0.3 * x
    m, v, m_hat, v_hat, share = moments(look, decayed)
    m_bare, v_bare = 0.9 * before(m) + 0.1 * plain, 0.999 * before(v) + 0.001 * plain**2
    t = np.arange(1, 41)[:, None]
    bare = -lr * m_bare / share / (np.sqrt(v_bare / (1 - 0.999**t)) + 1e-8)
    check(look, "part", "decay", -lr * m_hat / (np.sqrt(v_hat) + 1e-8) - bare)


def test_without_decay_or_correction_neither_is_told():
    roles = [role for role, _ in told(scene("adamw", weight_decay=0.0, bias_correction=False))]
    assert not any(role.startswith("corrected") for role in roles)
    assert ("part", "decay") not in told(scene("adamw", weight_decay=0.0))
    assert "part" in roles


def test_bias_correction_of_the_others_is_told_too():
    for name, given in (("amsgrad", {"form": "torch"}), ("radam", {}), ("adabelief", {}), ("yogi", {}), ("nadam", {})):
        roles = [role for role, _ in told(scene(name, **given))]
        assert "corrected_square" in roles, name


def test_sharpness_aware_descent_is_told_with_both_places_where_it_asks():
    at = scene("sam", rho=0.05, momentum=0.5)
    look = told(at)
    x = look["point", "point"]
    g = slopes(x)
    top = x + 0.05 * g / np.hypot(*g.T)[:, None]
    check(look, "gradient", "gradient", g)
    check(look, "asked", "asked", top)
    check(look, "asked_gradient", "asked_gradient", slopes(top))


@EVERY_OPTIMIZER
def test_of_every_optimizer_each_step_is_told_in_finite_numbers_and_its_parts_add_up(name):
    at = scene(name)
    look, (run,) = look_closely(at, 0, 0), run_scene(at)
    (stop,) = run.diverged_at
    assert look.moves == 40 == (40 if stop < 0 else stop)
    rows = {(quantity.role, quantity.name): quantity.each for quantity in look.quantities}
    assert len(rows) == len(look.quantities)
    for (role, _), each in rows.items():
        width = {"rate": 1, "hessian": 4}.get(role) or (each.shape[1] if role == "state" else 2)
        assert each.shape == (40, width)
        assert role == "effective" or np.isfinite(each).all()
    np.testing.assert_array_equal(rows["point", "point"], run.points[0, :-1])
    np.testing.assert_allclose(rows["step", "step"], np.diff(run.points[0].astype(float), axis=0), **DRAWN)
    parts = [each for (role, _), each in rows.items() if role == "part"]
    assert bool(parts) == OPTIMIZERS[name].memory.linear
    if parts:
        np.testing.assert_allclose(sum(parts), rows["step", "step"], rtol=1e-9, atol=1e-14)
    g, effective = rows["gradient", "gradient"], rows["effective", "effective"]
    np.testing.assert_array_equal(np.isnan(effective), g == 0)
    np.testing.assert_allclose((-effective * g)[g != 0], rows["step", "step"][g != 0], rtol=1e-6)


@EVERY_OPTIMIZER
def test_moving_any_number_compiles_nothing(name):
    at = scene(name)
    look_closely(at, 0, 0)
    method = OPTIMIZERS[name]
    moved = [scene(name, **hyper) for hyper in other_numbers(method.knobs, method.hyper)]
    moved += [scene(name, steps=70), replace(at, starts=((0.0, 0.5), (1.0, 2.0)), seeds=3)]
    moved.append(replace(at, surface_params=(("a", 0.5), ("b", 20.0))))
    with counted_compilations() as seen:
        for other in moved:
            look_closely(other, 0, 0)
        look_closely(moved[-2], 0, 5)
    assert seen == []


SURFACES_TRIED = ["himmelblau", "beale", "rastrigin", "linear_regression", "logistic_regression"]


@pytest.mark.parametrize("surface", SURFACES_TRIED)
def test_the_points_are_the_drawn_ones_and_the_steps_lead_from_one_to_the_next(surface):
    at = default_scene(surface)
    for which, run in enumerate(run_scene(at)):
        for number, path in enumerate(run.points):
            look = told(at, which, number)
            np.testing.assert_array_equal(look["point", "point"], path[:-1])
            np.testing.assert_allclose(look["step", "step"], np.diff(path.astype(float), axis=0), **DRAWN)


def batched(name, **changes):
    at = scene(name, "linear_regression")
    params = tuple((dict(at.surface_params) | {"batch": 16.0}).items())
    return replace(at, surface_params=params, seed=5, **changes)


MET = {
    "noise": replace(scene("gd", lr=0.001), noise=20.0, seed=3),
    "noise and seeds": replace(scene("gd", lr=0.001), noise=20.0, seed=3, seeds=4),
    "batches": batched("gd"),
    "batches and seeds": batched("gd", seeds=3),
    "batches, noise and seeds": batched("gd", seeds=3, noise=0.2),
}


@pytest.mark.parametrize("at", MET.values(), ids=MET)
def test_the_gradient_is_the_one_that_moved_the_drawn_run(at):
    (run,) = run_scene(at)
    for number in range(at.runs):
        look = told(at, 0, number)
        drawn = -np.diff(run.points[number].astype(float), axis=0) / at.racers[0].lr
        np.testing.assert_allclose(look["gradient", "gradient"], drawn, rtol=1e-3, atol=1e-3)
        assert not np.allclose(look["gradient", "gradient"], look["slope", "slope"], rtol=0.01)


def test_the_exact_slope_is_that_of_all_the_data_without_noise():
    look = told(batched("gd", noise=0.2))
    x = look["point", "point"]
    np.testing.assert_allclose(
        look["slope", "slope"].T, SURFACES["linear_regression"].grad(*x.T), rtol=1e-9, atol=1e-12
    )


def test_a_rate_that_falls_is_told_step_by_step():
    racer = replace(scene("gd").racers[0], schedule="cosine")
    at = replace(scene("gd"), racers=(racer,))
    np.testing.assert_allclose(by_role(at, "rate")[:, 0], run_scene(at)[0].rates, rtol=1e-9)


def test_of_a_run_that_diverges_the_steps_before_are_told():
    at = scene("gd", lr=1.0)
    (run,) = run_scene(at)
    look = look_closely(at, 0, 0)
    assert look.moves == run.diverged_at[0] - 1 > 0
    np.testing.assert_array_equal(told(at)["point", "point"], run.points[0, : look.moves])


def test_of_a_run_that_cannot_start_nothing_is_told():
    at = replace(scene("gd"), starts=((20.0, 5.0),))
    look = look_closely(at, 0, 0)
    assert 0 <= look.moves <= 40
    assert all(len(quantity.each) == look.moves for quantity in look.quantities)


def test_gradient_descent_is_exact_long_after_single_precision_has_settled():
    """So the effective rate stays the rate where the drawn steps are no longer than their rounding."""
    at = default_scene("sphere", ("gd",))
    np.testing.assert_allclose(by_role(at, "effective")[:30], at.racers[0].lr, rtol=1e-9)


@pytest.mark.parametrize("which", [(-1, 0), (1, 0), (0, -1), (0, 99)])
def test_there_is_nothing_to_look_at_where_there_is_no_run(which):
    with pytest.raises(SceneError, match="no such racer or run"):
        look_closely(scene("gd"), *which)


def test_programs_that_are_kept_have_a_limit():
    assert step_program.cache_info().maxsize is not None


def test_every_racer_of_a_surface_can_be_looked_at():
    at, _ = without_unsuitable(default_scene("saddle", ("gd", "polyak", "newton")))
    assert [unmet_need(OPTIMIZERS[racer.optimizer], at.ground) for racer in at.racers] == ["", ""]
    assert [look_closely(at, which, 0).moves for which in range(2)] == [at.steps] * 2
