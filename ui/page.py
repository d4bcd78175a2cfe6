"""The page: surface and optimizers on top, the stage below, every other setting in the sidebar."""

import logging
from html import escape
from pathlib import Path

import streamlit as st

from simulation import Scene
from ui import controls, edits, session
from ui.many_starts import many_starts
from ui.racer_controls import racer_settings
from ui.stage import mount_stage, stage_blob
from ui.stage.component import last_edit

_log = logging.getLogger(__name__)

FOLDER = Path(__file__).parent


def take_edit() -> None:
    """A start was added, moved or removed on the stage."""
    edit = last_edit()
    st.session_state["echo"] = max(st.session_state["echo"], edits.edit_number(edit))
    if not session.mend():
        session.put(*edits.place_starts(session.current(), edit))


def sidebar() -> None:
    """All settings beyond surface and optimizers."""
    with st.sidebar:
        st.markdown("#### Optimizers in Motion")
        controls.surface_settings()
        controls.race_settings()
        many_starts()
        racer_settings()
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
    mount_stage(_blob(session.current()), take_edit)
    sidebar()


def _blob(scene: Scene) -> bytes:
    """What the stage draws. Whatever goes wrong with it, the visitor keeps a page, and the log has the fault."""
    try:
        return stage_blob(scene, st.session_state["echo"], st.session_state["visit"])
    except Exception:
        if not session.fall_back():
            raise
        _log.exception("A scene could not be drawn: %r", scene)
    st.rerun()


page()
