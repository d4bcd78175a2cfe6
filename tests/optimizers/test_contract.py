"""What every optimizer of the registry promises to the controls, the links and the engine."""

import jax
import numpy as np
import pytest

from catalogue import Knob, is_choice
from optimizers import OPTIMIZERS, STARTERS
from optimizers.base import FAMILIES
from simulation import default_racer, default_scene, run_scene, simulate
from simulation.oracle import unmet_need
from surfaces import FIRST, SURFACES

# Beside a hill, on the valley's floor, and exactly on the minimum, where the gradient vanishes.
STARTS = [(-1.5, 2.0), (0.5, 0.25), (1.0, 1.0)]
EVERY_OPTIMIZER = pytest.mark.parametrize("optimizer", OPTIMIZERS.values(), ids=OPTIMIZERS)


def ends(knob: Knob):
    return knob.options or (knob.low, knob.high)


EVERY_END = [
    pytest.param(name, {key: value}, id=f"{name}:{key}={value}")
    for name, optimizer in OPTIMIZERS.items()
    for key, knob in optimizer.knobs.items()
    for value in ends(knob)
]


@EVERY_OPTIMIZER
def test_there_is_one_knob_for_each_setting_and_no_other(optimizer):
    assert list(optimizer.knobs) == list(optimizer.hyper._fields)


@EVERY_OPTIMIZER
def test_the_defaults_lie_within_their_knobs(optimizer):
    assert optimizer.with_hyper(optimizer.hyper._asdict()) == optimizer.hyper


@EVERY_OPTIMIZER
def test_choices_have_options_and_numbers_have_a_range(optimizer):
    for name, default in optimizer.hyper._asdict().items():
        knob = optimizer.knobs[name]
        assert bool(knob.options) == is_choice(default)
        if not knob.options:
            assert knob.low < knob.high
            assert knob.low > 0 or knob.scale == "linear"


@EVERY_OPTIMIZER
def test_every_knob_says_what_it_is_and_what_it_does(optimizer):
    for knob in optimizer.knobs.values():
        assert knob.label
        assert knob.hint.endswith(".")
    labels = [knob.label for knob in optimizer.knobs.values()]
    assert len(set(labels)) == len(labels)


@EVERY_OPTIMIZER
def test_the_card_names_the_paper_its_year_and_the_update(optimizer):
    card = optimizer.card
    assert len(card.paper) > 20
    assert 1800 < card.year < 2100
    assert card.idea.endswith(".")
    assert card.watch.endswith(".")
    assert r"\leftarrow" in card.latex
    assert card.latex.count("{") == card.latex.count("}")


@pytest.mark.parametrize("optimizer", [optimizer for optimizer in OPTIMIZERS.values() if optimizer.family != "Optax"])
def test_the_docstring_says_where_it_comes_from_and_what_to_watch(optimizer):
    text = __import__(f"optimizers.{optimizer.name}", fromlist=["step"]).__doc__ or ""
    for part in ("Paper ", "Update ", "Symbols ", "Watch ", "Differs "):
        assert f"\n{part}" in text
    assert str(optimizer.card.year) in text


@EVERY_OPTIMIZER
def test_every_field_of_the_state_has_a_symbol_and_the_card_shows_it(optimizer):
    state = jax.eval_shape(lambda p: optimizer.init(optimizer.hyper, p), jax.ShapeDtypeStruct((2,), "float32"))
    assert set(optimizer.card.symbols) == set(state._fields)
    assert [symbol for symbol in optimizer.card.symbols.values() if symbol not in optimizer.card.latex] == []


@EVERY_OPTIMIZER
def test_every_optimizer_belongs_to_a_family_of_the_menu(optimizer):
    assert optimizer.family in FAMILIES


def test_the_families_follow_one_another_in_the_menu():
    order = [optimizer.family for optimizer in OPTIMIZERS.values()]
    assert list(dict.fromkeys(order)) == [family for family in FAMILIES if family in order]
    assert order == sorted(order, key=FAMILIES.index)


@EVERY_OPTIMIZER
def test_tuned_settings_are_for_known_surfaces_and_within_their_knobs(optimizer):
    for surface, tuned in optimizer.tuned.items():
        assert surface in SURFACES
        numbers = dict(tuned)
        optimizer.lr_knob.check("lr", numbers.pop("lr", 1.0))
        optimizer.with_hyper(numbers)
    elsewhere = dict(optimizer.elsewhere)
    assert elsewhere.pop("lr_factor", 1.0) > 0
    optimizer.with_hyper(elsewhere)


@EVERY_OPTIMIZER
def test_the_unit_of_the_rate_is_known_and_its_factor_positive(optimizer):
    assert optimizer.lr_unit in ("gradient", "stride", "none")
    assert optimizer.lr_factor > 0


@EVERY_OPTIMIZER
def test_the_default_rate_lies_within_its_knob_on_every_surface(optimizer):
    for surface in SURFACES:
        racer = default_racer(optimizer.name, surface)
        assert optimizer.lr_knob.check("lr", racer.lr) == racer.lr, surface
        assert dict(racer.hyper).keys() == optimizer.hyper._asdict().keys()


@pytest.mark.parametrize("noise", [0.0, 1.0], ids=["exact gradients", "noisy gradients"])
@pytest.mark.parametrize(("name", "hyper"), EVERY_END)
def test_every_setting_runs_at_both_ends_of_its_range(name, hyper, noise):
    run = simulate("rosenbrock", name, STARTS, steps=64, lr=0.01, hyper=hyper, noise=noise)
    assert run.points.shape == (3, 65, 2)
    assert np.isfinite(run.points).all()
    assert np.isfinite(run.values).all()
    np.testing.assert_array_equal(run.points[:, 0], np.array(STARTS, np.float32))


@pytest.mark.parametrize("end", ["low", "high"])
@EVERY_OPTIMIZER
def test_the_rate_runs_at_both_ends_of_its_range(optimizer, end):
    lr = getattr(optimizer.lr_knob, end)
    run = simulate("rosenbrock", optimizer.name, STARTS, steps=64, lr=lr)
    assert np.isfinite(run.points).all()
    assert np.isfinite(run.values).all()


SUITABLE = pytest.mark.parametrize(
    ("optimizer", "surface"),
    [
        pytest.param(optimizer, surface.name, id=f"{optimizer.name} on {surface.name}")
        for optimizer in OPTIMIZERS.values()
        for surface in (SURFACES[name] for name in FIRST)
        if not unmet_need(optimizer, surface)
    ],
)


@SUITABLE
def test_the_first_picture_is_neither_a_disaster_nor_a_line_that_does_not_move(optimizer, surface):
    ground = SURFACES[surface]
    (run,) = run_scene(default_scene(surface, (optimizer.name,)))
    assert (run.diverged_at == -1).all()
    length = np.linalg.norm(np.diff(run.points, axis=1), axis=-1).sum(axis=1)
    width = max(high - low for low, high in ground.domain)
    assert (length > 0.1 * width).all()
    floor = ground.f_min(ground.params)
    if floor is None:
        assert (run.values[:, -1] < run.values[:, 0] - 1).all()
        return
    assert (run.values[:, -1] - floor < 0.5 * (run.values[:, 0] - floor)).all()
    assert_in_the_picture(ground, run)


def assert_in_the_picture(ground, run):
    for axis, (low, high) in enumerate(ground.domain):
        assert (run.points[..., axis] >= low).all()
        assert (run.points[..., axis] <= high).all()


@pytest.mark.parametrize("surface", [name for name in SURFACES if name not in FIRST])
@pytest.mark.parametrize("optimizer", STARTERS)
def test_the_starters_go_down_a_good_way_on_every_other_surface(optimizer, surface):
    """Not all the way: on a surface with many minima the nearest one is an honest end."""
    ground = SURFACES[surface]
    (run,) = run_scene(default_scene(surface, (optimizer,)))
    assert (run.diverged_at == -1).all()
    length = np.linalg.norm(np.diff(run.points, axis=1), axis=-1).sum(axis=1)
    assert (length > 0.05 * max(high - low for low, high in ground.domain)).all()
    assert (run.values[:, -1] < run.values[:, 0]).all()
    if ground.f_min(ground.params) is not None:
        assert_in_the_picture(ground, run)


# A tilted valley, a bowl full of dents, and three dips.
OTHERS = ("booth", "ackley", "three_hump_camel")
BY_NATURE = {
    "newton": "goes to the nearest place without a slope, uphill too",
    "polyak": "aims at the lowest loss of all, which from a dent is far away",
    "dadapt_sgd": "takes the slopes in the dents for news of how far the minimum is",
}


@pytest.mark.parametrize("surface", OTHERS)
@pytest.mark.parametrize("name", [name for name in OPTIMIZERS if name not in BY_NATURE])
def test_settings_for_surfaces_that_are_not_named_are_no_disaster_either(name, surface):
    ground = SURFACES[surface]
    if unmet_need(OPTIMIZERS[name], ground):
        pytest.skip("this surface lacks what the optimizer needs")
    (run,) = run_scene(default_scene(surface, (name,)))
    assert (run.diverged_at == -1).all()
    assert (run.values[:, -1] < run.values[:, 0]).all()
    for axis, (low, high) in enumerate(ground.domain):
        margin = 0.02 * (high - low)
        assert (run.points[..., axis] >= low - margin).all()
        assert (run.points[..., axis] <= high + margin).all()
