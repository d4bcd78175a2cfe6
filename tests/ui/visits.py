"""Visits to the page, without a browser: Streamlit's own AppTest runs the script as for one visitor."""

import re
from html import unescape
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from simulation import Scene, read_scene
from tests.ui.decoding import decode
from ui.stage import stage_blob

PAGE = Path(__file__).parents[2] / "ui" / "page.py"


def visit(link: str = "", theme: str = "light") -> AppTest:
    """The page, opened by this link (what follows the question mark, unescaped)."""
    at = AppTest.from_file(str(PAGE), default_timeout=120)
    at.context["theme"] = theme
    query: dict[str, list[str]] = {}
    for part in link.split("&") if link else []:
        key, _, value = part.partition("=")
        query.setdefault(key, []).append(value)
    for key, values in query.items():
        at.query_params[key] = values
    return calm(at.run())


def calm(at: AppTest) -> AppTest:
    """The page again; an exception on it fails the test."""
    assert not at.exception, at.exception
    return at


def sent(at: AppTest) -> bytes:
    """The bytes that the stage was given."""
    (stage,) = components(at, "stage")
    return bytes(stage.proto.bytes)


def components(at: AppTest, name: str) -> list[Any]:
    """The browser components of this name, in the order of the page."""
    return [one for one in at.get("bidi_component") if one.proto.component_name == name]


def shows(at: AppTest, wanted: Scene) -> bool:
    """Whether the stage was given exactly this scene, before any edit."""
    return sent(at) == stage_blob(wanted, 0, at.session_state["visit"])


def head(at: AppTest) -> dict[str, Any]:
    """The head of the stage's bytes."""
    return decode(sent(at))[0]


def scene(at: AppTest) -> Scene:
    """The scene that the stage shows, read from its own link."""
    parts = [part.split("=", 1) for part in head(at)["query"].split("&")]
    shown, problems = read_scene([(key, value) for key, value in parts])
    assert problems == []
    return shown


def warnings(at: AppTest) -> list[str]:
    """The warnings as they are read."""
    boxes = [box.proto.body for box in at.get("html") if 'role="alert"' in box.proto.body]
    return [unescape(line) for box in boxes for line in re.findall("<p>(.*?)</p>", box)]


def key(at: AppTest, name: str) -> str:
    """The key by which a control goes at present."""
    turn = at.session_state["turns"].get(name, 0)
    return f"{name}~{turn}" if turn else name


def pills(at: AppTest, group: str) -> Any:
    """A row of pills: "at-hand", or a family of the catalogue."""
    (row,) = [row for row in at.button_group if str(row.key).startswith(f"{group}-")]
    return row


def choose(at: AppTest, *optimizers: str) -> AppTest:
    """Race these, all of them at hand, and no other."""
    return calm(pills(at, "at-hand").set_value(list(optimizers)).run())


def open_catalogue(at: AppTest) -> AppTest:
    """Open the catalogue, as a click on its button does."""
    at.session_state["catalogue"] = True
    return calm(at.run())


def open_settings(at: AppTest, who: str) -> AppTest:
    """Open a racer's further settings, as a click on their heading does."""
    at.session_state[f"{who}.more"] = True
    return calm(at.run())
