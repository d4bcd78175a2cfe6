"""What a link says of choices: sentences name what is really used, and whatever it says, the scene can be run."""

import pytest

from simulation import default_scene, read_scene, scene_text, write_scene
from simulation.scene import SceneError, check_scene
from simulation.scene_text import _escape


def opened(surface):
    scene, problems = read_scene([("surface", surface), ("racer", "gd")])
    check_scene(scene)
    assert read_scene(write_scene(scene)) == (scene, [])
    return dict(scene.surface_params), problems, scene


@pytest.mark.parametrize(
    ("surface", "name", "used"),
    [
        ("linear_regression,input:disease_progression,target:disease_progression", "target", "bmi_kg_per_m2"),
        ("linear_regression,data:petals,input:disease_progression", "input", "petal_length_cm"),
        ("linear_regression,data:petals,target:rose", "target", "petal_width_cm"),
    ],
)
def test_a_refused_choice_names_what_is_used_beside_the_other_choices(surface, name, used):
    settings, problems, _ = opened(surface)
    assert settings[name] == used
    assert len(problems) == 1
    assert problems[0].endswith(f"; {used} is used.")


def test_data_that_are_gone_are_told_with_one_thing_to_do_and_what_is_shown():
    _, (problem,), _ = opened("linear_regression,data:csv-000000000000")
    assert problem.endswith("; to see them, upload the file again; `diabetes` is used.")
    assert "choose" not in problem


def test_a_formula_without_a_finite_value_is_told_with_what_is_shown():
    _, problems, _ = opened(f"typed,formula:{_escape('1e300*x/1e300+y^2')}")
    assert problems == [
        "`1e300*x/1e300+y^2` has no finite value on the map; another map or formula may have one; "
        "`x^4 - 3x^2 + a*y^2 + x` is used."
    ]


def test_a_map_far_from_zero_has_starts_on_it():
    _, problems, scene = opened(f"typed,formula:{_escape('x^2+y^2')},x_low:1234,x_high:1234.1")
    assert problems == []
    assert all(1234 <= x <= 1234.1 for x, _ in scene.starts)


def test_more_seeds_than_fit_become_one_and_that_is_said():
    link = [("surface", "noisy_moons,batch:1"), ("racer", "gd"), ("steps", "5000"), ("seeds", "100")]
    scene, problems = read_scene(link)
    check_scene(scene)
    assert (scene.seeds, scene.steps) == (1, 5000)
    assert problems[-1].endswith("; one seed is used.")


def test_a_scene_that_one_seed_does_not_mend_is_replaced_and_that_is_said(monkeypatch):
    def refuse_typed(scene):
        if scene.surface == "typed":
            raise SceneError("this scene is too strange")

    monkeypatch.setattr(scene_text, "check_scene", refuse_typed)
    scene, problems = read_scene([("surface", "typed"), ("racer", "gd"), ("seeds", "3")])
    assert scene == default_scene()
    assert problems == ["This scene is too strange; the opening scene is shown."]
