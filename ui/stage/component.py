"""The stage's Python face: mounts the browser component and takes its edits."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from ui.stage.routes import ASSETS

KEY = "stage"

# Inline JavaScript travels with every rerun, so this only loads the modules that the app's own route serves.
_LOADER = f"""
const modules = import(new URL("stage/{ASSETS.version}/main.js", document.baseURI).href);
export default function (component) {{
  modules.then((stage) => stage.render(component), (fault) => {{
    component.parentElement.textContent = "The stage could not be loaded (" + fault.message + "). Reload the page.";
  }});
  return () => modules.then((stage) => stage.remove(component.parentElement));
}}
"""

# What is seen until the modules arrive: the map's card, empty. It holds the place so that nothing jumps.
_HTML = """
<div class="stage-host" style="min-height:min(70vh,640px)">
  <div class="stage-coming" role="status">The map is on its way.</div>
</div>
"""

_mount = st.components.v2.component("stage", html=_HTML, js=_LOADER, isolate_styles=False)


def mount_stage(blob: bytes, on_edit: Callable[[], None]) -> Any:
    """Show the scene in `blob`. `on_edit` is called when a start was added, moved or removed; see `last_edit`."""
    return _mount(key=KEY, data=blob, on_edit_change=on_edit)


def last_edit() -> Any:
    """What the stage sent with its last edit: {"starts": [[x, y], ...], "number": int}, as yet unchecked."""
    return st.session_state[KEY].edit
