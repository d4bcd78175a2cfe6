"""A close look as bytes: every array where the head says it is, with its symbol, its words and its role."""

import json
import xml.etree.ElementTree as ET
from dataclasses import replace

import jax
import numpy as np
import pytest

from optimizers import OPTIMIZERS
from simulation import default_scene
from simulation.closeup import look_closely
from simulation.slopes import slope_norms
from ui.stage import closeup_blob
from ui.stage.closeup_blob import slopes_blob


def decoded(blob):
    """The head and the arrays, as the stage's JavaScript reads them."""
    length = int.from_bytes(blob[:4], "little")
    head = json.loads(blob[4 : 4 + length].decode("utf-8"))
    floats = np.frombuffer(blob, "<f4", offset=4 + length)
    arrays = []
    for number in head["numbers"]:
        size = head["moves"] * number["width"]
        arrays.append(floats[number["offset"] : number["offset"] + size].reshape(head["moves"], number["width"]))
    assert sum(array.size for array in arrays) == floats.size
    return head, arrays


def look(*optimizers, surface="himmelblau", racer=0, **changes):
    scene = replace(default_scene(surface, optimizers), steps=20, **changes)
    return scene, *decoded(closeup_blob.closeup_blob(scene, racer, 0))


def titles(head):
    return {(number["role"], number["name"]): number["title"] for number in head["numbers"]}


@pytest.mark.parametrize("name", ["gd", "nesterov", "adamw", "sam", "bfgs", "optax_sophia"])
def test_the_arrays_are_the_quantities(name):
    scene, head, arrays = look(name)
    quantities = look_closely(scene, 0, 0).quantities
    assert [number["role"] for number in head["numbers"]] == [quantity.role for quantity in quantities]
    for array, quantity in zip(arrays, quantities, strict=True):
        np.testing.assert_array_equal(array, quantity.each.astype(np.float32))


def test_the_head_says_whose_steps_they_are_and_how_it_is_set():
    scene, head, _ = look("gd", "momentum", racer=1)
    assert (head["racer"], head["run"], head["moves"]) == (1, 0, 20)
    assert head["settings"] == [{"label": "Momentum \u03b2", "value": 0.9}, {"label": "Dampening", "value": 0.0}]
    assert head["stable"] == pytest.approx(3.8)
    assert head["rateUnit"] == "gradient"
    assert len(head["equations"]) == 2
    assert {ET.fromstring(equation).get("display") for equation in head["equations"]} == {"block"}
    assert scene.racers[1].optimizer == "momentum"


def test_choices_are_settings_and_a_method_without_a_limit_has_none():
    _, head, _ = look("adam")
    assert {"label": "Bias correction", "value": True} in head["settings"]
    assert head["stable"] is None
    assert head["rateUnit"] == "stride"


def test_a_limit_that_is_no_number_is_none():
    scene = default_scene("himmelblau", ("optax_optimistic_gradient_descent",))
    racer = replace(scene.racers[0], hyper=(("alpha", 0.0), ("beta", 0.0)))
    head, _ = decoded(closeup_blob.closeup_blob(replace(scene, steps=20, racers=(racer,)), 0, 0))
    assert head["stable"] is None


def test_the_numbers_come_as_one_reads_the_update():
    _, head, _ = look("adamw")
    assert list(titles(head).items()) == [
        (("point", "point"), "point"),
        (("rate", "rate"), "learning rate"),
        (("gradient", "gradient"), "gradient"),
        (("slope", "slope"), "exact gradient"),
        (("hessian", "hessian"), "exact Hessian"),
        (("momentum", "m"), "first moment"),
        (("corrected_momentum", "m_hat"), "first moment, corrected"),
        (("square", "v"), "second moment"),
        (("corrected_square", "v_hat"), "second moment, corrected"),
        (("state", "b1t"), "\u03b2\u2081 to the step"),
        (("state", "b2t"), "\u03b2\u2082 to the step"),
        (("effective", "effective"), "effective rate"),
        (("part", "memory"), "step from memory"),
        (("part", "gradient"), "step from this gradient"),
        (("part", "decay"), "step from weight decay"),
        (("step", "step"), "step taken"),
    ]


def test_a_gradient_is_called_by_where_and_from_what_it_was_taken():
    words = titles(look("nesterov")[1])
    assert words["asked", "asked"] == "look-ahead point"
    assert words["gradient", "gradient"] == words["asked_gradient", "asked_gradient"]
    assert words["gradient", "gradient"] == "gradient at the look-ahead point"
    words = titles(look("sam", noise=0.5)[1])
    assert words["gradient", "gradient"] == "gradient, with noise"
    assert words["asked_gradient", "asked_gradient"] == "gradient at the top of the climb, with noise"
    assert words["slope", "slope"] == "gradient without noise"
    given = dict(default_scene("linear_regression").surface_params) | {"batch": 8.0}
    words = titles(look("gd", surface="linear_regression", surface_params=tuple(given.items()))[1])
    assert words["gradient", "gradient"] == "gradient of the mini-batch"
    assert words["slope", "slope"] == "gradient of all the data"


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_every_symbol_is_sound_mathml_within_a_line(name):
    method = OPTIMIZERS[name]
    state = jax.eval_shape(lambda p: method.init(method.hyper, p), jax.ShapeDtypeStruct((2,), "float32"))
    quantities = [("state", field) for field in state._fields]
    quantities += [("corrected_momentum", field) for field in method.memory.momentum]
    quantities += [("corrected_square", field) for field in method.memory.squares]
    quantities += [(role, role) for role in closeup_blob.SYMBOLS]
    quantities += [("part", part) for part in closeup_blob.PARTS]
    for role, field in quantities:
        root = ET.fromstring(closeup_blob.inline_symbol(method, role, field))
        assert root.get("display") == "inline"
        said = "".join(root.itertext())
        assert said.strip()
        assert "\\" not in said


def test_a_run_without_a_step_has_empty_arrays():
    _, head, arrays = look("gd", "bfgs", starts=((1e9, 0.0),), racer=1)
    assert head["moves"] in (0, 20)
    assert all(len(array) == head["moves"] for array in arrays)


def test_the_last_answers_are_kept():
    scene = replace(default_scene("beale"), steps=20)
    assert closeup_blob.closeup_blob(scene, 0, 0) is closeup_blob.closeup_blob(scene, 0, 0)
    assert slopes_blob(scene, 0) is slopes_blob(scene, 0)


def test_another_name_colour_or_number_computes_nothing_again():
    scene = replace(default_scene("beale"), steps=20)
    first, *others = scene.racers
    other = replace(scene, racers=(replace(first, title="Mine", colour=3, copy=2), *others))
    assert closeup_blob.closeup_blob(scene, 0, 0) is closeup_blob.closeup_blob(other, 0, 0)
    assert slopes_blob(scene, 0) is slopes_blob(other, 0)


def test_slopes_are_the_norms_as_single_precision_numbers():
    scene = replace(default_scene("beale"), steps=20, seeds=2, noise=0.1)
    norms = np.frombuffer(slopes_blob(scene, 0), "<f4").reshape(len(scene.racers), 2, 21)
    np.testing.assert_array_equal(norms, slope_norms(scene, 0))
