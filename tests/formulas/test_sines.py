"""Our sine, cosine and tangent are those of mpmath, and so are their derivatives."""

import itertools

import jax
import jax.numpy as jnp
import mpmath
import numpy as np
import pytest

from formulas import sines

OURS = {"sin": sines.sin, "cos": sines.cos}
# The largest error that may be, and the largest argument up to which it may not be more.
PRECISIONS = {"float32": (1.2e-7, 5e4), "float64": (2.5e-16, 3e6)}
EVERY_WAVE = pytest.mark.parametrize("name", OURS)
EVERY_DTYPE = pytest.mark.parametrize("dtype", PRECISIONS)
NEVER = (np.inf, -np.inf, np.nan)


@pytest.fixture(autouse=True)
def both_precisions():
    with jax.enable_x64(True), mpmath.workdps(50):
        yield


def exactly(name, xs):
    """mpmath's value for every number and what float64 leaves out of it, so that no rounding of it counts as ours."""
    exact = [getattr(mpmath, name)(mpmath.mpf(float(x))) for x in np.ravel(xs)]
    near = np.array([float(value) for value in exact])
    rest = np.array([float(value - mpmath.mpf(float(value))) for value in exact])
    return near, rest


def error(name, xs):
    """The largest distance from mpmath."""
    near, rest = exactly(name, xs)
    ours = np.asarray(jax.jit(OURS[name])(xs), np.float64)
    return float(np.max(np.abs((ours - near) - rest)))


def near_quarter_turns(dtype, largest):
    """The numbers of this precision around multiples of a quarter turn, where the whole part changes."""
    turns = np.concatenate([np.arange(0, 200), np.geomspace(200, largest / np.pi * 2, 100)]).round()
    middle = (turns * np.pi / 2).astype(dtype)
    return np.concatenate([middle, np.nextafter(middle, dtype(np.inf)), np.nextafter(middle, -dtype(np.inf))])


@EVERY_DTYPE
@EVERY_WAVE
@pytest.mark.parametrize("reach", [1.6, 7.0, 100.0, 1e4, None])
def test_the_error_is_about_one_rounding(name, dtype, reach):
    most, largest = PRECISIONS[dtype]
    reach = reach or largest
    random = np.random.default_rng(3).uniform(-reach, reach, 2000)
    xs = np.concatenate([np.linspace(-reach, reach, 2001), random]).astype(dtype)
    assert error(name, xs) < most


@EVERY_DTYPE
@EVERY_WAVE
def test_the_error_is_no_more_where_the_half_turns_change(name, dtype):
    most, largest = PRECISIONS[dtype]
    xs = near_quarter_turns(getattr(np, dtype), largest)
    assert error(name, np.concatenate([xs, -xs])) < most


@EVERY_DTYPE
def test_small_sines_lose_no_digits(dtype):
    """At multiples of pi, and at arguments that are next to nothing."""
    largest = PRECISIONS[dtype][1]
    turns = np.concatenate([np.arange(1, 200), np.geomspace(200, largest / np.pi, 100).round()])
    xs = np.concatenate([turns * np.pi, np.geomspace(1e-30, 1e-3, 100)]).astype(dtype)
    near, _ = exactly("sin", xs)
    np.testing.assert_allclose(np.asarray(sines.sin(xs)), near, rtol=4 * np.finfo(dtype).eps)


@EVERY_DTYPE
@EVERY_WAVE
@pytest.mark.parametrize("times", [3.0, 1e2, 1e4])
def test_beyond_its_range_the_error_is_that_of_a_rounded_argument(name, dtype, times):
    most, largest = PRECISIONS[dtype]
    reach = largest * times
    xs = np.random.default_rng(4).uniform(reach / 2, reach, 1000).astype(dtype)
    assert error(name, xs) < most + np.spacing(np.array(reach, dtype))


@EVERY_DTYPE
@EVERY_WAVE
def test_no_argument_leads_out_of_its_bounds(name, dtype):
    limits = np.finfo(dtype)
    xs = np.ldexp(np.linspace(1, 1.9, 37)[:, None], np.arange(limits.minexp, limits.maxexp)).ravel()
    xs = np.concatenate([xs, -xs, [0.0, limits.max, limits.min]]).astype(dtype)
    values = np.asarray(jax.jit(OURS[name])(xs))
    assert values.dtype == dtype
    assert (np.abs(values) <= 1).all()


@EVERY_DTYPE
@pytest.mark.parametrize("name", ["sin", "cos", "tan"])
@pytest.mark.parametrize("x", NEVER)
def test_what_has_no_sine_is_nan(name, dtype, x):
    ours = getattr(sines, name)
    assert np.isnan(ours(jnp.array(x, dtype)))
    assert np.isnan(jax.grad(ours)(jnp.array(x, dtype)))
    assert np.isnan(jax.jit(ours)(jnp.full(64, x, dtype))).all()


@EVERY_DTYPE
def test_zero_is_exact_and_sides_mirror(dtype):
    assert float(sines.sin(jnp.zeros((), dtype))) == 0.0
    assert float(sines.cos(jnp.zeros((), dtype))) == 1.0
    xs = np.random.default_rng(5).uniform(0, 1e4, 5000).astype(dtype)
    np.testing.assert_array_equal(sines.sin(-xs), -sines.sin(xs))
    np.testing.assert_array_equal(sines.cos(-xs), sines.cos(xs))


@EVERY_DTYPE
def test_the_tangent_keeps_its_digits_up_to_the_poles(dtype):
    xs = np.concatenate([np.linspace(-30, 30, 3001).astype(dtype), near_quarter_turns(getattr(np, dtype), 1e4)])
    near, _ = exactly("tan", xs)
    np.testing.assert_allclose(
        np.asarray(jax.jit(sines.tan)(xs)), near, rtol=6 * np.finfo(dtype).eps, atol=np.finfo(dtype).tiny
    )


def derivatives(function, times):
    """The function and its derivatives, each one of the last."""
    for _ in range(times + 1):
        yield function
        function = jax.grad(function)


CIRCLE = (np.sin, np.cos, lambda x: -np.sin(x), lambda x: -np.cos(x))


@EVERY_DTYPE
@pytest.mark.parametrize(("name", "place"), [("sin", 0), ("cos", 1)])
def test_each_derivative_is_the_next_on_the_circle(name, place, dtype):
    xs = np.random.default_rng(6).uniform(-50, 50, 500).astype(dtype)
    for order, ours in enumerate(derivatives(OURS[name], 5)):
        wanted = CIRCLE[(place + order) % 4](xs.astype(np.float64))
        np.testing.assert_allclose(jax.jit(jax.vmap(ours))(xs), wanted, rtol=0, atol=2 * PRECISIONS[dtype][0])


def test_the_tangents_derivatives_are_mpmaths_to_the_third():
    xs = np.random.default_rng(7).uniform(-1.4, 1.4, 50)
    for order, ours in enumerate(derivatives(sines.tan, 3)):
        wanted = [float(mpmath.diff(mpmath.tan, mpmath.mpf(float(x)), order)) for x in xs]
        np.testing.assert_allclose(jax.vmap(ours)(xs), wanted, rtol=1e-12, atol=1e-12)


def test_derivatives_compose_in_every_order():
    def ours(p):
        return sines.sin(p[0] * p[1]) * sines.cos(p[1]) + sines.tan(p[0] / 4)

    def theirs(p):
        return jnp.sin(p[0] * p[1]) * jnp.cos(p[1]) + jnp.tan(p[0] / 4)

    points = np.random.default_rng(8).uniform(-3, 3, (20, 2))
    orders = [jax.grad, jax.hessian, lambda f: jax.jacfwd(jax.jacfwd(f)), lambda f: jax.jacrev(jax.hessian(f))]
    for order, axis in itertools.product(orders, (0, 1)):
        given = points if axis == 0 else points.T
        many = jax.jit(jax.vmap(order(ours), in_axes=axis))(given)
        np.testing.assert_allclose(many, jax.vmap(order(theirs), in_axes=axis)(given), rtol=1e-12, atol=1e-12)


def test_alone_in_many_and_compiled_they_are_the_same_to_a_rounding():
    xs = np.linspace(-20, 20, 101)
    for ours in OURS.values():
        alone = [float(ours(x)) for x in xs]
        np.testing.assert_allclose(jax.jit(ours)(xs), alone, rtol=0, atol=2.3e-16)
        np.testing.assert_allclose(jax.vmap(ours)(xs.reshape(1, 101)), [alone], rtol=0, atol=2.3e-16)


@pytest.mark.parametrize("name", ["sin", "cos", "tan"])
@pytest.mark.parametrize("x", [2, 0.5, np.float32(0.5), np.arange(3), np.ones(2, np.float16), [0.1, 0.2]])
def test_other_numbers_give_what_jax_gives(name, x):
    given = jnp.asarray(x)
    theirs = getattr(jnp, name)(given)
    ours = getattr(sines, name)(x if not isinstance(x, list) else given)
    assert (ours.dtype, ours.shape) == (theirs.dtype, theirs.shape)
    np.testing.assert_allclose(ours, theirs, rtol=4 * np.finfo(theirs.dtype).eps)


@EVERY_DTYPE
@EVERY_WAVE
@pytest.mark.parametrize(("platform", "its_own"), [("cpu", False), ("cuda", True), ("tpu", True)])
def test_only_a_cpu_is_spared_the_devices_own(name, dtype, platform, its_own):
    program = jax.jit(jax.value_and_grad(OURS[name])).trace(jnp.zeros((), dtype)).lower(lowering_platforms=(platform,))
    called = {word for word in ("sine", "cosine") if f"stablehlo.{word} " in program.as_text()}
    assert called == ({"sine", "cosine"} if its_own else set())
