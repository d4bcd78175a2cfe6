"""The page: surface and optimizers on top, the stage below, every other setting in the sidebar."""

from html import escape
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


def sidebar() -> None:
    """All settings beyond surface and optimizers."""
    with st.sidebar:
        st.markdown("#### Optimizers in Motion")
        controls.surface_settings()
        controls.race_settings()
        controls.racer_settings()
        st.button(
            "Reset to the surface's defaults", on_click=session.reset, icon=":material/restart_alt:", width="stretch"
        )
        st.caption("[Reference](reference): every optimizer, schedule and surface with its equation.")


def top_bar() -> None:
    """The two choices that everyone makes."""
    with st.container(key="top-bar", horizontal=True, vertical_alignment="bottom", gap="medium"):
        controls.choose_surface()
        controls.choose_optimizers()


def warn(problems: list[str]) -> None:
    """Say what was wrong. It may hold what a stranger put into a link, so it is text and nothing else.

    Streamlit's own box reads Markdown, where even an escaped address becomes a link.
    """
    lines = "".join(f"<p>{escape(problem)}</p>" for problem in problems)
    st.html(f'<div class="page-problems" role="alert">{lines}</div>')


def page() -> None:
    """Draw the page for the visitor's scene."""
    st.set_page_config(page_title="Optimizers in Motion", page_icon=str(FOLDER / "icon.png"), layout="wide")
    st.html(FOLDER / "page.css")
    session.open_scene()
    top_bar()
    # The slot is always there: an element more above it would be another stage to Streamlit, and the page go white.
    with st.container(key="formula"):
        controls.formula()
    with st.container(key="problems"):
        if st.session_state["problems"]:
            warn(st.session_state["problems"])
    scene: Scene = session.current()
    mount_stage(stage_blob(scene, st.session_state["echo"], st.session_state["visit"]), take_edit)
    sidebar()


page()
