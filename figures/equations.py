"""LaTeX as MathML, which browsers set by themselves: nothing to load, nothing to vendor."""

import re
from functools import lru_cache
from typing import Literal

from latex2mathml.converter import convert

# What parts one assignment from the next in a card's update.
_BETWEEN = re.compile(r"[,;]?\s*(?:\\qquad|\\quad)(?![a-z])\s*")


def assignments(latex: str) -> list[str]:
    """The assignments of an update, which stand a quad apart, each by itself."""
    return [part for part in _BETWEEN.split(latex) if part.strip()]


@lru_cache(maxsize=1024)
def mathml(latex: str, display: Literal["block", "inline"] = "block") -> str:
    """The formula as one MathML element, on a line of its own or within a line."""
    # latex2mathml would set an operator's name in italics.
    return convert(latex.replace(r"\operatorname", r"\mathrm"), display=display)
