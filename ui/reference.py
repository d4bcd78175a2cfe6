"""The reference: every optimizer, schedule and surface with its equation, one plain page made from the registries."""

from collections.abc import Iterable
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

import numpy as np
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from catalogue import Knob, spell_setting
from figures import assignments, mathml
from formulas import Reader
from optimizers import OPTIMIZERS, Optimizer
from optimizers.base import FAMILIES
from schedules import SCHEDULES, Schedule
from simulation import default_scene, write_scene
from simulation.oracle import unmet_need
from surfaces import SURFACES, Surface

STYLE = (Path(__file__).parent / "reference.css").read_text("utf-8")
# The curve of a schedule: steps, and the size of its picture.
STEPS, WIDTH, HEIGHT = 200, 240, 60
SYMBOLS = (
    "<p class='source'>x is the point, g its gradient, f the loss, η the learning rate, t the step counted from 1, "
    "β, ρ and γ shares kept from step to step, λ weight decay or damping, ε what keeps a division finite; products, "
    "roots and divisions of vectors go axis by axis.</p>"
)


@lru_cache(maxsize=1)
def reference_page() -> str:
    """The whole page, HTML."""
    families = {family: [method for method in OPTIMIZERS.values() if method.family == family] for family in FAMILIES}
    parts = [
        *(_section(family, [_optimizer(method) for method in methods]) for family, methods in families.items()),
        _section("Schedules", [_schedule(schedule) for schedule in SCHEDULES.values()]),
        _section("Surfaces", [_surface(surface) for surface in SURFACES.values()]),
    ]
    things = [*OPTIMIZERS.values(), *SCHEDULES.values(), *SURFACES.values()]
    groups: dict[str, list[tuple[str, str]]] = {
        **{family: [(method.name, method.title) for method in methods] for family, methods in families.items()},
        "Schedules": [(f"schedule-{name}", schedule.title) for name, schedule in SCHEDULES.items()],
        "Surfaces": [(f"surface-{name}", surface.title) for name, surface in SURFACES.items()],
    }
    contents = "".join(
        f"<dt><a href='#{_anchor(group)}'>{escape(group)}</a></dt><dd>"
        + ", ".join(f"<a href='#{anchor}'>{escape(title)}</a>" for anchor, title in entries)
        + "</dd>"
        for group, entries in groups.items()
    )
    return (
        "<!doctype html><html lang='en'><head><meta charset='utf-8'><title>Reference · Optimizers in Motion</title>"
        "<meta name='viewport' content='width=device-width, initial-scale=1'>"
        f"<style>{STYLE}</style></head><body><header><h1>Reference</h1>"
        f"<p>{len(OPTIMIZERS)} optimizers, {len(SCHEDULES)} schedules and {len(SURFACES)} surfaces. The tests compare "
        "the path of every optimizer with what its entry names: 200 steps in double precision, within a billionth. "
        "NumPy stands for its paper's formula, written out once more by hand. The family Optax runs Optax itself, so "
        "there the comparison, with a plain loop over Optax, checks how it is called and not its formulas."
        "</p><p><a href='./'>Back to the race</a></p></header>"
        f"<nav aria-label='Contents'><dl>{contents}</dl></nav>"
        f"<main>{SYMBOLS}{''.join(parts)}</main>"
        f"<footer>{len(things)} entries, made from the same code that runs.</footer></body></html>"
    )


def _anchor(title: str) -> str:
    return "all-" + title.lower().replace(" ", "-").replace("'", "")


def _section(title: str, entries: Iterable[str]) -> str:
    return f"<section id='{_anchor(title)}'><h2>{escape(title)}</h2>{''.join(entries)}</section>"


def _entry(anchor: str, name: str, title: str, source: str, body: str) -> str:
    return (
        f"<article id='{anchor}'><h3><a href='#{anchor}'>{escape(title)}</a> <code>{name}</code></h3>"
        f"<p class='source'>{escape(source)}</p>{body}</article>"
    )


def _equation(latex: str) -> str:
    lines = "".join(f"<div>{mathml(part)}</div>" for part in assignments(latex))
    return f"<div class='equation'>{lines}</div>"


def _optimizer(method: Optimizer) -> str:
    card = method.card
    said = [("Watch", card.watch), ("Differs", card.differs), ("Checked against", ", ".join(card.checked))]
    rows = "".join(f"<dt>{term}</dt><dd>{escape(text)}</dd>" for term, text in said if text)
    body = (
        f"<p>{escape(card.idea)}</p>{_equation(card.latex)}<dl>{rows}</dl>"
        f"{_knobs(method.title, method.hyper, method.knobs)}"
        f"<p><a href='./?{escape(_race(method))}'>Watch it run</a></p>"
    )
    return _entry(method.name, method.name, method.title, f"{card.paper} ({card.year})", body)


def _race(method: Optimizer) -> str:
    """A link to it beside gradient descent, on a surface that it can run on."""
    surface = next(name for name in ("rosenbrock", *SURFACES) if not unmet_need(method, SURFACES[name]))
    racers = tuple(dict.fromkeys(("gd", method.name)))
    return "&".join(f"{key}={value}" for key, value in write_scene(default_scene(surface, racers)))


def _knobs(title: str, defaults: Any, knobs: Any) -> str:
    if not knobs:
        return ""
    rows = "".join(
        f"<tr><th scope='row'>{escape(knob.label)}</th><td><code>{name}</code></td>"
        f"<td>{escape(spell_setting(getattr(defaults, name)))}</td><td>{escape(_range(knob))}</td>"
        f"<td>{escape(knob.hint)}</td></tr>"
        for name, knob in knobs.items()
    )
    heads = "".join(f"<th scope='col'>{text}</th>" for text in ("Setting", "Name", "Default", "Range", "Hint"))
    table = f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    # On a phone it is wider than the page and scrolls, with the keyboard too.
    return f"<div class='wide' tabindex='0' role='group' aria-label='Settings of {escape(title)}'>{table}</div>"


def _range(knob: Knob) -> str:
    if knob.text:
        return "a formula" if isinstance(knob.text, Reader) else "a table"
    if knob.options:
        return " or ".join(spell_setting(option) for option in knob.options)
    return f"{knob.low:g} to {knob.high:g}{', whole' if knob.whole else ''}"


def _schedule(schedule: Schedule) -> str:
    body = f"{_equation(schedule.latex)}{_curve(schedule)}{_knobs(schedule.title, schedule.params, schedule.knobs)}"
    return _entry(f"schedule-{schedule.name}", schedule.name, schedule.title, "", body)


def _curve(schedule: Schedule) -> str:
    """The rate over a run, as a small picture."""
    rates = schedule.rates(STEPS, 1.0)
    top = max(float(rates.max()), 1e-12)
    xs = np.linspace(1, WIDTH - 1, STEPS)
    ys = HEIGHT - 2 - (HEIGHT - 4) * rates / top
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in zip(xs, ys, strict=True))
    label = f"The rate over {STEPS} steps, from {rates[0]:g} to {rates[-1]:.3g} times the base rate"
    return (
        f"<svg viewBox='0 0 {WIDTH} {HEIGHT}' width='{WIDTH}' height='{HEIGHT}' role='img' aria-label='{label}'>"
        f"<polyline points='{points}'/></svg>"
    )


def _surface(surface: Surface) -> str:
    minima = surface.minima(surface.params)
    # What rounding leaves of a zero is a zero.
    places = ", ".join(f"({round(x, 12) + 0:.10g}, {round(y, 12) + 0:.10g})" for x, y in minima) or "none"
    knobs = _knobs(surface.title, surface.params, surface.knobs)
    body = f"{_equation(surface.latex)}<dl><dt>Minima</dt><dd>{places}</dd></dl>{knobs}"
    return _entry(f"surface-{surface.name}", surface.name, surface.title, surface.source, body)


async def reference(request: Request) -> HTMLResponse:
    """The page."""
    return HTMLResponse(await run_in_threadpool(reference_page), headers={"Cache-Control": "no-cache"})


REFERENCE_ROUTE = Route("/reference", reference)
