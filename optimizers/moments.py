"""Adam's two moments, which its nearest kin keep too; each then makes its own step of them."""

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array


class Moments(NamedTuple):
    """m: first moment (2,), v: second moment (2,), b1t = beta1^t and b2t = beta2^t, both ()."""

    m: Array
    v: Array
    b1t: Array
    b2t: Array

    def corrected(self):
        """Both moments, each over the share of its weights that it has met so far."""
        return self.m / (1 - self.b1t), self.v / (1 - self.b2t)


def no_moments(hyper, point):
    """What is known before the first gradient."""
    zero, one = jnp.zeros_like(point), jnp.ones_like(point[0])
    return Moments(m=zero, v=zero, b1t=one, b2t=one)


def next_moments(hyper, state, g):
    """The moments once they have met the gradient g (2,)."""
    m = hyper.beta1 * state.m + (1 - hyper.beta1) * g
    v = hyper.beta2 * state.v + (1 - hyper.beta2) * g * g
    return Moments(m, v, state.b1t * hyper.beta1, state.b2t * hyper.beta2)


def corrected_moments(hyper, state):
    """Both moments as the step takes them, by name; none where a setting turns the correction off."""
    if not getattr(hyper, "bias_correction", True):
        return {}
    m, v = Moments(state.m, state.v, state.b1t, state.b2t).corrected()
    return {"m": m, "v": v}
