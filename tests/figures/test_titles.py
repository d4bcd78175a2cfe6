"""Racers of one kind are told apart by exactly the settings in which they differ; a name of one's own wins."""

from dataclasses import replace

import pytest
from hypothesis import given

from figures import racer_titles
from optimizers import OPTIMIZERS
from simulation import default_racer, default_scene
from simulation.racer_name import mend_name
from simulation.scene import MAX_RACERS
from tests.scenes import scenes

ADAM = default_racer("adam", "beale")


def titles(*racers):
    return racer_titles(replace(default_scene("beale"), racers=racers))


def adam(lr=0.1, schedule="constant", params=(), title="", **hyper):
    settings = tuple((dict(ADAM.hyper) | hyper).items())
    return replace(ADAM, lr=lr, hyper=settings, schedule=schedule, schedule_params=params, title=title)


def test_racers_of_different_kinds_go_by_their_optimizers():
    assert titles(ADAM, default_racer("gd", "beale")) == ["Adam", "Gradient descent"]


@pytest.mark.parametrize(
    ("racers", "expected"),
    [
        ([adam(0.1), adam(0.3), adam(1.0)], ["Adam 0.1", "Adam 0.3", "Adam 1"]),
        ([adam(beta1=0.5), adam(beta1=0.9)], ["Adam \u03b2\u2081 0.5", "Adam \u03b2\u2081 0.9"]),
        ([adam(0.1), adam(0.3, beta1=0.5)], ["Adam 0.1, \u03b2\u2081 0.9", "Adam 0.3, \u03b2\u2081 0.5"]),
        ([adam(), adam(bias_correction=False)], ["Adam bias correction on", "Adam bias correction off"]),
        ([adam(), adam(schedule="cosine")], ["Adam constant", "Adam cosine"]),
        (
            [adam(schedule="exponential", params=(("gamma", gamma),)) for gamma in (0.9, 0.5)],
            ["Adam \u03b3 0.9", "Adam \u03b3 0.5"],
        ),
        ([adam(), adam()], ["Adam", "Adam (2)"]),
        ([adam(0.1), adam(0.3), adam(0.3)], ["Adam 0.1", "Adam 0.3", "Adam 0.3 (2)"]),
        ([adam(0.1), adam(0.3, title="Bold")], ["Adam", "Bold"]),
        ([adam(0.1, title="Bold"), adam(0.3, title="Bold")], ["Bold", "Bold (2)"]),
        ([default_racer("gd", "beale"), adam(title="Gradient descent")], ["Gradient descent (2)", "Gradient descent"]),
    ],
)  # fmt: skip
def test_titles_hold_what_differs_and_no_more(racers, expected):
    assert titles(*racers) == expected


def test_a_formula_that_could_be_read_as_markup_is_in_no_title():
    factors = ("where(t < 10, 1, 0.1)", "0.99^t")
    racers = [adam(schedule="lambda", params=(("factor", factor),)) for factor in factors]
    assert titles(*racers) == ["Adam", "Adam factor f(t) 0.99^t"]


@given(scenes())
def test_every_racer_has_a_title_of_its_own_in_signs_that_mean_nothing_else(scene):
    made = racer_titles(scene)
    assert len(set(made)) == len(scene.racers)
    assert all(title == mend_name(title) or len(title) > 40 for title in made)
    for racer, title in zip(scene.racers, made, strict=True):
        assert title.startswith(racer.title or OPTIMIZERS[racer.optimizer].title)


def test_even_a_full_field_of_equal_racers_is_told_apart():
    assert len(set(titles(*[ADAM] * MAX_RACERS))) == MAX_RACERS
