"""A registry: an ordered mapping from name to thing whose errors help."""

import difflib
from collections.abc import Iterable
from typing import Protocol, TypeVar


class Named(Protocol):
    """Anything with a registry name."""

    @property
    def name(self) -> str: ...


T = TypeVar("T", bound=Named)
# A sentence that lists more of them is not read.
MOST_NAMES = 12


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """`; did you mean ...?` for the closest known name, else the first of them."""
    names = list(known)
    close = difflib.get_close_matches(str(name), names, n=1)
    if close:
        return f"; did you mean `{close[0]}`?"
    if not names:
        return "; it takes none"
    more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
    return f"; known: {', '.join(names[:MOST_NAMES])}{more}"


class UnknownName(KeyError):
    """No such optimizer, schedule, surface or setting; the message offers the closest one."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        shown = str(name) if len(str(name)) <= 40 else str(name)[:40] + "..."
        self.sentence = f"unknown {kind} `{shown}`{did_you_mean(shown, known)}"
        super().__init__(self.sentence)

    def __str__(self) -> str:
        return self.sentence


class Registry(dict[str, T]):
    """name -> thing, in menu order. A missing name raises UnknownName, with a suggestion."""

    def __init__(self, kind: str, *things: T) -> None:
        super().__init__((thing.name, thing) for thing in things)
        if len(self) != len(things):
            raise ValueError(f"two entries of the {kind} registry share a name")
        self.kind = kind

    def __missing__(self, name: str) -> T:
        raise UnknownName(self.kind, name, self)
