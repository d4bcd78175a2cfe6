"""The name that a person gives to a racer: one short line of plain text."""

import re

MOST_SIGNS = 40
# A name is shown by HTML, by Plotly and on a canvas; what any of them could take for markup is left out.
MARKUP = "<>&[]{}$`\\|"
# What Markdown takes for markup besides: emphasis, icons and addresses. The point of a number is none of these.
_MARKDOWN = re.compile(r"[*_~:@#]|(?<!\d)\.|\.(?!\d)")
NAME_RULE = f"a name takes up to {MOST_SIGNS} signs, and none of {' '.join(MARKUP)}"


def mend_name(text: str) -> str:
    """The text as a name can be: signs that are seen and mean nothing but themselves, no longer than fits."""
    plain = "".join(sign if sign.isprintable() else " " * sign.isspace() for sign in text if sign not in MARKUP)
    return " ".join(plain.split())[:MOST_SIGNS].strip()


def words_of(title: str) -> str:
    """The title where Markdown would be read, and is for those who listen: without the signs that mark up or link."""
    return " ".join(_MARKDOWN.sub(" ", title).split())
