"""A formula in a link and in its field: the address keeps it through an edit, a reload and another formula."""

from dataclasses import replace

from playwright.sync_api import Page, expect

from simulation import Scene, default_scene
from tests.browser.controls import open_settings, racer_controls
from tests.browser.expected import assert_paths_drawn, scene_in_address, wait_for_address, wait_for_scene
from tests.browser.page import address_query, open_page

ONE = default_scene("beale", ("gd",))
LINK = "surface=beale&steps=60&racer=gd,lr:0.01,schedule:lambda,schedule.factor:"


def typed(factor: str) -> Scene:
    racer = replace(ONE.racers[0], schedule="lambda", schedule_params=(("factor", factor),))
    return replace(ONE, racers=(racer,), steps=60)


def test_a_formula_typed_by_hand_into_the_address_goes_through_an_edit_and_a_reload(page: Page):
    factor = "1/(1+0.1*t)^0.5+where(t>=50,0,0.5)".replace(",", "%7E2C")
    open_page(page, LINK + factor)
    scene = typed("1/(1+0.1*t)^0.5+where(t>=50,0,0.5)")
    wait_for_scene(page, scene)
    before = address_query(page)
    page.locator(".stage-handle").focus()
    page.keyboard.press("ArrowRight")
    moved = wait_for_address(page, before)
    assert replace(moved, starts=scene.starts) == scene
    assert moved.starts != scene.starts
    page.reload()
    wait_for_scene(page, moved)
    assert_paths_drawn(page, moved)
    assert scene_in_address(page) == moved


def test_a_formula_is_typed_mended_and_raced(page: Page):
    open_page(page, LINK + "0.99~5Et")
    wait_for_scene(page, typed("0.99^t"))
    open_settings(page, "gd")
    controls = racer_controls(page, "gd")
    field = controls.get_by_role("textbox", name="Factor f(t)")
    expect(field).to_have_value("0.99^t")
    field.fill("0.5 + 0.5*cos(foo*t)")
    field.press("Enter")
    expect(controls.get_by_role("status")).to_contain_text("name `foo` at column 15; did you mean `floor`?")
    expect(controls.get_by_role("status")).to_contain_text("Still in use: 0.99^t")
    expect(field).to_have_value("0.5 + 0.5*cos(foo*t)")
    before = address_query(page)
    field.fill("0.5 + 0.5*cos(2t)")
    field.press("Enter")
    assert wait_for_address(page, before) == typed("0.5 + 0.5*cos(2t)")
    expect(controls.get_by_role("status")).not_to_contain_text("Still in use")
    assert_paths_drawn(page, typed("0.5 + 0.5*cos(2t)"))
