"""Gradient descent, momentum and the first adaptive methods."""

import numpy as np

from tests.optimizers.formulas.divisor import divisor


def gd(ground, x, rates):
    for lr in rates:
        x = x - lr * ground.grad(x)
        yield x


def momentum(ground, x, rates, beta=0.9, dampening=0.0):
    v = np.zeros(2)
    for lr in rates:
        v = beta * v + (1 - dampening) * lr * ground.grad(x)
        x = x - v
        yield x


def nesterov(ground, x, rates, beta=0.9):
    v = np.zeros(2)
    for lr in rates:
        v = beta * v + lr * ground.grad(x - beta * v)
        x = x - v
        yield x


def adagrad(ground, x, rates, eps=1e-10, eps_inside=False, initial_accumulator=0.0):
    total = np.array([initial_accumulator, initial_accumulator])
    for lr in rates:
        g = ground.grad(x)
        total = total + g**2
        x = x - lr * g / divisor(total, eps, eps_inside)
        yield x


def rmsprop(ground, x, rates, rho=0.9, eps=1e-8, eps_inside=False, momentum=0.0, centered=False):
    square, mean, move = np.zeros(2), np.zeros(2), np.zeros(2)
    for lr in rates:
        g = ground.grad(x)
        square = rho * square + (1 - rho) * g**2
        mean = rho * mean + (1 - rho) * g
        spread = np.clip(square - mean**2, 0, None) if centered else square
        move = momentum * move + lr * g / divisor(spread, eps, eps_inside)
        x = x - move
        yield x


def adam(ground, x, rates, beta1=0.9, beta2=0.999, eps=1e-8, eps_inside=False, bias_correction=True, weight_decay=0.0):
    m, v = np.zeros(2), np.zeros(2)
    for t, lr in enumerate(rates, start=1):
        g = ground.grad(x) + weight_decay * x
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        shrunk = (1 - beta1**t, 1 - beta2**t) if bias_correction else (1, 1)
        x = x - lr * (m / shrunk[0]) / divisor(v / shrunk[1], eps, eps_inside)
        yield x


FORMULAS = {formula.__name__: formula for formula in (gd, momentum, nesterov, adagrad, rmsprop, adam)}

# A tiny eps hides where it stands, so it is large here. Every setting differs from its default somewhere.
CASES: dict[str, list[dict]] = {
    "gd": [{}],
    "momentum": [{}, {"beta": 0.8}, {"beta": 0.9, "dampening": 0.9}, {"beta": 0.7, "dampening": 0.25}],
    "nesterov": [{}, {"beta": 0.8}],
    "adagrad": [
        {"eps": 0.1},
        {"eps": 0.1, "eps_inside": True},
        {"eps": 0.01, "initial_accumulator": 0.1},
        {"eps": 0.01, "initial_accumulator": 0.5, "eps_inside": True},
    ],
    "rmsprop": [
        {"eps": 0.05},
        {"eps": 0.05, "eps_inside": True},
        {"eps": 0.1, "rho": 0.99, "momentum": 0.8},
        {"eps": 0.1, "centered": True},
        {"eps": 0.1, "centered": True, "eps_inside": True, "momentum": 0.5},
    ],
    "adam": [
        {"eps": 0.05},
        {"eps": 0.05, "eps_inside": True},
        {"eps": 0.1, "beta1": 0.8, "beta2": 0.99, "weight_decay": 0.1},
        {"eps": 0.1, "bias_correction": False},
        {"eps": 0.01, "bias_correction": False, "eps_inside": True, "weight_decay": 0.05},
    ],
}
