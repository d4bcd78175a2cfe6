"""The variance rectification of RAdam, which rectified AdaBelief shares.

With w = 1 + beta2 + ... + beta2^(t - 1) and q <- beta2 * q + w, the paper's length of the average,
rho = rho_inf - 2 t beta2^t / (1 - beta2^t), is 2 q / w - 1, and 1 - beta2^t is (1 - beta2) * w. Written so, nothing
cancels: in float32 the paper's form is wrong by 0.1 in the first steps, just where rho decides.
"""

import jax.numpy as jnp


def lengthen(beta2, w, q):
    """The sums w and q after one more step."""
    w = beta2 * w + 1
    return w, beta2 * q + w


def rectify(beta2, w, q):
    """Whether the variance is known well enough, and the factor of the step where it is."""
    rho, rho_inf = 2 * q / w - 1, 2 / (1 - beta2) - 1
    known = rho > 5
    # The unused side must be finite as well; rho_inf > rho > 5 on the other.
    rho, rho_inf = jnp.where(known, rho, 6), jnp.where(known, rho_inf, 6)
    share = (rho - 4) * (rho - 2) * rho_inf / ((rho_inf - 4) * (rho_inf - 2) * rho)
    return known, jnp.sqrt(share)
