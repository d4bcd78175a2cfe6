"""What every registry shares: the knob (a named, bounded setting) and the registry (name -> thing, in menu order).

This room stands on its own; `optimizers`, `schedules` and `surfaces` build on it and never import each other.
"""

from catalogue.knob import Knob, KnobError, check_settings, is_choice, shorten, spell_setting
from catalogue.registry import Registry, UnknownName, did_you_mean

__all__ = [
    "Knob",
    "KnobError",
    "Registry",
    "UnknownName",
    "check_settings",
    "did_you_mean",
    "is_choice",
    "shorten",
    "spell_setting",
]
