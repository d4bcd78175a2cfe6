"""One run followed again step by step: the compiled program behind a close look."""

from functools import lru_cache
from typing import Any

import jax
import jax.numpy as jnp
from jax import Array

from optimizers import Optimizer
from simulation.engine import MOST_PROGRAMS
from simulation.noise import run_key, standard_noise
from simulation.oracle import SurfaceOracle
from simulation.witness import Prompted, Witness
from surfaces.base import Loss


@lru_cache(maxsize=MOST_PROGRAMS // 2)
def step_program(
    optimizer: Optimizer,
    loss: Loss,
    choices: tuple[tuple[str, Any], ...],
    noisy: bool,
    shape: tuple[int, str, int, tuple[int, ...] | None],
) -> Any:
    """The compiled look: points (T + 1, 2), rates (T,), ... -> what is told of each step, with T rows each.

    `shape` is (T, dtype, samples, shape of the batches), so that every entry of the cache is one program.
    """

    def look(points, rates, moves, numbers, params, f_min, noise, seed, seeds, run, batches):
        hyper = type(optimizer.hyper)(**numbers, **dict(choices))
        key = run_key(seed, seeds, run)

        def at(t, state):
            # The numbers that were drawn in the engine's precision; others belong to another.
            draw = noise * standard_noise(key, t, jnp.float32) if noisy else None
            batch = None if batches is None else batches[t][:, run % seeds]
            oracle = SurfaceOracle(loss, params, draw, batch, f_min)
            return _told(optimizer, hyper, state, points[t], points[t + 1], oracle, rates[t])

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
    optimizer: Optimizer, hyper: Any, state: Any, point: Array, drawn: Array, oracle: SurfaceOracle, rate: Array
) -> tuple[Any, dict[str, Any]]:
    """The state after one step, and what is told of it; `drawn` is the point that follows in the picture."""
    witness, full = Witness(oracle, point), SurfaceOracle(oracle.loss, oracle.params)
    moved, after = optimizer.step(hyper, state, point, witness, rate)
    step, gradient = _step(moved, point, drawn), witness.asked[0].gradient
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


def _step(moved: Array, point: Array, drawn: Array) -> Array:
    """The step; that of the picture where it differs by more than single precision rounds.

    There a line search or a sign, near a minimum, hung on the last digit.
    """
    step, there = moved - point, drawn - point
    rounding = 1e-6 * jnp.maximum(jnp.abs(point), jnp.abs(drawn)).max() + 1e-5 * jnp.abs(there).max()
    return jnp.where(jnp.abs(step - there).max() <= rounding, step, there)


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
    by_gradient = would_go(without_decay, at_rest)
    by_decay = would_go(hyper, state) - would_go(without_decay, state)
    return {"memory": step - by_gradient - by_decay, "gradient": by_gradient, "decay": by_decay}
