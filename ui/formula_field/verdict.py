"""What the field says about a typed text: the formula as MathML, or its fault and the place of it."""

from functools import lru_cache
from typing import NamedTuple

from figures import mathml
from formulas import FormulaError, parse
from formulas.formula import LONGEST
from formulas.tokens import tokens


class Verdict(NamedTuple):
    """`mathml` of a formula; else `fault`, a sentence, about `length` characters from `position`, counted from 0."""

    mathml: str
    fault: str = ""
    position: int = 0
    length: int = 0


@lru_cache(maxsize=512)
def judge(text: str, variables: tuple[str, ...], parameters: bool) -> Verdict:
    """What is to be said about this text, as a formula in these names."""
    try:
        return Verdict(mathml(parse(text, variables, parameters).latex))
    except FormulaError as fault:
        sentence = str(fault)
        whole = f"{sentence[0].upper()}{sentence[1:]}{'' if sentence.endswith('?') else '.'}"
        return Verdict("", whole, fault.position, _length(text, fault.position))


def _length(text: str, position: int) -> int:
    """How far the fault at this place reaches: a word, a number, a sign, or all that is too much."""
    if len(text) > LONGEST:
        return len(text) - position
    try:
        for token in tokens(text):
            if token.start == position:
                return token.end - token.start
    except FormulaError:
        # A sign that no formula has.
        return 1
    return 0
