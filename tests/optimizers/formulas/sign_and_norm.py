"""Methods that keep the sign or the direction of a slope and set the length of the step themselves."""

import numpy as np


def length(p):
    return float(np.sum(p**2)) ** 0.5


def fading_mean(past, share):
    """The mean of all that has been, the newest weighing 1 - share, the one before share times that, ..."""
    age = np.arange(len(past))[::-1]
    return (1 - share) * np.sum(share ** age[:, None] * np.array(past), axis=0)


def signsgd(ground, x, rates):
    for lr in rates:
        x = x - np.copysign(lr, ground.grad(x))
        yield x


def signum(ground, x, rates, beta=0.9, weight_decay=0.0):
    slopes = []
    for lr in rates:
        slopes.append(ground.grad(x))
        x = (1 - lr * weight_decay) * x - np.copysign(lr, fading_mean(slopes, beta))
        yield x


def lion(ground, x, rates, beta1=0.9, beta2=0.99, weight_decay=0.0):
    slopes = [np.zeros(2)]
    for lr in rates:
        g = ground.grad(x)
        update = np.sign(beta1 * fading_mean(slopes, beta2) + (1 - beta1) * g)
        x = x - lr * (update + weight_decay * x)
        slopes.append(g)
        yield x


def rprop(ground, x, rates, eta_minus=0.5, eta_plus=1.2, step_min=1e-6, step_max=50.0):
    """Axis by axis; None stands for no slope to compare with."""
    steps, before = [min(max(rates[0], step_min), step_max)] * 2, [None, None]
    for _ in rates:
        g, x = ground.grad(x), x.copy()
        for axis in (0, 1):
            if before[axis] is not None and before[axis] != np.sign(g[axis]):
                steps[axis] = max(steps[axis] * eta_minus, step_min)
                before[axis] = None
                continue
            if before[axis] is not None:
                steps[axis] = min(steps[axis] * eta_plus, step_max)
            before[axis] = np.sign(g[axis])
            x[axis] -= before[axis] * steps[axis]
        yield x


def sgdp(
    ground, x, rates, momentum=0.9, dampening=0.0, weight_decay=0.0, nesterov=False, eps=1e-8, delta=0.1, wd_ratio=0.1
):
    buffer = np.zeros(2)
    for lr in rates:
        g = ground.grad(x)
        buffer = momentum * buffer + g - dampening * g
        p = momentum * buffer + g if nesterov else buffer
        decay = lr * weight_decay / (1 - momentum)
        if abs(x[0] * g[0] + x[1] * g[1]) < delta / 2**0.5 * max(length(x), eps) * max(length(g), eps):
            p = p - (x[0] * p[0] + x[1] * p[1]) / (length(x) + eps) ** 2 * x
            decay = decay * wd_ratio
        x = x - decay * x - lr * p
        yield x


def lars(ground, x, rates, momentum=0.9, trust=0.001, weight_decay=0.0):
    velocity = np.zeros(2)
    for lr in rates:
        g = ground.grad(x)
        local = lr * trust * length(x) / (length(g) + weight_decay * length(x))
        velocity = momentum * velocity + local * (g + weight_decay * x)
        x = x - velocity
        yield x


def lamb(ground, x, rates, beta1=0.9, beta2=0.999, eps=1e-6, bias_correction=True, weight_decay=0.0):
    slopes = []
    for t, lr in enumerate(rates, start=1):
        slopes.append(ground.grad(x))
        m, v = fading_mean(slopes, beta1), fading_mean(np.square(slopes), beta2)
        if bias_correction:
            m, v = m / (1 - beta1**t), v / (1 - beta2**t)
        r = m / (np.sqrt(v) + eps) + weight_decay * x
        x = x - lr * length(x) * (r / length(r))
        yield x


def muon(ground, x, rates, momentum=0.95, nesterov=True, weight_decay=0.0):
    """With a mean in the place of the sum, and the polar factor of a 1 x 2 matrix from its singular values."""
    mean = np.zeros((1, 2))
    for lr in rates:
        g = ground.grad(x)[None, :]
        mean = momentum * mean + (1 - momentum) * g
        left, _, right = np.linalg.svd(momentum * mean + (1 - momentum) * g if nesterov else mean, full_matrices=False)
        x = (1 - lr * weight_decay) * x - lr * np.dot(left, right)[0]
        yield x


FORMULAS = {formula.__name__: formula for formula in (signsgd, signum, lion, rprop, sgdp, lars, lamb, muon)}

CASES: dict[str, list[dict]] = {
    "signsgd": [{}],
    "signum": [{}, {"beta": 0.7, "weight_decay": 0.2}],
    "lion": [{}, {"beta1": 0.8, "beta2": 0.95}, {"beta1": 0.95, "beta2": 0.9, "weight_decay": 0.3}],
    "rprop": [
        {},
        {"eta_minus": 0.3, "eta_plus": 1.1},
        {"step_min": 0.005, "step_max": 0.05},
    ],
    "sgdp": [
        {"eps": 0.05},
        {"eps": 0.1, "delta": 1.2, "weight_decay": 0.3, "wd_ratio": 0.5},
        {"eps": 0.1, "delta": 0.8, "nesterov": True, "momentum": 0.7, "dampening": 0.2, "weight_decay": 0.2},
    ],
    "lars": [{"trust": 0.2}, {"trust": 0.3, "momentum": 0.7, "weight_decay": 0.3}],
    "lamb": [
        {"eps": 0.05},
        {"eps": 0.1, "bias_correction": False},
        {"eps": 0.1, "beta1": 0.8, "beta2": 0.99, "weight_decay": 0.2},
        {"eps": 0.05, "bias_correction": False, "weight_decay": 0.5},
    ],
    "muon": [
        {},
        {"nesterov": False},
        {"momentum": 0.8, "weight_decay": 0.3},
        {"momentum": 0.7, "nesterov": False, "weight_decay": 0.1},
    ],
}
