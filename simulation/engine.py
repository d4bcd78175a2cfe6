"""Run one optimizer from many starts at once.

One compiled program per (optimizer, loss, choices, noisy or not, in batches or not) and padded shape. Hyper-parameters,
rates, surface parameters, starts, the seed and the number of steps are traced: changing them never compiles.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from catalogue import is_choice
from optimizers import OPTIMIZERS, Optimizer
from schedules import SCHEDULES
from simulation.batches import device_batches
from simulation.compile_cache import keep_compiled_programs
from simulation.noise import run_key, standard_noise
from simulation.oracle import SurfaceOracle, unmet_need
from surfaces import SURFACES, Surface
from surfaces.base import Loss

# The smallest padded shapes. Sizes between two powers of two share a program, and a wasted lane costs next to nothing.
LEAST_RUNS = 32
LEAST_STEPS = 1024
# Each takes some 80 of the 65,530 stretches of memory that Linux grants a process, beyond which it would be killed, and
# some megabytes.
MOST_PROGRAMS = 192
# How far from its surface's domain a point is still a place of it, in widths of the domain.
FAR = 20.0

keep_compiled_programs()


@dataclass(frozen=True)
class Trajectory:
    """Where the runs of one optimizer went.

    points       (runs, steps + 1, 2), row 0 is the start
    values       (runs, steps + 1), the loss at each point
    diverged_at  (runs,) int, the step at which point or loss first was not a finite number, or -1
    rates        (steps,), the learning rate of each step
    stopped      why each run stopped at `diverged_at`: "diverged" where the numbers grew beyond all bounds, "undefined"
                 where the step led to a place without a finite loss, "no step" where there was no finite step to take,
                 as the gradient is not defined; "" for the others

    From `diverged_at` on, points and values repeat the last finite ones.
    """

    points: np.ndarray
    values: np.ndarray
    diverged_at: np.ndarray
    rates: np.ndarray
    stopped: tuple[str, ...]


class Unsuitable(ValueError):
    """The surface lacks what the optimizer needs; the message says what."""


def simulate(
    surface: str | Surface,
    optimizer: str | Optimizer,
    starts: Sequence[Sequence[float]] | np.ndarray,
    steps: int = 200,
    lr: float = 0.01,
    hyper: Mapping[str, Any] | None = None,
    schedule: str = "constant",
    schedule_params: Mapping[str, Any] | None = None,
    surface_params: Mapping[str, Any] | None = None,
    noise: float = 0.0,
    seed: int = 0,
    dtype: str = "float32",
    seeds: int = 1,
) -> Trajectory:
    """Run `optimizer` on `surface` for `steps` steps from every start.

    surface, optimizer   a registry name, or a Surface or Optimizer of your own
    starts               (runs, 2) numbers
    lr, schedule         the base rate and how it changes over the run (`schedules`)
    surface_params       settings of the surface; one that is made from data has `batch`, the size of the mini-batch
                         whose gradient each step gets (the whole set by default), and `replacement`
    noise                standard deviation of the Gaussian noise on every gradient component, drawn afresh for each
                         step and run from `seed`
    seeds                runs from each start, one after the other, each with noise and mini-batches of its own; the
                         first runs of all starts get the same mini-batches, and so the second ones
    dtype                "float32" or "float64"; both work in one process

    Raises UnknownName for a name that is in no registry, KnobError for a setting out of range, RateError for a typed
    schedule that gives no rate, Unsuitable where the surface lacks what the optimizer needs, ValueError for starts of
    a wrong shape or a negative number of steps.
    """
    surface = SURFACES[surface] if isinstance(surface, str) else surface
    optimizer = OPTIMIZERS[optimizer] if isinstance(optimizer, str) else optimizer
    begin = np.asarray(starts, dtype=np.float64)
    if begin.ndim != 2 or begin.shape[1] != 2 or not np.isfinite(begin).all():
        raise ValueError(f"starts must be finite numbers of shape (runs, 2), not of shape {begin.shape}")
    if dtype not in ("float32", "float64"):
        raise ValueError(f'dtype must be "float32" or "float64", not {dtype!r}')
    if not isinstance(steps, int | np.integer) or steps < 0:
        raise ValueError(f"steps must be a whole number, 0 or more, not {steps!r}")
    if not (np.isfinite(noise) and noise >= 0):
        raise ValueError(f"noise must be a finite number, 0 or more, not {noise!r}")
    if not 0 <= seed < 2**32:
        raise ValueError(f"seed must lie between 0 and {2**32 - 1}, not {seed}")

    if not isinstance(seeds, int | np.integer) or seeds < 1:
        raise ValueError(f"seeds must be a whole number, 1 or more, not {seeds!r}")

    params = surface.with_params(surface_params or {})
    surface = surface.at(surface_params or {})
    need = unmet_need(optimizer, surface, params)
    if need:
        raise Unsuitable(f"{need}.")

    steps = int(steps)
    begin = np.repeat(begin, seeds, axis=0)
    settings = optimizer.with_hyper(hyper or {})
    rates = SCHEDULES[schedule].rates(steps, float(lr), **(schedule_params or {}))
    numbers, choices = split_settings(settings)
    runs = len(begin)
    lanes, length = bucket(runs, LEAST_RUNS), bucket(steps, LEAST_STEPS)
    batches = device_batches(surface, params, length, seed, int(seeds))
    floor = surface.f_min(params)
    program = _program(
        optimizer,
        surface.loss,
        choices,
        noise > 0,
        (lanes, length, dtype, surface.count, None if batches is None else batches.shape),
    )
    with jax.enable_x64(dtype == "float64"):
        points, values, diverged_at, attempts = program(
            np.resize(begin, (lanes, 2)).astype(dtype) if runs else np.zeros((lanes, 2), dtype),
            np.pad(rates, (0, length - steps)).astype(dtype),
            np.int32(steps),
            {name: np.asarray(number, dtype) for name, number in numbers.items()},
            jax.tree.map(lambda number: np.asarray(number, dtype), surface.numbers(params)),
            np.asarray(np.nan if floor is None else floor, dtype),
            np.asarray(noise, dtype),
            np.uint32(seed),
            np.int32(seeds),
            batches,
        )
        path = np.moveaxis(np.asarray(points)[: steps + 1, :, :runs], -1, 0)
        stops = np.asarray(diverged_at)[:runs]
        return Trajectory(
            points=path,
            values=np.asarray(values)[: steps + 1, :runs].T,
            diverged_at=stops,
            rates=rates,
            stopped=_reasons(surface, stops, path[:, -1], np.asarray(attempts).T[:runs]),
        )


def _reasons(surface: Surface, stops: np.ndarray, last: np.ndarray, attempts: np.ndarray) -> tuple[str, ...]:
    """Why each run stopped: `last` is its last point that counts, `attempts` the one that did not."""
    low, high = np.array(surface.domain, float).T
    reach = FAR * (high - low)

    def near(points: np.ndarray) -> np.ndarray:
        with np.errstate(invalid="ignore"):
            return ((points >= low - reach) & (points <= high + reach)).all(axis=1)

    reasons = np.select([stops < 0, near(attempts), ~np.isfinite(attempts).all(axis=1) & near(last)], range(3), 3)
    return tuple(("", "undefined", "no step", "diverged")[reason] for reason in reasons)


def bucket(size: int, least: int) -> int:
    """The padded size: the next power of two, at least `least`."""
    return max(least, 1 << max(size - 1, 0).bit_length())


def split_settings(settings: Any) -> tuple[dict[str, float], tuple[tuple[str, bool | str], ...]]:
    """Numbers, which are traced, apart from choices, which are part of the program."""
    items = settings._asdict().items()
    return {k: v for k, v in items if not is_choice(v)}, tuple((k, v) for k, v in items if is_choice(v))


@lru_cache(maxsize=MOST_PROGRAMS)
def _program(
    optimizer: Optimizer,
    loss: Loss,
    choices: tuple[tuple[str, Any], ...],
    noisy: bool,
    shape: tuple[int, int, str, int, tuple[int, ...] | None],
) -> Any:
    """The compiled run: starts (N, 2), rates (T,), ... -> points (T + 1, 2, N), values (T + 1, N), diverged_at (N,).

    A fourth that it gives is, for each run, the point of the step that did not count, (2, N).
    `shape` is (N, T, dtype, samples, shape of the batches), so that every entry of the cache is one program for the
    machine and no more.
    """

    def run(starts, rates, steps, numbers, params, f_min, noise, seed, seeds, batches):
        hyper = type(optimizer.hyper)(**numbers, **dict(choices))
        lanes = jnp.arange(starts.shape[0])
        keys = jax.vmap(lambda lane: run_key(seed, seeds, lane))(lanes) if noisy else lanes

        def value(point):
            return loss.value(point, params)

        def advance(t, key, batch, point, state, height, diverged_at, attempt):
            draw = noise * standard_noise(key, t, point.dtype) if noisy else None
            oracle = SurfaceOracle(loss, params, draw, batch, f_min)
            moved, remembered = optimizer.step(hyper, state, point, oracle, rates[t])
            moved_height = value(moved)
            fine = jnp.isfinite(moved).all() & jnp.isfinite(moved_height)
            alive = (diverged_at < 0) & fine
            stops = (diverged_at < 0) & ~fine
            kept = jax.tree.map(
                lambda new, old: jnp.where(alive, new, old), (moved, remembered, moved_height), (point, state, height)
            )
            return *kept, jnp.where(stops, t + 1, diverged_at), jnp.where(stops, moved, attempt)

        # Lanes are the last axis everywhere, so that the vector units run along it.
        its_batch = None if batches is None else -1
        many = jax.vmap(advance, in_axes=(None, 0, its_batch, -1, -1, -1, -1, -1), out_axes=-1)

        def body(t, carry):
            points, values, *runs = carry
            batch = None if batches is None else batches[t][:, lanes % seeds]
            point, state, height, diverged_at, attempt = many(t, keys, batch, *runs)
            points, values = points.at[t + 1].set(point), values.at[t + 1].set(height)
            return points, values, point, state, height, diverged_at, attempt

        point = starts.T
        state = jax.vmap(lambda p: optimizer.init(hyper, p), in_axes=-1, out_axes=-1)(point)
        height = jax.vmap(value, in_axes=-1)(point)
        diverged_at = jnp.where(jnp.isfinite(height), -1, 0).astype(jnp.int32)
        points = jnp.zeros((rates.shape[0] + 1, *point.shape), point.dtype).at[0].set(point)
        values = jnp.zeros((rates.shape[0] + 1, len(lanes)), point.dtype).at[0].set(height)
        carry = (points, values, point, state, height, diverged_at, point)
        points, values, *_, diverged_at, attempt = jax.lax.fori_loop(0, steps, body, carry)
        return points, values, diverged_at, attempt

    return jax.jit(run)
