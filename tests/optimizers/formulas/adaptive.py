"""Adadelta, vSGD, and the first branches from Adam, each from its paper; where papers are silent, as torch has it."""

from itertools import pairwise

import numpy as np

from tests.optimizers.formulas.divisor import divisor


def moments(beta1, beta2):
    """Both moments of Adam, fed with slopes: send a slope, receive (m, v), uncorrected."""
    m, v = np.zeros(2), np.zeros(2)
    g = yield
    while True:
        m, v = m + (1 - beta1) * (g - m), v + (1 - beta2) * (g**2 - v)
        g = yield m, v


def fed(beta1, beta2):
    """`moments`, ready to be fed."""
    feed = moments(beta1, beta2)
    next(feed)
    return feed.send


def adadelta(ground, x, rates, rho=0.9, eps=1e-6):
    def rms(mean_square):
        return np.sqrt(mean_square + eps)

    slopes, moves = np.zeros(2), np.zeros(2)
    for lr in rates:
        g = ground.grad(x)
        slopes = rho * slopes + (1 - rho) * g**2
        delta_x = -rms(moves) / rms(slopes) * g
        moves = rho * moves + (1 - rho) * delta_x**2
        x = x + lr * delta_x
        yield x


def vsgd(ground, x, rates, slow_start=2.0, memory=10.0, eps=1e-8):
    tau = None
    for lr in rates:
        g, curvature = ground.grad(x), np.abs(np.diag(ground.hessian(x)))
        if tau is None:
            tau, mean, square, bent = np.full(2, memory), g, slow_start * g**2, slow_start * curvature
        else:
            fresh = 1 / tau
            mean = (1 - fresh) * mean + fresh * g
            square = (1 - fresh) * square + fresh * g**2
            bent = (1 - fresh) * bent + fresh * curvature
        rate = mean**2 / (square * (bent + eps))
        tau = (1 - mean**2 / square) * tau + 1
        x = x - lr * rate * g
        yield x


def adamw(
    ground, x, rates, beta1=0.9, beta2=0.999, eps=1e-8, eps_inside=False, bias_correction=True, weight_decay=0.01
):
    feed = fed(beta1, beta2)
    for t, lr in enumerate(rates, start=1):
        g = ground.grad(x)
        # As torch does it: shrink first, then step; the slope is of the point before.
        x = x * (1 - lr * weight_decay)
        m, v = feed(g)
        if bias_correction:
            m, v = m / (1 - beta1**t), v / (1 - beta2**t)
        x = x - lr * m / divisor(v, eps, eps_inside)
        yield x


def amsgrad(
    ground,
    x,
    rates,
    beta1=0.9,
    beta2=0.999,
    eps=1e-8,
    eps_inside=False,
    bias_correction=True,
    weight_decay=0.0,
    form="torch",
):
    feed = fed(beta1, beta2)
    seen = [np.zeros(2)]
    for t, lr in enumerate(rates, start=1):
        m, v = feed(ground.grad(x) + weight_decay * x)
        corrected = bias_correction and form != "paper"
        unbiased = 1 - beta2**t if corrected else 1
        m = m / (1 - beta1**t) if corrected else m
        seen.append(v / unbiased if form == "optax" else v)
        largest = np.max(seen, axis=0)
        if form == "torch":
            largest = largest / unbiased
        x = x - lr * m / divisor(largest, eps, eps_inside)
        yield x


def nadam(ground, x, rates, beta1=0.9, beta2=0.999, eps=1e-8, momentum_decay=0.004, form="torch"):
    feed = fed(beta1, beta2)
    if form == "torch":
        mus = [beta1 * (1 - 0.96 ** (t * momentum_decay) / 2) for t in range(1, len(rates) + 2)]
    else:
        mus = [beta1] * (len(rates) + 1)
    for t, (lr, (mu, following)) in enumerate(zip(rates, pairwise(mus), strict=True), start=1):
        g = ground.grad(x)
        m, v = feed(g)
        m_bar = following * m / (1 - np.prod(mus[: t + 1])) + (1 - mu) * g / (1 - np.prod(mus[:t]))
        x = x - lr * m_bar / divisor(v / (1 - beta2**t), eps, False)
        yield x


def adamp(
    ground, x, rates, beta1=0.9, beta2=0.999, eps=1e-8, delta=0.1, wd_ratio=0.1, weight_decay=0.0, nesterov=False
):
    feed = fed(beta1, beta2)
    for t, lr in enumerate(rates, start=1):
        g = ground.grad(x)
        m, v = feed(g)
        move = (beta1 * m + (1 - beta1) * g if nesterov else m) / divisor(v / (1 - beta2**t), eps, False)
        cosine = np.dot(g, x) / (max(np.linalg.norm(g), eps) * max(np.linalg.norm(x), eps))
        share = 1.0
        if abs(cosine) < delta / np.sqrt(x.size):
            unit = x / (np.linalg.norm(x) + eps)
            move = np.dot(np.eye(2) - np.outer(unit, unit), move)
            share = wd_ratio
        x = x * (1 - lr * weight_decay * share) - lr / (1 - beta1**t) * move
        yield x


def length_of_average(beta2, t):
    """The paper's rho_t and rho_inf."""
    longest = 2 / (1 - beta2) - 1
    return longest - 2 * t * beta2**t / (1 - beta2**t), longest


def rectification(beta2, t):
    """RAdam's factor r_t, or None while the variance cannot be trusted."""
    rho, longest = length_of_average(beta2, t)
    if rho <= 5:
        return None
    return np.sqrt((rho - 4) * (rho - 2) * longest / ((longest - 4) * (longest - 2) * rho))


def adabelief(ground, x, rates, beta1=0.9, beta2=0.999, eps=1e-16, rectify=False):
    m, s = np.zeros(2), np.zeros(2)
    for t, lr in enumerate(rates, start=1):
        g = ground.grad(x)
        m = beta1 * m + (1 - beta1) * g
        s = beta2 * s + (1 - beta2) * (g - m) ** 2 + eps
        m_hat, corrected = m / (1 - beta1**t), s / (1 - beta2**t)
        if not rectify:
            x = x - lr * m_hat / (np.sqrt(corrected) + eps)
        elif (r := rectification(beta2, t)) is None:
            x = x - lr * m_hat
        else:
            x = x - lr * r * m_hat * np.sqrt(1 - beta2**t) / (np.sqrt(s) + eps)
        yield x


FORMULAS = {formula.__name__: formula for formula in (adadelta, vsgd, adamw, amsgrad, nadam, adamp, adabelief)}

# A tiny eps hides where it stands, so it is large here. Every setting differs from its default somewhere.
CASES: dict[str, list[dict]] = {
    # Its eps sets the pace: at 0.01 the paths are wild.
    "adadelta": [{}, {"eps": 3e-5, "rho": 0.99}, {"eps": 1e-4, "rho": 0.99}],
    "vsgd": [{"eps": 0.1}, {"eps": 0.05, "slow_start": 5.0, "memory": 3.0}],
    "adamw": [
        {"eps": 0.05},
        {"eps": 0.05, "eps_inside": True, "weight_decay": 0.3},
        {"eps": 0.1, "beta1": 0.8, "beta2": 0.99, "weight_decay": 0.1},
        {"eps": 0.1, "bias_correction": False, "weight_decay": 0.2},
    ],
    "amsgrad": [
        {"eps": 0.05},
        {"eps": 0.05, "form": "optax"},
        {"eps": 0.05, "form": "paper"},
        {"eps": 0.1, "beta1": 0.8, "beta2": 0.9, "weight_decay": 0.1},
        {"eps": 0.1, "beta2": 0.9, "form": "optax", "eps_inside": True},
        {"eps": 0.1, "beta2": 0.9, "bias_correction": False},
    ],
    "nadam": [
        {"eps": 0.05},
        {"eps": 0.05, "momentum_decay": 1.0},
        {"eps": 0.05, "form": "optax"},
        {"eps": 0.1, "beta1": 0.8, "beta2": 0.99, "momentum_decay": 0.1},
    ],
    "adamp": [
        {"eps": 0.05},
        {"eps": 0.1, "delta": 1.2, "wd_ratio": 0.5, "weight_decay": 0.3},
        {"eps": 0.1, "beta1": 0.8, "beta2": 0.99, "delta": 0.5, "nesterov": True},
    ],
    "adabelief": [
        {"eps": 0.01},
        {"eps": 0.05, "beta1": 0.8, "beta2": 0.99},
        {"eps": 0.01, "rectify": True},
        {"eps": 0.05, "beta1": 0.8, "beta2": 0.99, "rectify": True},
    ],
}
