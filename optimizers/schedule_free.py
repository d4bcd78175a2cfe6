"""What the schedule-free optimizers share: where they take the gradient, and how they average.

A. Defazio et al. (2024), The road less scheduled: z is moved by the base method, x is the mean of all z so far, and the
gradient is taken at y between them.
"""

import jax.numpy as jnp


def between(z, x, beta):
    """The point y where the gradient is taken."""
    return (1 - beta) * z + beta * x


def mean(x, z, total, lr_max, t, hyper):
    """The mean x with the t-th z in it, weighing t^r * lr_max^weight_lr_power, and the total of all weights."""
    weight = t**hyper.r * lr_max**hyper.weight_lr_power
    total = total + weight
    # Nothing weighs anything while a warm-up holds the rate at 0.
    share = weight / jnp.where(total > 0, total, 1.0)
    return (1 - share) * x + share * z, total
