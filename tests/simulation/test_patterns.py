"""Patterns lay out starts: as many as asked for, on the map, the same every time, spelled shortly."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue import KnobError, UnknownName
from simulation.patterns import PATTERNS, pattern_starts
from simulation.scene import MAX_PATHS
from surfaces import SURFACES

HIMMELBLAU = SURFACES["himmelblau"]
EVERY_PATTERN = pytest.mark.parametrize("name", PATTERNS)


def laid_out(name, count=100, **settings):
    return np.array(pattern_starts(HIMMELBLAU, name, count, settings))


@st.composite
def settings_of(draw, name):
    knobs = PATTERNS[name].knobs.items()
    return {key: draw(st.integers(0, 9) if knob.whole else st.floats(knob.low, knob.high)) for key, knob in knobs}


@EVERY_PATTERN
@given(data=st.data(), count=st.integers(1, MAX_PATHS))
def test_every_start_lies_on_the_map_whatever_is_set(name, data, count):
    surface = SURFACES[data.draw(st.sampled_from(list(SURFACES)))]
    starts = pattern_starts(surface, name, count, data.draw(settings_of(name)))
    assert 0.5 * count <= len(starts) <= count
    (x0, x1), (y0, y1) = surface.domain
    assert all(x0 <= x <= x1 and y0 <= y <= y1 for x, y in starts)


@EVERY_PATTERN
def test_a_pattern_is_the_same_every_time_and_has_no_start_twice(name):
    starts = pattern_starts(HIMMELBLAU, name, MAX_PATHS)
    assert starts == pattern_starts(HIMMELBLAU, name, MAX_PATHS)
    assert len(set(starts)) >= 0.999 * len(starts)


@EVERY_PATTERN
@pytest.mark.parametrize("share", [0, 1e-3, 0.1, 0.3])
def test_a_small_pattern_has_no_start_twice_either(name, share):
    size = PATTERNS[name].size
    knob = PATTERNS[name].knobs[size]
    starts = pattern_starts(HIMMELBLAU, name, MAX_PATHS, {size: knob.low + share * (knob.high - knob.low)})
    assert len(set(starts)) >= 0.999 * len(starts)


@EVERY_PATTERN
@pytest.mark.parametrize("angle", [0, 90, 180])
def test_no_start_has_a_zero_below_zero(name, angle):
    settings = {"angle": angle} if name == "line" else {}
    for start in pattern_starts(HIMMELBLAU, name, 101, settings):
        assert not any(number == 0 and math.copysign(1, number) < 0 for number in start)


@EVERY_PATTERN
def test_a_start_is_spelled_in_few_digits(name):
    assert max(len(f"{number!r}") for start in pattern_starts(HIMMELBLAU, name, MAX_PATHS) for number in start) <= 6
    tiny = SURFACES["typed"].at({"x_low": 1234.0, "x_high": 1234.1, "y_low": 0.0, "y_high": 5000.0})
    for x, y in pattern_starts(tiny, name, 50):
        assert len(f"{x!r}") <= 11
        assert len(f"{y!r}") <= 6


@pytest.mark.parametrize(
    ("count", "shape"), [(1, (1, 1)), (2, (2, 1)), (5, (2, 2)), (100, (10, 10)), (120, (12, 10)), (2000, (45, 44))]
)
def test_a_grid_is_as_square_as_can_be(count, shape):
    starts = laid_out("grid", count)
    assert (len(set(starts[:, 0])), len(set(starts[:, 1]))) == shape
    assert len(starts) == shape[0] * shape[1]


def test_a_grid_has_nearly_as_many_as_asked_for_and_never_fewer_for_more():
    sizes = [len(laid_out("grid", count)) for count in range(1, 61)]
    assert sizes == sorted(sizes)
    assert all(count - math.isqrt(count) <= size <= count for count, size in enumerate(sizes, 1))


def test_a_grid_of_full_width_goes_from_side_to_side():
    starts = laid_out("grid", width=1.0)
    assert [tuple(starts.min(axis=0)), tuple(starts.max(axis=0))] == [(-5.5, -5.5), (5.5, 5.5)]


def test_a_ring_keeps_its_distance_from_the_middle():
    np.testing.assert_allclose(np.hypot(*laid_out("ring", radius=0.5).T), 2.75, atol=1e-3)


def test_a_cloud_has_the_spread_that_is_set_and_another_seed_gives_another():
    cloud = laid_out("cloud", 2000, spread=0.1)
    np.testing.assert_allclose(cloud.std(axis=0), 0.55, rtol=0.1)
    np.testing.assert_allclose(cloud.mean(axis=0), 0, atol=0.05)
    assert not np.isin(laid_out("cloud", seed=1), laid_out("cloud", seed=2)).all()


def test_a_larger_cloud_begins_with_the_smaller_one():
    np.testing.assert_array_equal(laid_out("cloud", 300)[:100], laid_out("cloud", 100))


@pytest.mark.parametrize(("angle", "end"), [(0, (5.5, 0)), (45, (5.5, 5.5)), (90, (0, 5.5)), (135, (-5.5, 5.5))])
def test_a_line_goes_through_the_middle_from_side_to_side(angle, end):
    line = laid_out("line", 11, angle=angle, length=1.0)
    np.testing.assert_allclose(line[-1], end, atol=1e-3)
    np.testing.assert_allclose(line[5], 0, atol=1e-3)
    np.testing.assert_allclose(np.hypot(*np.diff(line, axis=0).T), math.hypot(*end) / 5, rtol=1e-2)


def test_what_makes_no_pattern_is_refused_with_a_sentence():
    with pytest.raises(KnobError, match="number of starts must lie between 1 and 2000, not 2001"):
        pattern_starts(HIMMELBLAU, "grid", 2001)
    with pytest.raises(KnobError, match="radius of ring must lie between"):
        pattern_starts(HIMMELBLAU, "ring", 9, {"radius": 7})
    with pytest.raises(UnknownName, match="unknown setting of ring `widht`"):
        pattern_starts(HIMMELBLAU, "ring", 9, {"widht": 1})
    with pytest.raises(UnknownName, match="did you mean `ring`"):
        pattern_starts(HIMMELBLAU, "rings", 9)
