"""The visitor's scene. It is the one source of truth: controls show it, and every change replaces it."""

import secrets
from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from simulation import Scene, read_scene
from simulation.scene import check_scene, without_unsuitable
from tables import Table, keep
from ui import edits
from ui.formula_field.component import Typed

Change = Callable[[Scene, Any], Scene]


def open_scene() -> None:
    """At a visitor's first run, take the scene from the link; later the address only follows the scene."""
    if "scene" in st.session_state:
        return
    pairs = [(key, value) for key in st.query_params for value in st.query_params.get_all(key)]
    scene, problems = read_scene(pairs)
    nothing = {"uploads": {}, "upload_fault": "", "turns": {}, "replaced": {}}
    started = {"memory": edits.remember(scene, {}), "echo": 0, "visit": secrets.token_hex(8)}
    st.session_state.update(scene=scene, problems=problems, drafts=Drafts(), **started, **nothing)


def current() -> Scene:
    """The visitor's scene."""
    return st.session_state["scene"]


def memory() -> edits.Memory:
    """What this visitor's surfaces and racers were left at."""
    return st.session_state["memory"]


def uploads() -> dict[str, Table]:
    """The visitor's own tables, kept in the process as long as the visit lasts."""
    own: dict[str, Table] = st.session_state["uploads"]
    for table in own.values():
        keep(table)
    return own


def reset() -> None:
    """Back to the surface's own settings, those of the resting optimizers too."""
    surface = current().surface
    st.session_state["memory"] = {name: scene for name, scene in memory().items() if name != surface}
    st.session_state["drafts"] = Drafts()
    put(edits.reset_settings(current()))


def put(scene: Scene, problems: list[str] | None = None) -> str:
    """Make this the visitor's scene; one that cannot be run is refused with its sentence, also returned, else ""."""
    try:
        scene, unsuitable = without_unsuitable(scene)
        check_scene(scene)
    except (ValueError, KeyError) as fault:
        return _refuse(fault)
    st.session_state["problems"] = [*(problems or []), *unsuitable]
    st.session_state["memory"] = edits.remember(scene, memory())
    st.session_state["scene"] = scene
    return ""


def change_scene(change: Change, value: Any) -> str:
    """Put the changed scene; a value that makes none is refused as by `put`."""
    try:
        changed = change(current(), value)
    except (ValueError, KeyError) as fault:
        return _refuse(fault)
    return put(changed)


def _refuse(fault: Exception) -> str:
    sentence = f"{str(fault)[0].upper()}{str(fault)[1:]}{'' if str(fault).endswith('?') else '.'}"
    st.session_state["problems"] = [sentence]
    return sentence


def bound(key: str, value: Any, change: Change) -> dict[str, Any]:
    """The arguments that make a widget show `value` (the scene's) and, moved by hand, `change(scene, its value)`.

    A widget that shows another value is replaced by a new one instead of being told: what the browser sent before
    it heard of the new value would otherwise read as a hand that puts the old one back.
    """
    turns = st.session_state["turns"]
    name = _name(key, turns.get(key, 0))
    if name in st.session_state and st.session_state[name] != value:
        st.session_state["replaced"][name] = st.session_state[name]
        turns[key] = turns.get(key, 0) + 1
        name = _name(key, turns[key])
    if name not in st.session_state:
        st.session_state[name] = value
    return {"key": name, "on_change": _change, "args": (name, change)}


def _name(key: str, turn: int) -> str:
    return f"{key}~{turn}" if turn else key


def _change(name: str, change: Change) -> None:
    value = st.session_state[name]
    # A browser that has not heard yet of a widget's replacement sends what the old one shows. That is no hand's doing.
    replaced = st.session_state["replaced"]
    if value is not None and (name not in replaced or replaced[name] != value):
        change_scene(change, value)


class Drafts:
    """What was last typed into each formula field, and the scene's text at that time; a reset begins anew."""

    def __init__(self) -> None:
        self.since = secrets.token_hex(8)
        self.typed: dict[str, tuple[str, Typed]] = {}


def bound_text(key: str, value: str, change: Change) -> dict[str, Any]:
    """`bound` for a formula field. A text that is refused stays there with its sentence, so that it can be mended."""
    drafts: Drafts = st.session_state["drafts"]
    was, last = drafts.typed.get(key, (value, Typed()))
    if was != value:
        # Meanwhile the scene has another text, and the draft is of the past.
        last = last._replace(fault="")
    on_change = partial(_change_text, drafts, key, value, change)
    return {"key": key, "last": last, "since": drafts.since, "on_change": on_change}


def _change_text(drafts: Drafts, key: str, before: str, change: Change, typed: Typed) -> None:
    # What was typed before a reset and arrives after it is of the past.
    if drafts is st.session_state["drafts"]:
        fault = change_scene(change, typed.text)
        if fault:
            # The field says it, and twice is too often.
            st.session_state["problems"] = []
        drafts.typed[key] = (before, typed._replace(fault=fault))
