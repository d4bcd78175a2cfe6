"""A close look at one run: what the optimizer saw, remembered and did at each of its steps.

The run is followed again along its drawn points, so that what is said of a step is said of the point that is drawn,
however chaotic the run; and in double precision, so that the rounding of the points is not taken for a step.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np

from optimizers import OPTIMIZERS, Optimizer
from simulation.batches import device_batches
from simulation.engine import LEAST_STEPS, bucket, split_settings
from simulation.followed import step_program
from simulation.kept import kept_run
from simulation.scene import Scene, SceneError

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

    @property
    def at_home(self) -> bool:
        """Whether its first gradient is that of the point where it stood."""
        first, *others = (quantity.each for quantity in self.quantities if quantity.role.endswith("gradient"))
        return not any(np.array_equal(first, other) for other in others)


def look_closely(scene: Scene, racer: int, run: int) -> Closeup:
    """All the steps of this racer's run; SceneError where the scene has no such run."""
    if not (0 <= racer < len(scene.racers) and 0 <= run < scene.runs):
        raise SceneError("there is no such racer or run")
    drawn, chosen = kept_run(scene, racer), scene.racers[racer]
    stop = int(drawn.diverged_at[run])
    moves = scene.steps if stop < 0 else max(stop - 1, 0)
    length = bucket(scene.steps, LEAST_STEPS)
    path = np.resize(drawn.points[run], (length + 1, 2))
    optimizer, ground = OPTIMIZERS[chosen.optimizer], scene.ground
    hyper = optimizer.with_hyper(dict(chosen.hyper))
    numbers, choices = split_settings(hyper)
    params = ground.with_params(dict(scene.surface_params))
    floor = ground.f_min(params)
    batches = device_batches(ground, params, length, scene.seed, scene.seeds)
    dtype = "float32" if _draws(optimizer) else "float64"
    shape = (length, dtype, ground.count, None if batches is None else batches.shape)
    with jax.enable_x64(dtype == "float64"):
        told = step_program(optimizer, ground.loss, choices, scene.noise > 0, shape)(
            path.astype(dtype),
            np.resize(drawn.rates, length).astype(dtype),
            np.int32(moves),
            {name: np.asarray(number, dtype) for name, number in numbers.items()},
            jax.tree.map(lambda number: np.asarray(number, dtype), ground.numbers(params)),
            np.asarray(np.nan if floor is None else floor, dtype),
            np.asarray(scene.noise, dtype),
            np.uint32(scene.seed),
            np.int32(scene.seeds),
            np.int32(run),
            batches,
        )
        rows = jax.tree.map(lambda rows: np.asarray(rows)[:moves].reshape(moves, -1), told)
    decays = getattr(hyper, "weight_decay", 0) != 0
    return Closeup(racer, run, moves, tuple(_in_order(optimizer, rows, decays)))


@cache
def _draws(optimizer: Optimizer) -> bool:
    """Whether it draws random numbers of its own, which in another precision are others."""
    point = jax.ShapeDtypeStruct((2,), "float32")
    state = jax.eval_shape(lambda point: optimizer.init(optimizer.hyper, point), point)
    return any(jnp.issubdtype(field.dtype, jnp.unsignedinteger) for field in state)


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
