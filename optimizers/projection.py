"""The projection that AdamP and SGDP share: no part of the move goes along the point where the slope is square to it.

As in the authors' package, for a point that is one layer of two weights: each length in the cosine is at least eps,
and eps is added to the length that the point is divided by.
"""

import jax.numpy as jnp


def project(point, g, move, eps, delta):
    """Whether |cos(g, point)| < delta / sqrt(2), (), and the move, there without its part along the point, (2,)."""
    length = jnp.hypot(point[0], point[1])
    lengths = jnp.maximum(jnp.hypot(g[0], g[1]), eps) * jnp.maximum(length, eps)
    square = jnp.abs(jnp.sum(g * point)) / lengths < delta / 2**0.5
    outward = point / (length + eps)
    return square, jnp.where(square, move - outward * jnp.sum(outward * move), move)
