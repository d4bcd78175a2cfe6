"""Methods that look at the second derivatives, and Polyak's rate."""

import numpy as np


def newton(ground, x, rates, damping=0.0):
    for lr in rates:
        x = x - lr * np.linalg.solve(ground.hessian(x) + np.diag([damping, damping]), ground.grad(x))
        yield x


def saddle_free_newton(ground, x, rates, damping=0.0):
    for lr in rates:
        curvatures, axes = np.linalg.eigh(ground.hessian(x))
        along = np.dot(axes.T, ground.grad(x))
        x = x - lr * np.dot(axes, along / (abs(curvatures) + damping))
        yield x


def natural_gradient(ground, x, rates, damping=0.0):
    for lr in rates:
        x = x - lr * np.dot(np.linalg.inv(ground.fisher(x) + np.diag([damping, damping])), ground.grad(x))
        yield x


def sophia(ground, x, rates, beta1=0.96, beta2=0.99, gamma=0.01, eps=1e-12, weight_decay=0.0, interval=10.0):
    """Algorithm 3 of the paper, whose t counts from 1."""
    m, h = np.zeros(2), np.zeros(2)
    for t, lr in enumerate(rates, start=1):
        m = beta1 * m + (1 - beta1) * ground.grad(x)
        if t % interval == 1 or interval == 1:
            h = beta2 * h + (1 - beta2) * np.diag(ground.hessian(x))
        x = x - lr * weight_decay * x
        for axis in (0, 1):
            wish = m[axis] / max(gamma * h[axis], eps)
            x[axis] = x[axis] - lr * min(max(wish, -1.0), 1.0)
        yield x.copy()


def polyak(ground, x, rates, max_rate=1000.0):
    for lr in rates:
        g = ground.grad(x)
        if np.linalg.norm(g) > 0:
            x = x - lr * g * min((ground.value(x) - ground.f_min) / np.linalg.norm(g) ** 2, max_rate)
        yield x


FORMULAS = {formula.__name__: formula for formula in (newton, saddle_free_newton, natural_gradient, sophia, polyak)}

CASES: dict[str, list[dict]] = {
    "newton": [{"damping": 0.01}, {"damping": 0.5}, {"damping": 40.0}],
    "saddle_free_newton": [{"damping": 0.5}, {"damping": 5.0}],
    "natural_gradient": [{"damping": 0.5}, {"damping": 5.0}],
    "sophia": [
        {"eps": 0.05},
        {"eps": 0.1, "gamma": 1.0, "interval": 1.0},
        {"eps": 0.05, "beta1": 0.8, "beta2": 0.9, "gamma": 0.5, "interval": 3.0, "weight_decay": 0.1},
    ],
    # Without a small cap its zig-zag is chaotic.
    "polyak": [{"max_rate": 0.001}],
}
