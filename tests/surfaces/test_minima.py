"""What a surface says about its minima is true, and what it shows at first is in the picture."""

import numpy as np
import pytest

from catalogue import KnobError, UnknownName
from surfaces import SURFACES
from tests.surfaces.exact import PARAMS
from tests.surfaces.test_derivatives import EVERY_SURFACE

WITH_MINIMA = [name for name in PARAMS if SURFACES[name].minima(SURFACES[name].params)]
# Their minimum is one only because the domain ends there.
ON_THE_EDGE = ["eggholder"]
EVERY_NAME = pytest.mark.parametrize("name", SURFACES)


def minima(name, params):
    ground = SURFACES[name]
    return ground.minima(ground.with_params(params))


def fine_grid(name):
    (x0, x1), (y0, y1) = SURFACES[name].domain
    return np.meshgrid(np.linspace(x0, x1, 601), np.linspace(y0, y1, 601))


@EVERY_SURFACE
def test_gradient_vanishes_at_every_listed_minimum(name, params):
    for p in minima(name, params):
        if name not in ON_THE_EDGE:
            np.testing.assert_allclose(SURFACES[name].grad(*p, **params), (0, 0), atol=1e-10)


@pytest.mark.parametrize("name", ON_THE_EDGE)
def test_a_minimum_on_the_edge_has_no_slope_along_it_and_falls_only_outwards(name):
    """Eggholder's lies at x = 512, where the domain ends."""
    ((x, y),) = minima(name, {})
    assert x == SURFACES[name].domain[0][1]
    by_x, by_y = SURFACES[name].grad(x, y)
    assert by_x < -1
    assert abs(by_y) < 1e-10


@EVERY_SURFACE
def test_the_loss_at_every_listed_minimum_is_the_least(name, params):
    ground = SURFACES[name]
    for p in minima(name, params):
        assert float(ground(*p, **params)) == pytest.approx(
            ground.f_min(ground.with_params(params)), rel=1e-13, abs=1e-14
        )


@EVERY_SURFACE
def test_nothing_on_a_fine_grid_lies_below_the_least_loss(name, params):
    ground = SURFACES[name]
    least = ground.f_min(ground.with_params(params))
    lowest = float(ground(*fine_grid(name), **params).min())
    if least is None:
        assert lowest < 0
    else:
        # Some minima are known to sixteen digits only.
        assert lowest >= least - 1e-14 - 1e-15 * abs(least)


def test_every_descent_on_himmelblau_ends_in_one_of_the_listed_minima_and_none_is_left_out():
    ground = SURFACES["himmelblau"]
    x, y = (axis.ravel() for axis in np.meshgrid(np.linspace(-5, 5, 24), np.linspace(-5, 5, 24)))
    for _ in range(4000):
        first, second = x**2 + y - 11, x + y**2 - 7
        x, y = x - 0.002 * (4 * x * first + 2 * second), y - 0.002 * (2 * first + 4 * y * second)
    np.testing.assert_allclose(ground(x, y), 0, atol=1e-12)
    listed = np.array(minima("himmelblau", {}))
    distance = np.hypot(x[:, None] - listed[:, 0], y[:, None] - listed[:, 1])
    assert (distance.min(axis=1) < 1e-6).all()
    assert (distance.min(axis=0) < 1e-6).all()
    assert distance.shape[1] == 4


@pytest.mark.parametrize("name", WITH_MINIMA)
def test_no_global_minimum_is_left_out(name):
    """From the lowest dips of a fine grid, closer and closer grids find the bottom: it is listed, or it is higher."""
    ground = SURFACES[name]
    xs, ys = fine_grid(name)
    loss = np.pad(ground(xs, ys), 1, constant_values=np.inf)
    around = [np.roll(loss, shift, (0, 1)) for shift in ((1, 0), (-1, 0), (0, 1), (0, -1))]
    dips = np.argwhere((loss <= np.min(around, axis=0)) & np.isfinite(loss)) - 1
    least, listed = ground.f_min(ground.params), np.array(minima(name, {}))
    assert least is not None
    for i, j in sorted(dips, key=lambda at: loss[tuple(at + 1)])[:8]:
        x, y, reach = xs[i, j], ys[i, j], np.array([xs[0, 1] - xs[0, 0], ys[1, 0] - ys[0, 0]])
        for _ in range(12):
            sides = np.linspace(-1, 1, 21) * reach[:, None] + [[x], [y]]
            inside = (np.clip(side, *ends) for side, ends in zip(sides, ground.domain, strict=True))
            near_x, near_y = np.meshgrid(*inside)
            lowest = ground(near_x, near_y).argmin()
            x, y, reach = near_x.flat[lowest], near_y.flat[lowest], reach / 4
        if float(ground(x, y)) - least < 1e-6:
            assert np.hypot(*(listed - (x, y)).T).min() < 0.01


@EVERY_SURFACE
def test_the_minima_lie_in_the_picture(name, params):
    for p in minima(name, params):
        for number, (low, high) in zip(p, SURFACES[name].domain, strict=True):
            assert low < number <= high if name in ON_THE_EDGE else low < number < high


@pytest.mark.parametrize("name", WITH_MINIMA)
def test_moving_off_a_minimum_in_any_direction_costs(name):
    ground = SURFACES[name]
    angles = np.linspace(0, 2 * np.pi, 16, endpoint=False)
    for px, py in minima(name, {}):
        inwards = np.cos(angles) <= 0 if name in ON_THE_EDGE else slice(None)
        around = ground(px + 1e-3 * np.cos(angles[inwards]), py + 1e-3 * np.sin(angles[inwards]))
        assert (around > ground.f_min(ground.params)).all()


@EVERY_NAME
def test_the_starts_lie_in_the_domain_and_off_every_minimum(name):
    ground = SURFACES[name]
    assert ground.starts
    for start in ground.starts:
        for number, (low, high) in zip(start, ground.domain, strict=True):
            assert low <= number <= high
        assert np.linalg.norm(ground.grad(*start)) > 1e-3


@EVERY_NAME
def test_there_is_one_knob_for_each_parameter_with_the_default_in_its_range(name):
    ground = SURFACES[name]
    assert list(ground.knobs) == list(ground.params._fields)
    assert ground.with_params(ground.params._asdict()) == ground.params
    assert all(knob.label and knob.hint.endswith(".") for knob in ground.knobs.values())


@EVERY_NAME
def test_a_surface_says_all_that_the_page_shows(name):
    ground = SURFACES[name]
    assert ground.source
    assert ground.latex
    assert ground.levels in ("log", "signed_log", "linear")
    assert ground.gradient_rate > 0
    assert ground.stride > 0
    assert 1 <= ground.steps <= 5000
    text = __import__(f"surfaces.{name}", fromlist=["value"]).__doc__ or ""
    for part in ("Formula ", "Source ", "Watch "):
        assert f"\n{part}" in text


def test_a_parameter_moves_the_minimum_of_rosenbrock():
    assert minima("rosenbrock", {"a": -1.5}) == [(-1.5, 2.25)]
    assert minima("rosenbrock", {}) == [(1.0, 1.0)]


def test_the_bowls_curvatures_are_one_and_one_over_the_condition_number():
    condition, angle = 50.0, 30.0
    long_axis = np.array([np.cos(np.radians(angle)), np.sin(np.radians(angle))])
    short_axis = np.array([-long_axis[1], long_axis[0]])
    for axis, curvature in ((long_axis, 1 / condition), (short_axis, 1.0)):
        slope = SURFACES["bowl"].grad(*axis, condition=condition, angle=angle)
        np.testing.assert_allclose(slope, curvature * axis, rtol=1e-12, atol=1e-14)


def test_an_unknown_surface_or_parameter_is_named_with_the_closest_one():
    with pytest.raises(UnknownName, match=r"^unknown surface `rosenbrok`; did you mean `rosenbrock`\?$"):
        SURFACES["rosenbrok"]
    with pytest.raises(UnknownName, match="unknown setting of bowl `angel`; did you mean `angle`"):
        SURFACES["bowl"](1, 1, angel=3)
    with pytest.raises(KnobError, match="condition of bowl must lie between 1 and 1000, not 0"):
        SURFACES["bowl"](1, 1, condition=0)


def test_every_parameter_is_tried_at_both_ends_of_its_range():
    for name in PARAMS:
        for key, knob in SURFACES[name].knobs.items():
            tried = {given[key] for given in PARAMS[name] if key in given}
            assert {knob.low, knob.high} <= tried
