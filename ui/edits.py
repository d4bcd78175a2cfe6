"""What a person can do to a scene, as pure functions: scene in, scene out."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from catalogue import KnobError, is_choice
from optimizers import OPTIMIZERS
from schedules import SCHEDULES
from simulation import Racer, Scene, SceneError, default_racer, default_scene
from simulation.patterns import PATTERNS, pattern_starts
from simulation.scene import Settings, check_count, check_start, copy_numbers, most_starts
from surfaces import SURFACES, Surface
from surfaces.typed import SIDES

# A racer's optimizer, and which of its kind it is.
Who = tuple[str, int]
Starts = tuple[tuple[float, float], ...]


# For each surface the scene as it was left, with every racer that ever ran in it.
Memory = Mapping[str, Scene]


def remember(scene: Scene, memory: Memory) -> Memory:
    """The memory with this scene in it; racers that have left the race keep their settings there."""
    racing = {racer.optimizer for racer in scene.racers}
    known = memory[scene.surface].racers if scene.surface in memory else ()
    rested = tuple(racer for racer in known if racer.optimizer not in racing)
    return {**memory, scene.surface: replace(scene, racers=scene.racers + rested)}


def choose_surface(memory: Memory, scene: Scene, surface: str) -> Scene:
    """Another surface with the same optimizers: as it was left if it was shown before, else at its defaults."""
    before = memory.get(surface)
    if before is None or lost_data(before):
        memory, before = {}, default_scene(surface)
    names = tuple(dict.fromkeys(racer.optimizer for racer in scene.racers))
    return choose_optimizers(memory, before, names)


def lost_data(scene: Scene) -> str:
    """Why the scene's surface cannot be made any more (the data of an upload are gone), else ""."""
    return _why_none(SURFACES[scene.surface], dict(scene.surface_params))


def _why_none(family: Surface, settings: Mapping[str, Any]) -> str:
    """Why these settings make no surface, "" where they make one."""
    try:
        family.at(settings)
    except KnobError as fault:
        return str(fault)
    return ""


def choose_optimizers(memory: Memory, scene: Scene, names: Iterable[str]) -> Scene:
    """Race exactly these optimizers, in menu order, with the settings (and the copies) that they have or last had."""
    chosen = set(names)
    known = remember(scene, memory)[scene.surface].racers
    racers: list[Racer] = []
    for name in OPTIMIZERS:
        if name in chosen:
            had = [racer for racer in known if racer.optimizer == name]
            racers += had or [default_racer(name, scene.ground)]
    return replace(scene, racers=tuple(racers))


def change_racer(scene: Scene, who: Who, change: Callable[[Racer], Racer]) -> Scene:
    """The scene with one racer changed; the same scene if that racer has left the race meanwhile."""
    racers = tuple(change(racer) if named == who else racer for named, racer in named_racers(scene))
    return replace(scene, racers=racers)


def named_racers(scene: Scene) -> list[tuple[Who, Racer]]:
    """Each racer with a name that stays its own while others come and go."""
    numbers = copy_numbers(scene.racers)
    return [((racer.optimizer, number), racer) for racer, number in zip(scene.racers, numbers, strict=True)]


def set_rate(who: Who, scene: Scene, lr: float) -> Scene:
    """Another learning rate for one racer."""
    return change_racer(scene, who, lambda racer: replace(racer, lr=lr))


def set_hyper(who: Who, name: str, scene: Scene, value: Any) -> Scene:
    """Another value of one hyper-parameter of one racer."""
    return change_racer(scene, who, lambda racer: replace(racer, hyper=put(racer.hyper, name, value)))


def set_schedule(who: Who, scene: Scene, schedule: str) -> Scene:
    """Another schedule for one racer, at its default parameters."""
    params = tuple(SCHEDULES[schedule].params._asdict().items())
    return change_racer(scene, who, lambda racer: replace(racer, schedule=schedule, schedule_params=params))


def set_schedule_param(who: Who, name: str, scene: Scene, value: Any) -> Scene:
    """Another value of one parameter of one racer's schedule."""
    return change_racer(
        scene, who, lambda racer: replace(racer, schedule_params=put(racer.schedule_params, name, value))
    )


def set_surface_param(name: str, scene: Scene, value: Any) -> Scene:
    """Another value of one parameter of the surface."""
    if is_choice(value):
        return _choose(scene, name, value)
    params = put(scene.surface_params, name, value)
    if name in SIDES:
        return _within_reach(scene, replace(scene, surface_params=_in_order(params, dict(scene.surface_params), name)))
    return replace(scene, surface_params=params)


def _in_order(params: Settings, before: Mapping[str, Any], side: str) -> Settings:
    """The parameters; where a side of the map went beyond the one across, that one keeps its distance."""
    low, high = SIDES[:2] if side in SIDES[:2] else SIDES[2:]
    now, width = dict(params), before[high] - before[low]
    if now[low] < now[high]:
        return params
    return put(params, high, now[low] + width) if side == low else put(params, low, now[high] - width)


def _within_reach(before: Scene, scene: Scene) -> Scene:
    """The scene; where its map shows no start or leaves one out of reach, with its own starts, and rates for them."""
    ground = scene.ground
    try:
        for start in scene.starts:
            check_start(ground, start)
    except SceneError:
        return _settle(before, scene, ground.starts)
    seen = any(
        all(low <= number <= high for number, (low, high) in zip(start, ground.domain, strict=True))
        for start in scene.starts
    )
    return scene if seen or not scene.starts else _settle(before, scene, ground.starts)


def _choose(scene: Scene, name: str, value: Any) -> Scene:
    """Another formula or data set: what was set by hand stays as far as the new surface knows it."""
    family, given = SURFACES[scene.surface], put(scene.surface_params, name, value)
    chosen: dict[str, Any] = {}
    for key, setting in given:
        # What one choice allows depends on those before it.
        if is_choice(setting) and (key == name or family.at(chosen).knobs[key].takes(setting)):
            chosen[key] = setting
    ground = family.at(chosen)
    numbers, sides = _set_by_hand(scene)
    numbers = {key: n for key, n in numbers.items() if key in ground.knobs and ground.knobs[key].takes(n)}
    settings = ground.params._asdict() | numbers | chosen
    # A map set by hand may not suit another formula.
    if not _why_none(family, settings | sides):
        settings |= sides
    changed = replace(scene, surface_params=tuple(settings.items()))
    ground = changed.ground
    if ground.domain == scene.ground.domain:
        return _settle(scene, changed, scene.starts)
    return replace(_settle(scene, changed, ground.starts), steps=ground.steps)


def _set_by_hand(scene: Scene) -> tuple[dict[str, Any], dict[str, Any]]:
    """The numbers that differ from the surface's own, and the sides of each axis of the map of which one differs."""
    usual, given = scene.ground.params._asdict(), dict(scene.surface_params)
    changed = {key for key, setting in given.items() if setting != usual[key]}
    axes = [axis for axis in (SIDES[:2], SIDES[2:]) if changed & set(axis)]
    numbers = {key: given[key] for key in given if key in changed - set(SIDES) and not is_choice(given[key])}
    return numbers, {side: given[side] for axis in axes for side in axis}


def _settle(before: Scene, scene: Scene, starts: Starts) -> Scene:
    """The scene with these starts; a rate that nobody touched becomes the one that suits its surface."""
    choices = {key: setting for key, setting in before.surface_params if is_choice(setting)}
    # A side of the map that was moved has left the rates as they were.
    grounds = before.ground, SURFACES[before.surface].at(choices)
    racers = []
    for racer in scene.racers:
        usual = {default_racer(racer.optimizer, ground).lr for ground in grounds}
        now = default_racer(racer.optimizer, scene.ground)
        racers.append(replace(racer, lr=now.lr) if racer.lr in usual else racer)
    return replace(scene, starts=starts, racers=tuple(racers))


def set_field(name: str, scene: Scene, value: Any) -> Scene:
    """Another number of steps, seed or noise."""
    return replace(scene, **{name: value})


def put(settings: Settings, name: str, value: Any) -> Settings:
    """The settings with one of them changed, in the same order."""
    return tuple({**dict(settings), name: value}.items())


def reset_settings(scene: Scene) -> Scene:
    """The surface's own numbers, starts and steps, and the same optimizers at their best on it."""
    choices = {name: value for name, value in scene.surface_params if is_choice(value)}
    fresh = default_scene(SURFACES[scene.surface].at(choices))
    return choose_optimizers({}, replace(fresh, racers=()), {racer.optimizer for racer in scene.racers})


def place_starts(scene: Scene, edit: Any) -> tuple[Scene, list[str]]:
    """The starts that the stage sent, as far as they can be run, and a sentence for what was left out.

    `edit` comes from a browser and may be anything.
    """
    given = edit.get("starts") if isinstance(edit, Mapping) else None
    if not isinstance(given, list):
        return scene, ["The stage sent no starts; nothing was changed."]
    problems: list[str] = []
    starts: list[tuple[float, float]] = []
    most = most_starts(len(scene.racers), scene.steps, scene.seeds)
    for item in given[:most]:
        try:
            starts.append(_start(scene.ground, item))
        except SceneError as fault:
            problems.append(f"{str(fault)[0].upper()}{str(fault)[1:]}; it was left out.")
    try:
        check_count(len(given), scene)
    except SceneError as fault:
        problems.append(f"{fault}. The rest were left out.")
    return replace(scene, starts=tuple(starts)), problems[:3]


@dataclass(frozen=True)
class Placing:
    """A pattern of starts with the settings that it is to be placed with."""

    pattern: str
    count: int
    settings: Settings

    @classmethod
    def usual(cls, pattern: str) -> "Placing":
        """The pattern as it is first offered."""
        return cls(pattern, PATTERNS[pattern].usual_count, tuple(PATTERNS[pattern].usual.items()))


def placed_starts(scene: Scene, placing: Placing) -> Starts:
    """The starts that this pattern has on the scene's map; fewer where so many do not fit, none where nothing does."""
    count = min(placing.count, most_starts(len(scene.racers), scene.steps, scene.seeds))
    return pattern_starts(scene.ground, placing.pattern, count, dict(placing.settings)) if count else ()


def place_pattern(scene: Scene, placing: Placing) -> Scene:
    """The scene with the starts of this pattern in place of its own."""
    return replace(scene, starts=placed_starts(scene, placing))


def one_start(scene: Scene) -> Scene:
    """The scene with the first of its surface's own starts alone."""
    return replace(scene, starts=scene.ground.starts[:1])


def _start(ground: Surface, item: Any) -> tuple[float, float]:
    numbers: list[Any] = item if isinstance(item, list) else []
    plain = all(isinstance(number, int | float) and not isinstance(number, bool) for number in numbers)
    if len(numbers) != 2 or not plain:
        raise SceneError("a start must be two numbers")
    try:
        x, y = (float(number) for number in numbers)
    except OverflowError:
        raise SceneError("a start must be two numbers of a sensible size") from None
    check_start(ground, (x, y))
    return x, y


def edit_number(edit: Any) -> int:
    """The number of a stage's edit, 0 if it has none."""
    number = edit.get("number") if isinstance(edit, Mapping) else None
    return number if isinstance(number, int) and 0 <= number < 2**53 else 0
