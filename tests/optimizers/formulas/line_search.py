"""Methods that search along a line. The strong Wolfe search is Nocedal and Wright's two algorithms, with a budget."""

import math

import numpy as np

TRIES = 30


class Line:
    """The loss and its slope along x + a p."""

    def __init__(self, ground, x, p):
        self.ground, self.x, self.p = ground, x, p

    def loss(self, a):
        return self.ground.value(self.x + a * self.p)

    def slope(self, a):
        return float(np.dot(self.ground.grad(self.x + a * self.p), self.p))


def lowest_of_the_cubic(line, start, end):
    """Equation 3.59, from `start` to `end`, kept a tenth of the way from both; halfway where it has no real value."""
    first, second = line.slope(start), line.slope(end)
    with np.errstate(all="ignore"):
        d1 = first + second - 3 * (line.loss(start) - line.loss(end)) / np.float64(start - end)
        d2 = np.sign(end - start) * np.sqrt(d1**2 - first * second)
        where = end - (end - start) * (second + d2 - d1) / (second - first + 2 * d2)
    if not math.isfinite(where):
        return (start + end) / 2
    low, high = sorted((start + 0.1 * (end - start), end - 0.1 * (end - start)))
    return min(max(where, low), high)


def zoom(line, lo, hi, c1, c2, tries):
    """Algorithm 3.6."""
    for _ in range(tries):
        a = lowest_of_the_cubic(line, lo, hi)
        if line.loss(a) > line.loss(0) + c1 * a * line.slope(0) or line.loss(a) >= line.loss(lo):
            hi = a
            continue
        if abs(line.slope(a)) <= -c2 * line.slope(0):
            return a
        if line.slope(a) * (hi - lo) >= 0:
            hi = lo
        lo = a
    return lo


def strong_wolfe(line, a, longest, c1, c2):
    """Algorithm 3.5, doubling."""
    if line.slope(0) >= 0:
        return 0.0
    limit = longest / math.hypot(*line.p)
    before, a = 0.0, min(a, limit)
    for tried in range(1, TRIES + 1):
        if line.loss(a) > line.loss(0) + c1 * a * line.slope(0) or line.loss(a) >= line.loss(before):
            return zoom(line, before, a, c1, c2, TRIES - tried)
        if abs(line.slope(a)) <= -c2 * line.slope(0):
            return a
        if line.slope(a) >= 0:
            return zoom(line, a, before, c1, c2, TRIES - tried)
        if a == limit:
            return a
        before, a = a, min(2 * a, limit)
    return before


def cautious(lr, g):
    """The first length tried where nothing is known of the curvature."""
    return lr / max(1.0, float(np.abs(g).sum()))


def is_bent(s, y):
    """Whether the pair shows positive curvature, beyond rounding."""
    return np.dot(s, y) > 1e-6 * np.linalg.norm(s) * np.linalg.norm(y)


def gd_line_search(ground, x, rates, c1=0.3, shrink=0.5, max_move=10.0):
    for lr in rates:
        g = ground.grad(x)
        steepness = np.linalg.norm(g)
        a = min(lr, max_move / steepness) if steepness > 0 else lr
        for _ in range(101):
            if ground.value(x - a * g) <= ground.value(x) - c1 * a * steepness**2:
                x = x - a * g
                break
            a = a * shrink
        yield x


def conjugate_gradient(ground, x, rates, formula="Polak-Ribiere+", c1=1e-4, c2=0.1, max_move=10.0):
    last = None
    for lr in rates:
        g = ground.grad(x)
        p, guess = -g, cautious(lr, g)
        if last:
            old_g, old_p, old_a = last
            change = g - old_g
            top, bottom = {
                "Polak-Ribiere+": (max(0.0, g @ change), old_g @ old_g),
                "Fletcher-Reeves": (g @ g, old_g @ old_g),
                "Hestenes-Stiefel": (g @ change, old_p @ change),
            }[formula]
            # Only where everything has underflown.
            beta = top / bottom if bottom else 0.0
            bent = -g + beta * old_p
            if np.dot(-g, bent) > 1e-3 * np.linalg.norm(g) * np.linalg.norm(bent):
                p = bent
            if np.dot(g, p) < 0:
                guess = lr * old_a * np.dot(old_g, old_p) / np.dot(g, p)
        a = strong_wolfe(Line(ground, x, p), guess, max_move, c1, c2)
        last = (g, p, a) if a > 0 else None
        x = x + a * p
        yield x


def bfgs(ground, x, rates, c1=1e-4, c2=0.9, max_move=10.0):
    """By the curvature B and not its inverse: equation 6.19."""
    curvature = None
    for lr in rates:
        g = ground.grad(x)
        p = -g if curvature is None else -np.linalg.solve(curvature, g)
        a = strong_wolfe(Line(ground, x, p), cautious(lr, g) if curvature is None else lr, max_move, c1, c2)
        s, y = a * p, ground.grad(x + a * p) - g
        if a == 0:
            curvature = None
        elif is_bent(s, y):
            B = np.eye(2) * (y @ y) / (y @ s) if curvature is None else curvature
            curvature = B - np.outer(B @ s, B @ s) / (s @ B @ s) + np.outer(y, y) / (y @ s)
        x = x + s
        yield x


def lbfgs(ground, x, rates, memory=10.0, c1=1e-4, c2=0.9, max_move=10.0):
    """With the matrix written out: equation 7.19."""
    pairs: list = []
    for lr in rates:
        g = ground.grad(x)
        pairs = pairs[-round(memory) :]
        H = np.eye(2)
        if pairs:
            s, y = pairs[-1]
            H = H * (s @ y) / (y @ y)
        for s, y in pairs:
            V = np.eye(2) - np.outer(y, s) / (y @ s)
            H = V.T @ H @ V + np.outer(s, s) / (y @ s)
        p = -H @ g
        a = strong_wolfe(Line(ground, x, p), lr if pairs else cautious(lr, g), max_move, c1, c2)
        s, y = a * p, ground.grad(x + a * p) - g
        if a == 0:
            pairs = []
        elif is_bent(s, y):
            pairs.append((s, y))
        x = x + s
        yield x


FORMULAS = {formula.__name__: formula for formula in (gd_line_search, conjugate_gradient, bfgs, lbfgs)}

# Some settings amplify rounding a millionfold on these surfaces, above all where a search may stop early; these do not.
CASES: dict[str, list[dict]] = {
    "gd_line_search": [
        {"c1": 0.05, "shrink": 0.7},
        {"c1": 0.05, "max_move": 0.3},
        {"shrink": 0.7},
    ],
    "conjugate_gradient": [
        {},
        {"formula": "Fletcher-Reeves", "c2": 0.2, "max_move": 0.01},
        {"formula": "Hestenes-Stiefel", "c1": 0.01, "c2": 0.02},
    ],
    "bfgs": [{"c2": 0.1, "max_move": 1.0}, {"c1": 0.01, "c2": 0.02, "max_move": 1.0}, {"max_move": 0.01}],
    "lbfgs": [{"c1": 0.01, "c2": 0.1, "max_move": 1.0}, {"memory": 3.0, "max_move": 0.01}],
}
