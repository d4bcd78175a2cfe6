"""The page: surface and optimizers on top, the stage below, every other setting in the sidebar."""

import re
from pathlib import Path

import streamlit as st

from simulation import Scene
from ui import controls, edits, session
from ui.stage import mount_stage, stage_blob
from ui.stage.component import last_edit

FOLDER = Path(__file__).parent


def take_edit() -> None:
    """A start was added, moved or removed on the stage."""
    edit = last_edit()
    scene, problems = edits.place_starts(session.current(), edit)
    st.session_state["echo"] = max(st.session_state["echo"], edits.edit_number(edit))
    session.put(scene, problems)


def reset() -> None:
    """Back to the surface's own settings."""
    session.put(edits.reset_settings(session.current()))


def sidebar() -> None:
    """All settings beyond surface and optimizers."""
    with st.sidebar:
        st.markdown("#### Optimizers in Motion")
        controls.surface_settings()
        controls.race_settings()
        controls.racer_settings()
        st.button("Reset to the surface's defaults", on_click=reset, icon=":material/restart_alt:", width="stretch")


def top_bar() -> None:
    """The two choices that everyone makes."""
    with st.container(key="top-bar", horizontal=True, vertical_alignment="bottom", gap="medium"):
        controls.choose_surface()
        controls.choose_optimizers()


def plain(text: str) -> str:
    """The text with every sign escaped that Markdown might read: it may hold what a stranger put into a link."""
    return re.sub(r"([^\w\s])", r"\\\1", text)


def page() -> None:
    """Draw the page for the visitor's scene."""
    st.set_page_config(page_title="Optimizers in Motion", page_icon=str(FOLDER / "icon.png"), layout="wide")
    st.html(FOLDER / "page.css")
    session.open_scene()
    top_bar()
    if st.session_state["problems"]:
        # Two spaces before the line's end: a line of its own in one box, not a box for each.
        st.warning("  \n".join(plain(problem) for problem in st.session_state["problems"]))
    scene: Scene = session.current()
    mount_stage(stage_blob(scene, st.session_state["echo"], st.session_state["visit"]), take_edit)
    sidebar()


page()
