"""Noisy moons: logistic regression on two crescents that no straight line can part.

Formula  mean of log(1 + exp(z)) - t z, z = x u + y v, over 200 points (u, v) of two half circles with normal noise;
         plus ridge (x^2 + y^2) / 2
Source   The panel of A. Radford (2014), Visualizing optimization algorithms; his numbers are lost; ours are new
Watch    The adaptive methods turn at once towards the minimum; a small mini-batch makes a drunkard's walk of it.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np

from catalogue import Knob
from surfaces import from_data, log_odds
from surfaces.base import Surface
from surfaces.data_choices import Choices, Setting

COUNT = 200
NOISES = ("none", "low", "medium", "high")
NOISE = Knob("Noise of the moons", options=NOISES, hint="How far the points stray from their half circles.")
DEVIATIONS = dict(zip(NOISES, (0.0, 0.1, 0.2, 0.4), strict=True))


def moons(deviation: float) -> tuple[np.ndarray, np.ndarray]:
    """Features (2, COUNT) about their mean, and the class of each point, (COUNT,): 1 for the lower moon."""
    chance = np.random.default_rng(2014)
    turn = np.linspace(0, np.pi, COUNT // 2)
    upper = np.stack([np.cos(turn), np.sin(turn)])
    lower = np.stack([1 - np.cos(turn), 0.5 - np.sin(turn)])
    points = np.concatenate([upper, lower], axis=1) + deviation * chance.standard_normal((2, COUNT))
    return points - points.mean(axis=1, keepdims=True), np.repeat([0.0, 1.0], COUNT // 2)


def remake(settings: Mapping[str, Any]) -> Surface:
    """The surface of moons with this noise."""
    choices = Choices("noisy_moons", settings)
    return _make(choices.take("noise", NOISE, "medium"), choices.made)


@lru_cache(maxsize=8)
def _make(noise: str, made: tuple[Setting, ...]) -> Surface:
    features, targets = moons(DEVIATIONS[noise])
    return from_data.surface(
        (*made, log_odds.RIDGE),
        log_odds.sample_loss,
        (*features, targets),
        name="noisy_moons",
        title="Noisy moons",
        domain=((-3.0, 5.0), (-8.0, 2.0)),
        starts=((4.2, 1.2), (-2.2, -0.5)),
        minima=log_odds.minima_of(features, targets),
        stride=0.08,
        source="Alec Radford (2014), points made anew",
        latex=log_odds.LATEX + r"\quad z_i = x\,u_i + y\,v_i",
        note=f"x and y weigh the two coordinates of {COUNT} points of two moons.",
        fisher=log_odds.fisher,
        remake=remake,
    )


noisy_moons = remake({})
