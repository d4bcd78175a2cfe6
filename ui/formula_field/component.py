"""The formula field's Python face: mounts the browser component and takes what was typed."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NamedTuple

import streamlit as st

from ui.formula_field.routes import ASSETS
from ui.formula_field.verdict import judge

# Inline JavaScript travels with every rerun, so this only loads the module that the app's own route serves.
_LOADER = f"""
const modules = import(new URL("formula/{ASSETS.version}/field.js", document.baseURI).href);
export default function (component) {{
  modules.then((field) => field.render(component), (fault) => {{
    component.parentElement.textContent = "The field could not be loaded (" + fault.message + "). Reload the page.";
  }});
  return () => modules.then((field) => field.remove(component.parentElement));
}}
"""

# What is seen until the module arrives; it holds the place so that nothing jumps.
_HTML = '<div class="formula-host" style="min-height:6.25rem"></div>'
# No more than this of a refused text goes back to the field.
MOST_REFUSED = 1000

_mount = st.components.v2.component("formula_field", html=_HTML, js=_LOADER, isolate_styles=False)


class Typed(NamedTuple):
    """What was last typed into a field: its number, itself, and why it was refused, "" if it was not."""

    number: int = 0
    text: str = ""
    fault: str = ""


def formula_field(
    label: str,
    text: str,
    *,
    variables: tuple[str, ...],
    parameters: bool,
    key: str,
    on_change: Callable[[Typed], None],
    hint: str = "",
    last: Typed | None = None,
    since: str = "",
) -> None:
    """A field that shows `text`, a formula in these names; `on_change` is given each other one that was typed.

    The field checks what is typed and hands over formulas only, but a browser may send anything: check again. What
    is refused comes back as `last`, with its fault. With another `since` the field forgets what was typed before.
    """
    last = last or Typed()
    data = {
        "key": key,
        "since": since,
        "label": label,
        "hint": hint,
        "text": text,
        "mathml": judge(text, variables, parameters).mathml,
        "heard": last.number,
        "refused": last.text[:MOST_REFUSED] if last.fault else None,
        "fault": last.fault,
        "variables": list(variables),
        "parameters": parameters,
    }
    _mount(key=key, data=data, on_typed_change=partial(_take, key, last.number, on_change))


def _take(key: str, heard: int, on_change: Callable[[Typed], None]) -> None:
    typed = read_typed(st.session_state[key].typed)
    if typed and typed.number > heard:
        on_change(typed)


def read_typed(sent: Any) -> Typed | None:
    """What a field sent, {"text": str, "number": int}; None if it is anything else."""
    if not isinstance(sent, Mapping):
        return None
    text, number = sent.get("text"), sent.get("number")
    if not isinstance(text, str) or not isinstance(number, int) or not 0 < number < 2**53:
        return None
    return Typed(number, text)
