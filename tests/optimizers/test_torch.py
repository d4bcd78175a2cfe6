"""Every optimizer that torch or its authors have walks their path: 200 steps in float64, within 1e-9."""

import importlib.util

import numpy as np
import pytest

from simulation import simulate
from tests.optimizers.grounds import GROUNDS
from tests.optimizers.make_torch_paths import STORED, torch_paths
from tests.optimizers.torch_twins import GAMMA, KEPT, STEPS, TWINS, base_rate, cases, spell

with np.load(STORED) as stored:
    PATHS = dict(stored)
EVERY_TWIN = pytest.mark.parametrize("twin", TWINS, ids=spell)
PLANS = {"constant rate": ("constant", {}), "decaying rate": ("exponential", {"gamma": GAMMA})}


def our_path(twin, surface, schedule, **other):
    """The start and every point, (STEPS + 1, 2)."""
    ground = GROUNDS[surface]
    plan, plan_params = PLANS[schedule]
    run = simulate(
        ground.surface,
        twin.optimizer,
        starts=[ground.start],
        steps=STEPS,
        lr=base_rate(twin, ground),
        hyper=twin.hyper | other,
        schedule=plan,
        schedule_params=plan_params,
        surface_params=ground.params,
        dtype="float64",
    )
    points = run.points[0]
    if twin.shows == "ahead":
        moves = np.vstack([np.zeros(2), np.diff(points, axis=0)])
        points = points + twin.hyper["beta"] * moves
    return points


def largest_relative_error(ours, theirs):
    return float(np.max(np.abs(ours - theirs) / np.maximum(np.abs(theirs), 1e-3)))


@EVERY_TWIN
def test_an_optimizer_walks_the_path_of_the_other_implementation(twin):
    theirs = PATHS[spell(twin)]
    assert theirs.shape == (len(cases(twin)), len(KEPT), 2)
    for (surface, schedule), path in zip(cases(twin), theirs, strict=True):
        ours = our_path(twin, surface, schedule)
        assert largest_relative_error(ours[np.array(KEPT)], path) < 1e-9, (surface, schedule)
        # A path that stays where it began would agree with anything.
        assert np.abs(path - ours[0]).max() > 0.01


@EVERY_TWIN
def test_a_path_one_step_late_would_be_seen(twin):
    surface, schedule = cases(twin)[0]
    assert largest_relative_error(our_path(twin, surface, schedule)[np.array(KEPT) - 1], PATHS[spell(twin)][0]) > 1e-6


# Old packages call torch in ways that it would like to see changed.
@pytest.mark.filterwarnings("ignore")
@EVERY_TWIN
def test_the_stored_paths_are_what_the_other_implementation_gives(twin):
    package = twin.source.split(".")[0]
    if importlib.util.find_spec("torch") is None or importlib.util.find_spec(package) is None:
        pytest.skip(f"only where {package} is installed")
    np.testing.assert_allclose(torch_paths(twin), PATHS[spell(twin)], rtol=1e-10, atol=1e-13)


def test_nothing_is_stored_twice_or_in_vain():
    assert list(PATHS) == [spell(twin) for twin in TWINS]
