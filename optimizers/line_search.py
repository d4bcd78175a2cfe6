"""A step length that meets the strong Wolfe conditions: enough descent, and a slope that has become flat enough.

J. Nocedal, S. J. Wright (2006), Numerical optimization, algorithms 3.5 (go on until a good length is bracketed) and 3.6
(close in on it), as one loop with one evaluation in each round. It always ends: after MOST evaluations, or at the
longest move allowed, which a surface without a floor would otherwise outrun.
"""

from typing import NamedTuple

import jax
import jax.numpy as jnp
from jax import Array

# Enough to double a trial of 1e-6 up to 1 and to close in afterwards.
MOST = 30


class Place(NamedTuple):
    """A length a along the direction, the loss f there and the slope d along the direction; each ()."""

    a: Array
    f: Array
    d: Array


class Search(NamedTuple):
    """lo: the best place so far that descends enough. hi: the other end of the bracket, inf before there is one."""

    lo: Place
    hi: Place
    trial: Array
    done: Array
    tries: Array


def strong_wolfe(oracle, point, g, p, trial, longest, c1, c2):
    """The length a of a step a * p, (): f(x + a p) <= f(x) + c1 a g.p and |g(x + a p).p| <= c2 |g.p|.

    trial is the first length tried, longest the longest |a p| allowed; a length at that limit need only descend
    enough. Where none is found (rounding, noise) the best that descends enough is returned, or 0.
    """

    def look(a):
        there = point + a * p
        return Place(a, oracle.value(there), jnp.dot(oracle.grad(there), p))

    start = Place(jnp.zeros_like(point[0]), oracle.value(point), jnp.dot(g, p))
    length = jnp.sqrt(jnp.dot(p, p))
    limit = longest / jnp.where(length > 0, length, 1)

    def advance(s):
        new = look(s.trial)
        # Written so that a loss that is not a number counts as too high.
        good = (new.f <= start.f + c1 * new.a * start.d) & (new.f < s.lo.f)
        flat = good & (jnp.abs(new.d) <= -c2 * start.d)
        passed = good & (new.d * jnp.sign(s.hi.a - s.lo.a) >= 0)
        hi = pick(good, pick(passed, s.lo, s.hi), new)
        lo = pick(good, new, s.lo)
        open_ended = jnp.isinf(hi.a)
        done = flat | (open_ended & (new.a >= limit))
        trial = jnp.where(open_ended, jnp.minimum(2 * new.a, limit), between(lo, hi))
        return Search(lo, hi, trial, done, s.tries + 1)

    begin = Search(
        lo=start,
        hi=Place(jnp.full_like(limit, jnp.inf), start.f, start.d),
        trial=jnp.minimum(trial, limit),
        done=~(start.d < 0),
        tries=jnp.zeros((), jnp.int32),
    )
    return jax.lax.while_loop(lambda s: ~s.done & (s.tries < MOST), advance, begin).lo.a


def pick(which, yes, no):
    """One of two places."""
    return jax.tree.map(lambda a, b: jnp.where(which, a, b), yes, no)


def between(lo, hi):
    """Where the cubic through both losses and slopes is lowest, kept off the ends; the middle where it is nowhere."""
    width = hi.a - lo.a
    u, v, rise = lo.d * width, hi.d * width, hi.f - lo.f
    b, c = 3 * rise - 2 * u - v, u + v - 2 * rise
    share = -u / (b + jnp.sqrt(b * b - 3 * c * u))
    return lo.a + width * jnp.where(jnp.isfinite(share), jnp.clip(share, 0.1, 0.9), 0.5)
