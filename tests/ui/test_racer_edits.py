"""What a person does to the field of racers: one more of them, one less, names, colours, one rate for all."""

from dataclasses import replace

import pytest

from figures import PALETTE, line_styles, racer_titles
from optimizers import OPTIMIZERS
from simulation import Racer, SceneError, default_racer, default_scene, read_scene, write_scene
from simulation.scene import AUTOMATIC, MAX_RACERS, check_scene
from surfaces import SURFACES
from ui import edits, racer_edits

SCENE = default_scene("rosenbrock", ("gd", "adam"))
GD, ADAM = SCENE.racers
THREE = replace(SCENE, racers=(GD, *(replace(ADAM, lr=lr) for lr in (0.1, 0.2, 0.3))))


def rates(scene):
    return [racer.lr for racer in scene.racers if racer.optimizer == "adam"]


def test_a_copy_stands_behind_the_others_of_its_kind_with_a_rate_of_its_own():
    scene = racer_edits.add_copy(("gd", 0), replace(SCENE, racers=(replace(GD, lr=0.1), ADAM)))
    assert scene.racers == (replace(GD, lr=0.1), replace(GD, lr=0.03), ADAM)
    scene = racer_edits.add_copy(("gd", 0), scene)
    assert [racer.lr for racer in scene.racers[:3]] == [0.1, 0.03, 0.3]


def test_a_copy_has_the_settings_of_the_racer_that_was_pressed_but_not_its_name_and_colour():
    odd = replace(ADAM, title="Odd", colour=6, schedule="cosine", schedule_params=(("t_max", 0.0), ("eta_min", 0.0)))
    scene = racer_edits.add_copy(("adam", 1), replace(SCENE, racers=(ADAM, odd)))
    assert scene.racers[2] == replace(odd, title="", colour=AUTOMATIC, lr=scene.racers[2].lr)
    assert len(set(rates(scene)) | {odd.lr}) == 2


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("surface", ["himmelblau", "linear_regression"])
def test_a_race_can_be_filled_with_copies_that_all_differ(optimizer, surface):
    scene = replace(default_scene(surface), racers=(default_racer(optimizer, surface),))
    for _ in range(MAX_RACERS - 1):
        scene = racer_edits.add_copy((optimizer, 0), scene)
    assert len({racer.lr for racer in scene.racers}) == MAX_RACERS
    assert len(set(racer_titles(scene))) == MAX_RACERS
    lr_knob = OPTIMIZERS[optimizer].lr_knob
    assert all(lr_knob.takes(racer.lr) for racer in scene.racers)


def test_one_racer_too_many_is_refused_with_what_to_do():
    full = replace(SCENE, racers=(ADAM,) * MAX_RACERS)
    with pytest.raises(SceneError, match="at most 24 racers run together; remove one to add another"):
        racer_edits.add_copy(("adam", 0), full)


def test_the_racers_that_stay_keep_their_settings_and_their_colours():
    before = dict(zip(rates(THREE), line_styles(THREE)[1:], strict=True))
    scene = racer_edits.remove_racer(("adam", 0), THREE)
    assert rates(scene) == [0.2, 0.3]
    for racer, style in zip(scene.racers[1:], line_styles(scene)[1:], strict=True):
        assert (style.light, style.dark) == (before[racer.lr].light, before[racer.lr].dark)
    assert scene.racers[0] == GD
    assert racer_edits.remove_racer(("adam", 2), THREE).racers == THREE.racers[:3]


def test_a_racer_keeps_its_number_while_others_come_and_go():
    scene = racer_edits.remove_racer(("adam", 0), THREE)
    assert [who for who, _ in edits.named_racers(scene)] == [("gd", 0), ("adam", 1), ("adam", 2)]
    assert edits.set_rate(("adam", 2), scene, 0.9).racers[2].lr == 0.9
    scene = racer_edits.add_copy(("adam", 1), scene)
    assert [who for who, _ in edits.named_racers(scene)][1:] == [("adam", 1), ("adam", 2), ("adam", 3)]
    assert read_scene(write_scene(scene)) == (scene, [])
    check_scene(scene)


def test_no_number_is_told_of_a_racer_whose_place_tells_it():
    scene = racer_edits.add_copy(("adam", 0), THREE)
    assert {racer.copy for racer in scene.racers} == {AUTOMATIC}
    assert racer_edits.remove_racer(("adam", 3), scene) == THREE


def test_the_last_of_its_kind_leaves_the_race_and_comes_back_as_it_was():
    fast = replace(SCENE, racers=(GD, replace(ADAM, lr=0.5, title="Fast")))
    memory = edits.remember(fast, {})
    without = racer_edits.remove_racer(("adam", 0), fast)
    assert without.racers == (GD,)
    assert edits.choose_optimizers(edits.remember(without, memory), without, ["gd", "adam"]) == fast


def test_copies_come_back_with_their_surface():
    memory = edits.remember(THREE, {})
    away = edits.choose_surface(memory, THREE, "beale")
    assert edits.choose_surface(edits.remember(away, memory), away, "rosenbrock") == THREE


def test_a_name_is_given_to_one_racer_alone_without_signs_that_no_name_has():
    scene = racer_edits.rename(("adam", 1), THREE, "  My <b>own</b> $x$ ")
    assert scene == replace(
        THREE, racers=(*THREE.racers[:2], replace(THREE.racers[2], title="My bown/b x"), THREE.racers[3])
    )
    check_scene(scene)
    assert racer_edits.rename(("adam", 1), scene, "") == THREE


def test_a_colour_is_given_to_one_racer_alone_and_taken_back():
    scene = racer_edits.recolour(("adam", 2), THREE, 6)
    assert line_styles(scene)[:3] == line_styles(THREE)[:3]
    assert line_styles(scene)[3].light == PALETTE[6][0]
    assert racer_edits.recolour(("adam", 2), scene, AUTOMATIC) == THREE


def test_one_rate_goes_to_every_racer_that_can_take_it():
    scene, said = racer_edits.rate_for_all(("adam", 1), THREE)
    assert [racer.lr for racer in scene.racers] == [0.2] * 4
    assert said == []


def test_who_cannot_take_a_rate_keeps_its_own_and_that_is_said():
    tiny = replace(
        SCENE, racers=(Racer("gd", 1e-9), *(default_racer(name, "rosenbrock") for name in ("bfgs", "lbfgs")))
    )
    scene, said = racer_edits.rate_for_all(("gd", 0), tiny)
    assert scene == tiny
    assert said == ["1e-09 is no rate for BFGS, L-BFGS, which kept their own."]
    assert racer_edits.rate_for_all(("gd", 0), replace(tiny, racers=tiny.racers[:2]))[1][0].endswith("kept its own.")


@pytest.mark.parametrize("surface", SURFACES)
def test_a_racer_goes_back_to_its_defaults_with_its_name_and_colour(surface):
    scene = default_scene(surface)
    odd = replace(scene.racers[0], lr=scene.racers[0].lr / 3, schedule="cosine", title="Odd", colour=4)
    restored = racer_edits.restore((odd.optimizer, 0), replace(scene, racers=(odd, *scene.racers[1:])))
    assert restored.racers == (replace(scene.racers[0], title="Odd", colour=4), *scene.racers[1:])


@pytest.mark.parametrize("who", [("adam", 3), ("momentum", 0)])
def test_nothing_happens_to_a_racer_that_has_left_meanwhile(who):
    assert racer_edits.add_copy(who, THREE) == THREE
    assert racer_edits.remove_racer(who, THREE) == THREE
    assert racer_edits.rename(who, THREE, "Gone") == THREE
    assert racer_edits.recolour(who, THREE, 2) == THREE
    assert racer_edits.rate_for_all(who, THREE) == (THREE, [])
    assert racer_edits.restore(who, THREE) == THREE
