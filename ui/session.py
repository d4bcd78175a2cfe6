"""The visitor's scene. It is the one source of truth: controls show it, and every change replaces it."""

import secrets
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import chain, count
from typing import Any

import streamlit as st

from simulation import Scene, read_scene
from simulation.scene import check_scene, without_unsuitable
from tables import TABLES, Table, keep
from ui import edits
from ui.formula_field.component import Typed

Change = Callable[[Scene, Any], Scene]

MOST_UPLOADS = 8
# Replacements of a widget that a browser may be behind.
MOST_LATE = 3


def open_scene() -> None:
    """At a visitor's first run, take the scene from the link; later the address only follows the scene."""
    if "scene" in st.session_state:
        mend()
        return
    pairs = [(key, value) for key in st.query_params for value in st.query_params.get_all(key)]
    scene, problems = read_scene(pairs)
    nothing = {"uploads": {}, "upload_fault": "", "turns": {}, "replaced": {}}
    started = {"memory": edits.remember(scene, {}), "echo": 0, "visit": secrets.token_hex(8)}
    st.session_state.update(scene=scene, problems=problems, drafts=Drafts(), **started, **nothing)


def current() -> Scene:
    """The visitor's scene. The visitor's tables are at hand with it: those of others may have pushed them out."""
    for table in uploads().values():
        keep(table)
    return st.session_state["scene"]


def mend() -> bool:
    """Where the scene's data are gone, put the surface as it first appears in its place; whether that was so."""
    scene = current()
    if not edits.lost_data(scene):
        return False
    put(edits.choose_surface(memory(), scene, scene.surface))
    return True


def fall_back() -> bool:
    """The scene cannot be drawn: put its surface as it first appears; False where even that is what fails."""
    scene = current()
    fresh = edits.choose_surface({}, scene, scene.surface)
    if fresh == scene:
        return False
    st.session_state["memory"] = {name: other for name, other in memory().items() if name != scene.surface}
    return not put(fresh, ["This scene could not be drawn, so its surface is shown as it first appears."])


def memory() -> edits.Memory:
    """What this visitor's surfaces and racers were left at."""
    return st.session_state["memory"]


def uploads() -> dict[str, Table]:
    """The visitor's own tables, the oldest first, each as long as the visit lasts or until too many came after it."""
    return st.session_state["uploads"]


def add_upload(table: Table) -> str:
    """Take a table into the visit; the title of the one that made room for it, else ""."""
    own = uploads()
    own.pop(table.name, None)
    taken = {other.title for other in (*TABLES.values(), *own.values())}
    # A menu tells its entries apart by their titles, and a mended file comes under its old name.
    titles = chain([table.title], (f"{table.title} ({number})" for number in count(2)))
    own[table.name] = replace(table, title=next(title for title in titles if title not in taken))
    if len(own) <= MOST_UPLOADS:
        return ""
    in_use = (dict(current().surface_params).get("data"), table.name)
    return own.pop(next(name for name in own if name not in in_use)).title


def reset() -> None:
    """Back to the surface's own settings, those of the resting optimizers too."""
    if mend():
        return
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
    # What the visitor comes back to may have been made from data that are gone.
    gone = edits.lost_data(memory().get(scene.surface, scene))
    st.session_state["problems"] = [*(problems or []), *([as_sentence(gone)] if gone else []), *unsuitable]
    st.session_state["memory"] = edits.remember(scene, memory())
    st.session_state["scene"] = scene
    return ""


def change_scene(change: Change, value: Any) -> str:
    """Put the changed scene; a value that makes none is refused as by `put`."""
    if mend():
        return ""
    try:
        changed = change(current(), value)
    except (ValueError, KeyError) as fault:
        return _refuse(fault)
    return put(changed)


def _refuse(fault: Exception) -> str:
    sentence = as_sentence(str(fault) or "this cannot be run; choose something else")
    st.session_state["problems"] = [sentence]
    return sentence


def as_sentence(message: str) -> str:
    """A fault's message with its capital and its full stop."""
    return f"{message[0].upper()}{message[1:]}{'' if message.endswith('?') else '.'}"


def bound(key: str, value: Any, change: Change) -> dict[str, Any]:
    """The arguments that make a widget show `value` (the scene's) and, moved by hand, `change(scene, its value)`.

    A widget that shows another value is replaced by a new one instead of being told: what the browser sent before
    it heard of the new value would otherwise read as a hand that puts the old one back.
    """
    turns = st.session_state["turns"]
    turn = turns.get(key, 0)
    name = _name(key, turn)
    if name in st.session_state and st.session_state[name] != value:
        replaced = st.session_state["replaced"]
        replaced[name] = st.session_state[name]
        replaced.pop(_name(key, turn - MOST_LATE), None)
        turns[key] = turn + 1
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
