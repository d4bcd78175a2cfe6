"""The page as a visitor uses it: every control changes the scene that the stage shows, and shows it."""

from dataclasses import replace

import pytest

from figures import line_styles
from optimizers import OPTIMIZERS, STARTERS
from simulation import default_racer, default_scene
from surfaces import SURFACES
from tests.ui.visits import calm, choose, head, key, open_catalogue, open_settings, pills, scene, shows, visit, warnings


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_page_opens_on_a_race_without_a_warning(theme):
    at = visit(theme=theme)
    assert shows(at, default_scene())
    assert warnings(at) == []
    assert at.selectbox(key=key(at, "surface")).value == default_scene().surface
    assert pills(at, "at-hand").value == [racer.optimizer for racer in default_scene().racers]


def test_each_racer_shows_the_colour_of_its_path_in_either_theme():
    at = visit("racer=gd&racer=adam")
    rules = " ".join(element.proto.body for element in at.get("html"))
    for style in line_styles(scene(at)):
        assert f"light-dark({style.light},{style.dark})" in rules


@pytest.mark.parametrize("surface", SURFACES)
def test_every_surface_can_be_chosen(surface):
    at = visit("surface=bowl" if surface != "bowl" else "surface=saddle")
    calm(at.selectbox(key=key(at, "surface")).set_value(surface).run())
    names = tuple(racer.optimizer for racer in default_scene().racers)
    assert scene(at) == default_scene(surface, names)
    assert head(at)["surface"]["title"] == SURFACES[surface].title
    assert at.selectbox(key=key(at, "surface")).value == surface
    shown = {box.label for box in (*at.number_input, *at.selectbox, *at.toggle)}
    for knob in SURFACES[surface].knobs.values():
        assert knob.label in shown or knob.label == "Loss f(x, y)"


@pytest.mark.parametrize("optimizer", STARTERS)
def test_every_starter_can_race_and_leave(optimizer):
    at = choose(visit("surface=rosenbrock&racer=none"), optimizer)
    assert scene(at) == default_scene("rosenbrock", (optimizer,))
    assert f"rosenbrock.{optimizer}.0.lr.slider" in {slider.key for slider in at.select_slider}
    assert scene(choose(at)).racers == ()


def test_all_starters_race_together_in_menu_order():
    at = choose(visit("surface=beale"), *reversed(STARTERS))
    assert scene(at) == default_scene("beale", tuple(name for name in OPTIMIZERS if name in STARTERS))


@pytest.mark.parametrize("family", dict.fromkeys(method.family for method in OPTIMIZERS.values()))
def test_the_catalogue_lists_each_family_and_what_is_pressed_there_races_and_is_at_hand(family):
    at = open_catalogue(visit("surface=rosenbrock&racer=gd"))
    names = [name for name, method in OPTIMIZERS.items() if method.family == family]
    assert pills(at, family).options == [OPTIMIZERS[name].title for name in names]
    calm(pills(at, family).set_value([names[-1]]).run())
    wanted = {names[-1]} if "gd" in names else {"gd", names[-1]}
    assert {racer.optimizer for racer in scene(at).racers} == wanted
    assert OPTIMIZERS[names[-1]].title in pills(at, "at-hand").options
    # Taken off there, it rests and stays at hand.
    calm(pills(at, "at-hand").set_value([]).run())
    assert scene(at).racers == ()
    assert OPTIMIZERS[names[-1]].title in pills(at, "at-hand").options
    assert pills(at, family).value == []


def test_the_catalogue_says_who_cannot_run_on_this_surface_and_why():
    said = [caption.value for caption in open_catalogue(visit("surface=saddle&racer=gd")).caption]
    assert "Not here: Polyak step size must know the lowest loss there is, and Saddle has none." in said
    assert len([line for line in said if line.startswith("Not here")]) >= 2
    on_a_bowl = [caption.value for caption in open_catalogue(visit("surface=bowl&racer=gd")).caption]
    assert not [line for line in on_a_bowl if line.startswith("Not here")]


def test_a_racer_that_cannot_run_on_the_next_surface_is_left_out_with_a_sentence():
    at = visit("surface=bowl&racer=gd&racer=natural_gradient")
    calm(at.selectbox(key=key(at, "surface")).set_value("saddle").run())
    assert scene(at) == default_scene("saddle", ("gd",))
    assert [line for line in warnings(at) if "Natural gradient needs a loss that is a likelihood" in line]


def test_a_rate_is_called_what_it_is():
    labels = [slider.label for slider in visit("surface=bowl&racer=adam&racer=lbfgs").select_slider]
    assert "Adam rate" in labels
    assert "L-BFGS: first length tried" in labels


def test_the_closed_catalogue_sends_nothing():
    assert len(visit().button_group) == 1


def test_who_stays_keeps_the_settings_while_others_come_and_go():
    at = visit("surface=beale&racer=adam,lr:0.5&racer=gd")
    assert scene(choose(at, "adam", "rmsprop")).racers == (
        default_racer("rmsprop", "beale"),
        replace(default_racer("adam", "beale"), lr=0.5),
    )


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_moving_the_rate_changes_the_scene_and_the_typed_number_follows(optimizer):
    at = visit(f"surface=himmelblau&racer={optimizer}")
    slider = at.select_slider(key=key(at, f"himmelblau.{optimizer}.0.lr.slider"))
    stop = slider.options[-7]
    calm(slider.set_value(float(stop)).run())
    assert scene(at).racers[0] == replace(default_racer(optimizer, "himmelblau"), lr=float(stop))
    assert at.number_input(key=key(at, f"himmelblau.{optimizer}.0.lr.typed")).value == float(stop)


def test_typing_a_rate_moves_the_slider_to_the_nearest_stop():
    at = visit("surface=himmelblau&racer=adam")
    calm(at.number_input(key=key(at, "himmelblau.adam.0.lr.typed")).set_value(0.0377).run())
    assert scene(at).racers[0].lr == 0.0377
    stops = [float(stop) for stop in at.select_slider(key=key(at, "himmelblau.adam.0.lr.slider")).options]
    shown = float(str(at.select_slider(key=key(at, "himmelblau.adam.0.lr.slider")).value))
    assert abs(shown - 0.0377) == min(abs(stop - 0.0377) for stop in stops)
    calm(at.run())
    assert scene(at).racers[0].lr == 0.0377


def test_a_typed_rate_may_lie_beyond_the_slider():
    at = visit("surface=himmelblau&racer=adam")
    calm(at.number_input(key=key(at, "himmelblau.adam.0.lr.typed")).set_value(99.0).run())
    assert scene(at).racers[0].lr == 99.0
    slider = at.select_slider(key=key(at, "himmelblau.adam.0.lr.slider"))
    assert slider.value == float(slider.options[-1])


def test_further_settings_are_there_once_they_are_opened_and_stay_open():
    at = visit("surface=beale&racer=adam")
    assert not at.toggle
    open_settings(at, "beale.adam.0")
    calm(at.slider(key=key(at, "beale.adam.0.beta1.slider")).set_value(0.5).run())
    assert dict(scene(at).racers[0].hyper)["beta1"] == 0.5
    assert at.number_input(key=key(at, "beale.adam.0.beta1.typed")).value == 0.5
    calm(at.number_input(key=key(at, "beale.adam.0.beta2.typed")).set_value(0.25).run())
    assert at.slider(key=key(at, "beale.adam.0.beta2.slider")).value == 0.25
    calm(at.toggle(key=key(at, "beale.adam.0.bias_correction")).set_value(False).run())
    expected = {**dict(default_racer("adam", "beale").hyper), "beta1": 0.5, "beta2": 0.25, "bias_correction": False}
    assert dict(scene(at).racers[0].hyper) == expected
    assert at.toggle


def test_closed_settings_keep_what_was_set_and_say_so():
    at = open_settings(visit("surface=beale&racer=adam"), "beale.adam.0")
    calm(at.slider(key=key(at, "beale.adam.0.beta1.slider")).set_value(0.5).run())
    at.session_state["beale.adam.0.more"] = False
    calm(at.run())
    assert not at.toggle
    assert dict(scene(at).racers[0].hyper)["beta1"] == 0.5
    assert any("First moment β₁ 0.5" in element.proto.body for element in at.get("html"))
    open_settings(at, "beale.adam.0")
    assert at.slider(key=key(at, "beale.adam.0.beta1.slider")).value == 0.5


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_every_setting_of_every_optimizer_has_its_control(optimizer):
    at = open_settings(visit(f"surface=beale&racer={optimizer}"), f"beale.{optimizer}.0")
    keys = {widget.key for kind in (at.slider, at.select_slider, at.toggle, at.selectbox) for widget in kind}
    for name, knob in OPTIMIZERS[optimizer].knobs.items():
        assert f"beale.{optimizer}.0.{name}" + ("" if knob.options else ".slider") in keys


def test_a_schedule_is_chosen_and_set():
    at = open_settings(visit("surface=beale&racer=gd"), "beale.gd.0")
    calm(at.selectbox(key=key(at, "beale.gd.0.schedule")).set_value("exponential").run())
    assert scene(at).racers[0].schedule_params == (("gamma", 0.99),)
    calm(at.number_input(key=key(at, "beale.gd.0.exponential.gamma.typed")).set_value(0.9).run())
    decaying = replace(default_racer("gd", "beale"), schedule="exponential", schedule_params=(("gamma", 0.9),))
    assert scene(at).racers[0] == decaying
    calm(at.selectbox(key=key(at, "beale.gd.0.schedule")).set_value("constant").run())
    assert scene(at).racers[0] == default_racer("gd", "beale")


def test_copies_of_an_optimizer_have_controls_of_their_own():
    at = visit("surface=beale&racer=gd,lr:0.001&racer=gd,lr:0.002")
    calm(at.number_input(key=key(at, "beale.gd.1.lr.typed")).set_value(0.003).run())
    assert [racer.lr for racer in scene(at).racers] == [0.001, 0.003]


def test_the_surfaces_parameters_are_set_by_slider_and_by_number():
    at = visit("surface=rosenbrock")
    calm(at.slider(key=key(at, "rosenbrock.a.slider")).set_value(0.5).run())
    calm(at.number_input(key=key(at, "rosenbrock.b.typed")).set_value(42.0).run())
    assert scene(at).surface_params == (("a", 0.5), ("b", 42.0))
    assert head(at)["surface"]["minima"] == [[0.5, 0.25]]
    assert at.number_input(key=key(at, "rosenbrock.a.typed")).value == 0.5


def test_steps_noise_and_seed_are_set():
    at = visit("surface=beale")
    for name, value in (("Steps", 77), ("Deviation", 0.5), ("Seed", 9)):
        calm(at.number_input(key=key(at, name)).set_value(value).run())
    shown = scene(at)
    assert (shown.steps, shown.noise, shown.seed) == (77, 0.5, 9)
    assert head(at)["steps"] == 77


def test_what_was_set_on_a_surface_is_there_again_on_return():
    at = visit("surface=rosenbrock")
    calm(at.number_input(key=key(at, "rosenbrock.b.typed")).set_value(42.0).run())
    left = scene(at)
    calm(at.selectbox(key=key(at, "surface")).set_value("beale").run())
    calm(at.selectbox(key=key(at, "surface")).set_value("rosenbrock").run())
    assert scene(at) == left


def test_what_came_with_the_link_is_there_again_on_return():
    at = visit("surface=rosenbrock,b:42&steps=77")
    left = scene(at)
    calm(at.selectbox(key=key(at, "surface")).set_value("beale").run())
    calm(at.selectbox(key=key(at, "surface")).set_value("rosenbrock").run())
    assert scene(at) == left


def test_reset_brings_back_the_surfaces_defaults():
    at = visit("surface=rosenbrock,b:42&racer=adam,lr:0.5,beta1:0.1&starts=0,0;1,2&steps=77&noise=1&seed=3")
    (reset,) = [button for button in at.button if button.label.startswith("Reset")]
    calm(reset.click().run())
    assert scene(at) == default_scene("rosenbrock", ("adam",))
    assert at.number_input(key=key(at, "rosenbrock.adam.0.lr.typed")).value == default_racer("adam", "rosenbrock").lr
    assert at.number_input(key=key(at, "Steps")).value == default_scene("rosenbrock").steps


def test_a_change_that_asks_for_too_much_is_refused_with_a_sentence_and_nothing_is_lost():
    starts = ";".join(f"{place / 1000},0" for place in range(1000))
    at = visit(f"surface=beale&racer=gd&steps=100&starts={starts}")
    before = scene(at)
    assert len(before.starts) == 1000
    calm(at.number_input(key=key(at, "Steps")).set_value(5000).run())
    assert scene(at) == before
    assert len(warnings(at)) == 1
    assert "1,000 starts are too many" in warnings(at)[0]
    assert at.number_input(key=key(at, "Steps")).value == 100
    calm(at.number_input(key=key(at, "Steps")).set_value(90).run())
    assert scene(at) == replace(before, steps=90)
    assert warnings(at) == []


def test_visitors_do_not_share_a_scene():
    one, other = visit("surface=beale"), visit("surface=beale")
    calm(one.number_input(key=key(one, "Steps")).set_value(77).run())
    assert scene(calm(other.run())) == default_scene("beale")
