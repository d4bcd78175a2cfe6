"""The visitor's scene. It is the one source of truth: controls show it, and every change replaces it."""

import secrets
from collections.abc import Callable
from typing import Any

import streamlit as st

from simulation import Scene, read_scene
from simulation.scene import check_scene

Change = Callable[[Scene, Any], Scene]


def open_scene() -> None:
    """At a visitor's first run, take the scene from the link; later the address only follows the scene."""
    if "scene" in st.session_state:
        return
    pairs = [(key, value) for key in st.query_params for value in st.query_params.get_all(key)]
    scene, problems = read_scene(pairs)
    visit = secrets.token_hex(8)
    st.session_state.update(scene=scene, problems=problems, remembered={scene.surface: scene}, echo=0, visit=visit)


def current() -> Scene:
    """The visitor's scene."""
    return st.session_state["scene"]


def put(scene: Scene, problems: list[str] | None = None) -> None:
    """Make this the visitor's scene; a scene that cannot be run is refused with its sentence and nothing is lost."""
    try:
        check_scene(scene)
    except (ValueError, KeyError) as fault:
        st.session_state["problems"] = [f"{str(fault)[0].upper()}{str(fault)[1:]}."]
        return
    st.session_state["problems"] = problems or []
    st.session_state["remembered"][scene.surface] = scene
    st.session_state["scene"] = scene


def show(key: str, value: Any) -> str:
    """Make the widget with this key show `value` (the scene's), and return the key.

    Only a differing value is written: writing an equal one would move a slider back under a hand that moves on.
    """
    if st.session_state.get(key) != value:
        st.session_state[key] = value
    return key


def on_change(key: str, change: Change) -> None:
    """Callback of the widget with this key: apply `change(scene, value of the widget)`."""
    value = st.session_state[key]
    if value is not None:
        put(change(current(), value))
