"""The data of a surface: a table of the house, or the visitor's own CSV file."""

from functools import partial
from html import escape
from typing import Any

import streamlit as st

from tables import TABLES, TableError, find, read_csv
from tables.read_csv import MOST_BYTES, MOST_ROWS
from ui import session
from ui.session import Change


def choose_data(key: str, value: str, change: Change) -> None:
    """The menu of tables that fit the surface, and under it the upload."""
    knob = session.current().ground.knobs["data"]
    known = dict.fromkeys((*TABLES, *session.uploads(), value))
    titles = {name: _title(name) for name in known if knob.takes(name)}
    table = find(value)
    st.selectbox(
        knob.label,
        list(titles),
        format_func=lambda name: titles.get(name, name),
        help=knob.hint + (f" {table.source}" if table else ""),
        **session.bound(key, value, change),
    )
    with st.expander("Your own data", type="compact"):
        _upload(f"{key}.file", change)


def _title(name: str) -> str:
    """A visitor's own file by the name that the visitor gave it, which nobody else is shown."""
    table = session.uploads().get(name) or find(name)
    return name if table is None else table.title


def _upload(key: str, change: Change) -> None:
    st.caption(
        f"Columns of numbers, their names in the first line; at most {MOST_BYTES // 1024} KB and {MOST_ROWS:,} rows."
    )
    st.file_uploader(
        "A CSV file",
        type=["csv", "tsv", "txt"],
        # MB. What is larger than a table may be is told by our own sentence, unless it is far too large to travel.
        max_upload_size=20,
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
        st.session_state["upload_fault"] = session.as_sentence(str(fault))
        # The file before this one is nobody's concern any more.
        st.session_state["problems"] = []
        return
    gone = session.add_upload(table)
    if gone:
        st.session_state["upload_fault"] = (
            f"At most {session.MOST_UPLOADS} files are kept for you; `{gone}` made room for this one."
        )
    session.change_scene(change, table.name)
