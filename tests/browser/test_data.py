"""Real data on the map: the house's tables, one's own file, columns and mini-batches, and files that are at fault."""

import re

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from simulation import Scene, default_scene
from tables import keep, read_csv
from tests.browser.conftest import Visit
from tests.browser.controls import choose, enter
from tests.browser.expected import assert_paths_drawn, link, wait_for_address, wait_for_scene
from tests.browser.page import address_query, open_page, wait_for_contour

HEAT = np.random.default_rng(0).normal(20, 5, 60).round(1)
ICE = "heat,sold,day\n" + "\n".join(f"{h},{round(3 * h + 5, 1)},{'mon' if h > 20 else 'sun'}" for h in HEAT)


def upload(page: Page, name: str, text: str) -> None:
    """Unfold the upload and give it a file."""
    place = page.get_by_test_id("stFileUploader")
    if not place.is_visible():
        page.get_by_text("Your own data").click()
    place.locator("input[type=file]").set_input_files({"name": name, "mimeType": "text/csv", "buffer": text.encode()})


def uploaded(page: Page, name: str, text: str) -> Scene:
    before = address_query(page)
    # The tests read the address too, so they must know the table.
    keep(read_csv(text.encode(), name))
    upload(page, name, text)
    return wait_for_address(page, before)


def test_another_table_brings_its_columns_and_its_map(page: Page):
    open_page(page, "surface=linear_regression&racer=gd&racer=adam")
    before = address_query(page)
    choose(page.get_by_role("combobox", name="Data"), "Petals of three irises")
    scene = wait_for_address(page, before)
    assert dict(scene.surface_params)["input"] == "petal_length_cm"
    wait_for_contour(page)
    assert_paths_drawn(page, scene)


@pytest.mark.parametrize("surface", ["linear_regression", "logistic_regression", "tanh_unit", "gaussian_fit"])
def test_ones_own_file_makes_the_surface(page: Page, surface: str):
    open_page(page, f"surface={surface}&racer=gd")
    scene = uploaded(page, "ice.csv", ICE)
    assert scene.ground.count == 60
    assert_paths_drawn(page, scene)
    expect(page.get_by_role("combobox", name="Data")).to_have_value("ice.csv")


def test_a_file_at_fault_is_explained_by_line_and_nothing_changes(page: Page):
    open_page(page, "surface=linear_regression&racer=gd")
    before = address_query(page)
    upload(page, "broken.csv", "a,b\n1,2\n3,4\n5\n7,8\n9,9\n")
    expect(page.get_by_role("alert").filter(has_text="line 4")).to_be_visible()
    assert address_query(page) == before
    scene = uploaded(page, "mended.csv", "a,b\n1,2\n3,4\n5,6.5\n7,8\n9,9\n")
    assert scene.ground.count == 5
    expect(page.get_by_role("alert").filter(has_text="line 4")).to_have_count(0)


def test_what_a_file_says_is_text_and_nothing_else(page: Page):
    open_page(page, "surface=linear_regression&racer=gd")
    bad = "<img src=x onerror=alert(1)>,**b**\n" + "\n".join(f"{i},{i * i}" for i in range(9))
    scene = uploaded(page, "<b>x</b>.csv", bad)
    assert scene.ground.count == 9
    assert page.locator("img[src=x]").count() == 0


def test_the_link_of_an_uploaded_table_opens_for_another_visitor_of_the_same_server(page: Page, visit: Visit):
    open_page(page, "surface=linear_regression&racer=gd")
    scene = uploaded(page, "ice.csv", ICE)
    guest = visit()
    open_page(guest, link(scene))
    wait_for_scene(guest, scene)
    assert_paths_drawn(guest, scene)
    # What a visitor calls a file is nobody else's business.
    expect(guest.get_by_role("combobox", name="Data")).to_have_value(re.compile("^Uploaded table [0-9a-f]{6}$"))


def test_a_smaller_batch_shakes_the_path(page: Page):
    scene = default_scene("linear_regression", ("gd",))
    open_page(page, link(scene))
    before = address_query(page)
    enter(page.get_by_role("spinbutton", name="Batch size"), 8)
    shaken = wait_for_address(page, before)
    assert dict(shaken.surface_params)["batch"] == 8
    assert_paths_drawn(page, shaken)


def test_seeds_are_set_beside_the_noise(page: Page):
    open_page(page, "surface=linear_regression,batch:8&racer=gd")
    page.get_by_text("Gradient noise and seeds").click()
    before = address_query(page)
    enter(page.get_by_role("spinbutton", name="Seeds"), 5)
    scene = wait_for_address(page, before)
    assert scene.seeds == 5
    assert_paths_drawn(page, scene)
