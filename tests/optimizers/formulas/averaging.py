"""Methods that average what another one does, or look ahead of it."""

import numpy as np


def lookahead(ground, x, rates, k=5.0, alpha=0.5, beta1=0.9, beta2=0.999, eps=1e-8):
    """Block by block: k steps of Adam from the slow point, then the slow point goes after it."""
    slow, m, v, pending, t = x, 0.0, 0.0, list(rates), 0
    while pending:
        block, pending = pending[: round(k)], pending[round(k) :]
        fast = slow
        for left, lr in reversed(list(enumerate(reversed(block)))):
            t += 1
            g = ground.grad(fast)
            m, v = m + (1 - beta1) * (g - m), v + (1 - beta2) * (g**2 - v)
            fast = fast - lr * m / (1 - beta1**t) / ((v / (1 - beta2**t)) ** 0.5 + eps)
            if left or len(block) < round(k):
                yield fast
        if len(block) == round(k):
            slow = (1 - alpha) * slow + alpha * fast
            yield slow


def schedule_free_sgd(ground, x, rates, beta=0.9, weight_decay=0.0, r=0.0, weight_lr_power=2.0, drawn="x"):
    def direction(t, y):
        return ground.grad(y) + weight_decay * y

    yield from schedule_free(direction, x, rates, beta, r, weight_lr_power, drawn)


def schedule_free_adamw(
    ground,
    x,
    rates,
    beta1=0.9,
    beta2=0.999,
    eps=1e-8,
    weight_decay=0.0,
    r=0.0,
    weight_lr_power=2.0,
    drawn="x",
):
    squares = []

    def direction(t, y):
        squares.append(ground.grad(y) ** 2)
        shares = beta2 ** np.arange(t)[::-1]
        # Over all that was given, not 1: that is the bias correction.
        v = np.average(squares, axis=0, weights=shares)
        return ground.grad(y) / (np.sqrt(v) + eps) + weight_decay * y

    yield from schedule_free(direction, x, rates, beta1, r, weight_lr_power, drawn)


def schedule_free(direction, x, rates, beta, r, power, drawn):
    """The mean x anew from all z at every step, each with its own weight."""
    z, zs, weights = x, [], []
    for t, lr in enumerate(rates, start=1):
        z = z - lr * direction(t, beta * x + (1 - beta) * z)
        zs.append(z)
        weights.append(t**r * max(rates[:t]) ** power)
        x = np.average(zs, axis=0, weights=weights)
        yield x if drawn == "x" else beta * x + (1 - beta) * z


def sam(ground, x, rates, rho=0.05, momentum=0.0):
    slopes = []
    for lr in rates:
        slopes.append(ground.grad(x + rho * ground.grad(x) / np.linalg.norm(ground.grad(x))))
        x = x - lr * sum(momentum**age * slope for age, slope in enumerate(reversed(slopes)))
        yield x


FORMULAS = {formula.__name__: formula for formula in (lookahead, schedule_free_sgd, schedule_free_adamw, sam)}

CASES: dict[str, list[dict]] = {
    "lookahead": [
        {"eps": 0.05},
        {"eps": 0.1, "k": 7.0, "alpha": 0.8},
        {"eps": 0.1, "k": 12, "beta1": 0.8, "beta2": 0.99, "alpha": 0.3},
    ],
    "schedule_free_sgd": [
        {},
        {"drawn": "y"},
        {"beta": 0.7, "weight_decay": 0.2, "r": 1.0},
        {"beta": 0.5, "weight_lr_power": 0.0, "r": 2.0, "drawn": "y"},
    ],
    "schedule_free_adamw": [
        {"eps": 0.05},
        {"eps": 0.1, "drawn": "y"},
        {"eps": 0.1, "beta1": 0.7, "beta2": 0.99, "weight_decay": 0.2, "r": 1.0},
        {"eps": 0.05, "beta1": 0.95, "weight_lr_power": 1.0, "r": 0.5, "drawn": "y"},
    ],
    "sam": [{}, {"rho": 0.2}, {"rho": 0.02, "momentum": 0.6}],
}
