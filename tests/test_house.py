"""The house keeps its shape: who may import whom, what may not be used anywhere, and what the page may fetch."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
# What each room may import, besides itself and libraries.
GROUND = {"catalogue", "formulas"}
THINGS = GROUND | {"tables", "optimizers", "schedules", "surfaces"}
MAY_IMPORT: dict[str, set[str]] = {
    "catalogue": set(),
    "formulas": set(),
    "tables": set(),
    "optimizers": {"catalogue"},
    "schedules": GROUND,
    "surfaces": GROUND | {"tables"},
    "simulation": THINGS,
    "figures": THINGS | {"simulation"},
    "export": THINGS | {"simulation", "figures"},
    "ui": THINGS | {"simulation", "figures", "export"},
    "app": THINGS | {"simulation", "figures", "export", "ui"},
}
# Libraries that only some rooms may import.
ONLY_IN = {
    "plotly": {"figures", "export"},
    "matplotlib": {"figures", "export"},
    "streamlit": {"ui", "app"},
    "starlette": {"ui", "app"},
    "uvicorn": {"ui", "app"},
    "optax": {"optimizers"},
}
BESIDES = {"tests", "benchmarks"}
IN_TESTS_ONLY = {"pytest", "hypothesis", "playwright", "sympy", "tests", "benchmarks"}


def tracked(*suffixes: str) -> list[Path]:
    """The files that belong to the project, also those not yet committed; without git, all that are not hidden."""
    if (ROOT / ".git").exists():
        command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
        files = [ROOT / name for name in listed.split("\0") if name]
    else:
        files = [file for file in ROOT.rglob("*") if not re.search(r"(^|/)(\.|__)", file.relative_to(ROOT).as_posix())]
    return [file for file in files if file.is_file() and (not suffixes or file.suffix in suffixes)]


def room(file: Path) -> str:
    """The folder at the top, or the module's name for a file that stands there itself."""
    return file.relative_to(ROOT).parts[0].removesuffix(".py")


SOURCES = [file for file in tracked(".py") if room(file) not in BESIDES]
SCRIPTS = [file for file in tracked(".js", ".css", ".html") if room(file) not in BESIDES]


def name_of(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


EVERY_SOURCE = pytest.mark.parametrize("file", SOURCES, ids=name_of)
EVERY_SCRIPT = pytest.mark.parametrize("file", SCRIPTS, ids=name_of)


def imports(text: str) -> Iterator[str]:
    """The first part of every module that is imported, wherever in the file."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports say where they import from"
            yield (node.module or "").split(".")[0]


def wrong_imports(where: str, text: str) -> set[str]:
    """What a file of this room imports and may not."""
    rooms = {name for name in imports(text) if name in MAY_IMPORT and name not in MAY_IMPORT[where] | {where}}
    libraries = {name for name in imports(text) if where not in ONLY_IN.get(name, {where})}
    return rooms | libraries | (set(imports(text)) & IN_TESTS_ONLY)


def test_every_folder_with_code_is_a_room_of_the_plan():
    assert {room(file) for file in SOURCES} <= set(MAY_IMPORT)
    assert {"catalogue", "optimizers", "schedules", "surfaces", "simulation", "figures", "ui", "app"} <= {
        room(file) for file in SOURCES
    }


@EVERY_SOURCE
def test_a_room_imports_only_what_stands_before_it(file):
    assert wrong_imports(room(file), file.read_text("utf-8")) == set()


@pytest.mark.parametrize(
    ("where", "line"),
    [
        ("optimizers", "import surfaces"),
        ("surfaces", "from optimizers.base import Optimizer"),
        ("catalogue", "import optimizers"),
        ("formulas", "from catalogue import Knob"),
        ("tables", "from catalogue import Registry"),
        ("schedules", "from tables import TABLES"),
        ("simulation", "from figures import levels"),
        ("figures", "import streamlit as st"),
        ("simulation", "import plotly.graph_objects"),
        ("ui", "def later():\n    import plotly"),
        ("export", "from ui import edits"),
        ("surfaces", "import sympy"),
        ("ui", "from tests.scenes import scenes"),
    ],
)
def test_a_wrong_import_would_be_found(where, line):
    assert wrong_imports(where, line) != set()


@pytest.mark.parametrize(
    ("where", "line"),
    [
        ("ui", "import streamlit"),
        ("figures", "import plotly"),
        ("app", "from ui import page"),
        ("surfaces", "import jax"),
    ],
)
def test_a_right_import_is_left_alone(where, line):
    assert wrong_imports(where, line) == set()


def evaluates_text(text: str) -> list[str]:
    """Calls that would run or read a text as code."""
    calls = [node.func for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
    plain = {call.id for call in calls if isinstance(call, ast.Name)} & {"eval", "exec", "compile", "__import__"}
    dotted = {getattr(call, "attr", getattr(call, "id", "")) for call in calls}
    return sorted(plain | (dotted & {"sympify", "parse_expr", "literal_eval", "lambdify"}))


@EVERY_SOURCE
def test_no_text_is_ever_run_as_code(file):
    assert evaluates_text(file.read_text("utf-8")) == []


@EVERY_SOURCE
def test_pythons_parser_is_asked_in_one_place(file):
    """It makes a tree and runs nothing; that it sees no word of a user's is held in tests/formulas."""
    assert "ast" not in set(imports(file.read_text("utf-8"))) or name_of(file) == "formulas/tree.py"


@pytest.mark.parametrize("line", ["eval('1')", "exec(text)", "sympy.sympify(text)", "f = compile(a, b, c)"])
def test_running_a_text_would_be_found(line):
    assert evaluates_text(line) != []


@EVERY_SOURCE
def test_every_module_begins_with_what_it_is(file):
    text = ast.get_docstring(ast.parse(file.read_text("utf-8")))
    assert text
    assert text.splitlines()[0].endswith((".", "!", "?", ")", ":"))


# Spelt in pieces, so that this file does not contain them itself.
FOLDERS = ["/" + name + "/" for name in ("home", "Users", "root", "work")]
ONE_MACHINE = re.compile("|".join([*FOLDERS, r"[A-Z]:\\{1,2}Users"]))


def is_text(file: Path) -> bool:
    return b"\0" not in file.read_bytes()[:4096]


def test_no_file_contains_a_path_of_one_machine():
    found = [name_of(file) for file in tracked() if is_text(file) and ONE_MACHINE.search(file.read_text("utf-8"))]
    assert found == []


def test_a_path_of_one_machine_would_be_found():
    for path in ("/" + "home/ada/project", "/" + "Users/ada", "C:\\" + "Users\\ada"):
        assert ONE_MACHINE.search(f"see {path} for more")


# Names of XML vocabularies look like addresses and are never fetched.
VOCABULARY = re.compile(r"""["']http://www\.w3\.org/[\w/.]+["']""")
ELSEWHERE = re.compile(r"""(?:https?:|wss?:|["'(`])//[\w.-]""")


def without_comments(text: str) -> str:
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return re.sub(r"(?m)(^|\s)//.*$", "", text)


def addresses(text: str) -> list[str]:
    """Whatever in a script or style sheet points to another host."""
    return ELSEWHERE.findall(VOCABULARY.sub("", without_comments(text)))


@EVERY_SCRIPT
def test_no_script_and_no_style_sheet_asks_another_host(file):
    assert addresses(file.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "line",
    [
        'fetch("https://a.example/x")',
        'import "https://a.example/x.js"',
        "img.src = '//a.example/x.png'",
        "@import url(http://a.example/x.css)",
        "new WebSocket(`wss://a.example`)",
        "background: url(//a.example/x.png)",
    ],
)
def test_asking_another_host_would_be_found(line):
    assert addresses(line) != []


@pytest.mark.parametrize(
    "line", ['const SVG = "http://www.w3.org/2000/svg";', "// see https://a.example", 'fetch("stage/a")']
)
def test_a_name_a_comment_and_an_own_address_are_left_alone(line):
    assert addresses(line) == []


@EVERY_SOURCE
def test_no_python_of_the_page_opens_an_address(file):
    wanted = {"requests", "urllib", "httpx", "httpx2", "aiohttp"}
    assert not wanted & set(imports(file.read_text("utf-8")))


def test_the_rooms_load_without_the_page():
    """A notebook that simulates loads neither Streamlit nor Plotly, nor Optax before it asks for it."""
    unwanted = {"streamlit", "plotly", "matplotlib", "optax"}
    code = f"import simulation, figures, sys; print(*({unwanted} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.split() == []
