"""A visit: its own tables stay with it, data that are gone are told, and nothing in it grows without end."""

import pytest
import streamlit as st

from simulation import default_scene
from simulation.scene import SceneError
from tables import Table, find, keep, read_csv
from tables.uploads import MOST_KEPT
from tests.ui.visits import calm, key, scene, visit, warnings
from ui import edits, session, stage
from ui.session import MOST_LATE, MOST_UPLOADS


def content_of(number: int) -> bytes:
    return f"a,b\n{number},1\n2,3\n5,4\n7,9\n".encode()


def table_of(number: int, title: str = "ice.csv") -> Table:
    return read_csv(content_of(number), title)


def push_out() -> None:
    """Others come with so many files that no earlier one is left."""
    for number in range(1000, 1000 + MOST_KEPT):
        keep(table_of(number))


def data_of(at) -> str:
    return str(dict(scene(at).surface_params)["data"])


def visit_data(table: Table):
    """A visit that has only a link to the table."""
    keep(table)
    return visit(f"surface=linear_regression,data:{table.name}&racer=gd&racer=adam")


def upload(at, content: bytes, title: str = "ice.csv"):
    """The visit with a file of its own, in use."""
    (place,) = at.file_uploader
    return calm(place.set_value((title, content, "text/csv")).run())


@pytest.fixture
def state(monkeypatch):
    """A visit's state, without the page."""
    start = default_scene("linear_regression", ("gd",))
    made = {"uploads": {}, "scene": start, "memory": edits.remember(start, {}), "problems": []}
    monkeypatch.setattr(st, "session_state", made)
    return made


def test_data_that_are_gone_are_told_and_the_surface_stands_on_its_own():
    table = table_of(1)
    at = visit_data(table)
    assert data_of(at) == table.name
    push_out()
    calm(at.run())
    assert data_of(at) == "diabetes"
    assert [racer.optimizer for racer in scene(at).racers] == ["gd", "adam"]
    (sentence,) = warnings(at)
    assert f"the data `{table.name}` are not here (any more); to see them, upload" in sentence


def test_ones_own_data_stay_whoever_else_comes():
    table = table_of(2)
    at = upload(visit("surface=linear_regression&racer=gd"), content_of(2))
    push_out()
    assert find(table.name) is None
    calm(at.run())
    assert data_of(at) == table.name
    assert warnings(at) == []


def test_ones_own_data_are_there_for_the_change_that_comes_first():
    table = table_of(3)
    at = upload(visit("surface=linear_regression&racer=gd"), content_of(3))
    push_out()
    calm(at.selectbox(key=key(at, f"linear_regression.{table.name}.a.b.squared.loss")).set_value("absolute").run())
    assert dict(scene(at).surface_params)["loss"] == "absolute"
    assert data_of(at) == table.name


@pytest.mark.parametrize("press", ["reset", "surface"])
def test_what_is_pressed_where_the_data_are_gone_says_so(press):
    at = visit_data(table_of(4))
    push_out()
    if press == "reset":
        (button,) = [one for one in at.button if one.label.startswith("Reset")]
        calm(button.click().run())
    else:
        calm(at.selectbox(key=key(at, "surface")).set_value("beale").run())
    assert data_of(at) == "diabetes"
    assert "are not here (any more)" in warnings(at)[0]


def test_coming_back_to_data_that_are_gone_shows_the_surface_at_its_defaults_and_says_so():
    at = visit_data(table_of(5))
    calm(at.selectbox(key=key(at, "surface")).set_value("beale").run())
    push_out()
    calm(at.run())
    assert (scene(at).surface, warnings(at)) == ("beale", [])
    calm(at.selectbox(key=key(at, "surface")).set_value("linear_regression").run())
    assert data_of(at) == "diabetes"
    assert "are not here (any more)" in warnings(at)[0]
    calm(at.selectbox(key=key(at, "surface")).set_value("beale").run())
    calm(at.selectbox(key=key(at, "surface")).set_value("linear_regression").run())
    assert warnings(at) == []


def test_a_link_that_names_no_data_is_told_so():
    at = visit("surface=linear_regression,data:&racer=gd")
    assert data_of(at) == "diabetes"
    (sentence,) = warnings(at)
    assert "no data are named; choose a table or upload a file" in sentence


def test_a_visit_keeps_its_latest_files_and_names_the_one_that_made_room(state):
    tables = [table_of(number, f"{number}.csv") for number in range(MOST_UPLOADS + 1)]
    assert [session.add_upload(table) for table in tables] == [""] * MOST_UPLOADS + ["0.csv"]
    assert list(session.uploads()) == [table.name for table in tables[1:]]


def test_the_file_on_the_map_does_not_make_room(state):
    tables = [table_of(number, f"{number}.csv") for number in range(MOST_UPLOADS + 1)]
    session.add_upload(tables[0])
    keep(tables[0])
    assert session.change_scene(lambda scene, name: edits.set_surface_param("data", scene, name), tables[0].name) == ""
    assert [session.add_upload(table) for table in tables[1:]][-1] == "1.csv"
    assert tables[0].name in session.uploads()


def test_the_page_says_which_file_made_room():
    at = visit("surface=linear_regression&racer=gd")
    for number in range(MOST_UPLOADS):
        upload(at, content_of(number), f"{number}.csv")
    assert at.session_state["upload_fault"] == ""
    upload(at, content_of(MOST_UPLOADS), "last.csv")
    said = f"At most {MOST_UPLOADS} files are kept for you; `0.csv` made room for this one."
    assert any(said in box.proto.body for box in at.get("html"))
    (data,) = [box for box in at.selectbox if box.label == "Data"]
    assert "0.csv" not in data.options
    assert data.options[-1] == "last.csv"


def test_a_mended_file_under_its_old_name_is_another_entry(state):
    for number in range(3):
        session.add_upload(table_of(number))
    assert [table.title for table in session.uploads().values()] == ["ice.csv", "ice.csv (2)", "ice.csv (3)"]


def test_the_same_file_again_is_the_same_entry_under_its_new_name(state):
    session.add_upload(table_of(1))
    session.add_upload(table_of(1, "snow.csv"))
    assert [table.title for table in session.uploads().values()] == ["snow.csv"]


def test_two_visitors_see_the_same_data_under_the_names_they_gave_them():
    names = ("my diagnosis.csv", "other.csv")
    visits = [upload(visit("surface=linear_regression&racer=gd"), content_of(6), name) for name in names]
    for at, name in zip(visits, names, strict=True):
        calm(at.run())
        (data,) = [box for box in at.selectbox if box.label == "Data"]
        assert data.options[-1] == name
    (data,) = [box for box in visit_data(table_of(6)).selectbox if box.label == "Data"]
    assert data.options[-1] == f"Uploaded table {table_of(6).name[4:10]}"


def test_of_a_control_that_is_replaced_again_and_again_only_the_latest_values_are_kept(monkeypatch):
    state: dict[str, dict[str, int]] = {"turns": {}, "replaced": {}}
    monkeypatch.setattr(st, "session_state", state)
    for value in range(20):
        session.bound("steps", value, lambda scene, value: scene)
    assert state["replaced"] == {f"steps~{turn}": turn for turn in range(19 - MOST_LATE, 19)}


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (SceneError(""), "This cannot be run; choose something else."),
        (KeyError(), "This cannot be run; choose something else."),
        (SceneError("too many"), "Too many."),
        (SceneError("did you mean `a`?"), "Did you mean `a`?"),
    ],
)
def test_a_refusal_is_a_sentence_whatever_the_fault_says(state, fault, sentence):
    def change(scene, value):
        raise fault

    assert session.change_scene(change, 1) == sentence
    assert state["problems"] == [sentence]


def test_a_scene_that_cannot_be_drawn_leaves_the_surface_as_it_first_appears(monkeypatch, caplog):
    def draw(drawn, *rest):
        if drawn.steps == 77:
            raise ZeroDivisionError("a fault of ours")
        return drawing(drawn, *rest)

    drawing = stage.stage_blob
    at = visit("surface=beale&racer=gd&racer=adam")
    monkeypatch.setattr(stage, "stage_blob", draw)
    calm(at.number_input(key=key(at, "Steps")).set_value(77).run())
    assert scene(at) == default_scene("beale", ("gd", "adam"))
    assert warnings(at) == ["This scene could not be drawn, so its surface is shown as it first appears."]
    assert at.number_input(key=key(at, "Steps")).value == scene(at).steps
    assert "a fault of ours" in caplog.text


def test_a_fault_in_every_scene_is_not_hidden(monkeypatch):
    def draw(*drawn):
        raise ZeroDivisionError("a fault of ours")

    at = visit("surface=beale&racer=gd")
    monkeypatch.setattr(stage, "stage_blob", draw)
    assert at.run().exception
