"""Starts are added, moved and removed by hand on the map, and every racer runs from them."""

import math

import pytest
from playwright.sync_api import Page, expect

from simulation import default_scene
from tests.browser.expected import (
    assert_paths_drawn,
    link,
    scene_in_address,
    wait_for_address,
    wait_for_contour_of_view,
    wait_for_scene,
)
from tests.browser.page import (
    FIRST_RACER,
    STARTS,
    address_query,
    drawn_points,
    drawn_runs,
    drawn_tag,
    ink_at,
    open_page,
    plot_point,
    seek,
    shown_ranges,
    shown_step,
    wait_for_another_scene,
    wait_for_contour,
)

SCENE = default_scene()
PLACES = [(-3.0, 0.5), (-1.0, 4.0), (0.5, 1.0), (2.0, -0.7), (-4.4, 4.6), (3.5, -3.9)]


def away(page: Page, start: tuple[float, float], spot: tuple[float, float]) -> float:
    """Pixels between a start and a spot of the viewport."""
    return math.dist(plot_point(page, *start), spot)


def wait_for_start_at(page: Page, which: int, x: float, y: float) -> None:
    """Return once the chart draws this start within a pixel of a spot of the viewport."""
    page.wait_for_function(
        f"""([which, x, y]) => {{
          const chart = document.querySelector(".stage-chart");
          const {{ xaxis, yaxis }} = chart._fullLayout;
          const [box, starts] = [chart.getBoundingClientRect(), chart.data[{STARTS}]];
          const left = box.left + xaxis._offset + xaxis.l2p(starts.x[which]);
          const top = box.top + yaxis._offset + yaxis.l2p(starts.y[which]);
          return Math.hypot(left - x, top - y) < 1;
        }}""",
        arg=[which, x, y],
    )


def test_click_adds_a_start_there_and_every_racer_runs_from_it(page: Page):
    open_page(page)
    before, tag = address_query(page), drawn_tag(page)
    spot = plot_point(page, *PLACES[0])
    page.mouse.click(*spot)
    wait_for_another_scene(page, tag)
    starts = drawn_points(page, STARTS)
    assert starts[:2] == list(SCENE.starts)
    assert away(page, starts[2], spot) <= 0.5
    for racer in range(len(SCENE.racers)):
        assert drawn_runs(page, racer)[2][0] == pytest.approx(starts[2])
    scene = wait_for_address(page, before)
    assert list(scene.starts) == starts
    assert_paths_drawn(page, scene)
    assert page.locator(".stage-handle").all_inner_texts() == ["1", "2", "3"]


def test_a_new_start_is_run_from_at_once(page: Page):
    open_page(page)
    seek(page)
    page.mouse.click(*plot_point(page, *PLACES[0]))
    page.wait_for_function("(last) => document.querySelector('.stage-host').dataset.step < last", arg=SCENE.steps)
    page.wait_for_selector(".stage-play[data-state='again']")


def test_reload_restores_the_scene_of_the_address(page: Page):
    open_page(page)
    before = address_query(page)
    page.mouse.click(*plot_point(page, *PLACES[1]))
    scene = wait_for_address(page, before)
    wait_for_contour(page)
    page.reload()
    wait_for_scene(page, scene)
    assert scene_in_address(page) == scene
    assert_paths_drawn(page, scene)


def test_six_fast_clicks_give_six_starts(page: Page):
    open_page(page)
    spots = [plot_point(page, *place) for place in PLACES]
    for spot in spots:
        page.mouse.click(*spot)
    page.wait_for_function("new URLSearchParams(location.search).get('starts')?.split(';').length === 8")
    scene = scene_in_address(page)
    wait_for_scene(page, scene)
    assert all(away(page, start, spot) <= 0.5 for start, spot in zip(scene.starts[2:], spots, strict=True))
    assert_paths_drawn(page, scene)
    assert page.locator(".stage-handle").count() == 8


def test_paths_follow_a_dragged_start_while_the_button_is_down(page: Page):
    open_page(page)
    seek(page, 40)
    before, tags = address_query(page), {drawn_tag(page)}
    still = [drawn_runs(page, racer)[1] for racer in range(len(SCENE.racers))]
    x, y = plot_point(page, *SCENE.starts[0])
    page.mouse.move(x, y)
    page.mouse.down()
    for across, up in [(40, 30), (-60, 90), (-120, 60)]:
        page.mouse.move(x + across, y - up, steps=4)
        wait_for_start_at(page, 0, x + across, y - up)
        tags.add(drawn_tag(page))
        start = drawn_points(page, STARTS)[0]
        for racer in range(len(SCENE.racers)):
            moved, other = drawn_runs(page, racer)
            assert moved[0] == pytest.approx(start)
            assert len(moved) == SCENE.steps + 1
            assert other == still[racer]
        # The heads too: they stand on the new paths.
        assert ink_at(page, *drawn_runs(page, len(SCENE.racers) - 1)[0][40])[3] == 255
    assert len(tags) == 4
    assert address_query(page) == before
    assert shown_step(page) == 40
    page.mouse.up()
    scene = wait_for_address(page, before)
    assert away(page, scene.starts[0], (x - 120, y - 60)) <= 0.5
    assert scene.starts[1] == SCENE.starts[1]
    assert_paths_drawn(page, scene)
    assert shown_step(page) == 40


def test_click_on_a_start_removes_it(page: Page):
    open_page(page)
    seek(page, 40)
    before = address_query(page)
    page.mouse.click(*plot_point(page, *SCENE.starts[0]))
    scene = wait_for_address(page, before)
    assert scene.starts == SCENE.starts[1:]
    assert_paths_drawn(page, scene)
    assert page.locator(".stage-handle").count() == 1
    assert shown_step(page) == 40


def test_keys_stay_with_the_player_when_a_click_removed_a_start(page: Page):
    open_page(page)
    seek(page, 40)
    page.mouse.click(*plot_point(page, *SCENE.starts[0]))
    wait_for_address(page, "")
    page.keyboard.press("ArrowRight")
    assert shown_step(page) == 41


def test_a_double_click_adds_one_start(page: Page):
    open_page(page)
    spot = plot_point(page, *PLACES[3])
    page.mouse.dblclick(*spot)
    scene = wait_for_address(page, "")
    assert len(scene.starts) == 3
    assert away(page, scene.starts[2], spot) <= 0.5
    before = address_query(page)
    page.mouse.click(*plot_point(page, *PLACES[4]))
    assert len(wait_for_address(page, before).starts) == 4


def test_a_start_is_added_without_pointing(page: Page):
    open_page(page)
    seek(page, 40)
    page.get_by_role("button", name="Add a start").focus()
    page.keyboard.press("Enter")
    scene = wait_for_address(page, "")
    middle = [sum(ends) / 2 for ends in shown_ranges(page)]
    assert away(page, scene.starts[2], plot_point(page, *middle)) <= 1
    assert_paths_drawn(page, scene)
    # The keys that move it are at hand at once.
    before = address_query(page)
    page.keyboard.press("Shift+ArrowUp")
    moved = wait_for_address(page, before)
    assert moved.starts[:2] == scene.starts[:2]
    assert moved.starts[2][1] > scene.starts[2][1]


def test_without_starts_the_page_says_what_to_do(page: Page):
    open_page(page, link(SCENE))
    for place in reversed(SCENE.starts):
        before = address_query(page)
        page.mouse.click(*plot_point(page, *place))
        scene = wait_for_address(page, before)
    assert scene.starts == ()
    assert drawn_points(page, STARTS) == []
    expect(page.locator(".stage-notices")).to_contain_text("Click the map to add a start")
    page.mouse.click(*plot_point(page, *PLACES[2]))
    expect(page.locator(".stage-notices")).to_be_empty()
    scene = wait_for_address(page, address_query(page) if scene_in_address(page).starts == () else link(scene))
    assert len(scene.starts) == 1
    assert_paths_drawn(page, scene)


def test_arrow_keys_move_the_focused_start_and_delete_removes_it(page: Page):
    open_page(page)
    seek(page, 40)
    x, y = plot_point(page, *SCENE.starts[1])
    handle = page.locator(".stage-handle").nth(1)
    handle.focus()
    for keys, across, down in [("ArrowLeft", -4, 0), ("Shift+ArrowDown", -4, 20), ("ArrowUp", -4, 16)]:
        before = address_query(page)
        handle.press(keys)
        scene = wait_for_address(page, before)
        assert away(page, scene.starts[1], (x + across, y + down)) <= 0.5
        assert_paths_drawn(page, scene)
    assert shown_step(page) == 40
    before = address_query(page)
    handle.press("Delete")
    assert wait_for_address(page, before).starts == SCENE.starts[:1]
    assert len(drawn_runs(page, 0)) == 1


def test_among_many_starts_the_hand_still_finds_one(page: Page):
    starts = [(-5 + x, -5 + y) for x in range(11) for y in range(5)]
    query = "racer=gd,lr:0.006&steps=40&starts=" + ";".join(f"{x},{y}" for x, y in starts)
    open_page(page, query)
    assert page.locator(".stage-handle").count() == 0
    assert len(drawn_runs(page, 0)) == 55
    x, y = plot_point(page, *starts[7])
    before = address_query(page)
    page.mouse.move(x + 2, y)
    page.mouse.down()
    page.mouse.move(x + 22, y + 10, steps=3)
    wait_for_start_at(page, 7, x + 20, y + 10)
    page.mouse.up()
    scene = wait_for_address(page, before)
    assert [start for i, start in enumerate(scene.starts) if i != 7] == starts[:7] + starts[8:]
    assert_paths_drawn(page, scene)


def test_a_start_too_far_away_is_refused_and_leaves_nothing_behind(page: Page):
    open_page(page)
    for _ in range(7):
        page.get_by_role("button", name="Zoom out").click()
    wait_for_contour_of_view(page)
    page.mouse.click(*plot_point(page, -600, 500))
    expect(page.get_by_role("alert")).to_contain_text("too far away")
    assert len(drawn_points(page, STARTS)) == len(drawn_points(page, FIRST_RACER)) // (SCENE.steps + 2) == 2
    expect(page.locator(".stage-handle")).to_have_count(2)
    # It does not come back with the next one, and the sentence goes.
    page.get_by_role("button", name="Show the whole map").click()
    wait_for_contour_of_view(page)
    page.mouse.click(*plot_point(page, *PLACES[0]))
    scene = wait_for_address(page, "")
    assert len(scene.starts) == 3
    expect(page.get_by_role("alert")).to_have_count(0)
    assert_paths_drawn(page, scene)
