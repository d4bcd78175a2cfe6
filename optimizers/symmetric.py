"""Symmetric matrices of two by two: what the curvature methods do with them, in closed form.

Written for one matrix; under vmap it stays a handful of products, with no decomposition.
"""

import jax.numpy as jnp


def solve(A, b):
    """The x of A x = b; where A is singular, the shortest x that solves as much of it as can be solved.

    So a direction without curvature gets no step, and A = 0 gives 0. Singular means: to rounding, for A's own size.
    """
    unit, size = of_size_one(A)
    det = determinant(unit)
    singular = jnp.abs(det) <= jnp.finfo(A.dtype).eps * jnp.sum(unit * unit)
    turned = jnp.stack([unit[1, 1] * b[0] - unit[0, 1] * b[1], unit[0, 0] * b[1] - unit[1, 0] * b[0]])
    # A singular matrix is its one eigenvalue times v v^T, and its trace is that eigenvalue.
    trace = jnp.trace(unit)
    along = unit @ b / jnp.where(trace == 0, 1, trace) ** 2
    return jnp.where(singular, along, turned / jnp.where(singular, 1, det)) / size


def magnitude(A):
    """|A|: the same eigenvectors, and the magnitudes of the eigenvalues.

    It is the root of A A, and the root of a positive 2 x 2 matrix M is (M + sqrt(det M)) / sqrt(tr M + 2 sqrt(det M)).
    """
    unit, size = of_size_one(A)
    det = jnp.abs(determinant(unit))
    root = jnp.sqrt(jnp.sum(unit * unit) + 2 * det)
    return size * (unit @ unit + det * jnp.eye(2, dtype=A.dtype)) / jnp.where(root == 0, 1, root)


def determinant(A):
    """The determinant, shape ()."""
    return A[0, 0] * A[1, 1] - A[0, 1] * A[1, 0]


def of_size_one(A):
    """A over its largest entry, so that no product underflows, and that entry (1 where A = 0)."""
    largest = jnp.max(jnp.abs(A))
    size = jnp.where(largest == 0, 1, largest)
    return A / size, size
