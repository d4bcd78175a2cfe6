"""Moving anything numeric compiles nothing: sliders stay quick because of this, so it is counted."""

from dataclasses import replace

import numpy as np
import pytest

from optimizers import OPTIMIZERS
from simulation import engine, simulate
from surfaces import SURFACES
from tests.compilations import counted_compilations, other_numbers

STARTS = [(-1.5, 2.0), (0.5, 0.5)]
EVERY_OPTIMIZER = pytest.mark.parametrize("optimizer", OPTIMIZERS)


def go(optimizer, starts=STARTS, steps=100, surface="rosenbrock", **settings):
    return simulate(surface, optimizer, starts, steps=steps, **{"lr": 0.001, **settings})


@EVERY_OPTIMIZER
def test_moving_the_rate_or_any_hyper_parameter_compiles_nothing(optimizer):
    go(optimizer)
    method = OPTIMIZERS[optimizer]
    moved = list(other_numbers(method.knobs, method.hyper))
    with counted_compilations() as seen:
        for lr in (1e-6, 0.01, 1, np.float32(0.5)):
            go(optimizer, lr=lr)
        for hyper in moved:
            go(optimizer, hyper=hyper)
    assert seen == []


@EVERY_OPTIMIZER
def test_moving_starts_and_steps_within_a_bucket_compiles_nothing(optimizer):
    go(optimizer)
    with counted_compilations() as seen:
        for starts in ([(0.0, 0.0)], [(1, 2)], np.zeros((0, 2)), np.ones((32, 2)), np.ones((7, 2), np.float32)):
            go(optimizer, starts=starts)
        for steps in (65, 99, 128):
            go(optimizer, steps=steps)
    assert seen == []


@EVERY_OPTIMIZER
def test_moving_noise_and_seed_compiles_nothing(optimizer):
    go(optimizer, noise=1.0)
    with counted_compilations() as seen:
        for noise in (1e-9, 0.5, 2, 100.0):
            go(optimizer, noise=noise)
        for seed in (1, 2**31 - 1):
            go(optimizer, noise=1.0, seed=seed)
    assert seen == []


@EVERY_OPTIMIZER
def test_another_schedule_compiles_nothing(optimizer):
    go(optimizer)
    with counted_compilations() as seen:
        go(optimizer, schedule="cosine", schedule_params={"eta_min": 0.001})
        go(optimizer, schedule="exponential", schedule_params={"gamma": 0.9})
    assert seen == []


@pytest.mark.parametrize("surface", [name for name, ground in SURFACES.items() if ground.knobs])
def test_moving_a_parameter_of_the_surface_compiles_nothing(surface):
    go("gd", surface=surface)
    if "batch" in SURFACES[surface].knobs:
        # Mini-batches at all are another program, as noise is.
        go("gd", surface=surface, surface_params={"batch": 2})
    moved = list(other_numbers(SURFACES[surface].knobs, SURFACES[surface].params))
    with counted_compilations() as seen:
        for params in moved:
            go("gd", surface=surface, surface_params=params)
    assert seen == []
    assert len(moved) >= 5


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_going_to_and_fro_between_types_compiles_nothing(dtype):
    go("adam", dtype="float32")
    go("adam", dtype="float64")
    with counted_compilations() as seen:
        go("adam", dtype=dtype, lr=0.003)
        go("adam", dtype="float32", lr=0.004)
        go("adam", dtype=dtype, hyper={"beta1": 0.5})
    assert seen == []


@pytest.mark.parametrize(
    "change",
    [
        {"hyper": {"bias_correction": False}},
        {"steps": 1025},
        {"starts": np.ones((33, 2))},
        {"noise": 1.0},
        {"dtype": "float64"},
    ],
    ids=["a choice", "more steps than the bucket", "more starts than the bucket", "noise at all", "another type"],
)
def test_the_counter_does_count(change, request):
    # Its own name, so that no other test has compiled it before.
    fresh = replace(OPTIMIZERS["adam"], name=request.node.name)
    go(fresh)
    with counted_compilations() as first:
        go(fresh, **change)
    with counted_compilations() as again:
        go(fresh, **change)
    assert len(first) > 0
    assert again == []


def test_every_shape_is_an_entry_of_its_own_so_that_the_limit_counts_programs():
    """A process that keeps programs without a limit is killed for want of stretches of memory."""
    fresh = replace(OPTIMIZERS["adam"], name="adam of a test that counts programs")
    before = engine._program.cache_info().misses
    for change in ({}, {"steps": 1025}, {"starts": np.ones((33, 2))}, {"dtype": "float64"}):
        go(fresh, **change)
        go(fresh, **change)
    assert engine._program.cache_info().misses == before + 4
    assert engine._program.cache_info().maxsize == engine.MOST_PROGRAMS
