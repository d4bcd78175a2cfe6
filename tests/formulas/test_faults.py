"""Whatever is no formula is refused with a sentence and the place of the fault; nothing of it is ever run."""

import ast
import re
import string
import sys
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from formulas import FUNCTIONS, Formula, FormulaError, parse
from formulas.formula import LONGEST
from formulas.grammar import MOST_DEPTH, MOST_PARAMETERS
from formulas.tree import MOST_NODES

# The text, the place of the fault counted from 0, and the sentence.
FAULTS = [
    ("x^2 + foo(y)", 6, "unknown name `foo` at column 7; did you mean `floor`?"),
    ("x + sine(y)", 4, "unknown name `sine` at column 5; did you mean `sin`?"),
    ("Sin(x)", 0, "unknown name `Sin` at column 1; did you mean `sin`?"),
    ("sinx", 0, "unknown name `sinx` at column 1; did you mean `sin`?"),
    ("PI*x", 0, "unknown name `PI` at column 1; did you mean `pi`?"),
    ("X + 1", 0, "unknown name `X` at column 1; did you mean `x`?"),
    ("x*width", 2, "unknown name `width` at column 3; a parameter is one letter, such as a or k2"),
    ("1 + xy", 4, "unknown name `xy` at column 5; write x*y"),
    ("x2 + 1", 0, "unknown name `x2` at column 1; write x*2 or x^2"),
    ("0x10", 1, "unknown name `x10` at column 2; write x*10 or x^10"),
    ("lambda*x", 0, "unknown name `lambda` at column 1; a parameter is one letter, such as a or k2"),
    ("q" * 100, 0, f"unknown name `{'q' * 24}...` at column 1; a parameter is one letter, such as a or k2"),
    ("x + f(y)", 4, "`f` at column 5 is no function; write f*(...) for a product"),
    ("x(y + 1)", 0, "`x` at column 1 is no function; write x*(...) for a product"),
    ("pi (x)", 0, "`pi` at column 1 is no function; write pi*(...) for a product"),
    ("sin x", 0, "the function `sin` at column 1 needs parentheses: sin(...)"),
    ("sin^2(x)", 0, "the function `sin` at column 1 needs parentheses: sin(...)"),
    ("1/2x", 3, "a `*` is missing at column 4; without it, the division before it can be read in two ways"),
    ("1/(x+1)(x-1)", 7, "a `*` is missing at column 8; without it, the division before it can be read in two ways"),
    ("x^2y", 3, "a `*` is missing at column 4; without it, the power before it can be read in two ways"),
    ("x^-2y", 4, "a `*` is missing at column 5; without it, the power before it can be read in two ways"),
    ("x\u00b2^3", 2, "two powers in a row at column 3 can be read in two ways; use parentheses"),
    ("2 x", 2, "something is missing before `x` at column 3, perhaps a `*`"),
    ("x y", 2, "something is missing before `y` at column 3, perhaps a `*`"),
    ("(x)2", 3, "something is missing before `2` at column 4, perhaps a `*`"),
    ("1 2", 2, "something is missing before `2` at column 3, perhaps a `*`"),
    ("1.2.3", 3, "something is missing before `.3` at column 4, perhaps a `*`"),
    ("x + * y", 4, "a value is missing before `*` at column 5"),
    ("*x", 0, "a value is missing before `*` at column 1"),
    ("x + ^2", 4, "a value is missing before `^` at column 5"),
    ("\u00b2", 0, "a value is missing before `^` at column 1"),
    ("x***y", 3, "a value is missing before `*` at column 4"),
    ("x//y", 2, "a value is missing before `/` at column 3"),
    ("sin()", 4, "a value is missing before `)` at column 5"),
    ("max(x,)", 6, "a value is missing before `)` at column 7"),
    ("x +", 2, "the formula ends at column 3, where a value should follow `+`"),
    ("x + 2^ ", 5, "the formula ends at column 6, where a value should follow `^`"),
    ("(x + 1", 0, "`(` at column 1 is never closed"),
    ("sin(2*(x)", 3, "`(` at column 4 is never closed"),
    ("x + 1)", 5, "`)` at column 6 closes nothing"),
    (")", 0, "`)` at column 1 closes nothing"),
    ("", 0, "the formula is empty"),
    ("  \t ", 0, "the formula is empty"),
    ("1,5*x", 1, "`,` at column 2 stands outside a function; numbers have a decimal point"),
    ("sin((1,5))", 6, "`,` at column 7 stands outside a function; numbers have a decimal point"),
    ("sin(x, y)", 0, "`sin` at column 1 takes 1 value, not 2"),
    ("1 + atan2(x)", 4, "`atan2` at column 5 takes 2 values, not 1"),
    ("pow(x)", 0, "`pow` at column 1 takes 2 values, not 1"),
    ("max(x)", 0, "`max` at column 1 takes 2 to 16 values, not 1"),
    ("where(x, 1, 2)", 0, "`where` at column 1 needs a comparison first, such as where(x > 0, 1, 2)"),
    ("1 + (x > 0)", 5, "the comparison at column 6 can only stand first in where(...)"),
    ("where(x > 0, y < 1, 2)", 13, "the comparison at column 14 can only stand first in where(...)"),
    ("y = x^2", 2, "`=` at column 3 is no part of a formula; write only what stands on its right"),
    ("|x|", 0, "`|` at column 1 is no part of a formula; write abs(...) instead of bars"),
    ("x % 2", 2, "`%` at column 3 is no part of a formula; write mod(a, b) for the remainder"),
    ("[x]", 0, "`[` at column 1 is no part of a formula; use round parentheses"),
    ("x.real", 1, "`.` at column 2 is no part of a formula; a point stands only within a number"),
    ("'x'", 0, "`'` at column 1 is no part of a formula; a formula holds no texts"),
    ("x + \u221e", 4, "`\u221e` at column 5 is no part of a formula"),
    ("x + \x00", 4, "the character U+0000 at column 5 is no part of a formula"),
    ("x\n+ 1", 1, "the character U+000A at column 2 is no part of a formula"),
    ("x\u202e", 1, "the character U+202E at column 2 is no part of a formula"),
    ("\U0001f642", 0, "`\U0001f642` at column 1 is no part of a formula"),
    ("1e999*x", 0, "the number at column 1 is too large"),
    ("x + " + "9" * 390, 4, "the number at column 5 is too large"),
    ("x" * 401, 400, "the formula is too long: at most 400 characters"),
    # Places are those of the text as it was typed, whatever it is rewritten to.
    ("\u03c0\u00b7x^2 \u2212 foo(y)", 8, "unknown name `foo` at column 9; did you mean `floor`?"),
    ("x\u00b2 + 3(y)foo(x)", 9, "unknown name `foo` at column 10; did you mean `floor`?"),
    ("x^2 + 3(y) + sin(x, 2x)", 13, "`sin` at column 14 takes 1 value, not 2"),
]


@pytest.mark.parametrize(("text", "position", "sentence"), FAULTS, ids=[repr(text)[:30] for text, *_ in FAULTS])
def test_a_fault_is_told_with_its_place(text, position, sentence):
    with pytest.raises(FormulaError) as caught:
        parse(text)
    assert str(caught.value) == sentence
    assert caught.value.position == position


def test_without_parameters_a_letter_is_an_unknown_name():
    with pytest.raises(FormulaError, match=r"^unknown name `a` at column 1; known: t, T, pi, e, tau, and functions"):
        parse("a*t", variables=("t", "T"), parameters=False)


def test_the_parts_of_a_formula_are_counted_not_timed():
    assert parse("x" + "+x" * 199)(1.0, 0.0) == 200
    assert parse("-" * (MOST_DEPTH - 1) + "x")(1.0, 0.0) == -1
    assert parse("(" * MOST_DEPTH + "x" + ")" * MOST_DEPTH)(1.0, 0.0) == 1
    assert parse("^".join("x" * MOST_DEPTH))(1.0, 0.0) == 1
    assert len(parse("abcdfghi"[0] + "".join(f"+{letter}" for letter in "bcdfghi")).parameters) == MOST_PARAMETERS
    for text in ("-" * 399 + "x", "^".join("x" * 200), "sin(" * 41 + "x" + ")" * 41, "+".join("abcdfghij")):
        with pytest.raises(FormulaError, match=r"too deep|one parameter too many"):
            parse(text)
    with pytest.raises(FormulaError, match=f"at most {MOST_NODES}"):
        parse("+".join(["-" * 38 + "x"] * 10))


CODE = [
    "__import__('os').system('true')",
    "().__class__.__bases__[0].__subclasses__()",
    "x.__class__",
    "__builtins__",
    "eval('1')",
    "exec(x)",
    "open(x)",
    "getattr(x, y)",
    "lambda: x",
    "(lambda: x)()",
    "[x for x in y]",
    "{x: y}",
    "{*x}",
    "x if y else 1",
    "x and y",
    "not x",
    "x := 1",
    "(x := 1)",
    "f'{x}'",
    "f(*x)",
    "sin(*x)",
    "sin(**x)",
    "sin(x=1)",
    "min(x, key=y)",
    "x; y",
    "import os",
    "yield x",
    "await x",
    "x[0]",
    "x[0:1]",
    "...",
    "None",
    "True",
    "1_000",
    "1if x else y",
    "1or x",
    "1 is not x",
    "b'x'",
]
ODD = [
    "1j",
    "0b11",
    "0o7",
    "0777j",
    '"""',
    "'",
    "\\",
    "\\N{DIGIT ONE}",
    "# x",
    "x # y",
    "x \\\n+ 1",
    "\ufeffx",
    "\ud800",
    "x\x00y",
    "\u1d65",
    "\uff53\uff49\uff4e(x)",
    "\u0661",
    "x\u0301",
    "9" * 400,
    "9**" * 100 + "9",
    "10**400",
    "1e308*1e308",
    "(" * 400,
    ")" * 400,
    "(" * 200 + ")" * 200,
    "sin(" * 100,
    "-" * 400,
    "~x",
    "!x",
    "x!",
    "x @ y",
    "x <> y",
    "x < y < ",
    "where(where(x>0,1,2)>0,1,2)",
    "x\ry",
    "%s%n",
    "$x$",
    "<script>alert(1)</script>",
    "x" * 10**6,
    " " * 10**6,
]
HOSTILE = CODE + ODD
# What Python's parser may be given: numbered places, operators and brackets, never a word or a literal of the user's.
REWRITTEN = re.compile(r"(?:n[0-9]{1,3}|\*\*|[<>=!]=|[-+*/(),<>])*")


@pytest.fixture(scope="module", autouse=True)
def parser_sees_no_word_of_the_users():
    def watched(source, mode):
        assert REWRITTEN.fullmatch(source), source
        return ast.parse(source, mode=mode)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("formulas.tree.ast", SimpleNamespace(**{**vars(ast), "parse": watched}))
        yield


def parsed(text):
    try:
        return parse(text)
    except FormulaError as fault:
        return fault


def formula_or_fault(text):
    """A formula that has a value and LaTeX, or a fault within the text, in a sentence that can be shown."""
    formula = parsed(text)
    if isinstance(formula, FormulaError):
        assert 0 <= formula.position <= min(len(text), LONGEST)
        assert 10 < len(str(formula)) < 200
        assert str(formula).isprintable()
        return formula
    assert isinstance(formula, Formula)
    assert len(formula.parameters) <= MOST_PARAMETERS
    values = formula(np.array([0.5, -1.0]), 2.0, **dict.fromkeys(formula.parameters, 1.5))
    assert values.shape == (2,)
    assert values.dtype == np.float64
    assert set(formula.latex) <= set(string.ascii_letters + string.digits + r" \{}[]()^_-+=<>|,.&")
    return formula


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text)[:40])
def test_a_hostile_text_is_a_formula_or_a_fault(text):
    formula_or_fault(text)


@pytest.mark.parametrize("text", CODE, ids=lambda text: repr(text)[:40])
def test_a_text_that_is_code_is_refused(text):
    assert isinstance(formula_or_fault(text), FormulaError)


WORDS = [
    *(
        "x",
        "y",
        "a",
        "pi",
        "e",
        "alpha",
        "\u03b1",
        "\u03c0",
        "2",
        "0.5",
        "1e9",
        ".",
        "foo",
        "__class__",
        "lambda",
        "if",
    ),
    *("+", "-", "*", "/", "^", "**", "(", ")", ",", "<", ">=", "==", "=", "\u00b2", "\u2212", "\u00b7", " ", "\t", "'"),
    *("[", "]", "{", "}", ":", ";", "@", "%", "!", "~", "#", "\\", "\n", "\x00", "\ud800"),
    *(f"{name}(" for name in FUNCTIONS),
]


@settings(max_examples=3000)
@given(st.one_of(st.text(max_size=40), st.lists(st.sampled_from(WORDS), max_size=30).map("".join)))
@example("where(x<1,1,1)")
def test_any_text_is_a_formula_or_a_fault(text):
    formula_or_fault(text)


@settings(max_examples=2000)
@given(st.lists(st.sampled_from(WORDS[:28]), max_size=12).map("".join), st.integers(0, 400), st.integers(0, 400))
def test_a_good_formula_with_something_put_into_it_is_a_formula_or_a_fault(piece, first, second):
    whole = "a*x^2 + sin(3(y - 1))*exp(-b*(x^2 + y^2)) + where(x > 0, sqrt(abs(x)), max(x, y, 1))"
    first, second = first % len(whole), second % len(whole)
    formula_or_fault(whole[:first] + piece + whole[second:])


def test_a_fault_in_a_deep_call_is_a_fault_and_no_recursion():
    def deeper(levels):
        return deeper(levels - 1) if levels else [formula_or_fault(text) for text in HOSTILE]

    assert len(deeper(sys.getrecursionlimit() - 400)) == len(HOSTILE)
