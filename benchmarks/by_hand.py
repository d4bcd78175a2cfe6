"""Rivals of the simulation on Rosenbrock's function (a = 1, b = 100): a loop in NumPy, and Optax in vmap(scan).

Each takes starts (runs, 2) float32 and gives points (runs, steps + 1, 2) and values (runs, steps + 1).
"""

from collections.abc import Callable

import jax
import jax.numpy as jnp
import numpy as np
import optax

Run = tuple[np.ndarray, np.ndarray]


def _value(x, y):
    return (1 - x) ** 2 + 100 * (y - x * x) ** 2


def _grad(x, y):
    across = y - x * x
    return np.stack([-2 * (1 - x) - 400 * x * across, 200 * across])


def _recorded(starts: np.ndarray, steps: int, step: Callable[[int, np.ndarray], np.ndarray]) -> Run:
    """Apply `step(t, points (2, runs))` over and over and keep every point and loss."""
    points = np.empty((steps + 1, 2, len(starts)), np.float32)
    values = np.empty((steps + 1, len(starts)), np.float32)
    points[0] = point = starts.T
    values[0] = _value(*point)
    for t in range(steps):
        point = step(t, point)
        points[t + 1] = point
        values[t + 1] = _value(*point)
    return np.moveaxis(points, -1, 0), values.T


def numpy_gd(starts: np.ndarray, steps: int, lr: float) -> Run:
    """Gradient descent."""
    return _recorded(starts, steps, lambda t, point: point - np.float32(lr) * _grad(*point))


def numpy_adam(starts: np.ndarray, steps: int, lr: float) -> Run:
    """Adam with its usual settings."""
    m, v = np.zeros((2, 2, len(starts)), np.float32)

    def step(t: int, point: np.ndarray) -> np.ndarray:
        nonlocal m, v
        g = _grad(*point)
        m = np.float32(0.9) * m + np.float32(0.1) * g
        v = np.float32(0.999) * v + np.float32(0.001) * g * g
        m_hat, v_hat = m / np.float32(1 - 0.9 ** (t + 1)), v / np.float32(1 - 0.999 ** (t + 1))
        return point - np.float32(lr) * m_hat / (np.sqrt(v_hat) + np.float32(1e-8))

    return _recorded(starts, steps, step)


NUMPY: dict[str, Callable[[np.ndarray, int, float], Run]] = {"gd": numpy_gd, "adam": numpy_adam}


def optax_run(name: str, starts: np.ndarray, steps: int, lr: float) -> Callable[[], np.ndarray]:
    """The run as Optax's users write it, compiled at its first call: one scan, vmapped over the starts."""
    method = {"gd": optax.sgd, "adam": optax.adam}[name](lr)
    loss_and_grad = jax.value_and_grad(lambda point: _value(point[0], point[1]))

    def step(carry, _):
        point, state = carry
        loss, g = loss_and_grad(point)
        change, state = method.update(g, state, point)
        moved = optax.apply_updates(point, change)
        return (moved, state), (moved, loss)

    def run(start):
        (last, _), (points, losses) = jax.lax.scan(step, (start, method.init(start)), length=steps)
        return jnp.concatenate([start[None], points]), jnp.append(losses, _value(last[0], last[1]))

    program = jax.jit(jax.vmap(run))

    def finished() -> np.ndarray:
        points, values = program(starts)
        np.asarray(values)
        return np.asarray(points)

    return finished
