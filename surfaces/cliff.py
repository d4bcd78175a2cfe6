"""Cliff: a gentle slope that ends in a sudden drop.

Formula  (x - 3)^2 / 20 + y^2 / 4 + 1 - tanh(8 x)
Source   Made for this page; the picture is that of R. Pascanu, T. Mikolov and Y. Bengio (2013), On the
         difficulty of training recurrent neural networks.
Watch    One gradient at the edge is ten times all the others: plain descent is thrown far out, and methods that
         remember squared gradients walk on with tiny steps.
"""

from typing import NamedTuple

import jax.numpy as jnp

from surfaces.base import Surface


class Params(NamedTuple):
    """Nothing to set."""


def value(point, params):
    x, y = point
    return (x - 3) ** 2 / 20 + y * y / 4 + 1 - jnp.tanh(8 * x)


cliff = Surface(
    name="cliff",
    title="Cliff",
    params=Params(),
    value=value,
    domain=((-5.0, 8.0), (-3.5, 3.5)),
    starts=((-4.0, 2.5),),
    minima=lambda params: [(3.0, 0.0)],
    f_min=lambda params: 0.0,
    gradient_rate=0.6,
    stride=0.05,
    source="Made for this page, after R. Pascanu, T. Mikolov and Y. Bengio (2013)",
    latex=r"\frac{(x - 3)^2}{20} + \frac{y^2}{4} + 1 - \tanh 8x",
    steps=150,
)
