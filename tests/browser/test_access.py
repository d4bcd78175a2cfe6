"""For those who do not see or point: every control has a name, and the keyboard reaches it."""

import re
from typing import Any

from playwright.sync_api import Page

from simulation import default_scene
from tests.browser.controls import open_settings
from tests.browser.page import open_page, seek

SCENE = default_scene()
CONTROLS = {"button", "checkbox", "combobox", "listbox", "radio", "slider", "spinbutton", "switch", "textbox"}


def named_controls(page: Page) -> list[tuple[str, str, list[str]]]:
    """Role, name and properties of every control, as the browser tells a screen reader."""
    tree: dict[str, Any] = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")
    return [
        (node["role"]["value"], node.get("name", {}).get("value", ""), [prop["name"] for prop in node["properties"]])
        for node in tree["nodes"]
        if not node["ignored"] and node["role"]["value"] in CONTROLS
    ]


def test_every_control_of_the_page_has_a_name(page: Page):
    open_page(page)
    seek(page, 40)
    open_settings(page, "adam")
    controls = named_controls(page)
    assert len(controls) > 40
    assert [role for role, name, _ in controls if not name.strip()] == []


def test_names_are_words_not_markup(page: Page):
    open_page(page)
    names = [name for _, name, _ in named_controls(page)]
    assert "Gradient descent rate" in names
    assert [name for name in names if re.search(r"\*\*|:\w+\[|[{}<>$]", name)] == []


def test_the_tab_key_reaches_menu_pills_starts_and_player(page: Page):
    open_page(page)
    seek(page, 40)
    page.get_by_role("combobox", name="Surface").focus()
    reached: list[str] = []
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate(
                "(document.activeElement.ariaLabel || document.activeElement.innerText || '').trim().split(' at ')[0]"
            )
        )
    wanted = [
        "Gradient descent",
        "Add a start in the middle of the view",
        "Zoom in",
        "Start 1",
        "Start 2",
        "Play",
        "Step",
        "Speed",
    ]
    assert [name for name in wanted if name not in reached] == []
    assert [reached.index(name) for name in wanted] == sorted(reached.index(name) for name in wanted)


def test_a_focused_control_is_seen_to_be_focused(page: Page):
    open_page(page)
    seek(page, 40)
    page.focus(".stage-handle")
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    ring = page.evaluate("getComputedStyle(document.activeElement, '::before').boxShadow")
    assert "3px" in ring
    page.focus(".stage-play")
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_scrubber_starts_and_standings_are_spelled_out(page: Page):
    open_page(page)
    seek(page, 40)
    assert page.get_attribute(".stage-scrubber", "aria-valuetext") == f"step 40 of {SCENE.steps}"
    label = page.locator(".stage-handle").first.get_attribute("aria-label")
    assert label == "Start 1 at −0.500, −4.50. Arrow keys move it, Delete removes it."
    assert page.get_by_role("columnheader").all_inner_texts() == ["Optimizer", "x", "y", "Loss"]
    assert page.get_by_role("rowheader").all_inner_texts() == ["Gradient descent", "Momentum", "Nesterov", "Adam"]
    # What only decorates is not read out.
    hidden = page.locator(".stage canvas, .stage-button svg, .stage-swatch, .stage-cursor")
    assert hidden.evaluate_all("(all) => all.filter((one) => one.getAttribute('aria-hidden') !== 'true').length") == 0


def test_page_has_a_title_and_a_language(page: Page):
    open_page(page)
    page.wait_for_function("document.title === 'Optimizers in Motion'")
    assert page.get_attribute("html", "lang") == "en"
