"""Many starts at once: a pattern, its settings, and the buttons that place it and take it away."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from simulation import Scene
from simulation.patterns import COUNT, PATTERNS
from simulation.scene import MAX_PATHS, most_starts
from ui import edits, session
from ui.edits import Placing
from ui.knob_controls import knob_control

# What the visitor has set, whether or not it is placed. It is no part of the scene: that has the starts themselves.
CHOSEN = "pattern"


def many_starts() -> None:
    """The pattern and its settings; while it is placed, each change places it anew."""
    more = st.expander("Many starts", type="compact", key="many-starts", on_change="rerun")
    # Controls that nobody sees would still travel with every rerun.
    if not more.open:
        return
    scene = session.current()
    placing = _chosen()
    with more:
        _menu(placing)
        most = most_starts(len(scene.racers), scene.steps, scene.seeds)
        if most < 1:
            st.caption("No start fits with so many racers, steps and seeds. Lower one of them.")
            return
        _settings(placing, most)
        _buttons(placing)
        if most < MAX_PATHS:
            st.caption(_room(scene, most))


def _menu(placing: Placing) -> None:
    def change(scene: Scene, pattern: str) -> Scene:
        return _change(scene, lambda _: Placing.usual(pattern))

    st.segmented_control(
        "Pattern",
        list(PATTERNS),
        format_func=lambda name: PATTERNS[name].title,
        required=True,
        width="stretch",
        label_visibility="collapsed",
        **session.bound("pattern-menu", placing.pattern, change),
    )


def _settings(placing: Placing, most: int) -> None:
    pattern = PATTERNS[placing.pattern]
    # The slider ends where the scene is full.
    count = replace(COUNT, high=most)
    knob_control("pattern.count", count, min(placing.count, most), partial(_set, "count"))
    for name, value in placing.settings:
        knob_control(f"pattern.{pattern.name}.{name}", pattern.knobs[name], value, partial(_set, name))


def _buttons(placing: Placing) -> None:
    place, clear = st.columns(2, gap="small")
    with place:
        st.button(
            "Place",
            key="place-pattern",
            type="primary",
            width="stretch",
            on_click=_put,
            args=(edits.place_pattern, placing),
        )
    with clear:
        st.button(
            "One start",
            key="one-start",
            help="Take them away but for one.",
            width="stretch",
            on_click=_put,
            args=(lambda scene, _: edits.one_start(scene), None),
        )


def _put(change: session.Change, value: Any) -> None:
    session.change_scene(change, value)


def _room(scene: Scene, most: int) -> str:
    """How many starts fit, and why."""
    count = len(scene.racers)
    parts = [f"{count} racer{'' if count == 1 else 's'}", f"{scene.steps:,} steps"]
    if scene.seeds > 1:
        parts.insert(1, f"{scene.seeds} seeds")
    fit = "one start fits" if most == 1 else f"up to {most:,} starts fit"
    return f"With {', '.join(parts[:-1])} and {parts[-1]}, {fit}."


def _chosen() -> Placing:
    return st.session_state.setdefault(CHOSEN, Placing.usual(next(iter(PATTERNS))))


def _set(name: str, scene: Scene, value: Any) -> Scene:
    """The scene after one setting of the pattern was moved."""

    def moved(placing: Placing) -> Placing:
        if name == "count":
            return replace(placing, count=int(value))
        return replace(placing, settings=edits.put(placing.settings, name, value))

    return _change(scene, moved)


def _change(scene: Scene, change: Callable[[Placing], Placing]) -> Scene:
    """Choose another pattern; it takes the place of the one before if that is what the scene starts from."""
    before = _chosen()
    st.session_state[CHOSEN] = change(before)
    placed = scene.starts == edits.placed_starts(scene, before)
    return edits.place_pattern(scene, st.session_state[CHOSEN]) if placed else scene
