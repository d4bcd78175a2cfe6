"""Every surface of the menu is drawn as it is, and found again as it was left."""

import pytest
from playwright.sync_api import Page, expect

from simulation import default_scene
from surfaces import SURFACES
from tests.browser.controls import choose_surface, enter
from tests.browser.expected import (
    assert_contour_drawn,
    assert_paths_drawn,
    link,
    wait_for_address,
    wait_for_contour_of_view,
    wait_for_scene,
)
from tests.browser.page import MINIMA, address_query, drawn_points, open_page, plot_point, seek, shown_ranges

# A menu must be left for another choice before it can come back to the page's own.
OPENED = default_scene().surface
# One for each kind of levels, with and without minima and parameters, wide and square.
TELLING = ["saddle", "rosenbrock", "easom", "six_hump_camel", "distill"]


@pytest.mark.parametrize("surface", TELLING)
def test_surface_chosen_from_the_menu_draws_its_contour_and_paths(page: Page, surface: str):
    open_page(page)
    choose_surface(page, surface)
    scene = default_scene(surface)
    wait_for_scene(page, scene)
    wait_for_contour_of_view(page)
    assert_contour_drawn(page, scene)
    assert_paths_drawn(page, scene)
    ground = SURFACES[surface]
    assert drawn_points(page, MINIMA) == [tuple(place) for place in ground.minima(ground.params)]
    assert page.inner_text(".stage-map .stage-title") == ground.title
    assert (
        page.locator(".st-key-surface").get_by_text(ground.title).count()
        + page.locator(f'.st-key-surface input[value="{ground.title}"]').count()
    )


@pytest.mark.parametrize("surface", [OPENED, *TELLING])
def test_view_is_the_surface_s_domain(page: Page, surface: str):
    scene = default_scene(surface)
    open_page(page, link(scene))
    wait_for_scene(page, scene)
    domain = SURFACES[surface].domain
    shown = shown_ranges(page)
    spare = [(high - low) - (b - a) for (low, high), (a, b) in zip(shown, domain, strict=True)]
    for (low, high), (a, b) in zip(shown, domain, strict=True):
        assert low <= a + 1e-9
        assert high >= b - 1e-9
        assert low + high == pytest.approx(a + b)
    # As large as it can be.
    assert min(spare) == pytest.approx(0, abs=1e-9)
    if SURFACES[surface].equal_aspect:
        left, upper = plot_point(page, shown[0][0], shown[1][1])
        right, lower = plot_point(page, shown[0][1], shown[1][0])
        across, down = (high - low for low, high in shown)
        assert (right - left) / across == pytest.approx((lower - upper) / down, rel=1e-6)


def test_another_surface_begins_its_race_by_itself_with_the_same_optimizers(page: Page):
    open_page(page)
    seek(page, 40)
    choose_surface(page, "beale")
    page.wait_for_function("document.querySelector('.stage-play').dataset.state !== 'play'")
    page.wait_for_function("document.querySelector('.stage-host').dataset.step > 0")
    assert page.locator(".stage-standings tbody th").all_inner_texts() == [
        "Gradient descent",
        "Momentum",
        "Nesterov",
        "Adam",
    ]


def test_a_surface_comes_back_as_it_was_left(page: Page):
    open_page(page)
    before = address_query(page)
    enter(page.get_by_role("spinbutton", name="Steps"), 90)
    left = wait_for_address(page, before)
    assert left.steps == 90
    choose_surface(page, "saddle")
    wait_for_scene(page, default_scene("saddle"))
    choose_surface(page, left.surface)
    wait_for_scene(page, left)
    assert_paths_drawn(page, left)


def test_the_minimum_and_the_contours_follow_a_parameter_of_the_surface(page: Page):
    open_page(page, link(default_scene("rosenbrock")))
    wait_for_contour_of_view(page)
    enter(page.get_by_role("spinbutton", name="a", exact=True), 0.5)
    page.wait_for_function("document.querySelector('.stage-host').dataset.contour === 'rosenbrock,a:0.5,b:100'")
    scene = wait_for_address(page, link(default_scene("rosenbrock")))
    assert dict(scene.surface_params) == {"a": 0.5, "b": 100}
    assert drawn_points(page, MINIMA) == [(0.5, 0.25)]
    assert_contour_drawn(page, scene)
    assert_paths_drawn(page, scene)


def test_reset_gives_the_surface_its_defaults_back(page: Page):
    scene = default_scene("bowl", ("gd", "adam"))
    open_page(page, f"{link(scene).replace('angle%3A20', 'angle%3A-30')}&noise=1")
    before = address_query(page)
    page.get_by_role("button", name="Reset").click()
    assert wait_for_address(page, before) == scene
    assert_paths_drawn(page, scene)
    expect(page.get_by_role("spinbutton", name="Rotation")).to_have_value("20")
