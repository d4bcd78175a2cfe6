"""Contour levels rise, cover the picture, and carry the right numbers, for every surface and its extremes."""

from dataclasses import replace

import jax.numpy as jnp
import numpy as np
import pytest

from figures import fit_levels
from figures.levels import Levels
from surfaces import SURFACES
from tests.surfaces.test_derivatives import EVERY_SURFACE


def levels_of(name, params):
    ground = SURFACES[name]
    return fit_levels(ground, {**ground.params._asdict(), **params})


def lines(levels):
    """The heights at which contours are drawn."""
    return levels.start + levels.size * np.arange(round((levels.end - levels.start) / levels.size) + 1)


def fine_loss(name, params):
    (x0, x1), (y0, y1) = SURFACES[name].domain
    return SURFACES[name](*np.meshgrid(np.linspace(x0, x1, 401), np.linspace(y0, y1, 401)), **params)


@EVERY_SURFACE
def test_there_are_neither_few_nor_too_many_levels_and_they_rise(name, params):
    levels = levels_of(name, params)
    assert levels.size > 0
    assert 8 <= len(lines(levels)) <= 40
    assert lines(levels)[-1] == pytest.approx(levels.end)
    assert np.isfinite([levels.start, levels.end, levels.size, levels.floor]).all()


@EVERY_SURFACE
def test_the_levels_cover_the_picture(name, params):
    levels, loss = levels_of(name, params), fine_loss(name, params)
    heights = levels.heights(loss)
    slack = 1e-3 * levels.size
    # Up to the highest point, and no empty level above it.
    assert levels.end - levels.size - slack < heights.max() <= levels.end + slack
    # What lies below the lowest level is a spot around the minimum, or nothing.
    assert (heights < levels.start - slack).mean() < 0.01
    # Several contours cross a good part of the picture.
    counts, _ = np.histogram(heights, lines(levels))
    assert (counts > 0.002 * heights.size).sum() >= 6


@EVERY_SURFACE
def test_the_levels_are_spaced_as_the_surface_asks(name, params):
    assert levels_of(name, params).kind == SURFACES[name].levels


@EVERY_SURFACE
def test_the_ticks_stand_inside_and_say_the_loss_at_their_height(name, params):
    levels = levels_of(name, params)
    assert len(levels.ticks) >= 2
    heights = [height for height, _ in levels.ticks]
    assert heights == sorted(set(heights))
    for height, text in levels.ticks:
        assert levels.start - 1e-9 <= height <= levels.end + 1e-9
        assert float(text) == pytest.approx(levels.loss(height), rel=0.01, abs=1e-9)
        assert len(text) <= 8
    assert len({text for _, text in levels.ticks}) == len(levels.ticks)


@EVERY_SURFACE
def test_a_higher_loss_is_never_drawn_lower(name, params):
    levels = levels_of(name, params)
    loss = np.sort(fine_loss(name, params).ravel())
    heights = levels.heights(loss)
    assert heights.dtype == np.float32
    assert np.isfinite(heights).all()
    assert (np.diff(heights) >= 0).all()
    assert heights[-1] > heights[0]


@EVERY_SURFACE
def test_the_loss_at_a_height_has_this_height(name, params):
    levels = levels_of(name, params)
    heights = lines(levels)[1:]
    losses = np.array([levels.loss(height) for height in heights])
    np.testing.assert_allclose(levels.heights(losses), heights, rtol=1e-5, atol=1e-6)


def test_log_heights_are_the_logarithm_above_the_floor():
    levels = Levels("log", 2.0, -3.0, 4.0, 0.5, ())
    np.testing.assert_allclose(levels.heights(np.array([2.001, 3.0, 102.0])), [-3, 0, 2], rtol=1e-6)


def test_the_minimum_itself_is_drawn_just_below_the_lowest_level():
    levels = Levels("log", 2.0, -3.0, 4.0, 0.5, ())
    np.testing.assert_allclose(levels.heights(np.array([2.0, 1.0])), [-3.5, -3.5])


def test_signed_heights_are_the_logarithm_of_the_size_with_the_losss_sign():
    levels = Levels("signed_log", 0.0, -3.0, 4.0, 0.5, (), unit=0.01)
    np.testing.assert_allclose(levels.heights(np.array([-100.0, 0.0, 1000.0])), [-4, 0, 5], rtol=1e-6)
    steep = np.diff(levels.heights(np.array([-1e-5, 0.0, 1e-5])))
    np.testing.assert_allclose(steep, 1e-5 / (0.02 * np.log(10)), rtol=1e-5)


@pytest.mark.parametrize("kind", ["log", "signed_log", "linear"])
def test_what_is_no_number_stays_none(kind):
    heights = Levels(kind, 0.0, -3.0, 4.0, 0.5, ()).heights(np.array([np.nan, np.inf, 1.0]))
    assert np.isnan(heights[0])
    assert heights[1] == np.inf
    assert np.isfinite(heights[2])


def test_linear_heights_are_the_loss():
    loss = np.array([-4.0, 0.0, 2.5])
    np.testing.assert_array_equal(Levels("linear", 0.0, -5.0, 5.0, 1.0, ()).heights(loss), loss.astype(np.float32))


def test_levels_of_a_surface_are_worked_out_once():
    assert levels_of("beale", {}) is levels_of("beale", {})
    assert levels_of("bowl", {"condition": 2.0}) != levels_of("bowl", {"condition": 900.0})


BARE = {
    "undefined": lambda x, y: jnp.sqrt(-1 - x * x - y * y),
    "infinite": lambda x, y: 1e30 * (9 + x * x) * 1e30,
    "on a spot between the places looked at": lambda x, y: jnp.where(x * x + y * y < 1e-9, x, jnp.nan),
    "on a spot": lambda x, y: jnp.where(jnp.abs(x) + jnp.abs(y) < 0.3, x, jnp.nan),
    "zero": lambda x, y: 0 * x,
    "flat": lambda x, y: 0 * x + 7,
    "flat and huge": lambda x, y: 0 * x + 3e36,
    "flat and tiny": lambda x, y: 0 * x + 1e-40,
    "flat below zero": lambda x, y: 0 * x - 0.1,
    "huge": lambda x, y: 1e37 * x,
    "tiny": lambda x, y: 1e-30 * x,
}


@pytest.mark.parametrize("floor", [None, 0.0, 7.0, 1e38])
@pytest.mark.parametrize("kind", ["log", "signed_log", "linear"])
@pytest.mark.parametrize("loss", BARE)
def test_a_map_without_a_loss_or_without_a_slope_has_levels_too(loss, kind, floor):
    ground = replace(
        SURFACES["sphere"],
        name=f"{loss} {kind} {floor}",
        value=lambda point, params: BARE[loss](*point),
        levels=kind,
        f_min=lambda params: floor,
    )
    levels = fit_levels(ground, {})
    assert np.isfinite([levels.start, levels.end, levels.size, levels.floor]).all()
    assert levels.size > 0
    assert levels.end > levels.start
    assert len(lines(levels)) <= 40
    for height, text in levels.ticks:
        assert levels.start - 1e-9 * levels.size <= height <= levels.end + 1e-9 * levels.size
        assert float(text) == pytest.approx(levels.loss(height), rel=0.01, abs=1e-9 * levels.size)
