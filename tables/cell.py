"""What one cell of a text table says: a clean text, and a number where it spells one."""

import re

from tables.fault import TableError

# Squares of such numbers, and sums of them, are still numbers in float64.
LARGEST = 1e100
MOST_SHOWN = 40
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?", re.IGNORECASE | re.ASCII)
WITH_COMMA = re.compile(r"[+-]?(\d[\d.]*)?(,\d+)+(\.\d*)?(e[+-]?\d+)?", re.IGNORECASE | re.ASCII)
NOT_FINITE = re.compile(r"[+-]?(nan|inf|infinity)", re.IGNORECASE | re.ASCII)


def clean(text: str) -> str:
    """The text in one line, without control characters and without spaces at its ends."""
    return " ".join("".join(letter for letter in text if letter.isprintable() or letter.isspace()).split())


def quote(text: str) -> str:
    """The text as a sentence shows it: short, and without the mark that would end the quotation."""
    shown = text if len(text) <= MOST_SHOWN else text[:MOST_SHOWN] + "..."
    return f"`{shown.replace('`', chr(39))}`"


def is_meant_as_number(text: str) -> bool:
    """Whether a person would call it a number, also where it is not one that can be computed with."""
    return any(pattern.fullmatch(text) for pattern in (NUMBER, WITH_COMMA, NOT_FINITE))


def read_number(text: str) -> float:
    """The number that a cell spells; TableError ends a sentence that begins with the place of the cell."""
    if NUMBER.fullmatch(text):
        number = float(text)
        if abs(number) <= LARGEST:
            return number
        raise TableError(f"is {quote(text)}, and at most {LARGEST:g} is read; use a larger unit")
    if WITH_COMMA.fullmatch(text):
        raise TableError(f"is {quote(text)}, with a comma; write a point before decimals and nothing between thousands")
    if NOT_FINITE.fullmatch(text):
        raise TableError(f"is {quote(text)}, which is no finite number; put in a number or remove the line")
    raise TableError(f"is {quote(text)}, where the other lines have numbers; put in a number or remove the line")
