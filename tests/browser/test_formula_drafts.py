"""What a formula field does with news from Python while somebody types; here the test plays Python's part."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.page import open_page
from ui.formula_field.routes import ASSETS
from ui.formula_field.verdict import judge

TEXT = "0.99^t"
# With `anew` in a new place, as Streamlit does it when something else comes in above.
RENDER = """async ([version, data]) => {
  const field = await import(new URL(`formula/${version}/field.js`, document.baseURI).href);
  window.told ??= [];
  const setTriggerValue = (name, typed) => told.push(typed);
  let place = document.querySelector("#alone");
  if (!place || data.anew) {
    if (place) field.remove(place);
    place?.remove();
    place = document.createElement("div");
    place.id = "alone";
    place.innerHTML = "<div class=formula-host></div>";
    document.querySelector("#root").before(place);
  }
  field.render({ data, parentElement: place, setTriggerValue });
}"""


class Alone:
    """A field on the page that Streamlit knows nothing of."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.area: Locator = page.locator("#alone textarea")
        self.fault: Locator = page.locator("#alone .formula-fault")

    def hears(self, text: str = TEXT, heard: int = 0, **news: Any) -> None:
        """Python sends the scene's text, and the number of the last text that it knows of."""
        fixed = {"key": "alone", "label": "Alone", "hint": "", "variables": ["t"], "parameters": False}
        usual = {"since": "a", "refused": None, "fault": "", "mathml": judge(text, ("t",), False).mathml}
        data = {**fixed, **usual, "text": text, "heard": heard, **news}
        self.page.evaluate(RENDER, [ASSETS.version, data])

    def told(self, count: int) -> list[str]:
        """The texts that were handed to Python, once there are so many."""
        self.page.wait_for_function("(count) => told.length >= count", arg=count)
        told = self.page.evaluate("told")
        assert [typed["number"] for typed in told] == sorted(typed["number"] for typed in told)
        return [typed["text"] for typed in told]


@pytest.fixture
def alone(page: Page) -> Alone:
    open_page(page)
    field = Alone(page)
    field.hears()
    expect(field.area).to_have_value(TEXT)
    return field


def test_news_of_another_text_is_shown(alone: Alone):
    alone.hears("t + 1")
    expect(alone.area).to_have_value("t + 1")
    expect(alone.page.locator("#alone math")).to_have_text("t+1")


def test_news_of_another_text_does_not_disturb_who_is_typing(alone: Alone):
    alone.area.fill("t + foo")
    alone.hears("t + 1")
    expect(alone.area).to_have_value("t + foo")
    expect(alone.page.locator("#alone .formula-in-use")).to_have_text("Still in use: t + 1")
    alone.area.press("Escape")
    expect(alone.area).to_have_value("t + 1")


def test_who_only_looks_into_the_field_sees_the_news(alone: Alone):
    alone.area.focus()
    alone.hears("t + 1")
    expect(alone.area).to_have_value("t + 1")


def test_news_from_before_a_text_was_handed_over_changes_nothing(alone: Alone):
    alone.area.fill("t + 2")
    alone.area.blur()
    assert alone.told(1) == ["t + 2"]
    alone.hears("t + 1")
    expect(alone.area).to_have_value("t + 2")
    alone.hears("t + 2", heard=1)
    alone.hears("t + 3", heard=1)
    expect(alone.area).to_have_value("t + 3")


def test_a_text_that_python_never_heard_of_is_handed_over_again(alone: Alone):
    alone.area.fill("t + 2")
    alone.area.press("Enter")
    assert alone.told(1) == ["t + 2"]
    alone.hears()
    assert alone.told(2) == ["t + 2", "t + 2"]


def test_who_goes_back_to_the_text_before_is_heard_too(alone: Alone):
    alone.area.fill("t + 2")
    alone.area.press("Enter")
    alone.told(1)
    alone.area.fill(TEXT)
    alone.area.press("Enter")
    assert alone.told(2) == ["t + 2", TEXT]


def test_a_text_and_its_caret_move_to_another_place(alone: Alone):
    alone.area.fill("t + foo")
    alone.area.press("ArrowLeft")
    alone.hears(anew=True)
    expect(alone.area).to_have_value("t + foo")
    expect(alone.area).to_be_focused()
    assert alone.area.evaluate("(area) => area.selectionStart") == len("t + fo")
    expect(alone.fault).to_have_text("Unknown name `foo` at column 5; did you mean `floor`?")


def test_another_session_hears_what_is_being_typed(alone: Alone):
    alone.area.fill("t + 2")
    alone.area.press("Enter")
    alone.told(1)
    alone.hears(since="b")
    assert alone.told(2) == ["t + 2", "t + 2"]
    alone.hears("t + 2", heard=1, since="b")
    expect(alone.area).to_have_value("t + 2")


def test_a_reset_forgets_what_nobody_is_typing(alone: Alone):
    alone.area.fill("t + foo")
    alone.area.blur()
    expect(alone.fault).not_to_be_empty()
    alone.hears(since="b")
    expect(alone.area).to_have_value(TEXT)
    expect(alone.fault).to_be_empty()


def test_a_refused_text_is_not_handed_over_again_unless_enter_is_pressed(alone: Alone):
    alone.area.fill("t + 2")
    alone.area.press("Enter")
    alone.told(1)
    alone.hears(heard=1, refused="t + 2", fault="Not at step 7.")
    expect(alone.fault).to_have_text("Not at step 7.")
    expect(alone.area).to_have_attribute("aria-invalid", "true")
    alone.area.blur()
    alone.area.press("Enter")
    assert alone.told(2) == ["t + 2", "t + 2"]


def test_a_field_that_is_new_on_the_page_shows_what_was_refused(alone: Alone):
    alone.hears(key="other", anew=True, heard=1, refused="t + 2", fault="Not at step 7.")
    expect(alone.area).to_have_value("t + 2")
    expect(alone.fault).to_have_text("Not at step 7.")
    expect(alone.page.locator("#alone .formula-in-use")).to_have_text(f"Still in use: {TEXT}")


def test_where_the_server_does_not_answer_that_is_said_and_enter_tries_again(alone: Alone):
    alone.page.evaluate("() => { window.fetched = fetch; window.fetch = () => Promise.reject(new Error('gone')); }")
    alone.area.fill("t + 2")
    expect(alone.fault).to_contain_text("the server did not answer. Press Enter to try again.")
    alone.page.evaluate("() => { window.fetch = window.fetched; }")
    alone.area.press("Enter")
    assert alone.told(1) == ["t + 2"]
    expect(alone.fault).to_be_empty()
