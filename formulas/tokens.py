"""A typed text as tokens, each with its place. Signs that mean the same become one: minus, dots, raised digits."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from formulas.fault import FormulaError
from formulas.functions import ALIASES, SIGNS


class Token(NamedTuple):
    """kind: number, name, raised (a raised whole number), operator or end. text: in plain signs."""

    kind: str
    text: str
    start: int
    end: int


_RAISED = dict(zip("\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079\u207b", "0123456789-", strict=True))
_SAME = {
    "^": "**",
    **dict.fromkeys("\u2212\u2013", "-"),
    **dict.fromkeys("\u00b7\u22c5\u2219\u00d7", "*"),
    "\u00f7": "/",
    "\u2264": "<=",
    "\u2265": ">=",
    "\u2260": "!=",
}
_TOKEN = re.compile(
    r"(?P<space>[ \t\u00a0]+)"
    r"|(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    rf"|(?P<name>[A-Za-z_][A-Za-z0-9_]*|[{''.join(SIGNS)}])"
    rf"|(?P<raised>\u207b?[{''.join(_RAISED).replace(chr(0x207B), '')}]+)"
    rf"|(?P<operator>\*\*|[<>=!]=|[-+*/(),<>]|[{re.escape(''.join(_SAME))}])"
)
_INSTEAD = {
    "=": "write only what stands on its right",
    "|": "write abs(...) instead of bars",
    "%": "write mod(a, b) for the remainder",
    **dict.fromkeys("[]{}", "use round parentheses"),
    **dict.fromkeys("\"'`", "a formula holds no texts"),
    ".": "a point stands only within a number",
}


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a text, and one more for its end; FormulaError for a sign that no formula has."""
    place = 0
    while place < len(text):
        found = _TOKEN.match(text, place)
        if not found:
            raise FormulaError(_stray(text[place], place), place)
        kind, plain = str(found.lastgroup), found.group()
        if kind == "name":
            plain = SIGNS.get(plain, plain)
            plain = ALIASES.get(plain, plain)
        elif kind == "raised":
            plain = "".join(_RAISED[sign] for sign in plain)
        elif kind == "operator":
            plain = _SAME.get(plain, plain)
        if kind != "space":
            yield Token(kind, plain, place, found.end())
        place = found.end()
    yield Token("end", "", place, place)


def _stray(sign: str, place: int) -> str:
    shown = f"`{sign}`" if sign.isprintable() and sign != "`" else f"the character U+{ord(sign):04X}"
    instead = _INSTEAD.get(sign)
    return f"{shown} at column {place + 1} is no part of a formula" + (f"; {instead}" if instead else "")
