"""Methods that estimate the distance to the goal, and so need no rate."""

import numpy as np


def adam_correction(t, beta1, beta2, wanted):
    return (1 - beta2**t) ** 0.5 / (1 - beta1**t) if wanted else 1.0


def dadapt_sgd(ground, x, rates, momentum=0.0, weight_decay=0.0, d0=1e-6, growth_rate=1000.0):
    """With the paper's first form of the bound: |s|^2 less the sum of all |lambda g|^2, over |s|."""
    start, d, squares, s, first = x, d0, 0.0, np.zeros(2), None
    for lr in rates:
        g = ground.grad(x)
        first = np.linalg.norm(g) if first is None else first
        move = lr * d / first * (g + weight_decay * x)
        s = s + move
        squares += np.dot(move, move)
        d = np.clip((np.dot(s, s) - squares) / np.linalg.norm(s), d, growth_rate * d)
        z = start - s
        x = z + momentum * (x - z)
        yield x


def dadapt_adam(
    ground,
    x,
    rates,
    beta1=0.9,
    beta2=0.999,
    eps=1e-8,
    weight_decay=0.0,
    decouple=False,
    d0=1e-6,
    growth_rate=1000.0,
    bias_correction=False,
):
    """With sums in the place of the means s and r: the shares 1 - sqrt(beta2) cancel but for one."""
    m, v, s, r, d, fade = np.zeros(2), np.zeros(2), np.zeros(2), 0.0, d0, beta2**0.5
    for t, lr in enumerate(rates, start=1):
        g = ground.grad(x) + (0 if decouple else weight_decay * x)
        rate = d * lr * adam_correction(t, beta1, beta2, bias_correction)
        r = fade * r + (1 - fade) * rate * np.dot(g, s / (v**0.5 + eps))
        m = m + (1 - beta1) * (rate * g - m)
        v = v + (1 - beta2) * (g**2 - v)
        s = fade * s + rate * g
        d = np.clip(r / ((1 - fade) * np.abs(s).sum()), d, growth_rate * d)
        pull = rate * weight_decay * x if decouple else 0
        x = x - pull - m / (v**0.5 + eps)
        yield x


def prodigy(
    ground,
    x,
    rates,
    beta1=0.9,
    beta2=0.999,
    eps=1e-8,
    weight_decay=0.0,
    decouple=True,
    d0=1e-6,
    d_coef=1.0,
    bias_correction=False,
    safeguard_warmup=False,
):
    """The paper's r and s, whose factors 1 - sqrt(beta2) cancel; nothing is measured in units of d0."""
    start, m, v, s, r, d = x, np.zeros(2), np.zeros(2), np.zeros(2), 0.0, d0
    fade = beta2**0.5
    for t, lr in enumerate(rates, start=1):
        g = ground.grad(x) + (0 if decouple else weight_decay * x)
        gamma = lr * adam_correction(t, beta1, beta2, bias_correction)
        m = beta1 * m + (1 - beta1) * (d * g)
        v = beta2 * v + (1 - beta2) * (d * g) ** 2
        r = fade * r + (1 - fade) * gamma * d**2 * np.dot(g, start - x)
        s = fade * s + (1 - fade) * (1 if safeguard_warmup else gamma) * d**2 * g
        rate = gamma * d
        d = max(d, d_coef * r / np.linalg.norm(s, ord=1))
        pull = rate * weight_decay * x if decouple else 0
        x = x - pull - rate * m / (v**0.5 + d * eps)
        yield x


def dog(ground, x, rates, reps_rel=1e-6, eps=1e-8, weight_decay=0.0):
    points, slopes = [x], []
    least = reps_rel * (1 + np.linalg.norm(x))
    for lr in rates:
        slopes.append(ground.grad(x) + weight_decay * x)
        farthest = max(least, *(np.linalg.norm(p - points[0]) for p in points))
        x = x - lr * slopes[-1] * farthest / np.sqrt(np.sum(np.square(slopes)) + eps)
        points.append(x)
        yield x


def dowg(ground, x, rates, r0=0.01, eps=1e-4, weight_decay=0.0):
    start, square, weighted = x, r0**2, []
    for lr in rates:
        g = ground.grad(x) + weight_decay * x
        square = max(square, np.sum((x - start) ** 2))
        weighted.append(square * np.sum(g**2))
        x = x - lr * square / (np.sum(weighted) ** 0.5 + eps) * g
        yield x


FORMULAS = {formula.__name__: formula for formula in (dadapt_sgd, dadapt_adam, prodigy, dog, dowg)}

# An estimate that feeds on itself makes rounding grow as it grows, so it is held back here.
CASES: dict[str, list[dict]] = {
    "dadapt_sgd": [
        {"growth_rate": 1.03, "d0": 0.001},
        {"growth_rate": 1.1, "d0": 0.0001, "momentum": 0.9},
        {"growth_rate": 1.02, "d0": 0.01, "weight_decay": 0.1, "momentum": 0.5},
    ],
    "dadapt_adam": [
        {"eps": 0.05, "growth_rate": 1.05, "d0": 0.001},
        {"eps": 0.1, "growth_rate": 1.1, "d0": 0.0001, "bias_correction": True},
        {"eps": 0.1, "growth_rate": 1.05, "d0": 0.001, "weight_decay": 0.1, "beta1": 0.8, "beta2": 0.99},
        {
            "eps": 0.1,
            "growth_rate": 1.05,
            "d0": 0.0005,
            "weight_decay": 0.1,
            "decouple": True,
            "bias_correction": True,
        },
    ],
    "prodigy": [
        {"eps": 0.05, "d_coef": 0.05, "d0": 0.001},
        {"eps": 0.1, "d_coef": 0.1, "d0": 0.001, "bias_correction": True},
        {"eps": 0.1, "d_coef": 0.1, "d0": 0.01, "weight_decay": 0.1, "beta1": 0.8, "beta2": 0.99},
        {"eps": 0.1, "d_coef": 0.05, "d0": 0.01, "weight_decay": 0.1, "decouple": False, "safeguard_warmup": True},
    ],
    "dog": [{"eps": 0.1}, {"eps": 0.05, "reps_rel": 0.001, "weight_decay": 0.1}],
    "dowg": [{"eps": 0.01}, {"eps": 0.1, "r0": 0.1, "weight_decay": 0.1}],
}
