"""The visitor's scene. It is the one source of truth: controls show it, and every change replaces it."""

import secrets
from collections.abc import Callable
from typing import Any

import streamlit as st

from simulation import Scene, read_scene
from simulation.scene import check_scene, without_unsuitable
from ui import edits

Change = Callable[[Scene, Any], Scene]


def open_scene() -> None:
    """At a visitor's first run, take the scene from the link; later the address only follows the scene."""
    if "scene" in st.session_state:
        return
    pairs = [(key, value) for key in st.query_params for value in st.query_params.get_all(key)]
    scene, problems = read_scene(pairs)
    visit = secrets.token_hex(8)
    memory = edits.remember(scene, {})
    st.session_state.update(scene=scene, problems=problems, memory=memory, echo=0, visit=visit, turns={}, drafts={})


def current() -> Scene:
    """The visitor's scene."""
    return st.session_state["scene"]


def memory() -> edits.Memory:
    """What this visitor's surfaces and racers were left at."""
    return st.session_state["memory"]


def reset() -> None:
    """Back to the surface's own settings, those of the resting optimizers too."""
    surface = current().surface
    st.session_state["memory"] = {name: scene for name, scene in memory().items() if name != surface}
    st.session_state["drafts"] = {}
    put(edits.reset_settings(current()))


def put(scene: Scene, problems: list[str] | None = None) -> str:
    """Make this the visitor's scene; one that cannot be run is refused with its sentence, also returned, else ""."""
    scene, unsuitable = without_unsuitable(scene)
    try:
        check_scene(scene)
    except (ValueError, KeyError) as fault:
        sentence = f"{str(fault)[0].upper()}{str(fault)[1:]}{'' if str(fault).endswith('?') else '.'}"
        st.session_state["problems"] = [sentence]
        return sentence
    st.session_state["problems"] = [*(problems or []), *unsuitable]
    st.session_state["memory"] = edits.remember(scene, memory())
    st.session_state["scene"] = scene
    return ""


def bound(key: str, value: Any, change: Change) -> dict[str, Any]:
    """The arguments that make a widget show `value` (the scene's) and, moved by hand, `change(scene, its value)`.

    A widget that shows another value is replaced by a new one instead of being told: what the browser sent before
    it heard of the new value would otherwise read as a hand that puts the old one back.
    """
    turns = st.session_state["turns"]
    name = _name(key, turns.get(key, 0))
    if name in st.session_state and st.session_state[name] != value:
        turns[key] = turns.get(key, 0) + 1
        name = _name(key, turns[key])
    if name not in st.session_state:
        st.session_state[name] = value
    return {"key": name, "on_change": _change, "args": (name, change)}


def _name(key: str, turn: int) -> str:
    return f"{key}~{turn}" if turn else key


def _change(name: str, change: Change) -> None:
    value = st.session_state[name]
    if value is not None:
        put(change(current(), value))


def bound_text(key: str, value: str, change: Change) -> tuple[dict[str, Any], str]:
    """`bound` for a typed text, and why the text that stands there was refused: it stays, so that it can be mended."""
    was, draft, fault = st.session_state["drafts"].get(key, (value, value, ""))
    if was != value:
        # Meanwhile the scene has another text, and the draft is of the past.
        draft, fault = value, ""
    arguments = bound(key, draft, change)
    return {**arguments, "on_change": _change_text, "args": (arguments["key"], key, value, change)}, fault


def _change_text(name: str, key: str, before: str, change: Change) -> None:
    draft = st.session_state[name]
    fault = put(change(current(), draft))
    if fault:
        st.session_state["drafts"][key] = (before, draft, fault)
    else:
        st.session_state["drafts"].pop(key, None)
