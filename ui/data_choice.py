"""The data of a surface: a table of the house, or the visitor's own CSV file."""

from functools import partial
from html import escape
from typing import Any

import streamlit as st

from catalogue import Knob
from tables import TABLES, TableError, find, keep, read_csv
from tables.read_csv import MOST_BYTES
from ui import session
from ui.session import Change


def choose_data(key: str, value: str, change: Change) -> None:
    """The menu of tables that fit the surface, and under it the upload."""
    knob = session.current().ground.knobs["data"]
    known = dict.fromkeys((*TABLES, *session.uploads(), value))
    table = find(value)
    st.selectbox(
        knob.label,
        [name for name in known if _fits(knob, name)],
        format_func=_title,
        help=knob.hint + (f" {table.source}" if table else ""),
        **session.bound(key, value, change),
    )
    with st.expander("Your own data", type="compact"):
        _upload(f"{key}.file", change)


def _fits(knob: Knob, name: str) -> bool:
    try:
        knob.check("data", name)
    except ValueError:
        return False
    return True


def _title(name: str) -> str:
    table = find(name)
    return name if table is None else table.title


def _upload(key: str, change: Change) -> None:
    st.file_uploader(
        f"A CSV file: columns of numbers, their names in the first line, at most {MOST_BYTES // 1024} KB",
        type=["csv", "tsv", "txt"],
        max_upload_size=1,
        key=key,
        on_change=partial(_take, key, change),
    )
    fault = st.session_state["upload_fault"]
    if fault:
        # It quotes the file, so it is text and nothing else.
        st.html(f'<p class="field-problem" role="alert">{escape(fault)}</p>')


def _take(key: str, change: Change) -> None:
    """A file was chosen, or taken away again; then the data stay as they are."""
    file: Any = st.session_state[key]
    st.session_state["upload_fault"] = ""
    if file is None:
        return
    try:
        table = read_csv(file.getvalue(), file.name)
    except TableError as fault:
        st.session_state["upload_fault"] = f"{str(fault)[0].upper()}{str(fault)[1:]}."
        return
    keep(table)
    session.uploads()[table.name] = table
    session.change_scene(change, table.name)
