"""Racers stay tellable apart with every common colour vision, in both themes.

Dichromats' sight after G. M. Machado, M. M. Oliveira and L. A. F. Fernandes, A Physiologically-based Model for
Simulation of Color Vision Deficiency (2009), the matrices of severity 1, on linear RGB. Differences in Oklab, B.
Ottosson, A perceptual color space for image processing (2020); a just noticeable one is about 0.02.
"""

from itertools import combinations

import numpy as np
import pytest

from figures import line_styles
from optimizers import STARTERS
from tests.figures.test_palette import race

VISIONS = {
    "normal": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
TO_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)
# One style for each hue.
STYLES = line_styles(race(["gd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "lion", "newton"]))


def linear(colour):
    parts = np.array([int(colour[place : place + 2], 16) for place in (1, 3, 5)]) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def seen(colour, vision):
    """Oklab coordinates of the colour as it is seen."""
    light = np.clip(np.array(VISIONS[vision]) @ linear(colour), 0, 1)
    return TO_LAB @ np.cbrt(TO_CONES @ light)


def difference(one, other, vision):
    return float(np.linalg.norm(seen(one, vision) - seen(other, vision)))


def test_white_is_white_and_red_is_the_red_that_oklab_s_author_gives():
    assert seen("#ffffff", "normal") == pytest.approx([1, 0, 0], abs=1e-3)
    assert seen("#ff0000", "normal") == pytest.approx([0.628, 0.225, 0.126], abs=1e-3)


@pytest.mark.parametrize("vision", [vision for vision in VISIONS if vision != "normal"])
def test_greys_look_the_same_with_every_vision(vision):
    assert seen("#808080", vision) == pytest.approx(seen("#808080", "normal"), abs=2e-3)


def test_red_and_green_of_one_lightness_are_one_colour_without_green_cones():
    assert difference("#c8102e", "#5a6e00", "deuteranopia") < 0.5 * difference("#c8102e", "#5a6e00", "normal")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("vision", VISIONS)
def test_no_two_hues_look_alike(theme, vision):
    colours = [getattr(style, theme) for style in STYLES]
    assert len(set(colours)) == 8
    assert min(difference(one, other, vision) for one, other in combinations(colours, 2)) > 0.07


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("vision", VISIONS)
def test_starters_that_share_a_dash_lie_far_apart(theme, vision):
    pairs = [(one, other) for one, other in combinations(line_styles(race(STARTERS)), 2) if one.dash == other.dash]
    assert pairs
    assert min(difference(getattr(one, theme), getattr(other, theme), vision) for one, other in pairs) > 0.13
