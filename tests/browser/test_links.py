"""Links, good and bad: what can be read is drawn, what cannot is named in words, and nobody's text becomes markup."""

from dataclasses import replace
from urllib.parse import quote, urlencode

import pytest
from playwright.sync_api import Dialog, Page, expect

from optimizers import STARTERS
from simulation import default_scene
from tests.browser.conftest import Visit
from tests.browser.expected import assert_contour_drawn, assert_paths_drawn, link, racer, wait_for_scene
from tests.browser.page import STARTS, count_racers, drawn_points, open_page, wait_for_contour

DEFAULT = default_scene()
GD = racer("gd", 0.001, "himmelblau")
ONE = replace(DEFAULT, racers=(GD,), starts=((1.0, 2.0),), steps=60)
# What is wrong with the link, words of the warning, and what is kept.
BAD = {
    "unknown surface": (
        "surface=rosenbroc&racer=gd,lr:0.001&starts=1,2&steps=60",
        ("rosenbroc", "did you mean `rosenbrock`", "Himmelblau"),
        ONE,
    ),
    "unknown optimizer": ("racer=gd,lr:0.001&racer=adamm&starts=1,2&steps=60", ("adamm", "adam", "left out"), ONE),
    "unknown setting": (
        "racer=gd,lr:0.001,betta:0.5&starts=1,2&steps=60",
        ("betta", "left out"),
        ONE,
    ),
    "unknown part": ("racer=gd,lr:0.001&starts=1,2&steps=60&color=red", ("color", "unknown", "left out"), ONE),
    "rate out of range": (
        "racer=gd,lr:1e9&starts=1,2&steps=60",
        ("of gd", "100", "0.006 is used"),
        replace(ONE, racers=(racer("gd", 0.006, "himmelblau"),)),
    ),
    "rate that is no number": (
        "racer=gd,lr:fast&starts=1,2&steps=60",
        ("of gd", "fast", "number"),
        replace(ONE, racers=(racer("gd", 0.006, "himmelblau"),)),
    ),
    "rate that is not finite": (
        "racer=gd,lr:nan&starts=1,2&steps=60",
        ("of gd", "nan", "0.006 is used"),
        replace(ONE, racers=(racer("gd", 0.006, "himmelblau"),)),
    ),
    "too many steps": (
        "racer=gd,lr:0.001&starts=1,2&steps=1000000000",
        ("Steps", "5000", "150 is used"),
        replace(ONE, steps=150),
    ),
    "ten thousand starts": (
        "racer=gd,lr:0.001&steps=60&starts=" + "1,2;" * 9_999 + "1,2",
        ("10,000 starts", "2,000"),
        replace(ONE, starts=((1.0, 2.0),) * 2000),
    ),
    "a start far outside": (
        "racer=gd,lr:0.001&starts=1,2;1e30,0&steps=60",
        ("1e+30", "too far away", "left out"),
        ONE,
    ),
    "a start that is no number": (
        "racer=gd,lr:0.001&starts=1,2;nan,0;inf,1;a,b;3&steps=60",
        ("too far", "number"),
        ONE,
    ),
    "another version": ("v=9&racer=gd,lr:0.001&starts=1,2&steps=60", ("version", "9"), ONE),
}


@pytest.mark.parametrize("case", list(BAD))
def test_what_a_link_has_wrong_is_said_and_the_rest_is_drawn(page: Page, case: str):
    query, words, kept = BAD[case]
    open_page(page, query)
    wait_for_scene(page, kept)
    warnings = page.get_by_role("alert")
    expect(warnings.first).to_be_visible()
    text = " ".join(warnings.all_inner_texts())
    assert [word for word in words if word not in text] == []
    assert len(text) < 1500
    assert_paths_drawn(page, kept)
    wait_for_contour(page)


def test_a_good_link_opens_its_scene_without_a_word(page: Page):
    many = default_scene("bowl", STARTERS)
    scene = replace(
        many,
        surface_params=(("condition", 50.0), ("angle", -30.0)),
        starts=((1.5, 2.25), (-3.0, 1e-05)),
        steps=77,
        seed=3,
    )
    open_page(page, link(scene))
    wait_for_scene(page, scene)
    wait_for_contour(page)
    assert_contour_drawn(page, scene)
    assert_paths_drawn(page, scene)
    assert page.get_by_role("alert").count() == 0


def test_a_link_without_racers_shows_the_surface_and_says_what_to_do(page: Page):
    open_page(page, "surface=beale&racer=none")
    wait_for_contour(page)
    expect(page.locator(".stage-notices")).to_contain_text("Choose an optimizer above")
    assert count_racers(page) == 0
    assert drawn_points(page, STARTS) == list(default_scene("beale").starts)
    assert page.locator(".stage-standings tbody tr").count() == 0


def test_a_link_without_starts_shows_the_surface_and_says_what_to_do(page: Page):
    open_page(page, "surface=beale&starts=none")
    wait_for_contour(page)
    expect(page.locator(".stage-notices")).to_contain_text("Click the map to add a start")
    assert drawn_points(page, STARTS) == []
    assert page.locator(".stage-standings tbody td").all_inner_texts() == ["–"] * 12


def test_a_start_outside_the_map_is_drawn_and_said(page: Page):
    scene = replace(ONE, starts=((1.0, 2.0), (40.0, 2.0)))
    open_page(page, link(scene))
    wait_for_scene(page, scene)
    expect(page.locator(".stage-notices")).to_contain_text("Start 2 lies outside the map")
    assert drawn_points(page, STARTS) == list(scene.starts)


INJECTIONS = [
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "**bold** `code` $x^2$ :red[x] :smile: ---",
]
ADDRESSES = [
    "[click](http://evil.example)",
    "![x](http://evil.example/x.png)",
    "http://evil.example/x",
    "www.evil.example",
    "me@evil.example",
]


@pytest.mark.parametrize("text", [*INJECTIONS, *ADDRESSES])
def test_strangers_text_in_a_link_stays_text(page: Page, text: str):
    dialogs: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", dismiss)
    # The comma and the colon part the link, so they are read as the link's own.
    plain = text.replace(",", "").replace("&", "")
    parts = [("surface", plain), ("racer", plain), ("racer", "gd,lr:0.001"), ("starts", "1,2"), ("starts", plain)]
    query = urlencode([*parts, ("steps", "60"), ("seed", plain), (plain[:30], "1")])
    open_page(page, query)
    wait_for_scene(page, ONE)
    alerts = page.get_by_role("alert")
    expect(alerts.first).to_be_visible()
    assert plain[:20] in " ".join(alerts.all_inner_texts())
    inside = page.locator("[role='alert'] :is(img, script, a, strong, em, code, hr, .katex)")
    assert inside.count() == 0
    assert page.locator("img[src='x'], img[src*='evil'], a[href*='evil']").count() == 0
    assert dialogs == []


def test_strangers_text_stays_text_after_an_edit_too(page: Page):
    open_page(page, f"surface=rosenbrock,a:{quote('<img src=x>')}&racer=gd,lr:0.0008")
    expect(page.get_by_role("alert")).to_contain_text("<img src=x>")
    assert page.locator("img[src='x']").count() == 0


def test_two_tabs_do_not_influence_each_other(visit: Visit):
    first = visit()
    open_page(first)
    second = first.context.new_page()
    open_page(second, link(ONE))
    wait_for_scene(second, ONE)
    first.get_by_role("button", name="RMSProp", exact=True).click()
    changed = default_scene(optimizers=("gd", "momentum", "nesterov", "rmsprop", "adam"))
    wait_for_scene(first, changed)
    second.locator(".stage-handle").focus()
    second.keyboard.press("Delete")
    expect(second.locator(".stage-notices")).to_contain_text("Click the map to add a start")
    assert_paths_drawn(first, changed)
    assert_paths_drawn(second, replace(ONE, starts=()))
