"""The later branches from Adam, and quasi-hyperbolic momentum, each from its paper."""

import numpy as np

from tests.optimizers.formulas.adaptive import rectification


def weighted_mean(values, beta):
    """The mean of all values so far in which each older one counts beta times as much: a corrected moment, in full."""
    weights = beta ** np.arange(len(values))[::-1]
    return np.dot(weights, np.array(values)) / weights.sum()


def radam(ground, x, rates, beta1=0.9, beta2=0.999, eps=1e-8, degenerated_to_sgd=True, form="torch"):
    slopes = []
    for t, lr in enumerate(rates, start=1):
        slopes.append(ground.grad(x))
        mean, root = weighted_mean(slopes, beta1), np.sqrt(weighted_mean(np.square(slopes), beta2))
        r = rectification(beta2, t)
        if r is not None:
            # Beside the uncorrected root, eps weighs as eps / sqrt(1 - beta2^t) beside the corrected one.
            floor = eps / np.sqrt(1 - beta2**t) if form == "torch" else eps
            x = x - lr * r * mean / (root + floor)
        elif degenerated_to_sgd:
            x = x - lr * mean
        yield x


def adamax(ground, x, rates, beta1=0.9, beta2=0.999, eps=1e-8):
    slopes = []
    for lr in rates:
        slopes.append(ground.grad(x))
        fading = beta2 ** np.arange(len(slopes))[::-1, None]
        x = x - lr * weighted_mean(slopes, beta1) / np.max(fading * (np.abs(slopes) + eps), axis=0)
        yield x


def yogi(ground, x, rates, beta1=0.9, beta2=0.999, eps=1e-3, initial_accumulator=1e-6):
    m, v = np.full(2, initial_accumulator), np.full(2, initial_accumulator)
    for t, lr in enumerate(rates, start=1):
        g = ground.grad(x)
        m = beta1 * m + (1 - beta1) * g
        v = np.where(v > g**2, v - (1 - beta2) * g**2, v + (1 - beta2) * g**2)
        x = x - lr * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps)
        yield x


def qhm(ground, x, rates, beta=0.9, nu=0.7):
    buffer = np.zeros(2)
    for lr in rates:
        g = ground.grad(x)
        buffer = beta * buffer + (1 - beta) * g
        x = x - lr * (1 - nu) * g - lr * nu * buffer
        yield x


def qhadam(ground, x, rates, beta1=0.9, beta2=0.999, nu1=0.7, nu2=1.0, eps=1e-8):
    slopes = []
    for lr in rates:
        slopes.append(ground.grad(x))
        squares = np.square(slopes)
        above = (1 - nu1) * slopes[-1] + nu1 * weighted_mean(slopes, beta1)
        below = (1 - nu2) * squares[-1] + nu2 * weighted_mean(squares, beta2)
        x = x - lr * above / (np.sqrt(below) + eps)
        yield x


def adan(ground, x, rates, beta1=0.98, beta2=0.92, beta3=0.99, eps=1e-8, weight_decay=0.0):
    slopes: list = []
    changes: list = []
    squares: list = []
    for lr in rates:
        slopes.append(ground.grad(x))
        changes.append(slopes[-1] - slopes[-2] if changes else np.zeros(2))
        squares.append((slopes[-1] + beta2 * changes[-1]) ** 2)
        ahead = weighted_mean(slopes, beta1) + beta2 * weighted_mean(changes, beta2)
        x = x - lr * ahead / (np.sqrt(weighted_mean(squares, beta3)) + eps)
        x = x / (1 + lr * weight_decay)
        yield x


def ademamix(ground, x, rates, beta1=0.9, beta2=0.999, beta3=0.9999, alpha=2.0, eps=1e-8, weight_decay=0.0):
    slow, slopes = np.zeros(2), []
    for lr in rates:
        slopes.append(ground.grad(x))
        slow = beta3 * slow + (1 - beta3) * slopes[-1]
        root = np.sqrt(weighted_mean(np.square(slopes), beta2))
        x = x - lr * ((weighted_mean(slopes, beta1) + alpha * slow) / (root + eps) + weight_decay * x)
        yield x


def adopt(ground, x, rates, beta1=0.9, beta2=0.9999, eps=1e-6, clip=True):
    v = ground.grad(x) ** 2
    yield x
    m = np.zeros(2)
    for t, lr in enumerate(rates[1:], start=1):
        g = ground.grad(x)
        bound = t**0.25 if clip else np.inf
        m = beta1 * m + (1 - beta1) * np.minimum(np.maximum(g / np.maximum(np.sqrt(v), eps), -bound), bound)
        v = beta2 * v + (1 - beta2) * g**2
        x = x - lr * m
        yield x


FORMULAS = {formula.__name__: formula for formula in (radam, adamax, yogi, qhm, qhadam, adan, ademamix, adopt)}

# A tiny eps hides where it stands, so it is large here. Every setting differs from its default somewhere.
CASES: dict[str, list[dict]] = {
    "radam": [
        {"eps": 0.05},
        {"eps": 0.05, "form": "optax"},
        {"eps": 0.05, "beta2": 0.95, "degenerated_to_sgd": False},
        {"eps": 0.1, "beta1": 0.8, "beta2": 0.99},
    ],
    "adamax": [{"eps": 0.1}, {"eps": 0.1, "beta1": 0.8, "beta2": 0.95}],
    "yogi": [{"eps": 0.05}, {"eps": 0.1, "beta1": 0.8, "beta2": 0.99, "initial_accumulator": 0.1}],
    "qhm": [{}, {"beta": 0.99}, {"beta": 0.8, "nu": 0.4}],
    "qhadam": [{"eps": 0.05}, {"eps": 0.1, "beta1": 0.95, "beta2": 0.99, "nu1": 0.5, "nu2": 0.8}],
    "adan": [
        {"eps": 0.05},
        {"eps": 0.1, "beta1": 0.9, "beta2": 0.8, "beta3": 0.95, "weight_decay": 0.1},
    ],
    "ademamix": [
        {"eps": 0.05, "beta3": 0.99},
        {"eps": 0.1, "beta1": 0.8, "beta2": 0.99, "beta3": 0.95, "alpha": 5.0, "weight_decay": 0.1},
    ],
    "adopt": [{"eps": 0.1}, {"eps": 0.1, "clip": False}, {"eps": 0.05, "beta1": 0.8, "beta2": 0.99}],
}
