"""The racers' rows in the sidebar: copies, names, colours, one rate for all, and what differs from the default."""

import pytest

from figures import COLOUR_NAMES, PALETTE
from simulation import default_racer
from surfaces import SURFACES
from tests.ui.visits import calm, head, key, open_settings, scene, visit, warnings

LINK = "surface=beale&racer=gd,lr:0.01&racer=adam,lr:0.1"


def press(at, name):
    return calm(at.button(key=name).click().run())


def rows(at):
    return [element.proto.body for element in at.get("html") if 'class="racer-name"' in element.proto.body]


def racers(at):
    return [(racer.optimizer, racer.lr) for racer in scene(at).racers]


def test_a_press_adds_another_racer_with_a_row_of_its_own():
    at = press(press(visit(LINK), "racer-adam-0-add"), "racer-adam-0-add")
    assert racers(at) == [("gd", 0.01), ("adam", 0.1), ("adam", 0.03), ("adam", 0.3)]
    assert [racer["title"] for racer in head(at)["racers"]] == ["Gradient descent", "Adam 0.1", "Adam 0.03", "Adam 0.3"]
    assert [racer["key"] for racer in head(at)["racers"]] == ["gd-0", "adam-0", "adam-1", "adam-2"]
    assert ["Adam 0.03" in row for row in rows(at)] == [False, False, True, False]
    assert at.number_input(key=key(at, "beale.adam.2.lr.typed")).label == "Adam 0.3 rate"


def test_a_twenty_fifth_racer_is_refused_with_a_sentence():
    at = visit("&".join(["surface=beale", *["racer=gd"] * 24]))
    assert warnings(press(at, "racer-gd-5-add")) == ["At most 24 racers run together; remove one to add another."]
    assert len(scene(at).racers) == 24


def test_a_row_is_headed_by_the_name_as_plain_text():
    at = visit("surface=beale&racer=gd,as:*_www.x.y_*~20~27~23~21")
    assert "<span>*_www.x.y_* &#x27;#!</span> rate" in rows(at)[0]
    assert warnings(at) == []


def test_a_name_is_typed_and_mended_and_taken_back():
    at = open_settings(visit(LINK), "beale.adam.0")
    at = calm(at.text_input(key=key(at, "beale.adam.0.name")).set_value(" <Quick>  one ").run())
    assert scene(at).racers[1].title == "Quick one"
    assert at.text_input(key=key(at, "beale.adam.0.name")).value == "Quick one"
    at = calm(at.text_input(key=key(at, "beale.adam.0.name")).set_value("").run())
    assert scene(at).racers[1].title == ""
    assert at.text_input(key=key(at, "beale.adam.0.name")).placeholder == "Adam"


def test_every_colour_has_a_button_with_its_name():
    at = open_settings(visit(LINK), "beale.adam.0")
    (colours,) = [group for group in at.button_group if str(group.key).startswith("beale.adam.0.colour")]
    assert colours.options == ["Automatic", *COLOUR_NAMES]
    at = calm(colours.set_value(6).run())
    assert scene(at).racers[1].colour == 6
    assert PALETTE[6][0] in rows(at)[1]


def test_one_rate_is_given_to_all_racers():
    at = press(open_settings(visit(LINK), "beale.adam.0"), "racer-adam-0-all")
    assert racers(at) == [("gd", 0.1), ("adam", 0.1)]
    assert at.number_input(key=key(at, "beale.gd.0.lr.typed")).value == 0.1


def test_who_cannot_take_the_rate_of_all_is_named_above_the_stage():
    at = visit("surface=beale&racer=gd,lr:1e-09&racer=bfgs")
    at = press(open_settings(at, "beale.gd.0"), "racer-gd-0-all")
    assert warnings(at) == ["1e-09 is no rate for BFGS, which kept its own."]


def test_a_changed_racer_goes_back_to_its_defaults():
    at = open_settings(visit("surface=beale&racer=adam,lr:0.5,beta1:0.5,as:Mine"), "beale.adam.0")
    assert "the usual, First moment β₁ 0.5" in rows(at)[0]
    at = press(at, "racer-adam-0-defaults")
    assert scene(at).racers[0].hyper == default_racer("adam", SURFACES["beale"]).hyper
    assert scene(at).racers[0].title == "Mine"
    assert "usual" not in rows(at)[0]
    assert "racer-adam-0-defaults" not in {button.key for button in at.button}


@pytest.mark.parametrize("removed", [0, 1, 2])
def test_the_rows_that_stay_show_their_own_racers_and_stay_unfolded(removed):
    lrs = [0.1, 0.2, 0.3]
    at = visit("&".join(["surface=beale", *(f"racer=adam,lr:{lr}" for lr in lrs)]))
    at = open_settings(open_settings(at, f"beale.adam.{removed}"), "beale.adam.2")
    at = press(at, f"racer-adam-{removed}-remove")
    stay = {copy: lr for copy, lr in enumerate(lrs) if copy != removed}
    assert racers(at) == [("adam", lr) for lr in stay.values()]
    assert [racer["key"] for racer in head(at)["racers"]] == [f"adam-{copy}" for copy in stay]
    for copy, lr in stay.items():
        assert at.number_input(key=key(at, f"beale.adam.{copy}.lr.typed")).value == lr
        assert at.session_state[f"beale.adam.{copy}.more"] == (lr == 0.3)


def test_a_racer_in_the_place_of_a_removed_one_is_folded():
    at = visit("surface=beale&racer=adam,lr:0.1&racer=adam,lr:0.2")
    at = press(open_settings(at, "beale.adam.1"), "racer-adam-1-remove")
    at = press(at, "racer-adam-0-add")
    assert [racer["key"] for racer in head(at)["racers"]] == ["adam-0", "adam-1"]
    assert not at.session_state["beale.adam.1.more"]


def test_what_was_removed_last_of_its_kind_is_no_longer_pressed_above():
    at = press(open_settings(visit(LINK), "beale.adam.0"), "racer-adam-0-remove")
    assert racers(at) == [("gd", 0.01)]
    (row,) = [row for row in at.button_group if str(row.key).startswith("at-hand-")]
    assert row.value == ["gd"]
