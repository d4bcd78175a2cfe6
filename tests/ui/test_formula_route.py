"""What the formula field asks for while one types: a verdict on anything, its script and its style."""

import gzip
import json
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.testclient import TestClient

from formulas import FUNCTIONS, parse
from formulas.formula import LONGEST
from ui.formula_field import FORMULA_ROUTES
from ui.formula_field.component import Typed, read_typed
from ui.formula_field.routes import ASSETS, MOST_BODY
from ui.formula_field.verdict import judge

CLIENT = TestClient(Starlette(routes=FORMULA_ROUTES))
NAMES = ("x", "y")


def asked(text, variables=NAMES, parameters=True):
    reply = CLIENT.post("/formula", json={"text": text, "variables": list(variables), "parameters": parameters})
    assert reply.status_code == 200
    assert reply.headers["cache-control"] == "no-store"
    return reply.json()


def said(mathml):
    """The letters of the MathML, which must be sound."""
    return "".join(ET.fromstring(mathml).itertext())


def test_a_formula_comes_back_as_mathml():
    verdict = asked("x^2/(1 + y)")
    assert {**verdict, "mathml": ""} == {"mathml": "", "fault": "", "position": 0, "length": 0}
    assert verdict["mathml"].startswith("<math ")
    assert said(verdict["mathml"]) == "x21+y"


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_becomes_sound_mathml(name):
    values = {"where": "x < 1, x, y"}.get(name, ", ".join(["x"] * FUNCTIONS[name].least))
    assert "x" in said(asked(f"{name}({values})")["mathml"])


@pytest.mark.parametrize(
    ("text", "fault", "marked"),
    [
        ("0.5 + cos(foo*x)", "Unknown name `foo` at column 11; did you mean `floor`?", "foo"),
        ("x^", "The formula ends at column 2, where a value should follow `^`.", "^"),
        ("(x + 1", "`(` at column 1 is never closed.", "("),
        ("x + 1)", "`)` at column 6 closes nothing.", ")"),
        ("x ** ** 2", "A value is missing before `^` at column 6.", "**"),
        ("x = 2", "`=` at column 3 is no part of a formula; write only what stands on its right.", "="),
        ("1e999 + x", "The number at column 1 is too large.", "1e999"),
        ("\U0001d465 + x", "`\U0001d465` at column 1 is no part of a formula.", "\U0001d465"),
        ("", "The formula is empty.", ""),
        ("   ", "The formula is empty.", ""),
    ],
)
def test_a_fault_comes_with_the_letters_that_it_is_about(text, fault, marked):
    verdict = asked(text)
    assert (verdict["mathml"], verdict["fault"]) == ("", fault)
    assert text[verdict["position"] :][: verdict["length"]] == marked


def test_all_that_is_too_much_is_marked():
    verdict = asked("1+" * LONGEST)
    assert verdict["fault"] == f"The formula is too long: at most {LONGEST} characters."
    assert (verdict["position"], verdict["length"]) == (LONGEST, LONGEST)


def test_names_and_parameters_are_those_that_were_asked_for():
    assert asked("a*t", ("t",), True)["fault"] == ""
    assert asked("a*t", ("t",), False)["fault"].startswith("Unknown name `a` at column 1")
    assert asked("t")["fault"] == ""
    assert asked("t", parameters=False)["fault"].startswith("Unknown name `t`")


GOOD = {"text": "x", "variables": ["x"], "parameters": True}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"x^2",
        b"null",
        b"[]",
        b'"text"',
        b"{}",
        b"\xff\xfe\x00",
        b"[" * 10_000,
        b'{"text": ' * 2_000,
        b"9" * 10_000,
        b"NaN",
        *(json.dumps({name: value for name, value in GOOD.items() if name != left}).encode() for left in GOOD),
        *(
            json.dumps({**GOOD, **change}).encode()
            for change in (
                {"text": None},
                {"text": ["x"]},
                {"text": 7},
                {"variables": "x"},
                {"variables": None},
                {"variables": {"x": 1}},
                {"variables": [1]},
                {"variables": [["x"]]},
                {"variables": [""]},
                {"variables": ["__class__"]},
                {"variables": ["x y"]},
                {"variables": ["x\n"]},
                {"variables": ["x" * 1000]},
                {"variables": ["x"] * 1000},
                {"parameters": 1},
                {"parameters": "yes"},
                {"parameters": None},
            )
        ),
    ],
    ids=lambda body: body[:40].decode("latin-1"),
)
def test_what_is_no_question_is_refused_with_what_is_needed(body):
    reply = CLIENT.post("/formula", content=body)
    assert reply.status_code == 400
    assert reply.text == "a formula needs a text, its variables and whether it may have parameters"


def test_a_body_of_a_megabyte_is_refused():
    reply = CLIENT.post("/formula", json={**GOOD, "text": "x" * 1_000_000})
    assert reply.status_code == 413
    assert reply.text == "the formula is too long"


def test_the_longest_formula_fits_however_it_is_spelt():
    text = "x" + "\u2212x" * ((LONGEST - 1) // 2)
    body = json.dumps({**GOOD, "text": text}, ensure_ascii=True)
    assert len(body) < MOST_BODY / 4
    assert CLIENT.post("/formula", content=body).status_code == 200


PIECES = st.sampled_from(
    [*FUNCTIONS, *"xyab0123.,()+-*/^<>= \\}&", "**", "pi", "1e9", "where(x<", "beta2", "<img src=x>"]
)


@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=30).map("".join)))
def test_every_text_has_a_verdict_whose_place_is_in_the_text(text):
    verdict = judge(text, NAMES, True)
    assert bool(verdict.mathml) != bool(verdict.fault)
    assert 0 <= verdict.position <= verdict.position + verdict.length <= len(text)
    if verdict.mathml:
        assert "\\" not in said(verdict.mathml)
        assert parse(text, NAMES).latex


@pytest.mark.parametrize("text", ["<img src=x onerror=alert(1)>", "x</math><script>", "\ud800", "x\x00", "`x`", "&lt;"])
def test_strangers_text_never_comes_back_as_markup(text):
    reply = CLIENT.post("/formula", content=json.dumps({**GOOD, "text": text}))
    assert reply.status_code == 200
    assert reply.headers["content-type"] == "application/json"
    assert reply.json()["mathml"] == ""
    assert reply.json()["fault"]


def test_verdicts_are_asked_for_by_post():
    assert CLIENT.get("/formula").status_code == 405


@pytest.mark.parametrize(("name", "kind"), [("field.js", "text/javascript"), ("field.css", "text/css")])
def test_script_and_style_travel_compressed_and_are_kept_for_ever(name, kind):
    with CLIENT.stream("GET", f"/formula/{ASSETS.version}/{name}") as reply:
        sent = b"".join(reply.iter_raw())
    assert reply.headers["content-type"] == f"{kind}; charset=utf-8"
    assert reply.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert gzip.decompress(sent) == ASSETS.files[name].read_bytes()


def test_a_script_of_another_version_is_todays_and_not_kept():
    reply = CLIENT.get("/formula/000000000000/field.js")
    assert reply.content == ASSETS.files["field.js"].read_bytes()
    assert reply.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("name", ["routes.py", "..%2Froutes.py", "__init__.py", "%2Fetc%2Fpasswd", "field.js "])
def test_nothing_else_is_served(name):
    assert CLIENT.get(f"/formula/{ASSETS.version}/{name}").status_code == 404


def test_what_a_field_sends_is_a_text_and_its_number():
    assert read_typed({"text": "x", "number": 3}) == Typed(3, "x")


@pytest.mark.parametrize(
    "sent",
    [
        None,
        "x",
        [],
        {},
        {"text": "x"},
        {"number": 1},
        {"text": 1, "number": 1},
        {"text": "x", "number": "1"},
        {"text": "x", "number": 0},
        {"text": "x", "number": -1},
        {"text": "x", "number": 2**53},
        {"text": "x", "number": 1.5},
        {"text": ["x"], "number": 1},
    ],
    ids=str,
)
def test_anything_else_that_a_field_sends_is_nothing(sent):
    assert read_typed(sent) is None
