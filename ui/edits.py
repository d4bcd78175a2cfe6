"""What a person can do to a scene, as pure functions: scene in, scene out."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from optimizers import OPTIMIZERS
from schedules import SCHEDULES
from simulation import Racer, Scene, SceneError, default_racer, default_scene
from simulation.scene import check_start, most_starts


def choose_surface(scene: Scene, surface: str, remembered: Mapping[str, Scene]) -> Scene:
    """Another surface with the same optimizers: as it was left if it was shown before, else at its defaults."""
    before = remembered.get(surface, default_scene(surface))
    names = tuple(dict.fromkeys(racer.optimizer for racer in scene.racers))
    return choose_optimizers(before, names)


def choose_optimizers(scene: Scene, names: Iterable[str]) -> Scene:
    """Race exactly these optimizers, in menu order; those already racing keep their settings (and their copies)."""
    chosen = set(names)
    racers: list[Racer] = []
    for name in OPTIMIZERS:
        if name in chosen:
            running = [racer for racer in scene.racers if racer.optimizer == name]
            racers += running or [default_racer(name, scene.surface)]
    return replace(scene, racers=tuple(racers))


def choose_schedule(racer: Racer, schedule: str) -> Racer:
    """The racer with another schedule at its default parameters."""
    return replace(racer, schedule=schedule, schedule_params=tuple(SCHEDULES[schedule].params._asdict().items()))


def reset_settings(scene: Scene) -> Scene:
    """The surface's own parameters, starts and steps, and the same optimizers at their best on it."""
    fresh = default_scene(scene.surface)
    return choose_optimizers(replace(fresh, racers=()), {racer.optimizer for racer in scene.racers})


def place_starts(scene: Scene, edit: Any) -> tuple[Scene, list[str]]:
    """The starts that the stage sent, as far as they can be run, and a sentence for what was left out.

    `edit` comes from a browser and may be anything.
    """
    given = edit.get("starts") if isinstance(edit, Mapping) else None
    if not isinstance(given, list):
        return scene, ["The stage sent no starts; nothing was changed."]
    problems: list[str] = []
    starts: list[tuple[float, float]] = []
    most = most_starts(len(scene.racers), scene.steps)
    for item in given[:most]:
        try:
            starts.append(_start(scene.surface, item))
        except SceneError as fault:
            problems.append(f"{str(fault)[0].upper()}{str(fault)[1:]}; it was left out.")
    if len(given) > most:
        problems.append(
            f"With {len(scene.racers)} racers and {scene.steps} steps at most {most:,} starts fit; the rest were left out. "
            "Remove racers or steps to have more."
        )
    return replace(scene, starts=tuple(starts)), problems[:3]


def _start(surface: str, item: Any) -> tuple[float, float]:
    if not isinstance(item, list) or len(item) != 2 or not all(isinstance(n, int | float) for n in item):
        raise SceneError("a start must be two numbers")
    x, y = float(item[0]), float(item[1])
    if not math.isfinite(x) or not math.isfinite(y):
        raise SceneError("a start must be two finite numbers")
    check_start(surface, (x, y))
    return x, y


def edit_number(edit: Any) -> int:
    """The number of a stage's edit, 0 if it has none."""
    number = edit.get("number") if isinstance(edit, Mapping) else None
    return number if isinstance(number, int) and 0 <= number < 2**53 else 0
