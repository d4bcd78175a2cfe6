"""A knob: what a control, a link and a test need to know about one setting: a number, a choice or a typed text."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from catalogue.registry import UnknownName


class KnobError(ValueError):
    """A setting has a value that its knob does not take; the message says which values it takes."""


@dataclass(frozen=True)
class Knob:
    """One setting: its label, its range (`low` to `high`, both allowed) and the scale a slider should use.

    With `whole` it takes whole numbers only. A choice (a flag, or one of several words) has `options` and no range. A
    typed text has `text`, which reads it and raises ValueError with a sentence where it cannot.
    """

    label: str
    low: float = 0.0
    high: float = 1.0
    scale: Literal["linear", "log"] = "linear"
    hint: str = ""
    whole: bool = False
    options: tuple[bool | str, ...] = ()
    text: Callable[[str], Any] | None = None

    def check(self, name: str, value: Any) -> float | bool | str:
        """Return `value` as the knob's type; KnobError says what is allowed where it does not fit."""
        if self.text:
            return self._check_text(name, value, self.text)
        if self.options:
            if value in self.options and isinstance(value, bool | str):
                return value
            allowed = ", ".join(str(option).lower() for option in self.options)
            raise KnobError(f"{name} must be one of {allowed}, not {shorten(repr(value))}")
        if isinstance(value, bool | str):
            raise KnobError(f"{name} must be a number, not {shorten(repr(value))}")
        try:
            number = float(value)
        except (TypeError, ValueError, OverflowError):
            raise KnobError(f"{name} must be a number, not {shorten(repr(value))}") from None
        if not math.isfinite(number) or not self.low <= number <= self.high:
            raise KnobError(f"{name} must lie between {self.low:g} and {self.high:g}, not {number:g}")
        if self.whole and not number.is_integer():
            raise KnobError(f"{name} must be a whole number, not {number:g}")
        return number

    def takes(self, value: Any) -> bool:
        """Whether `check` lets this value pass."""
        try:
            self.check(self.label, value)
        except KnobError:
            return False
        return True

    def _check_text(self, name: str, value: Any, read: Callable[[str], Any]) -> str:
        if not isinstance(value, str):
            raise KnobError(f"{name} must be a text, not {shorten(repr(value))}")
        try:
            read(value)
        except ValueError as fault:
            raise KnobError(f"{self.label}: {fault}") from None
        return value


def shorten(text: str) -> str:
    """The text as a sentence can quote it."""
    return text if len(text) <= 40 else text[:40] + "..."


def is_choice(default: Any) -> bool:
    """Whether a setting with this default is a flag, a word or a text: part of a program, where numbers are traced."""
    return isinstance(default, bool | str)


def spell_setting(value: Any) -> str:
    """A setting's value as people read it."""
    if isinstance(value, bool):
        return "on" if value else "off"
    return f"{value:g}" if isinstance(value, int | float) else str(value)


def check_settings(defaults: NamedTuple, knobs: Mapping[str, Knob], given: Mapping[str, Any], owner: str) -> NamedTuple:
    """`defaults` with `given` put in, each checked by its knob; errors name the owner and the setting."""
    for name in given:
        if name not in knobs:
            raise UnknownName(f"setting of {owner}", name, knobs)
    checked = {name: knobs[name].check(f"{name} of {owner}", value) for name, value in given.items()}
    return defaults._replace(**checked)
