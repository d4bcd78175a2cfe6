"""The controls. Each shows a part of the scene and, when moved, puts a changed scene in its place."""

import math
from dataclasses import replace
from functools import lru_cache, partial
from typing import Any

import streamlit as st

from catalogue import Knob, spell_setting
from figures import assignments, line_styles
from formulas import Reader
from optimizers import OPTIMIZERS, STARTERS, Optimizer
from optimizers.base import FAMILIES
from schedules import SCHEDULES
from simulation import Racer, Scene, default_racer
from simulation.oracle import unmet_need
from simulation.scene import NOISE, SEED, SEEDS, STEPS
from surfaces import SURFACES, Surface
from surfaces.typed import SIDES
from ui import edits, session
from ui.data_choice import choose_data
from ui.formula_field import formula_field
from ui.session import Change
from ui.stage.blob import racer_titles

# Steps of a log slider in each factor of ten.
PER_DECADE = 20


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
            _knob(f"{family}.{name}", ground.knobs[name], value, change)
    if sides:
        with st.expander("Sides of the map", type="compact"):
            for name, value in sides:
                low, high = ground.domain["xy".index(name[0])]
                _typed_number(
                    f"{scene.surface}.{name}",
                    ground.knobs[name],
                    value,
                    partial(edits.set_surface_param, name),
                    step=_round_step((high - low) / 20),
                )
    if ground.note:
        st.caption(ground.note)


def formula() -> None:
    """The field for the visitor's own formula, on its surface."""
    scene = session.current()
    settings = dict(scene.surface_params)
    if "formula" in settings:
        knob = scene.ground.knobs["formula"]
        _text(f"{scene.surface}.formula", knob, settings["formula"], partial(edits.set_surface_param, "formula"))


def race_settings() -> None:
    """Steps, noise and seed."""
    scene = session.current()
    _number_only("Steps", STEPS, scene.steps, partial(edits.set_field, "steps"))
    with st.expander("Gradient noise and seeds", type="compact"):
        _number_only("Deviation", NOISE, scene.noise, partial(edits.set_field, "noise"))
        _number_only("Seeds", SEEDS, scene.seeds, partial(edits.set_field, "seeds"))
        _number_only("Seed", SEED, scene.seed, partial(edits.set_field, "seed"))


def racer_settings() -> None:
    """For each racer its learning rate, and its other settings behind one click."""
    scene = session.current()
    st.html(f"<style>{_dots(scene)}</style>")
    for (who, racer), title in zip(edits.named_racers(scene), racer_titles(scene), strict=True):
        key = f"{scene.surface}.{who[0]}.{who[1]}"
        with st.container(key=_row(who), gap="xxsmall"):
            _rate(key, who, racer, scene, title)
            _more_settings(key, who, racer, scene)


def _row(who: edits.Who) -> str:
    return f"racer-{who[0]}-{who[1]}"


def _dots(scene: Scene) -> str:
    """Style rules that put each racer's colour before its name; the colours follow the theme by themselves."""
    return "".join(
        # The first slider; those behind "Settings" are the racer's too.
        f".st-key-{_row(who)} .stSlider:not(.stExpander *) [data-testid=stWidgetLabel] p::before"
        f'{{content:"\\25CF\\00A0";color:light-dark({style.light},{style.dark})}}'
        for (who, _), style in zip(edits.named_racers(scene), line_styles(scene), strict=True)
    )


def _rate(key: str, who: edits.Who, racer: Racer, scene: Scene, title: str) -> None:
    """The learning rate, two factors of ten either way of the one that suits this surface."""
    called = OPTIMIZERS[racer.optimizer].lr_knob.label
    label = f"{title} rate" if called == "Learning rate" else f"{title}: {called[0].lower()}{called[1:]}"
    usual = default_racer(racer.optimizer, scene.ground).lr
    whole = replace(OPTIMIZERS[racer.optimizer].lr_knob, label=label)
    # As far one way as the other, so that the usual rate is a stop itself.
    reach = min(100.0, whole.high / usual, usual / whole.low)
    near = replace(whole, low=usual / reach, high=usual * reach)
    _knob(f"{key}.lr", whole, racer.lr, partial(edits.set_rate, who), shown=near)


def _more_settings(key: str, who: edits.Who, racer: Racer, scene: Scene) -> None:
    """Hyper-parameters and schedule, and what the optimizer is."""
    method = OPTIMIZERS[racer.optimizer]
    changed = _changed(racer, scene.ground)
    if changed:
        st.caption(changed)
    more = st.expander("Settings", type="compact", key=f"{key}.more", on_change="rerun")
    # Controls that nobody sees would still travel with every rerun.
    if not more.open:
        return
    with more:
        for name, value in racer.hyper:
            _knob(f"{key}.{name}", method.knobs[name], value, partial(edits.set_hyper, who, name))
        _schedule(key, who, racer)
        _card(method)


def _card(method: Optimizer) -> None:
    """What the optimizer is: its idea, its update, where it comes from."""
    card = method.card
    st.markdown("  \n".join(f"$\\displaystyle {part}$" for part in assignments(card.latex)))
    st.caption(f"{card.idea} {card.watch} {card.paper} ({card.year}). [More in the reference](reference#{method.name})")


def _changed(racer: Racer, ground: Surface) -> str:
    """What differs from the default, in words."""
    usual = dict(default_racer(racer.optimizer, ground).hyper)
    knobs = OPTIMIZERS[racer.optimizer].knobs
    changed = [f"{knobs[name].label} {spell_setting(value)}" for name, value in racer.hyper if value != usual[name]]
    if racer.schedule != "constant":
        changed.append(SCHEDULES[racer.schedule].title)
    return ", ".join(changed)


def _schedule(key: str, who: edits.Who, racer: Racer) -> None:
    """How the rate changes over the run, and the schedule's own parameters."""
    st.selectbox(
        "Rate over the run",
        list(SCHEDULES),
        format_func=lambda name: SCHEDULES[name].title,
        **session.bound(f"{key}.schedule", racer.schedule, partial(edits.set_schedule, who)),
    )
    knobs = SCHEDULES[racer.schedule].knobs
    for name, value in racer.schedule_params:
        change = partial(edits.set_schedule_param, who, name)
        _knob(f"{key}.{racer.schedule}.{name}", knobs[name], value, change)


def _knob(key: str, knob: Knob, value: Any, change: Change, shown: Knob | None = None) -> None:
    """One setting: a toggle, a menu, a text, or a slider beside a typed number. `shown` narrows the slider alone."""
    if knob.text:
        _text(key, knob, value, change)
        return
    if knob.options == (False, True):
        st.toggle(knob.label, help=knob.hint, **session.bound(key, value, change))
        return
    if knob.options:
        st.selectbox(knob.label, knob.options, help=knob.hint or None, **session.bound(key, value, change))
        return
    left, right = st.columns([3, 2], vertical_alignment="bottom", gap="small")
    with left:
        _slider(f"{key}.slider", shown or knob, value, change)
    with right:
        _typed_number(key, knob, value, change, label_visibility="collapsed")


def _typed_number(key: str, knob: Knob, value: float, change: Change, step: float = 0.0, **looks: Any) -> None:
    st.number_input(
        knob.label,
        min_value=float(knob.low),
        max_value=float(knob.high),
        step=step or (_round_step(value / 10) if knob.scale == "log" and not knob.whole else _step(knob)),
        format="%.6g",
        **looks,
        **session.bound(f"{key}.typed", float(value), change),
    )


def _text(key: str, knob: Knob, value: str, change: Change) -> None:
    """A formula, with what it means or what is wrong with it."""
    reader = knob.text
    assert isinstance(reader, Reader), "every text of a knob is a formula so far"
    formula_field(
        knob.label,
        value,
        variables=reader.variables,
        parameters=reader.parameters,
        hint=knob.hint,
        **session.bound_text(key, value, change),
    )


def _slider(key: str, knob: Knob, value: float, change: Change) -> None:
    if knob.scale == "log":
        stops = log_stops(knob.low, knob.high, knob.whole)
        nearest = min(stops, key=lambda stop: abs(math.log(stop / value))) if value > 0 else stops[0]
        st.select_slider(
            knob.label,
            stops,
            format_func="{:g}".format,
            help=knob.hint or None,
            **session.bound(key, nearest, change),
        )
    else:
        inside = min(max(float(value), knob.low), knob.high)
        st.slider(
            knob.label,
            float(knob.low),
            float(knob.high),
            step=_step(knob),
            format="%.4g",
            help=knob.hint or None,
            **session.bound(key, inside, change),
        )


def _step(knob: Knob) -> float:
    """A slider's step: a power of ten, about a thousandth of the range."""
    return 1.0 if knob.whole else _round_step((knob.high - knob.low) / 500)


def _round_step(most: float) -> float:
    """The largest power of ten up to this."""
    return 10.0 ** math.floor(math.log10(most))


@lru_cache(maxsize=256)
def log_stops(low: float, high: float, whole: bool = False) -> tuple[float, ...]:
    """Evenly spaced stops on a log scale from `low` to `high`, rounded to three digits; whole ones in octaves."""
    if whole:
        octaves = (m * 2**k for k in range(int(high).bit_length()) for m in (4, 5, 6, 7))
        stops = {*range(1, 4), *octaves}
        return tuple(sorted({float(low), float(high), *(float(stop) for stop in stops if low <= stop <= high)}))
    first, last = math.log10(low), math.log10(high)
    # An odd number of them, so that the middle is one.
    count = 2 * max(1, round((last - first) * PER_DECADE / 2)) + 1
    even = (10 ** (first + i * (last - first) / (count - 1)) for i in range(count))
    return tuple(dict.fromkeys(float(f"{stop:.3g}") for stop in even))


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
