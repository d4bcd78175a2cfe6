"""Several racers of one kind, with names and colours of their own; shown, hidden and alone, by what is drawn."""

from dataclasses import replace

import pytest
from playwright.sync_api import Locator, Page, expect

from figures import line_styles, racer_titles
from simulation import Scene, default_racer, default_scene
from simulation.racer_name import words_of
from tests.browser.conftest import Visit
from tests.browser.controls import enter, open_settings, racer_controls, rate_field
from tests.browser.expected import assert_paths_drawn, link, scene_in_address, wait_for_address, wait_for_scene
from tests.browser.page import address_query, count_ink, drawn_tag, open_page, seek
from ui.racer_edits import recolour

GD, ADAM = (default_racer(name, "beale") for name in ("gd", "adam"))
PAIR = replace(default_scene("beale"), racers=(GD, replace(ADAM, lr=0.1)))
THREE = replace(PAIR, racers=tuple(replace(ADAM, lr=lr) for lr in (0.1, 0.03, 0.3)))


def opened(page: Page, scene: Scene) -> Page:
    open_page(page, link(scene))
    wait_for_scene(page, scene)
    # Where no head lies on another.
    seek(page, 60)
    return page


def press(page: Page, button: Locator) -> Scene:
    """Press a button of the sidebar, and return the scene that comes of it, once it is drawn."""
    before = address_query(page)
    button.click()
    return wait_for_address(page, before)


def row(page: Page, title: str) -> Locator:
    """A racer's row in the standings."""
    return page.locator(".stage-standings tbody tr", has=page.get_by_role("button", name=title, exact=True))


def eye(page: Page, title: str) -> Locator:
    return page.get_by_role("button", name=f"Show {title}", exact=True)


def ring(page: Page, title: str) -> Locator:
    return page.get_by_role("button", name=f"Show {title} alone", exact=True)


def assert_shown(page: Page, scene: Scene, shown: list[int]) -> None:
    """Exactly these racers have ink, a faint path and a line by step; the others are dimmed in the table."""
    wanted = [place in shown for place in range(len(scene.racers))]
    page.wait_for_function(
        """(wanted) => {
          const paths = document.querySelector(".stage-chart").data.slice(3);
          const lines = document.querySelector(".stage-course").data;
          return [paths, lines].every((traces) => wanted.every((seen, i) => (traces[i].visible !== false) === seen));
        }""",
        arg=wanted,
    )
    for layer in ("stage-trails", "stage-heads"):
        ink = [count_ink(page, layer, style.light) > 20 for style in line_styles(scene)]
        assert ink == wanted, layer
    rows = page.locator(".stage-standings tbody tr")
    dimmed = [
        place for place in range(len(scene.racers)) if "stage-hidden" in (rows.nth(place).get_attribute("class") or "")
    ]
    assert dimmed == [place for place in range(len(scene.racers)) if place not in shown]


def test_one_press_adds_another_adam_and_all_are_drawn_each_in_its_own_style(page: Page):
    opened(page, PAIR)
    add = racer_controls(page, "adam").get_by_role("button", name="Add another Adam")
    press(page, add)
    scene = press(page, add)
    seek(page)
    assert [racer.lr for racer in scene.racers] == [GD.lr, 0.1, 0.03, 0.3]
    assert_paths_drawn(page, scene)
    styles = line_styles(scene)
    assert len({style.light for style in styles}) == 4
    assert all(count_ink(page, colour=style.light) > 20 for style in styles)
    for title in ("Adam 0.1", "Adam 0.03", "Adam 0.3"):
        expect(row(page, title)).to_be_visible()
        expect(page.locator(".stSidebar").get_by_label(f"{title} rate").first).to_be_visible()


def test_a_name_of_ones_own_stands_in_the_table_the_sidebar_and_the_link(page: Page):
    opened(page, THREE)
    controls = open_settings(page, "adam", 1)
    before = address_query(page)
    controls.get_by_role("textbox", name="Name").fill("Slow one")
    controls.get_by_role("textbox", name="Name").press("Enter")
    scene = wait_for_address(page, before)
    assert racer_titles(scene) == ["Adam 0.1", "Slow one", "Adam 0.3"]
    expect(row(page, "Slow one")).to_be_visible()
    expect(controls.locator(".racer-name")).to_contain_text("Slow one")
    page.reload()
    wait_for_scene(page, scene)
    expect(row(page, "Slow one")).to_be_visible()
    assert scene_in_address(page) == scene


@pytest.mark.parametrize(
    "title",
    ["*www.example.org* http:// :red", "_a_ ~b~ # 1. - x@y.zz", "*a* ~~x~~ :smile: :material/delete:", "www.evil.com"],
)
def test_a_strangers_name_is_shown_sign_for_sign_and_links_nowhere(page: Page, title: str):
    scene = replace(THREE, racers=(replace(THREE.racers[0], title=title), *THREE.racers[1:]))
    opened(page, scene)
    expect(row(page, title)).to_be_visible()
    expect(racer_controls(page, "adam").locator(".racer-name span")).to_have_text(title)
    links = page.locator(".stSidebar a")
    assert [one.get_attribute("href") for one in links.all()] == ["reference"]
    label = racer_controls(page, "adam").get_by_test_id("stWidgetLabel").first
    assert label.text_content() == f"{words_of(title)} rate"
    expect(label.locator("em, strong, del, a, img, [role='img']")).to_have_count(0)
    expect(racer_controls(page, "adam").get_by_label(f"{words_of(title)} rate", exact=True).first).to_be_attached()


def test_another_colour_is_in_the_ink_of_path_head_and_swatch(page: Page):
    opened(page, THREE)
    before = line_styles(THREE)
    controls = open_settings(page, "adam", 1)
    scene = press(page, controls.get_by_role("radio", name="Green"))
    assert scene == recolour(("adam", 1), THREE, 2)
    after = line_styles(scene)
    assert (after[0], after[2]) == (before[0], before[2])
    assert count_ink(page, colour=after[1].light) > 20
    assert count_ink(page, "stage-heads", after[1].light) > 20
    assert count_ink(page, colour=before[1].light) < 5
    assert row(page, "Adam 0.03").locator(".stage-swatch line").get_attribute("stroke") == after[1].light
    expect(controls.get_by_role("radio", name="Green")).to_be_checked()


def test_one_rate_for_all_is_drawn_and_shown(page: Page):
    opened(page, PAIR)
    scene = press(page, open_settings(page, "adam").get_by_role("button", name="All racers at 0.1"))
    assert [racer.lr for racer in scene.racers] == [0.1, 0.1]
    assert_paths_drawn(page, scene)
    expect(rate_field(page, "gd")).to_have_value("0.1")


def test_who_is_hidden_stays_hidden_and_no_other_when_one_like_it_is_removed(page: Page):
    opened(page, THREE)
    eye(page, "Adam 0.1").click()
    page.get_by_role("button", name="Adam 0.3", exact=True).click()
    scene = press(page, open_settings(page, "adam").get_by_role("button", name="Remove"))
    assert_shown(page, scene, [0, 1])
    expect(page.locator(".stage-inspector .stage-title")).to_contain_text("Adam 0.3")


def test_a_racer_is_removed_and_the_others_keep_their_paths_colours_and_unfolded_settings(page: Page):
    opened(page, THREE)
    open_settings(page, "adam", 2)
    colour = line_styles(THREE)[2].light
    controls = open_settings(page, "adam")
    scene = press(page, controls.get_by_role("button", name="Remove"))
    assert [racer.lr for racer in scene.racers] == [0.03, 0.3]
    assert_paths_drawn(page, scene)
    assert line_styles(scene)[1].light == colour
    expect(rate_field(page, "adam", 1)).to_have_value("0.03")
    expect(racer_controls(page, "adam", 2).get_by_role("textbox", name="Name")).to_be_visible()
    expect(racer_controls(page, "adam", 1).get_by_role("textbox", name="Name")).to_be_hidden()
    expect(controls).to_have_count(0)


def test_an_eye_hides_a_racer_and_shows_it_again(page: Page):
    opened(page, THREE)
    address = address_query(page)
    eye(page, "Adam 0.1").click()
    assert_shown(page, THREE, [1, 2])
    expect(eye(page, "Adam 0.1")).to_have_attribute("aria-pressed", "false")
    eye(page, "Adam 0.1").click()
    assert_shown(page, THREE, [0, 1, 2])
    assert address_query(page) == address


def test_a_racer_is_shown_alone_and_a_second_press_brings_all_back_by_keyboard_too(page: Page):
    opened(page, THREE)
    page.get_by_role("button", name="Adam 0.03", exact=True).focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(ring(page, "Adam 0.03")).to_be_focused()
    page.keyboard.press("Enter")
    assert_shown(page, THREE, [1])
    expect(ring(page, "Adam 0.03")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Enter")
    assert_shown(page, THREE, [0, 1, 2])


def test_who_is_looked_at_and_then_hidden_gives_way_to_the_leader_of_those_that_are_shown(page: Page):
    opened(page, THREE)
    page.get_by_role("button", name="Adam 0.03", exact=True).click()
    heading = page.locator(".stage-inspector .stage-title")
    expect(heading).to_contain_text("Adam 0.03")
    leader = page.locator(".stage-leader .stage-pick")
    eye(page, "Adam 0.03").click()
    name = leader.text_content()
    assert name in ("Adam 0.1", "Adam 0.3")
    expect(heading).to_contain_text(name)
    expect(page.locator(".stage-pick[aria-pressed=true]")).to_have_text(name)
    page.get_by_role("button", name="Adam 0.03", exact=True).click()
    assert_shown(page, THREE, [0, 1, 2])
    expect(heading).to_contain_text("Adam 0.03")
    for title in racer_titles(THREE):
        eye(page, title).click()
    expect(page.locator(".stage-inspector-fault")).to_contain_text("Every racer is hidden")


def test_a_hidden_racer_never_leads(page: Page):
    wild = replace(PAIR, racers=(GD, *(replace(GD, lr=100.0, title=name) for name in ("First wild", "Second wild"))))
    opened(page, wild)
    expect(row(page, "First wild")).to_contain_text("diverged")
    eye(page, "Gradient descent").click()
    expect(eye(page, "Gradient descent")).to_have_attribute("aria-pressed", "false")
    page.get_by_role("button", name="Inspect", exact=True).click()
    expect(page.locator(".stage-pick[aria-pressed=true]")).to_have_text("First wild")


def test_what_tells_copies_apart_is_never_cut_off(page: Page):
    page.set_viewport_size({"width": 1440, "height": 900})
    slow = [replace(GD, lr=lr) for lr in (0.01, 0.02, 0.03)]
    scene = replace(PAIR, racers=(*slow, ADAM, replace(ADAM, title="A name of one's own that takes forty all")))
    opened(page, scene)
    for title in racer_titles(scene)[:3]:
        here = row(page, title)
        here.hover()
        rate = here.locator(".stage-own")
        expect(rate).to_have_text(title.rsplit(" ", 1)[1])
        assert rate.evaluate("(part) => part.scrollWidth <= part.clientWidth")
        end = rate.evaluate("(part) => part.getBoundingClientRect().right")
        assert end <= here.locator(".stage-eyes").evaluate("(eyes) => eyes.getBoundingClientRect().left")
    expect(row(page, "Adam").locator(".stage-own")).to_have_count(0)


def test_a_hidden_racer_stays_hidden_when_settings_change_and_comes_back_shown_when_it_left(page: Page):
    opened(page, PAIR)
    eye(page, "Adam").click()
    assert_shown(page, PAIR, [0])
    enter(rate_field(page, "adam"), 0.2)
    scene = replace(PAIR, racers=(GD, replace(ADAM, lr=0.2)))
    wait_for_scene(page, scene)
    assert_shown(page, scene, [0])
    pills = page.locator(".st-key-optimizers")
    press(page, pills.get_by_role("button", name="Adam", exact=True))
    press(page, pills.get_by_role("button", name="Adam", exact=True))
    wait_for_scene(page, scene)
    assert_shown(page, scene, [0, 1])


def test_with_every_racer_hidden_a_sentence_says_how_to_bring_them_back(page: Page):
    opened(page, PAIR)
    expect(page.get_by_role("button", name="Show all")).to_be_hidden()
    for title in racer_titles(PAIR):
        eye(page, title).click()
    assert_shown(page, PAIR, [])
    expect(page.locator(".stage-notices")).to_contain_text("Every racer is hidden. Press \u201cShow all\u201d")
    page.get_by_role("button", name="Show all").click()
    assert_shown(page, PAIR, [0, 1])
    expect(page.locator(".stage-notices")).not_to_contain_text("hidden")
    expect(eye(page, "Gradient descent")).to_be_focused()


def test_nothing_is_said_of_a_racer_that_is_hidden(page: Page):
    wild = replace(PAIR, racers=(GD, replace(ADAM, lr=30.0)))
    opened(page, wild)
    expect(page.locator(".stage-notices")).to_contain_text("Adam")
    eye(page, "Adam").click()
    expect(page.locator(".stage-notices")).not_to_contain_text("Adam")


def test_who_is_looked_at_stays_looked_at_under_another_name(page: Page):
    opened(page, THREE)
    page.get_by_role("button", name="Adam 0.03", exact=True).click()
    heading = page.locator(".stage-inspector .stage-title")
    expect(heading).to_contain_text("Adam 0.03")
    enter(racer_controls(page, "adam", 1).get_by_role("spinbutton").first, 0.05)
    expect(heading).to_contain_text("Adam 0.05")


def test_on_a_phone_the_eyes_are_seen_without_a_pointer(visit: Visit):
    phone = visit(viewport={"width": 390, "height": 844}, device_scale_factor=2, has_touch=True, is_mobile=True)
    opened(phone, PAIR)
    tag = drawn_tag(phone)
    assert eye(phone, "Adam").evaluate("(button) => getComputedStyle(button.parentElement).opacity") == "1"
    eye(phone, "Adam").tap()
    assert_shown(phone, PAIR, [0])
    assert drawn_tag(phone) == tag
