"""Ackley: a waved plain that falls into one deep funnel.

Formula  -20 exp(-0.2 sqrt((x^2 + y^2) / 2)) - exp((cos(2 pi x) + cos(2 pi y)) / 2) + e + 20
Source   D. H. Ackley (1987), A connectionist machine for genetic hillclimbing; often shown to 32.768, here to
         5.
Watch    Short steps stay in a ripple of the plain. The bottom of the funnel is a point, so no rate settles
         there: the slope does not fade.
"""

import math
from typing import NamedTuple

import jax.numpy as jnp

from formulas.sines import cos
from surfaces.base import Surface
from surfaces.finite_root import finite_root


class Params(NamedTuple):
    """Nothing to set."""


def value(point, params):
    x, y = point
    distance = finite_root((x * x + y * y) / 2)
    waves = (cos(2 * math.pi * x) + cos(2 * math.pi * y)) / 2
    return 20 - 20 * jnp.exp(-0.2 * distance) + math.e - jnp.exp(waves)


ackley = Surface(
    name="ackley",
    title="Ackley",
    params=Params(),
    value=value,
    domain=((-5.0, 5.0), (-5.0, 5.0)),
    starts=((-3.5, 2.6),),
    minima=lambda params: [(0.0, 0.0)],
    f_min=lambda params: 0.0,
    gradient_rate=0.05,
    stride=0.1,
    source="D. H. Ackley (1987)",
    latex=r"-20\,e^{-0.2\sqrt{(x^2 + y^2)/2}} - e^{(\cos 2\pi x + \cos 2\pi y)/2} + e + 20",
    steps=150,
)
