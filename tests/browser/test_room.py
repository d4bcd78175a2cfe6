"""For a room: projector mode, fullscreen, the help sheet, every key, and what is said aloud."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from figures import line_styles
from simulation import default_scene, run_scene
from tests.browser.conftest import Visit
from tests.browser.controls import choose_surface, pill, rate_field
from tests.browser.expected import (
    link,
    number,
    wait_for_address,
    wait_for_contour_of_view,
    wait_for_loss_lines,
    wait_for_scene,
)
from tests.browser.page import address_query, count_ink, open_page, seek, shown_ranges, shown_step
from tests.browser.test_batches import batched_scene
from tests.browser.test_layout import PHONE, assert_no_sideways_scroll, assert_on_first_screen

SCENE = default_scene()
BEAMER: Any = {"width": 1280, "height": 720}


@pytest.fixture
def opened(page: Page) -> Page:
    """The page as it opens, with all that is drawn on it, paused at step 60."""
    open_page(page)
    wait_for_contour_of_view(page)
    wait_for_loss_lines(page, SCENE)
    seek(page, 60)
    return page


def middle(page: Page) -> tuple[float, float]:
    (x0, x1), (y0, y1) = shown_ranges(page)
    return (x0 + x1) / 2, (y0 + y1) / 2


def size_of(page: Page, selector: str) -> float:
    return page.locator(selector).first.evaluate("(one) => parseFloat(getComputedStyle(one).fontSize)")


def line_width(page: Page, chart: str) -> float:
    """Of the last racer's line in a chart."""
    return page.locator(chart).evaluate("(one) => one.data.findLast(({ mode }) => mode === 'lines').line.width")


def enter_projector_mode(page: Page) -> None:
    page.keyboard.press("p")
    page.get_by_role("button", name="Leave projector mode").wait_for()
    page.wait_for_function("document.querySelector('.stage-chart').data[3].line.width > 3")


def leave_projector_mode(page: Page, key: str = "p") -> None:
    page.keyboard.press(key)
    page.get_by_role("button", name="Projector mode", exact=True).wait_for()
    page.wait_for_function("document.querySelector('.stage-chart').data[3].line.width < 3")


def test_in_projector_mode_the_stage_alone_fills_the_window(opened: Page):
    opened.set_viewport_size(BEAMER)
    enter_projector_mode(opened)
    for hidden in (".stSidebar", ".st-key-top-bar", ".stage-hint", "[aria-label='Speed']", "[aria-label='Zoom in']"):
        expect(opened.locator(hidden)).to_be_hidden()
    for shown in (".stage-plot", ".stage-play", ".stage-scrubber", ".stage-count", ".stage-standings", ".stage-course"):
        assert_on_first_screen(opened, shown)
    assert_no_sideways_scroll(opened)
    box = opened.locator(".stage").bounding_box()
    assert box == {"x": 0, "y": 0, **BEAMER}


def test_projector_mode_draws_letters_half_as_large_again_and_lines_much_thicker(opened: Page):
    texts = (".stage-title", ".stage-count", ".stage-standings th button", ".stage-chart .xtick text")
    small = {text: size_of(opened, text) for text in texts}
    charts = {chart: line_width(opened, chart) for chart in (".stage-chart", ".stage-course")}
    ink = count_ink(opened)
    width = opened.evaluate("document.querySelector('.stage-trails').width")
    enter_projector_mode(opened)
    for text, before in small.items():
        assert size_of(opened, text) >= 1.45 * before, text
    for chart, line in charts.items():
        opened.wait_for_function(
            """([chart, width]) => {
              const { line } = document.querySelector(chart).data.findLast(({ mode }) => mode === "lines");
              return Math.abs(line.width - width) < 1e-6;
            }""",
            arg=[chart, 1.7 * line],
        )
    # The map has grown too, and its trails with it.
    grown = opened.evaluate("document.querySelector('.stage-trails').width") / width
    assert count_ink(opened) > 1.3 * min(grown, 1) * ink
    leave_projector_mode(opened)
    assert {text: size_of(opened, text) for text in texts} == small


def test_projector_mode_moves_neither_view_nor_step_nor_scene(opened: Page):
    opened.get_by_role("button", name="Zoom in").click()
    wait_for_contour_of_view(opened)
    opened.keyboard.press("Shift+ArrowRight")
    wait_for_contour_of_view(opened)
    before, address = middle(opened), address_query(opened)
    (low, high), _ = shown_ranges(opened)
    enter_projector_mode(opened)
    wait_for_contour_of_view(opened)
    assert middle(opened) == pytest.approx(before, abs=1e-3 * (high - low))
    leave_projector_mode(opened, "Escape")
    wait_for_contour_of_view(opened)
    assert middle(opened) == pytest.approx(before, abs=1e-3 * (high - low))
    assert shown_ranges(opened)[0] == pytest.approx([low, high])
    assert (shown_step(opened), address_query(opened)) == (60, address)


def test_projector_mode_shows_the_whole_map_at_one_scale(opened: Page):
    enter_projector_mode(opened)
    opened.wait_for_function(
        """() => {
          const { xaxis, yaxis } = document.querySelector(".stage-chart")._fullLayout;
          const scale = ({ range: [low, high], _length }) => _length / (high - low);
          return Math.abs(scale(xaxis) / scale(yaxis) - 1) < 1e-3;
        }"""
    )
    (x0, x1), (y0, y1) = shown_ranges(opened)
    assert x0 <= -5
    assert x1 >= 5
    assert y0 <= -5
    assert y1 >= 5


def test_projector_mode_survives_another_scene(opened: Page):
    enter_projector_mode(opened)
    before = address_query(opened)
    opened.keyboard.press("a")
    scene = wait_for_address(opened, before)
    assert len(scene.starts) == len(SCENE.starts) + 1
    expect(opened.get_by_role("button", name="Leave projector mode")).to_be_visible()
    assert opened.evaluate("document.querySelector('.stage-chart').data[3].line.width") > 3


def test_the_button_leaves_projector_mode_too(opened: Page):
    opened.get_by_role("button", name="Projector mode", exact=True).click()
    opened.get_by_role("button", name="Leave projector mode").click()
    expect(opened.locator(".st-key-top-bar")).to_be_visible()


def test_projector_mode_fits_a_phone(visit: Visit):
    page = visit(**PHONE)
    open_page(page)
    page.keyboard.press("p")
    leave = page.get_by_role("button", name="Leave projector mode")
    leave.wait_for()
    assert_no_sideways_scroll(page)
    for shown in (".stage-plot", ".stage-play", ".stage-count"):
        assert_on_first_screen(page, shown)
    leave.click()
    expect(page.locator(".st-key-top-bar")).to_be_visible()


def test_fullscreen_comes_and_goes_with_its_key_and_its_button(opened: Page):
    opened.keyboard.press("f")
    opened.wait_for_function("document.fullscreenElement?.className.includes('stage-host')")
    leave = opened.get_by_role("button", name="Leave fullscreen")
    leave.click()
    opened.wait_for_function("document.fullscreenElement === null")
    expect(opened.get_by_role("button", name="Fullscreen", exact=True)).to_be_visible()


def test_projector_mode_and_fullscreen_combine(opened: Page):
    enter_projector_mode(opened)
    opened.keyboard.press("f")
    opened.wait_for_function("document.fullscreenElement !== null")
    expect(opened.get_by_role("button", name="Leave projector mode")).to_be_visible()
    leave_projector_mode(opened)
    assert opened.evaluate("document.fullscreenElement !== null")
    assert_on_first_screen(opened, ".stage-transport")


def test_without_the_fullscreen_api_there_is_no_tool_and_no_line_in_the_sheet(visit: Visit):
    page = visit()
    page.add_init_script("Object.defineProperty(document, 'fullscreenEnabled', { value: false })")
    open_page(page)
    assert page.locator(".stage-tool-full").count() == 0
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("Projector mode")
    expect(page.get_by_role("dialog")).not_to_contain_text("Fullscreen, or back")


def test_the_help_sheet_opens_and_closes_and_gives_the_focus_back(opened: Page):
    opened.focus(".stage-scrubber")
    sheet = opened.get_by_role("dialog", name="Keys and gestures")
    for close in ("Escape", "?"):
        opened.keyboard.press("?")
        expect(sheet).to_be_visible()
        # What lies below hears no key meanwhile.
        opened.keyboard.press("End")
        assert shown_step(opened) == 60
        opened.keyboard.press(close)
        expect(sheet).to_be_hidden()
        assert opened.evaluate("document.activeElement.className") == "stage-scrubber"
    opened.get_by_role("button", name="Keys and gestures").click()
    expect(sheet).to_be_visible()
    opened.mouse.click(8, 8)
    expect(sheet).to_be_hidden()
    opened.keyboard.press("?")
    sheet.get_by_role("button", name="Close").click()
    expect(sheet).to_be_hidden()


def test_the_help_sheet_lists_every_key_once_and_none_of_streamlits(opened: Page):
    opened.keyboard.press("?")
    shown = opened.locator(".stage-help kbd").all_inner_texts()
    assert {"Space", "Home", "End", "a", "l", "n", "N", "3", "b", "i", "p", "f", "?", "Esc", "+", "0", "<", ">"} <= set(
        shown
    )
    assert len(shown) == len(set(shown))
    # Streamlit's own: rerun and clear the cache.
    assert not {"r", "c", "R", "C"} & set(shown)
    headings = opened.locator(".stage-help h3").all_inner_texts()
    assert [text.lower() for text in headings] == ["player", "starts", "map", "view", "room"]


# All that a key may change: what is pressed and open, where the step, the views and the starts are, who is looked at.
STATE = """() => JSON.stringify([
  [...document.querySelectorAll(".stage [aria-pressed]")].map((one) => one.title + one.ariaPressed),
  { ...document.querySelector(".stage-host").dataset },
  { ...document.querySelector(".stage-relief").dataset },
  ["xaxis", "yaxis"].map((axis) => document.querySelector(".stage-chart")._fullLayout[axis].range),
  document.querySelector(".stage-play").dataset.state,
  document.querySelector(".stage-transport select").value,
  document.querySelectorAll(".stage-handle").length,
  document.querySelector(".stage-help").open,
  document.documentElement.className,
  Boolean(document.fullscreenElement),
])"""
# In the order of the table.
PRESSED = [
    *(" ", "ArrowLeft", "ArrowRight", "Home", "End", "<", ">", "a", "+", "=", "-", "0"),
    *("Shift+ArrowLeft", "Shift+ArrowRight", "Shift+ArrowUp", "Shift+ArrowDown"),
    *("3", "l", "b", "i", "n", "N", "p", "f", "Escape", "?"),
]
# Some have something to do only after another.
BEFORE = {"0": "+", "n": "i", "N": "i", "Escape": "p"}


def shown_state(page: Page) -> str:
    """What keys change, once it stands still."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return page.evaluate(STATE)


@pytest.mark.parametrize("key", PRESSED)
def test_every_key_changes_what_is_seen(page: Page, key: str):
    # A surface made from data, so that there are batches.
    open_page(page, link(batched_scene()) if key == "b" else "")
    wait_for_contour_of_view(page)
    seek(page, 60)
    page.click(".stage-map .stage-title")
    if first := BEFORE.get(key):
        before = shown_state(page)
        page.keyboard.press(first)
        page.wait_for_function(f"(before) => ({STATE})() !== before", arg=before)
    before = shown_state(page)
    page.keyboard.press(f"Shift+{key}" if key == "N" else key)
    page.wait_for_function(f"(before) => ({STATE})() !== before", arg=before)


def test_every_key_of_the_table_is_pressed_by_a_test(opened: Page):
    table = opened.evaluate(
        """async () => {
          const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
          const { shortcuts } = await import(loaded.find((name) => name.endsWith("/shortcuts.js")));
          const entries = shortcuts({ room: { possible: true } });
          return entries.flatMap(({ keys = [] }) => keys);
        }"""
    )
    assert table == PRESSED


def test_keys_zoom_and_pan_and_bring_the_whole_map_back(opened: Page):
    whole = shown_ranges(opened)
    (low, high), (bottom, top) = whole
    opened.keyboard.press("+")
    wait_for_contour_of_view(opened)
    (x0, x1), (y0, y1) = shown_ranges(opened)
    assert (x1 - x0, y1 - y0) == pytest.approx(((high - low) / 2, (top - bottom) / 2))
    opened.keyboard.press("Shift+ArrowRight")
    opened.keyboard.press("Shift+ArrowUp")
    wait_for_contour_of_view(opened)
    (right, _), (up, _) = shown_ranges(opened)
    assert right > x0
    assert up > y0
    opened.keyboard.press("Shift+ArrowLeft")
    opened.keyboard.press("Shift+ArrowDown")
    wait_for_contour_of_view(opened)
    assert shown_ranges(opened)[0] == pytest.approx([x0, x1])
    assert shown_ranges(opened)[1] == pytest.approx([y0, y1])
    opened.keyboard.press("-")
    opened.keyboard.press("-")
    wait_for_contour_of_view(opened)
    opened.keyboard.press("0")
    wait_for_contour_of_view(opened)
    assert shown_ranges(opened)[0] == pytest.approx(whole[0])
    assert shown_step(opened) == 60


def test_keys_change_the_speed_within_the_menu(opened: Page):
    speed = opened.locator("select[aria-label='Speed']")
    opened.keyboard.press(">")
    expect(speed).to_have_value("2")
    for _ in range(9):
        opened.keyboard.press("<")
    expect(speed).to_have_value("0.1")


def test_with_caps_lock_a_letter_is_still_that_letter(opened: Page):
    opened.keyboard.press("P")
    expect(opened.get_by_role("button", name="Leave projector mode")).to_be_visible()


def test_shift_and_not_caps_lock_decides_between_the_next_and_the_previous_optimizer(opened: Page):
    opened.keyboard.press("i")
    looked_at = opened.locator(".stage-pick[aria-pressed=true]")
    first = looked_at.inner_text()
    press = """([key, shiftKey]) => {
      document.body.dispatchEvent(new KeyboardEvent("keydown", { key, shiftKey, bubbles: true }));
    }"""
    for caps_lock in (["n", "N"], ["N", "n"]):
        plain, shifted = caps_lock
        opened.evaluate(press, [plain, False])
        second = looked_at.inner_text()
        assert second != first
        opened.evaluate(press, [plain, False])
        opened.evaluate(press, [shifted, True])
        expect(looked_at).to_have_text(second)
        opened.evaluate(press, [shifted, True])
        expect(looked_at).to_have_text(first)


def test_letters_typed_into_a_field_are_no_keys(opened: Page):
    opened.get_by_role("combobox", name="Surface").focus()
    opened.keyboard.type("pal?")
    expect(opened.get_by_role("dialog")).to_be_hidden()
    expect(opened.locator(".st-key-top-bar")).to_be_visible()


def test_all_tools_can_be_reached_on_a_phone(visit: Visit):
    page = visit(**PHONE)
    open_page(page)
    row = page.locator(".stage-tools button")
    assert 4 <= row.count() <= 7
    head, title = page.locator(".stage-map .stage-head").bounding_box(), page.locator(".stage-map .stage-title")
    assert head is not None
    assert title.evaluate("(title) => title.scrollWidth <= title.clientWidth")
    page.get_by_role("button", name="More tools").click()
    menu = page.locator(".stage-tools-menu button")
    names = [one.get_attribute("aria-label") for one in (*row.all(), *menu.all())]
    assert len(names) == len(set(names)) == 10
    assert menu.first.evaluate("(first) => document.activeElement === first")
    page.keyboard.press("ArrowDown")
    assert menu.nth(1).evaluate("(second) => document.activeElement === second")
    page.keyboard.press("Escape")
    expect(page.locator(".stage-tools-menu")).to_be_hidden()
    assert page.evaluate("document.activeElement.ariaLabel") == "More tools"


def test_a_pause_is_told_to_screen_readers_with_who_leads(opened: Page):
    said = opened.locator(".stage-announcer")
    expect(said).to_contain_text(f"Step 60 of {SCENE.steps}. From start 1: ")
    losses = {
        run_title: float(run.values[0, 60])
        for run_title, run in zip(["Gradient descent", "Momentum", "Nesterov", "Adam"], run_scene(SCENE), strict=True)
    }
    order = sorted(losses, key=lambda title: losses[title])
    text = said.inner_text()
    assert [text.index(title) for title in order] == sorted(text.index(title) for title in order)
    assert f"{order[0]} leads with loss" in text
    second = re.search(rf"{order[1]} (\S+?)[;.]?(?:;|\.$| )", text)
    assert second is not None
    assert number(second.group(1)) == pytest.approx(losses[order[1]], rel=0.01)


def test_nothing_is_told_while_the_race_runs(visit: Visit):
    page = visit()
    open_page(page, link(SCENE))
    wait_for_scene(page, SCENE)
    seek(page, 0)
    expect(page.locator(".stage-announcer")).to_contain_text("Step 0 of")
    page.clock.install(time=0)
    page.clock.pause_at(1000)
    page.keyboard.press("Space")
    page.clock.run_for(3000)
    assert shown_step(page) > 20
    expect(page.locator(".stage-announcer")).to_contain_text("Step 0 of")
    page.keyboard.press("Space")
    page.clock.run_for(1000)
    expect(page.locator(".stage-announcer")).to_contain_text(f"Step {shown_step(page)} of")


def test_who_left_the_map_or_diverged_is_told_so(page: Page):
    open_page(page, "surface=rosenbrock&starts=-1.5,2&steps=60&racer=gd,lr:0.01&racer=adam,lr:0.05&racer=signsgd,lr:1")
    seek(page)
    said = page.locator(".stage-announcer")
    expect(said).to_contain_text("Adam leads with loss")
    expect(said).to_contain_text("Gradient descent has diverged")


def test_with_reduced_motion_nothing_moves_by_itself(visit: Visit):
    page = visit(reduced_motion="reduce")
    open_page(page)
    wait_for_scene(page, SCENE)
    page.wait_for_selector(".stage-play[data-state='again']")
    choose_surface(page, "saddle")
    page.wait_for_selector(".stage-play[data-state='again']")
    # Until the focus leaves it, letters are the menu's.
    page.click(".stage-map .stage-title")
    enter_projector_mode(page)
    page.keyboard.press("?")
    lasting = page.evaluate(
        """() => [...document.querySelectorAll("body *")].filter((one) => {
          const { transitionDuration, animationDuration } = getComputedStyle(one);
          return `${transitionDuration},${animationDuration}`.split(",").some((time) => parseFloat(time) > 0.01);
        }).map((one) => one.className.toString())"""
    )
    assert lasting == []


def test_projector_mode_follows_the_theme(opened: Page):
    enter_projector_mode(opened)
    opened.emulate_media(color_scheme="dark")
    colours = [style.dark for style in line_styles(SCENE)]
    opened.wait_for_function(
        "(colour) => document.querySelector('.stage-chart').data[3].line.color === colour", arg=colours[0]
    )
    for colour in colours:
        assert count_ink(opened, "stage-trails", colour) > 50
    assert pill(opened, "adam").is_hidden()
    assert rate_field(opened, "adam").is_hidden()
