"""What racers are called: by the name a person gave them, else by their optimizer and what tells copies apart."""

from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any

from catalogue import Knob, spell_setting
from optimizers import OPTIMIZERS
from schedules import SCHEDULES
from simulation import Racer, Scene
from simulation.racer_name import mend_name


def racer_titles(scene: Scene) -> list[str]:
    """Each racer's title; no two are equal."""
    unnamed: dict[str, list[Racer]] = {}
    for racer in scene.racers:
        if not racer.title:
            unnamed.setdefault(racer.optimizer, []).append(racer)
    titles: dict[int, str] = {}
    # A name that a person chose is taken before those that are made up here.
    for place in sorted(range(len(scene.racers)), key=lambda place: not scene.racers[place].title):
        racer = scene.racers[place]
        wished = racer.title or _made_up(racer, unnamed[racer.optimizer])
        numbered = (f"{wished} ({number})" for number in count(2))
        titles[place] = wished if wished not in titles.values() else _first_free(numbered, titles)
    return [titles[place] for place in range(len(scene.racers))]


def _first_free(candidates: Iterator[str], titles: dict[int, str]) -> str:
    return next(title for title in candidates if title not in titles.values())


def _made_up(racer: Racer, group: Sequence[Racer]) -> str:
    """The optimizer's title, and of its settings exactly those in which the racers of this group differ."""
    parts = list(_differences(racer, group))
    title = OPTIMIZERS[racer.optimizer].title
    return f"{title} {', '.join(parts)}" if parts else title


def _differences(racer: Racer, group: Sequence[Racer]) -> Iterator[str]:
    if len({other.lr for other in group}) > 1:
        yield f"{racer.lr:g}"
    hyper = [dict(other.hyper) for other in group]
    yield from _settings(dict(racer.hyper), hyper, OPTIMIZERS[racer.optimizer].knobs)
    if len({other.schedule for other in group}) > 1:
        yield _uncapitalized(SCHEDULES[racer.schedule].title)
    alike = [dict(other.schedule_params) for other in group if other.schedule == racer.schedule]
    yield from _settings(dict(racer.schedule_params), alike, SCHEDULES[racer.schedule].knobs)


def _settings(own: dict[str, Any], others: list[dict[str, Any]], knobs: Any) -> Iterator[str]:
    for name, value in own.items():
        if len({other.get(name) for other in others}) > 1:
            spelled = spell_setting(value)
            # A long formula is no title, and one with "<" in it could be read as markup.
            if mend_name(spelled) == spelled:
                yield f"{_short(knobs[name])} {spelled}"


def _short(knob: Knob) -> str:
    """The symbol at the end of the knob's label, or the whole label where there is none."""
    last = knob.label.split()[-1]
    return last if len(last) == 1 or not last.isascii() else _uncapitalized(knob.label)


def _uncapitalized(text: str) -> str:
    return text[0].lower() + text[1:]
