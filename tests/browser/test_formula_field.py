"""The formula field under a hand: it speaks while one types, hands over formulas only, and loses no letter."""

import json
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from schedules.typed import FACTOR
from simulation import Scene, default_scene
from tests.browser.conftest import Visit
from tests.browser.controls import choose, enter, open_settings, pill, racer_controls, rate_field
from tests.browser.expected import assert_paths_drawn, scene_in_address, wait_for_address, wait_for_scene
from tests.browser.page import address_query, open_page

BEALE = default_scene("beale", ("gd",))
LINK = "surface=beale&steps=60&racer=gd,lr:0.01,schedule:lambda,schedule.factor:0.99~5Et"
FOO = "Unknown name `foo` at column 7; did you mean `floor`?"
HINT = FACTOR.hint
# Of what stands in an element, not of the place that it has.
OWN_HEIGHT = """(one) => {
  one.style.cssText = "height: 0; min-height: 0; overflow: hidden";
  const height = one.scrollHeight;
  one.style.cssText = "";
  return height;
}"""
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def typed(factor: str, lr: float = 0.01) -> Scene:
    racer = replace(BEALE.racers[0], lr=lr, schedule="lambda", schedule_params=(("factor", factor),))
    return replace(BEALE, racers=(racer,), steps=60)


class Field:
    """The field and what stands under it."""

    def __init__(self, page: Page) -> None:
        self.whole = racer_controls(page, "gd").locator(".formula-field")
        self.area = self.whole.get_by_role("textbox", name="Factor f(t)")
        self.fault = self.whole.locator(".formula-fault")
        self.in_use = self.whole.locator(".formula-in-use")
        self.mark = self.whole.locator("mark")
        self.preview = self.whole.locator(".formula-preview")

    def is_calm(self) -> None:
        """Return once nothing is wrong with what stands in the field."""
        expect(self.area).to_have_attribute("aria-invalid", "false")
        expect(self.fault).to_be_empty()
        expect(self.in_use).to_be_empty()
        expect(self.mark).to_have_count(0)


def opened(page: Page, query: str = LINK) -> Field:
    open_page(page, query)
    open_settings(page, "gd")
    field = Field(page)
    expect(field.area).to_be_visible()
    return field


@pytest.fixture
def field(page: Page) -> Field:
    return opened(page)


def caret(area: Locator) -> int:
    return area.evaluate("(area) => area.selectionStart")


def test_the_scene_s_formula_stands_in_the_field_and_is_set_below(field: Field):
    expect(field.area).to_have_value("0.99^t")
    expect(field.preview.locator("math")).to_have_text("0.99t")
    field.is_calm()


def test_while_one_types_the_formula_is_set_below(field: Field):
    field.area.fill("")
    field.area.press_sequentially("1/(1 + t)")
    expect(field.preview.locator("mfrac")).to_have_text("11+t")
    field.is_calm()


def test_a_fault_is_told_with_its_place_and_the_last_formula_stays_dimmed(field: Field):
    field.area.fill("t*cos(foo)")
    expect(field.fault).to_have_text(FOO)
    expect(field.mark).to_have_text("foo")
    expect(field.in_use).to_have_text("Still in use: 0.99^t")
    expect(field.area).to_have_attribute("aria-invalid", "true")
    expect(field.preview).to_have_text("0.99t")
    assert float(field.preview.evaluate("(preview) => getComputedStyle(preview).opacity")) < 0.6
    field.area.fill("t*cos(t)")
    expect(field.preview).to_have_text("tcos(t)")
    assert field.preview.evaluate("(preview) => getComputedStyle(preview).opacity") == "1"
    field.is_calm()


def test_the_line_lies_below_the_faulty_letters_and_nowhere_else(field: Field):
    field.area.fill("bar*(1 + 2)")
    expect(field.mark).to_have_text("bar")
    text = "1 + 0*(2 - t)/3 + 0.25*(t + 1)/(t + 2) - t*0.123456789012345678901234567890123456789 + bar"
    # Where the textarea breaks its lines its twin does too, so that both are always equally high.
    for end in range(20, len(text) + 1):
        field.area.fill(text[:end])
        area, twin = (field.whole.locator(part).evaluate(OWN_HEIGHT) for part in (".formula-area", ".formula-marks"))
        assert area == twin, text[:end]
    assert twin > 60
    expect(field.mark).to_have_text("bar")


def test_a_formula_is_raced_after_a_pause_and_the_hand_types_on(page: Page, field: Field):
    before = address_query(page)
    field.area.fill("")
    field.area.press_sequentially("1 - t/T")
    assert wait_for_address(page, before) == typed("1 - t/T")
    assert_paths_drawn(page, typed("1 - t/T"))
    before = address_query(page)
    expect(field.area).to_be_focused()
    # Not at the end, to see that the caret was left where it was.
    field.area.press("ArrowLeft")
    page.keyboard.type("(2")
    expect(field.mark).to_have_text("(")
    page.keyboard.press("End")
    page.keyboard.type(")")
    assert wait_for_address(page, before) == typed("1 - t/(2T)")
    expect(field.area).to_be_focused()
    expect(field.area).to_have_value("1 - t/(2T)")
    assert caret(field.area) == len("1 - t/(2T)")


def test_enter_and_leaving_the_field_race_the_formula(page: Page, field: Field):
    before = address_query(page)
    field.area.fill("0.5")
    field.area.press("Enter")
    assert wait_for_address(page, before) == typed("0.5")
    expect(field.area).to_have_value("0.5")
    before = address_query(page)
    field.area.fill("0.25")
    field.area.blur()
    assert wait_for_address(page, before) == typed("0.25")


def test_what_is_no_formula_is_never_raced(page: Page, field: Field):
    field.area.fill("t*cos(foo)")
    expect(field.fault).to_have_text(FOO)
    field.area.press("Enter")
    field.area.blur()
    before = address_query(page)
    enter(rate_field(page, "gd"), 0.005)
    assert wait_for_address(page, before) == typed("0.99^t", lr=0.005)
    expect(page.get_by_role("alert")).to_have_count(0)


def test_escape_puts_the_scene_s_text_back(page: Page, field: Field):
    before = address_query(page)
    field.area.fill("t*cos(foo)")
    expect(field.fault).to_have_text(FOO)
    field.area.press("Escape")
    expect(field.area).to_have_value("0.99^t")
    expect(field.preview).to_have_text("0.99t")
    field.is_calm()
    expect(field.area).to_be_focused()
    assert address_query(page) == before


def test_a_draft_and_its_fault_stay_while_another_control_changes_the_scene(page: Page, field: Field):
    field.area.fill("t*cos(foo)")
    expect(field.fault).to_have_text(FOO)
    before = address_query(page)
    enter(rate_field(page, "gd"), 0.005)
    wait_for_address(page, before)
    expect(field.area).to_have_value("t*cos(foo)")
    expect(field.fault).to_have_text(FOO)
    expect(field.in_use).to_have_text("Still in use: 0.99^t")


def test_a_draft_moves_with_its_racer_when_another_one_comes_in_above(page: Page):
    link = "surface=beale&steps=60&racer=adam,lr:0.01,schedule:lambda,schedule.factor:0.99~5Et"
    open_page(page, link)
    open_settings(page, "adam")
    area = racer_controls(page, "adam").get_by_role("textbox", name="Factor f(t)")
    area.fill("t*cos(foo)")
    area.press("ArrowLeft")
    before = address_query(page)
    # Without a hand on it, which would take the focus.
    pill(page, "gd").evaluate("(pill) => pill.click()")
    scene = wait_for_address(page, before)
    assert [racer.optimizer for racer in scene.racers] == ["gd", "adam"]
    expect(area).to_have_value("t*cos(foo)")
    expect(area).to_be_focused()
    assert caret(area) == len("t*cos(foo)") - 1
    expect(racer_controls(page, "adam").locator(".formula-fault")).to_have_text(FOO)


def test_a_draft_waits_while_the_settings_are_shut(page: Page, field: Field):
    field.area.fill("t*cos(foo)")
    expect(field.fault).to_have_text(FOO)
    racer_controls(page, "gd").get_by_text("Settings").click()
    expect(field.area).to_have_count(0)
    open_settings(page, "gd")
    expect(field.area).to_have_value("t*cos(foo)")
    expect(field.fault).to_have_text(FOO)


def test_another_text_of_the_scene_takes_the_place_of_a_draft(page: Page, field: Field):
    field.area.fill("t*cos(foo)")
    expect(field.fault).to_have_text(FOO)
    menu = racer_controls(page, "gd").get_by_role("combobox", name="Rate over the run")
    for title in ("Constant", "Your formula"):
        before = address_query(page)
        choose(menu, title)
        wait_for_address(page, before)
    expect(field.area).to_have_value("cos(pi*t/(2*T))")
    field.is_calm()


def test_a_reset_forgets_a_draft(page: Page):
    factor = "cos(pi*t/(2*T))"
    field = opened(page, "surface=beale&racer=gd,schedule:lambda")
    expect(field.area).to_have_value(factor)
    field.area.fill("t*cos(foo)")
    expect(field.fault).to_have_text(FOO)
    page.get_by_role("button", name="Reset").click()
    wait_for_scene(page, BEALE)
    menu = racer_controls(page, "gd").get_by_role("combobox", name="Rate over the run")
    before = address_query(page)
    choose(menu, "Your formula")
    wait_for_address(page, before)
    expect(field.area).to_have_value(factor)
    field.is_calm()


def test_a_formula_without_a_rate_is_told_in_the_field_alone(page: Page, field: Field):
    sentence = "The rate of gd at step 7 is not a finite number."
    field.area.fill("1/(7 - t)")
    field.area.press("Enter")
    expect(field.fault).to_have_text(sentence)
    expect(field.in_use).to_have_text("Still in use: 0.99^t")
    expect(page.locator(".page-problems")).to_have_count(0)
    expect(field.area).to_have_value("1/(7 - t)")
    expect(field.area).to_have_attribute("aria-invalid", "true")
    before = address_query(page)
    field.area.fill("1/(70 - t)")
    assert wait_for_address(page, before) == typed("1/(70 - t)")
    field.is_calm()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_lines_that_are_pasted_become_one(page: Page, field: Field):
    before = address_query(page)
    field.area.fill("")
    field.area.evaluate("(area) => { area.focus(); document.execCommand('insertText', false, '1 -\\r\\n t/T\\n'); }")
    expect(field.area).to_have_value("1 -  t/T ")
    assert wait_for_address(page, before) == typed("1 -  t/T ")


def test_of_two_verdicts_the_one_on_the_newer_text_counts(page: Page, field: Field):
    held: list[Route] = []

    def answer(route: Route) -> None:
        if json.loads(route.request.post_data or "")["text"] == "foo":
            held.append(route)
        else:
            route.continue_()

    page.route("**/formula", answer)
    with page.expect_request("**/formula"):
        field.area.fill("foo")
    field.area.fill("0.5 + t")
    expect(field.preview).to_have_text("0.5+t")
    with page.expect_response("**/formula"):
        held.pop().continue_()
    wait_for_scene(page, typed("0.5 + t"))
    field.is_calm()
    page.unroute("**/formula")


def test_strangers_text_in_a_field_stays_text(page: Page, field: Field):
    text = "<img src=x onerror=alert(1)>"
    field.area.fill(text)
    expect(field.fault).to_have_text("A value is missing before `<` at column 1.")
    expect(field.mark).to_have_text("<")
    expect(field.whole.locator("img")).to_have_count(0)
    assert scene_in_address(page) == typed("0.99^t")


def test_who_does_not_see_is_told_label_fault_and_hint(field: Field):
    expect(field.area).to_have_accessible_name("Factor f(t)")
    field.area.fill("t*cos(foo)")
    expect(field.whole.get_by_role("status")).to_contain_text(FOO)
    expect(field.area).to_have_accessible_description(f"{FOO} Still in use: 0.99^t {HINT}")
    for name, value in {"spellcheck": "false", "autocorrect": "off", "autocapitalize": "off"}.items():
        expect(field.area).to_have_attribute(name, value)
    button = field.whole.get_by_role("button", name="What Factor f(t) may hold")
    expect(field.whole.locator(".formula-hint")).to_be_hidden()
    button.click()
    expect(field.whole.locator(".formula-hint")).to_have_text(HINT)
    expect(button).to_have_attribute("aria-expanded", "true")


def test_on_a_phone_the_letters_are_large_enough_not_to_zoom(visit: Visit):
    page = visit(**PHONE)
    open_page(page, LINK)
    page.get_by_test_id("stExpandSidebarButton").click()
    open_settings(page, "gd")
    field = Field(page)
    field.area.tap()
    assert field.area.evaluate("(area) => getComputedStyle(area).fontSize") == "16px"
    field.area.fill("1 - t/T + " * 12 + "foo")
    expect(field.mark).to_have_text("foo")
    wider = page.evaluate("document.scrollingElement.scrollWidth > document.scrollingElement.clientWidth + 1")
    assert not wider
    box, sidebar = field.whole.bounding_box(), page.locator(".stSidebar").bounding_box()
    assert box is not None
    assert sidebar is not None
    assert box["x"] >= sidebar["x"]
    assert box["x"] + box["width"] <= sidebar["x"] + sidebar["width"]
