"""The name that a person gives to a racer: one short line of plain text."""

MOST_SIGNS = 40
# A name is shown by Markdown, by Plotly and on a canvas; what any of them could take for markup is left out.
MARKUP = "<>&[]{}$`\\|"
NAME_RULE = f"a name takes up to {MOST_SIGNS} signs, and none of {' '.join(MARKUP)}"


def mend_name(text: str) -> str:
    """The text as a name can be: signs that are seen and mean nothing but themselves, no longer than fits."""
    plain = "".join(sign if sign.isprintable() else " " * sign.isspace() for sign in text if sign not in MARKUP)
    return " ".join(plain.split())[:MOST_SIGNS].strip()
