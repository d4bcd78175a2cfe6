"""Noisy moons: logistic regression on two crescents that no straight line can part.

Formula  mean of log(1 + exp(z)) - t z, z = x u + y v, over 200 points (u, v) of two half circles with normal noise;
         plus ridge (x^2 + y^2) / 2
Source   The panel of A. Radford (2014), Visualizing optimization algorithms; his numbers are lost; ours are new
Watch    The adaptive methods turn at once towards the minimum; a small mini-batch makes a drunkard's walk of it.
"""

from collections.abc import Mapping
from functools import lru_cache, partial
from typing import Any, NamedTuple

import numpy as np

from catalogue import Knob
from surfaces import from_data, log_odds, survey
from surfaces.base import Surface

COUNT = 200
NOISES = ("none", "low", "medium", "high")
NOISE = Knob("Noise of the moons", options=NOISES, hint="How far the points stray from their half circles.")
DEVIATIONS = dict(zip(NOISES, (0.0, 0.1, 0.2, 0.4), strict=True))


class Params(NamedTuple):
    """noise: how far the points stray. ridge: weight of the penalty."""

    noise: str = "medium"
    ridge: float = 0.0
    batch: float = float(COUNT)
    replacement: bool = False


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
    return _make(from_data.chosen(NOISE, "noise of noisy_moons", settings.get("noise", Params().noise)))


@lru_cache(maxsize=8)
def _make(noise: str) -> Surface:
    features, targets = moons(DEVIATIONS[noise])
    params = Params(noise)
    data = (*features, targets)
    samples = from_data.samples_of(log_odds.sample_loss, data)
    domain: survey.Domain = ((-3.0, 5.0), (-8.0, 2.0))
    starts = ((4.2, 1.2), (-2.2, -0.5))
    height = from_data.height_of(log_odds.sample_loss, data, params)
    least = partial(log_odds.least, features, targets)
    return Surface(
        name="noisy_moons",
        title="Noisy moons",
        params=params,
        value=from_data.mean_of(samples),
        samples=samples,
        count=COUNT,
        domain=domain,
        starts=starts,
        minima=lambda params: list(filter(None, [log_odds.minimum(features, targets, float(params.ridge))])),
        f_min=least,
        gradient_rate=survey.choose_rate(height, domain, starts, least(params)),
        stride=0.08,
        source="Alec Radford (2014), points made anew",
        latex=r"\frac1n\sum_i \ln\left(1 + e^{z_i}\right) - t_i z_i + \tfrac{\lambda}{2}\left(x^2 + y^2\right),"
        r"\quad z_i = x\,u_i + y\,v_i",
        knobs={
            "noise": NOISE,
            "ridge": log_odds.RIDGE,
            "batch": from_data.batch_knob(COUNT),
            "replacement": from_data.REPLACEMENT,
        },
        levels="log",
        note=f"x and y weigh the two coordinates of {COUNT} points of two moons.",
        fisher=partial(log_odds.fisher, features),
        remake=remake,
    )


noisy_moons = remake({})
