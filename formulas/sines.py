"""Sine, cosine and tangent of arrays of JAX, made of what XLA turns into vector code on a CPU.

There jnp.sin calls the C library for one number at a time, which takes 70 times as long as a product and a sum. On
any other device jnp.sin is right, and is what is called.

Method   x is brought within a quarter turn of 0 by taking off a whole number of half turns (for the cosine, a whole
         number and a half); what remains is the argument of one odd polynomial, and the half turns give the sign.
         Neither sine nor cosine has to choose between two polynomials.
Source   W. J. Cody and W. Waite (1980), Software manual for the elementary functions: pi in parts. E. Remez (1934):
         the polynomial whose largest relative error is the least.
Error    Of sine and cosine at most 1.2e-7 (float32, |x| < 5e4) and 2.5e-16 (float64, |x| < 3e6). Beyond, that of an
         argument moved by no more than its own rounding: the number of half turns is then too long for an exact
         product. It never leaves [-1, 1], and is nan where x is infinite or nan.
"""

import math
from collections.abc import Callable
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
from jax import Array, lax


class _Precision(NamedTuple):
    """half_turn: parts of pi, each but the last so short that some 30 000 or 2 million of it are still exact.

    series: sin(r) = r + r^3 (series[0] + series[1] r^2 + ...) for |r| <= pi / 2, to 6e-9 or 3e-19.
    """

    half_turn: tuple[float, ...]
    series: tuple[float, ...]


_PRECISIONS = {
    "float32": _Precision(
        (3.140625, 0.0009670257568359375, 6.277114152908325e-07, 1.215420125655342e-10),
        (-0.16666659550398993, 0.008333066245377116, -0.00019809602849091718, 2.6057805152222003e-06),
    ),
    "float64": _Precision(
        (3.1415926534682512, 1.2154201012607932e-10, 4.044532497591901e-21),
        (
            -0.16666666666666666,
            0.008333333333333194,
            -0.00019841269841209218,
            2.755731921113721e-06,
            -2.505210687279589e-08,
            1.6058939705562125e-10,
            -7.64299148032251e-13,
            2.721174865627205e-15,
        ),
    ),
}


def sin(x: Any) -> Array:
    """The sine, elementwise."""
    return _at_its_precision(_sin, jnp.sin, x)


def cos(x: Any) -> Array:
    """The cosine, elementwise."""
    return _at_its_precision(_cos, jnp.cos, x)


def tan(x: Any) -> Array:
    """The tangent, elementwise."""
    return _at_its_precision(_tan, jnp.tan, x)


def _at_its_precision(ours: Callable[[Array], Array], theirs: Callable[[Array], Array], x: Any) -> Array:
    """Ours for the two precisions that it knows, JAX's own for whole numbers and the rest."""
    x = jnp.asarray(x)
    return ours(x) if x.dtype.name in _PRECISIONS else theirs(x)


# A program of its own for each, so that it is traced once, however often a formula names it.
@jax.custom_jvp
@jax.jit
def _sin(x: Array) -> Array:
    return lax.platform_dependent(x, cpu=_sine, default=jnp.sin)


@jax.custom_jvp
@jax.jit
def _cos(x: Array) -> Array:
    return lax.platform_dependent(x, cpu=_cosine, default=jnp.cos)


@jax.custom_jvp
@jax.jit
def _tan(x: Array) -> Array:
    return lax.platform_dependent(x, cpu=lambda x: _sine(x) / _cosine(x), default=jnp.tan)


# The slope of the polynomial would be a worse cosine than the cosine is.
_sin.defjvps(lambda dx, value, x: dx * _cos(x))
_cos.defjvps(lambda dx, value, x: -(dx * _sin(x)))
_tan.defjvps(lambda dx, value, x: dx * (1 + value * value))


def _sine(x: Array) -> Array:
    whole = jnp.round(x * (1 / math.pi))
    return _wave(x, whole, _sign(whole))


def _cosine(x: Array) -> Array:
    whole = jnp.floor(x * (1 / math.pi))
    return _wave(x, whole + 0.5, -_sign(whole))


def _sign(whole: Array) -> Array:
    """1 for even numbers, -1 for odd ones."""
    half = 0.5 * whole
    return 1 - 4 * (half - jnp.floor(half))


def _wave(x: Array, half_turns: Array, sign: Array) -> Array:
    """The sine of x - half_turns * pi, which is within a quarter turn of 0, times the sign."""
    precision = _PRECISIONS[x.dtype.name]
    for part in precision.half_turn:
        x = x - half_turns * part
    square = x * x
    series = jnp.full_like(x, precision.series[-1])
    for coefficient in reversed(precision.series[:-1]):
        series = series * square + coefficient
    # Rounding goes a little beyond 1, and what remains of an argument too large to have digits goes anywhere.
    return jnp.clip(sign * (x + x * square * series), -1, 1)
