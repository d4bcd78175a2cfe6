"""A close look at one run: what the optimizer saw, remembered and did at each of its steps.

The run is followed again along its drawn points, in double precision: what is said of a step is said of the point that
is drawn, however chaotic the run, and rounding is not taken for a step.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array

from optimizers import OPTIMIZERS, Optimizer
from simulation.batches import device_batches
from simulation.engine import LEAST_STEPS, MOST_PROGRAMS, bucket, split_settings
from simulation.kept import kept_run
from simulation.noise import run_key, standard_noise
from simulation.oracle import SurfaceOracle
from simulation.scene import Scene, SceneError
from simulation.witness import Prompted, Witness
from surfaces.base import Loss

Role = Literal[
    "point",
    "rate",
    "gradient",
    "asked",
    "asked_gradient",
    "slope",
    "hessian",
    "momentum",
    "corrected_momentum",
    "square",
    "corrected_square",
    "state",
    "effective",
    "part",
    "step",
]


class Quantity(NamedTuple):
    """One thing told of every step.

    role   what it is, for the drawing
    name   "m", say, the field of the state, also where it is corrected; "memory", "gradient" or "decay" for a part of
           the step; else the role
    each   (moves, width): one number, a vector, or a Hessian row by row
    """

    role: Role
    name: str
    each: np.ndarray


@dataclass(frozen=True)
class Closeup:
    """Every step that one run took before it ended or stopped, in the order in which one reads an update.

    point           where it stood
    rate            the learning rate
    gradient        the first that the optimizer asked for, with noise and mini-batch as it met them
    asked           where it asked for another, or for the first if not where it stood; once for each such place
    asked_gradient  what it was told there
    slope, hessian  of the full loss at the point, exact
    momentum, square, state            fields of the state after the step, numbers and vectors
    corrected_momentum, _square        as the step takes them, where it corrects them for their start
    effective       what this gradient was multiplied by on each axis: -step / gradient, nan where that is 0
    part            the step from "memory", from this "gradient" and from weight "decay", where it falls apart exactly
    step            how far it went
    """

    racer: int
    run: int
    moves: int
    quantities: tuple[Quantity, ...]


def look_closely(scene: Scene, racer: int, run: int) -> Closeup:
    """All the steps of this racer's run; SceneError where the scene has no such run."""
    if not (0 <= racer < len(scene.racers) and 0 <= run < scene.runs):
        raise SceneError("there is no such racer or run")
    drawn, chosen = kept_run(scene, racer), scene.racers[racer]
    stop = int(drawn.diverged_at[run])
    moves = scene.steps if stop < 0 else max(stop - 1, 0)
    length = bucket(scene.steps, LEAST_STEPS)
    optimizer, ground = OPTIMIZERS[chosen.optimizer], scene.ground
    hyper = optimizer.with_hyper(dict(chosen.hyper))
    numbers, choices = split_settings(hyper)
    params = ground.with_params(dict(scene.surface_params))
    floor = ground.f_min(params)
    batches = device_batches(ground, params, length, scene.seed, scene.seeds)
    shape = (length, ground.count, None if batches is None else batches.shape)
    with jax.enable_x64(True):
        told = _program(optimizer, ground.loss, choices, scene.noise > 0, shape)(
            np.resize(drawn.points[run].astype(float), (length, 2)),
            np.resize(drawn.rates.astype(float), length),
            np.int32(moves),
            {name: np.float64(number) for name, number in numbers.items()},
            jax.tree.map(np.float64, ground.numbers(params)),
            np.float64(np.nan if floor is None else floor),
            np.float64(scene.noise),
            np.uint32(scene.seed),
            np.int32(scene.seeds),
            np.int32(run),
            batches,
        )
        rows = jax.tree.map(lambda rows: np.asarray(rows)[:moves].reshape(moves, -1), told)
    decays = getattr(hyper, "weight_decay", 0) != 0
    return Closeup(racer, run, moves, tuple(_in_order(optimizer, rows, decays)))


def _in_order(optimizer: Optimizer, rows: dict[str, Any], decays: bool) -> Iterator[Quantity]:
    """The quantities as one reads an update; without weight decay, what it adds is left out."""
    for role in ("point", "rate", "gradient"):
        yield Quantity(role, role, rows[role])
    for point, gradient in rows["asked"]:
        yield Quantity("asked", "asked", point)
        yield Quantity("asked_gradient", "asked_gradient", gradient)
    yield Quantity("slope", "slope", rows["slope"])
    yield Quantity("hessian", "hessian", rows["hessian"])
    memory, state, corrected = optimizer.memory, rows["state"], rows["corrected"]
    kinds: tuple[tuple[Role, Role, tuple[str, ...]], ...] = (
        ("momentum", "corrected_momentum", memory.momentum),
        ("square", "corrected_square", memory.squares),
        ("state", "state", tuple(optimizer.card.symbols)),
    )
    left = dict(state)
    for role, its_correction, fields in kinds:
        for field in fields:
            if field in left:
                yield Quantity(role, field, left.pop(field))
                if field in corrected:
                    yield Quantity(its_correction, field, corrected[field])
    yield Quantity("effective", "effective", rows["effective"])
    for name in ("memory", "gradient", "decay"):
        if name in rows["parts"] and (name != "decay" or decays):
            yield Quantity("part", name, rows["parts"][name])
    yield Quantity("step", "step", rows["step"])


@lru_cache(maxsize=MOST_PROGRAMS // 4)
def _program(
    optimizer: Optimizer,
    loss: Loss,
    choices: tuple[tuple[str, Any], ...],
    noisy: bool,
    shape: tuple[int, int, tuple[int, ...] | None],
) -> Any:
    """The compiled look: points (T, 2), rates (T,), ... -> what is told of each step, with T rows each.

    `shape` is (T, samples, shape of the batches), so that every entry of the cache is one program.
    """

    def look(points, rates, moves, numbers, params, f_min, noise, seed, seeds, run, batches):
        hyper = type(optimizer.hyper)(**numbers, **dict(choices))
        key = run_key(seed, seeds, run)

        def at(t, state):
            # The numbers that were drawn in the engine's precision; others belong to another.
            draw = noise * standard_noise(key, t, jnp.float32) if noisy else None
            batch = None if batches is None else batches[t][:, run % seeds]
            oracle = SurfaceOracle(loss, params, draw, batch, f_min)
            return _told(optimizer, hyper, state, points[t], oracle, rates[t])

        def body(t, carry):
            state, rows = carry
            state, row = at(t, state)
            return state, jax.tree.map(lambda rows, row: rows.at[t].set(row), rows, row)

        state = optimizer.init(hyper, points[0])
        _, row = jax.eval_shape(at, 0, state)
        rows = jax.tree.map(lambda row: jnp.zeros((len(rates), *row.shape), row.dtype), row)
        return jax.lax.fori_loop(0, moves, body, (state, rows))[1]

    return jax.jit(look)


def _told(
    optimizer: Optimizer, hyper: Any, state: Any, point: Array, oracle: SurfaceOracle, rate: Array
) -> tuple[Any, dict[str, Any]]:
    """The state after one step, and what is told of it."""
    witness, full = Witness(oracle, point), SurfaceOracle(oracle.loss, oracle.params)
    moved, after = optimizer.step(hyper, state, point, witness, rate)
    step, gradient = moved - point, witness.asked[0].gradient
    return after, {
        "point": point,
        "rate": rate,
        "gradient": gradient,
        "asked": [(asked.point, asked.gradient) for asked in witness.asked if not asked.at_home],
        "slope": full.grad(point),
        "hessian": full.hessian(point),
        "state": _shown(after._asdict()),
        "corrected": dict(optimizer.memory.corrected(hyper, after)),
        "effective": jnp.where(gradient != 0, -step / jnp.where(gradient != 0, gradient, 1), jnp.nan),
        "parts": _parts(optimizer, hyper, state, point, witness, rate, step),
        "step": step,
    }


def _shown(state: dict[str, Array]) -> dict[str, Array]:
    """The numbers and vectors of a state; no matrices, and no keys of random numbers."""
    return {
        name: field.astype(float)
        for name, field in state.items()
        if field.shape == () or (field.shape == (2,) and jnp.issubdtype(field.dtype, jnp.floating))
    }


def _parts(
    optimizer: Optimizer, hyper: Any, state: Any, point: Array, witness: Witness, rate: Array, step: Array
) -> dict[str, Array]:
    """The step by what it comes from.

    This gradient's part is the step of one who met the same gradients without any momentum; so everything else that the
    step is scaled by, as Adam's root of v, is kept as it was.
    """
    if not optimizer.memory.linear:
        return {}

    def would_go(hyper, state):
        prompted = Prompted(witness, [asked.gradient for asked in witness.asked])
        return optimizer.step(hyper, state, point, prompted, rate)[0] - point

    without_decay = hyper._replace(weight_decay=0.0) if "weight_decay" in hyper._fields else hyper
    at_rest = state._replace(**{name: jnp.zeros_like(getattr(state, name)) for name in optimizer.memory.momentum})
    undecayed, by_gradient = would_go(without_decay, state), would_go(without_decay, at_rest)
    return {"memory": undecayed - by_gradient, "gradient": by_gradient, "decay": step - undecayed}
