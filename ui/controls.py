"""The controls. Each shows a part of the scene and, when moved, puts a changed scene in its place."""

from functools import partial

import streamlit as st

from catalogue import Knob
from optimizers import OPTIMIZERS, STARTERS
from optimizers.base import FAMILIES
from simulation import Scene
from simulation.oracle import unmet_need
from simulation.scene import NOISE, SEED, SEEDS, STEPS
from surfaces import SURFACES
from surfaces.typed import SIDES
from ui import edits, session
from ui.data_choice import choose_data
from ui.knob_controls import knob_control, round_step, text_control, typed_number
from ui.session import Change


def choose_surface() -> None:
    """The surface menu."""
    st.selectbox(
        "Surface",
        list(SURFACES),
        format_func=lambda name: SURFACES[name].title,
        width=230,
        **session.bound("surface", session.current().surface, partial(edits.choose_surface, session.memory())),
    )


def choose_optimizers() -> None:
    """A pill for each optimizer at hand, and behind one button the whole catalogue, family by family."""
    scene = session.current()
    racing = {racer.optimizer for racer in scene.racers}
    raced = {racer.optimizer for known in session.memory().values() for racer in known.racers}
    at_hand = [name for name in OPTIMIZERS if name in raced or name in STARTERS]
    with st.container(key="optimizers", width="content"):
        _pills("Optimizers", "at-hand", at_hand, racing)
    catalogue = st.popover(f"All {len(OPTIMIZERS)}", icon=":material/add:", key="catalogue", on_change="rerun")
    # Pills that nobody sees would still travel with every rerun.
    if catalogue.open:
        with catalogue, st.container(key="families", gap="small"):
            ground, params = scene.ground, scene.ground.with_params(dict(scene.surface_params))
            for need in filter(None, (unmet_need(method, ground, params) for method in OPTIMIZERS.values())):
                st.caption(f"Not here: {need}.")
            for family in FAMILIES:
                names = [name for name, method in OPTIMIZERS.items() if method.family == family]
                if names:
                    _pills(family, family, names, racing)


def _pills(label: str, key: str, names: list[str], racing: set[str]) -> None:
    """A pill for each of these optimizers; pressing one lets it race or rest."""

    def change(memory: edits.Memory, scene: Scene, chosen: list[str]) -> Scene:
        others = {racer.optimizer for racer in scene.racers} - set(names)
        return edits.choose_optimizers(memory, scene, others | set(chosen))

    st.pills(
        label,
        names,
        selection_mode="multi",
        format_func=lambda name: OPTIMIZERS[name].title,
        wrap=True,
        # Other pills are another control: Streamlit would match the old one's choices by their place.
        **session.bound(
            f"{key}-{len(names)}", [name for name in names if name in racing], partial(change, session.memory())
        ),
    )


def surface_settings() -> None:
    """A control for each parameter of the surface."""
    scene = session.current()
    ground = scene.ground
    # Other data have other columns and sizes: a control with other options is another control.
    choices = [value for _, value in scene.surface_params if isinstance(value, str)] if ground.count else []
    family = ".".join([scene.surface, *choices])
    sides = [(name, value) for name, value in scene.surface_params if name in SIDES]
    for name, value in scene.surface_params:
        change = partial(edits.set_surface_param, name)
        if name == "data":
            choose_data(f"{scene.surface}.data", value, change)
        elif (name, value) not in sides and name != "formula":
            knob_control(f"{family}.{name}", ground.knobs[name], value, change)
    if sides:
        with st.expander("Sides of the map", type="compact"):
            for name, value in sides:
                low, high = ground.domain["xy".index(name[0])]
                typed_number(
                    f"{scene.surface}.{name}",
                    ground.knobs[name],
                    value,
                    partial(edits.set_surface_param, name),
                    step=round_step((high - low) / 20),
                )
    if ground.note:
        st.caption(ground.note)


def formula() -> None:
    """The field for the visitor's own formula, on its surface."""
    scene = session.current()
    settings = dict(scene.surface_params)
    if "formula" in settings:
        knob = scene.ground.knobs["formula"]
        text_control(f"{scene.surface}.formula", knob, settings["formula"], partial(edits.set_surface_param, "formula"))


def race_settings() -> None:
    """Steps, noise and seed."""
    scene = session.current()
    _number_only("Steps", STEPS, scene.steps, partial(edits.set_field, "steps"))
    with st.expander("Gradient noise and seeds", type="compact"):
        _number_only("Deviation", NOISE, scene.noise, partial(edits.set_field, "noise"))
        _number_only("Seeds", SEEDS, scene.seeds, partial(edits.set_field, "seeds"))
        _number_only("Seed", SEED, scene.seed, partial(edits.set_field, "seed"))


def _number_only(label: str, knob: Knob, value: float, change: Change) -> None:
    whole = isinstance(value, int)
    kind = int if whole else float
    st.number_input(
        label,
        min_value=kind(knob.low),
        max_value=kind(knob.high),
        step=1 if whole else None,
        help=knob.hint,
        **session.bound(label, value, change),
    )
