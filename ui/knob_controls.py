"""A control for a knob, whatever it takes: a number, a choice or a typed text."""

import math
from functools import lru_cache
from typing import Any

import streamlit as st

from catalogue import Knob
from formulas import Reader
from ui import session
from ui.formula_field import formula_field
from ui.session import Change

# Steps of a log slider in each factor of ten.
PER_DECADE = 20


def knob_control(key: str, knob: Knob, value: Any, change: Change, shown: Knob | None = None, **looks: Any) -> None:
    """One setting: a toggle, a menu, a text, or a slider beside a typed number. `shown`, `looks`: the slider's."""
    if knob.text:
        text_control(key, knob, value, change)
        return
    if knob.options == (False, True):
        st.toggle(knob.label, help=knob.hint, **session.bound(key, value, change))
        return
    if knob.options:
        st.selectbox(knob.label, knob.options, help=knob.hint or None, **session.bound(key, value, change))
        return
    left, right = st.columns([3, 2], vertical_alignment="bottom", gap="small")
    with left:
        _slider(f"{key}.slider", shown or knob, value, change, **looks)
    with right:
        typed_number(key, knob, value, change, label_visibility="collapsed")


def typed_number(key: str, knob: Knob, value: float, change: Change, step: float = 0.0, **looks: Any) -> None:
    """A number to type, within the knob's range."""
    st.number_input(
        knob.label,
        min_value=float(knob.low),
        max_value=float(knob.high),
        step=step or (round_step(value / 10) if knob.scale == "log" and not knob.whole else _step(knob)),
        format="%.6g",
        **looks,
        **session.bound(f"{key}.typed", float(value), change),
    )


def text_control(key: str, knob: Knob, value: str, change: Change) -> None:
    """A formula, with what it means or what is wrong with it."""
    reader = knob.text
    assert isinstance(reader, Reader), "every text of a knob is a formula so far"
    formula_field(
        knob.label,
        value,
        variables=reader.variables,
        parameters=reader.parameters,
        hint=knob.hint,
        **session.bound_text(key, value, change),
    )


def _slider(key: str, knob: Knob, value: float, change: Change, **looks: Any) -> None:
    if knob.scale == "log":
        stops = log_stops(knob.low, knob.high, knob.whole)
        nearest = min(stops, key=lambda stop: abs(math.log(stop / value))) if value > 0 else stops[0]
        st.select_slider(
            knob.label,
            stops,
            format_func="{:g}".format,
            help=knob.hint or None,
            **looks,
            **session.bound(key, nearest, change),
        )
    else:
        inside = min(max(float(value), knob.low), knob.high)
        st.slider(
            knob.label,
            float(knob.low),
            float(knob.high),
            step=_step(knob),
            format="%.4g",
            help=knob.hint or None,
            **looks,
            **session.bound(key, inside, change),
        )


def _step(knob: Knob) -> float:
    """A slider's step: a power of ten, about a thousandth of the range."""
    return 1.0 if knob.whole else round_step((knob.high - knob.low) / 500)


def round_step(most: float) -> float:
    """The largest power of ten up to this."""
    return 10.0 ** math.floor(math.log10(most))


@lru_cache(maxsize=256)
def log_stops(low: float, high: float, whole: bool = False) -> tuple[float, ...]:
    """Evenly spaced stops on a log scale from `low` to `high`, rounded to three digits; whole ones in octaves."""
    if whole:
        octaves = (m * 2**k for k in range(int(high).bit_length()) for m in (4, 5, 6, 7))
        stops = {*range(1, 4), *octaves}
        return tuple(sorted({float(low), float(high), *(float(stop) for stop in stops if low <= stop <= high)}))
    first, last = math.log10(low), math.log10(high)
    # An odd number of them, so that the middle is one.
    count = 2 * max(1, round((last - first) * PER_DECADE / 2)) + 1
    even = (10 ** (first + i * (last - first) / (count - 1)) for i in range(count))
    return tuple(dict.fromkeys(float(f"{stop:.3g}") for stop in even))
