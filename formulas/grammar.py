"""The order of the tokens: what may follow what, which brackets belong together, which names are known.

What passes is rewritten with a placeholder for each number and name, `n0 + n1*n4(n6)`, so that Python's parser, which
turns it into a tree, never sees a word, a literal or a sign of the user's.
"""

import difflib
import re
from collections.abc import Sequence
from itertools import chain, pairwise
from typing import NamedTuple

from formulas.fault import FormulaError
from formulas.functions import ALIASES, CONSTANTS, FUNCTIONS, GREEK, POWER
from formulas.tokens import Token, tokens

MOST_DEPTH = 40
MOST_PARAMETERS = 8
_PARAMETER = re.compile(rf"(?:[A-Za-z]|{'|'.join(sorted(set(GREEK.values())))})(?:_?[0-9]{{1,2}})?")
_CALLABLE = {*FUNCTIONS, POWER}
_BINDS_TIGHTLY = ("/", "**")


class Checked(NamedTuple):
    """The rewritten text, the token at each of its columns, and the parameters in order of appearance."""

    rewritten: str
    at: tuple[Token, ...]
    parameters: tuple[str, ...]


def check(text: str, variables: Sequence[str], parameters: bool) -> Checked:
    """The text rewritten for the parser; FormulaError says what is wrong with it, and where."""
    walk = _Walk(tuple(variables), parameters)
    # One by one, so that the first fault is the one that is told.
    for token, following in pairwise(chain(tokens(text), [Token("beyond", "", len(text), len(text))])):
        walk.take(token, following)
    return Checked("".join(walk.pieces), tuple(walk.at), tuple(walk.parameters))


class _Open(NamedTuple):
    """A bracket that is open: its token, whether it is a call's, and the operator before the whole operand."""

    token: Token
    call: bool
    before: str


class _Walk:
    """Goes through the tokens once. A value and an operator must take turns."""

    def __init__(self, variables: tuple[str, ...], allowed: bool) -> None:
        self.variables = variables
        self.allowed = allowed
        self.parameters: dict[str, None] = {}
        self.pieces: list[str] = []
        self.at: list[Token] = []
        self.open: list[_Open] = []
        # The token before this one, where it closed a value, else None: then a value must come.
        self.value: Token | None = None
        self.last: Token | None = None
        # The operator before the value that is being read.
        self.before = ""
        # A function's name stands here and waits for its bracket.
        self.calling = False

    def take(self, token: Token, following: Token) -> None:
        if token.kind == "end":
            self._end(token)
        elif token.text == "(":
            self._open(token)
        elif token.kind == "operator" or token.kind == "raised":
            self._operator(token)
        else:
            self._number_or_name(token, following)
        self.last = token

    def _write(self, piece: str, token: Token) -> None:
        self.pieces.append(piece)
        self.at += [token] * len(piece)

    def _number_or_name(self, token: Token, following: Token) -> None:
        self._multiply_if_left_out(token)
        if token.kind == "number":
            if float(token.text) == float("inf"):
                raise FormulaError(f"the number at column {token.start + 1} is too large", token.start)
        else:
            self._name(token, following)
        self._write(f"n{token.start}", token)
        self.calling = token.text in _CALLABLE and token.text not in self.variables
        self.value = None if self.calling else token

    def _name(self, token: Token, following: Token) -> None:
        name, column = token.text, token.start + 1
        called = following.text == "("
        if name in self.variables or name in CONSTANTS or self._is_parameter(name):
            if called:
                raise FormulaError(
                    f"`{name}` at column {column} is no function; write {name}*(...) for a product", token.start
                )
            if name not in self.variables and name not in CONSTANTS:
                self._parameter(token)
        elif name not in _CALLABLE:
            raise FormulaError(self._unknown(name, column, called), token.start)
        elif not called:
            raise FormulaError(f"the function `{name}` at column {column} needs parentheses: {name}(...)", token.start)

    def _is_parameter(self, name: str) -> bool:
        # x2 is a slip for x*2 or x^2, and X one for x.
        plain = {variable.lower() for variable in self.variables}
        return self.allowed and bool(_PARAMETER.fullmatch(name)) and name.rstrip("0123456789_").lower() not in plain

    def _parameter(self, token: Token) -> None:
        self.parameters[token.text] = None
        if len(self.parameters) > MOST_PARAMETERS:
            raise FormulaError(
                f"`{token.text}` at column {token.start + 1} is one parameter too many: {MOST_PARAMETERS} fit",
                token.start,
            )

    def _unknown(self, name: str, column: int, called: bool) -> str:
        shown = name if len(name) <= 24 else name[:24] + "..."
        sentence = f"unknown name `{shown}` at column {column}"
        values = [*self.variables, *CONSTANTS]
        known = [*_CALLABLE, *ALIASES, *([] if called else values)]
        slip = re.fullmatch(r"([A-Za-z]+?)_?([0-9]+)", name)
        if slip and slip[1] in self.variables:
            return f"{sentence}; write {slip[1]}*{slip[2]} or {slip[1]}^{slip[2]}"
        if len(name) <= 4 and all(letter in self.variables for letter in name):
            return f"{sentence}; write {'*'.join(name)}"
        close = difflib.get_close_matches(name.lower()[:24], known, n=1) or [
            word for word in values if word.lower() == name.lower()
        ]
        if close:
            return f"{sentence}; did you mean `{close[0]}`?"
        if self.allowed:
            return f"{sentence}; a parameter is one letter, such as a or k2"
        return f"{sentence}; known: {', '.join(values)}, and functions such as exp and cos"

    def _multiply_if_left_out(self, token: Token) -> None:
        """Before a value that follows a value: 2x, 3(x + 1), (x + 1)(x - 1), as long as it can be read in one way."""
        if self.value is None:
            return
        left, column = self.value, token.start + 1
        joined = left.end == token.start and left.kind != "name" and token.kind != "number"
        if not joined:
            raise FormulaError(
                f"something is missing before `{token.text[:24]}` at column {column}, perhaps a `*`", token.start
            )
        if self.before in _BINDS_TIGHTLY:
            raise FormulaError(
                f"a `*` is missing at column {column}; without it, the {'division' if self.before == '/' else 'power'} "
                "before it can be read in two ways",
                token.start,
            )
        self._write("*", token)
        self.before = "*"

    def _open(self, token: Token) -> None:
        if not self.calling:
            self._multiply_if_left_out(token)
        self.open.append(_Open(token, self.calling, self.before))
        if len(self.open) > MOST_DEPTH:
            raise FormulaError(
                f"the parentheses at column {token.start + 1} lie too deep: at most {MOST_DEPTH} in one another",
                token.start,
            )
        self._write("(", token)
        self.calling, self.value, self.before = False, None, ""

    def _operator(self, token: Token) -> None:
        sign, column = token.text, token.start + 1
        if self.value is None:
            if sign in ("+", "-"):
                self._write(sign, token)
                return
            if sign == ")" and not self.open:
                raise FormulaError(f"`)` at column {column} closes nothing", token.start)
            raise FormulaError(f"a value is missing before `{_shown(token)}` at column {column}", token.start)
        if sign == ")":
            self._close(token)
            return
        if sign == "," and not (self.open and self.open[-1].call):
            raise FormulaError(
                f"`,` at column {column} stands outside a function; numbers have a decimal point", token.start
            )
        if self.value.kind == "raised" and (sign == "**" or token.kind == "raised"):
            raise FormulaError(
                f"two powers in a row at column {column} can be read in two ways; use parentheses", token.start
            )
        if token.kind == "raised":
            self._write(f"**{'-' * sign.startswith('-')}n{token.start}", token)
            self.value = token
            return
        self._write(sign, token)
        self.value, self.before = None, sign

    def _close(self, token: Token) -> None:
        if not self.open:
            raise FormulaError(f"`)` at column {token.start + 1} closes nothing", token.start)
        self._write(")", token)
        self.before = self.open.pop().before
        self.value = token

    def _end(self, token: Token) -> None:
        if self.last is None:
            raise FormulaError("the formula is empty", 0)
        if self.open:
            place = self.open[-1].token.start
            raise FormulaError(f"`(` at column {place + 1} is never closed", place)
        if self.value is None:
            raise FormulaError(
                f"the formula ends at column {self.last.end}, where a value should follow `{_shown(self.last)}`",
                self.last.start,
            )


def _shown(token: Token) -> str:
    return "^" if token.text == "**" or token.kind == "raised" else token.text
