"""A scene as text: the pairs of a link's query, short, versioned and readable.

    v=1 & surface=rosenbrock,a:1,b:100 & racer=adam,lr:0.05,beta1:0.9,... & starts=-1.5,2;0.5,1 & steps=400

`racer` repeats; its `as` and `colour` are a name and a colour of its own, and `copy` is which of its kind it is where
that is not its place among them. Every setting is written out, so a changed default never changes an old link. Reading
keeps what it can: each part that makes no sense is dropped, replaced by a default, and named in a sentence.

A typed text is written with every sign that means something to a link, an address or a page as ~ and its UTF-8 bytes,
`0.99~5Et` for 0.99^t. So a link is the same with and without the escaping that an address needs, wherever it is read.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, TypeVar

from catalogue import Knob, KnobError, UnknownName, is_choice
from optimizers import OPTIMIZERS
from schedules import SCHEDULES
from simulation.racer_name import MARKUP, MOST_SIGNS, mend_name
from simulation.scene import (
    AUTOMATIC,
    COLOUR,
    COPY,
    MAX_RACERS,
    NOISE,
    SEED,
    SEEDS,
    STEPS,
    Racer,
    Scene,
    SceneError,
    Settings,
    check_rates,
    check_scene,
    check_start,
    default_racer,
    default_scene,
    most_starts,
    twins,
    without_unsuitable,
)
from surfaces import SURFACES, Surface

VERSION = "1"
PROBLEMS = (KnobError, UnknownName, SceneError, ValueError)
# More sentences than this help nobody.
MOST_PROBLEMS = 6
# More than any optimizer, schedule or surface has; a link may name a thousand.
MOST_SETTINGS = 64
_SPECIAL = re.compile(r"[^A-Za-z0-9_.()*/-]")
_ESCAPED = re.compile(r"(?:~[0-9A-Fa-f]{2})+")
_LOST_PLUS = re.compile(r"(?<=[\w.)]) +(?=[\w.(])")

# What a link says of a racer beside its hyper-parameters, none of which has one of these names.
RESERVED = ("lr", "schedule", "as", "colour", "copy")

Pairs = Iterable[tuple[str, str]]
Given = list[tuple[str, str]]
T = TypeVar("T")


def write_scene(scene: Scene) -> list[tuple[str, str]]:
    """The scene as (key, value) pairs; `read_scene` gives back an equal scene."""
    pairs = [("v", VERSION), ("surface", _write_named(scene.surface, scene.surface_params))]
    pairs += [("racer", _write_racer(racer)) for racer in scene.racers] or [("racer", "none")]
    pairs.append(("starts", ";".join(f"{_number(x)},{_number(y)}" for x, y in scene.starts) or "none"))
    pairs.append(("steps", str(scene.steps)))
    if scene.noise:
        pairs.append(("noise", _number(scene.noise)))
    if scene.seed:
        pairs.append(("seed", str(scene.seed)))
    if scene.seeds != 1:
        pairs.append(("seeds", str(scene.seeds)))
    return pairs


def _write_racer(racer: Racer) -> str:
    settings: list[tuple[str, Any]] = []
    if racer.title:
        settings.append(("as", racer.title))
    if racer.colour != AUTOMATIC:
        settings.append(("colour", racer.colour))
    if racer.copy != AUTOMATIC:
        settings.append(("copy", racer.copy))
    settings += [("lr", racer.lr), *racer.hyper]
    if racer.schedule != "constant":
        settings.append(("schedule", racer.schedule))
        settings += [(f"schedule.{name}", value) for name, value in racer.schedule_params]
    return _write_named(racer.optimizer, settings)


def _write_named(name: str, settings: Iterable[tuple[str, Any]]) -> str:
    return ",".join([name, *(f"{key}:{_written(value)}" for key, value in settings)])


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return _escape(value) if isinstance(value, str) else _number(value)


def _escape(text: str) -> str:
    """The text in signs that mean nothing to a link or an address; words stay as they are."""
    return _SPECIAL.sub(lambda sign: "".join(f"~{byte:02X}" for byte in sign[0].encode("utf-8", "replace")), text)


def _unescape(text: str) -> str:
    """The text that was escaped, or that somebody typed into the address."""
    # Such a plus arrives as a space, which no formula has between two values.
    return _unescape_words(_LOST_PLUS.sub("+", text))


def _unescape_words(text: str) -> str:
    return _ESCAPED.sub(lambda run: bytes.fromhex(run[0].replace("~", "")).decode("utf-8", "replace"), text)


def _number(value: float) -> str:
    # Without the plus of 1e+16, which an address takes for a space.
    text = repr(float(value)).replace("+", "")
    return text[:-2] if text.endswith(".0") else text


def read_scene(pairs: Pairs) -> tuple[Scene, list[str]]:
    """The scene that the pairs describe, and a sentence for each part that had to be dropped or mended."""
    reader = _Reader(list(pairs))
    scene = reader.scene()
    problems = reader.problems
    if len(problems) > MOST_PROBLEMS:
        problems = [*problems[:MOST_PROBLEMS], f"...and {len(problems) - MOST_PROBLEMS:,} more."]
    return scene, problems


class _Reader:
    """Reads pairs into a scene, part by part, collecting what went wrong."""

    def __init__(self, pairs: list[tuple[str, str]]) -> None:
        self.pairs = pairs
        self.problems: list[str] = []

    def scene(self) -> Scene:
        known = {"v", "surface", "racer", "starts", "steps", "noise", "seed", "seeds"}
        version = self._one("v")
        if version not in (None, VERSION):
            self._say(f"the link was made by another version ({version[:20]}); it is read as version {VERSION}")
        for key in dict.fromkeys(key for key, _ in self.pairs if key not in known):
            self._say(f"the link's part `{key[:40]}` is unknown and was left out")
        for key, times in Counter(key for key, _ in self.pairs if key in known - {"racer"}).items():
            if times > 1:
                self._say(f"the link says `{key}` {times:,} times; the first is used")
        ground, params = self._surface()
        base = default_scene(ground)
        steps = self._whole("steps", STEPS, base.steps)
        racers = self._racers(ground, steps, base.racers)
        scene = replace(base, surface_params=params, steps=steps, racers=racers)
        scene, unsuitable = without_unsuitable(scene)
        self.problems += unsuitable
        seeds = self._whole("seeds", SEEDS, 1)
        scene = replace(
            scene,
            noise=self._numeric("noise", NOISE, 0.0),
            seed=self._whole("seed", SEED, 0),
            seeds=seeds,
            starts=self._starts(ground, most_starts(len(scene.racers), steps, seeds), base.starts),
        )
        return self._runnable(scene)

    def _runnable(self, scene: Scene) -> Scene:
        """The scene, with one seed if it is too large with more, or the opening scene where that does not help."""
        smaller = replace(scene, seeds=1)
        try:
            check_scene(smaller)
        except PROBLEMS:
            return self._try(default_scene(), "the opening scene is shown", _checked, smaller)
        return self._try(smaller, "one seed is used", _checked, scene)

    def _say(self, sentence: str) -> None:
        self.problems.append(sentence[0].upper() + sentence[1:] + ".")

    def _one(self, key: str) -> str | None:
        return next((value for name, value in self.pairs if name == key), None)

    def _try(self, otherwise: T, instead: str, read: Callable[..., T], *arguments: Any) -> T:
        """What `read` gives; where it cannot, `otherwise`, and a sentence that ends with what is done instead."""
        try:
            return read(*arguments)
        except PROBLEMS as fault:
            question = str(fault).endswith("?")
            self._say(f"{fault} {instead[0].upper()}{instead[1:]}" if question else f"{fault}; {instead}")
            return otherwise

    def _numeric(self, key: str, knob: Knob, default: float) -> float:
        text = self._one(key)
        if text is None:
            return default
        return self._try(default, f"{_number(default)} is used", _read_knob, key, text, knob)

    def _whole(self, key: str, knob: Knob, default: int) -> int:
        return int(self._numeric(key, knob, default))

    def _surface(self) -> tuple[Surface, Settings]:
        """The surface and its settings."""
        text = self._one("surface")
        fallback = default_scene().surface
        name, given = _split_named(text) if text is not None else (fallback, [])
        if name not in SURFACES:
            ground = self._try(SURFACES[fallback], f"{fallback} is shown", lambda: SURFACES[name])
            return ground, tuple(ground.params._asdict().items())
        ground, given = self._choose(SURFACES[name], given)
        params = self._settings(given, ground.params, ground.knobs, name)
        usual = tuple(ground.params._asdict().items())
        params = self._try(usual, "the usual settings are used", _made, ground, params)
        return ground.at(dict(params)), params

    def _choose(self, ground: Surface, given: Given) -> tuple[Surface, Given]:
        """The surface that the given choices make, and the settings without the choices that make none.

        They are taken in the order of the parameters: what one allows may depend on those before it.
        """
        texts = dict(given)
        chosen: dict[str, Any] = {}
        for name in [name for name, default in ground.params._asdict().items() if is_choice(default)]:
            if name in texts:
                # What the choices before it have made usual.
                usual = getattr(ground.params, name)
                instead = f"{_spell(usual, ground.knobs[name])} is used"
                called = f"{name} of {ground.name}"
                read = self._try(None, instead, _read_choice, called, texts[name], ground, chosen, name)
                if read is None:
                    del texts[name]
                else:
                    chosen[name], ground = read
        return ground, [(key, text) for key, text in given if key in texts]

    def _settings(self, given: Given, defaults: Any, knobs: Any, owner: str) -> Settings:
        """Defaults with each readable setting put in; what cannot be read keeps its default."""
        values = defaults._asdict()
        if len(given) > MOST_SETTINGS:
            self._say(f"{owner} has {len(given):,} settings; the first {MOST_SETTINGS} are read")
        for key, text in given[:MOST_SETTINGS]:
            if key in knobs:
                instead = f"{_spell(values[key], knobs[key])} is used"
                values[key] = self._try(values[key], instead, _read_knob, f"{key} of {owner}", text, knobs[key])
            else:
                self._try(None, "it was left out", _refuse_setting, key, knobs, owner)
        return tuple(values.items())

    def _racers(self, ground: Surface, steps: int, otherwise: tuple[Racer, ...]) -> tuple[Racer, ...]:
        texts = [value for key, value in self.pairs if key == "racer"]
        if not texts:
            return otherwise
        if texts == ["none"]:
            return ()
        if len(texts) > MAX_RACERS:
            self._say(
                f"the link has {len(texts):,} racers and {MAX_RACERS} run together; the first {MAX_RACERS} are kept"
            )
        read = [self._try(None, "it was left out", self._racer, text, ground, steps) for text in texts[:MAX_RACERS]]
        kept = tuple(racer for racer in read if racer is not None)
        return self._told_apart(kept) or otherwise

    def _told_apart(self, racers: tuple[Racer, ...]) -> tuple[Racer, ...]:
        """The racers, without the numbers of a kind of which two have the same."""
        mixed = twins(racers)
        for optimizer in sorted(mixed):
            self._say(f"two racers of {optimizer} have the same `copy`; they are counted anew")
        return tuple(replace(racer, copy=AUTOMATIC) if racer.optimizer in mixed else racer for racer in racers)

    def _racer(self, text: str, ground: Surface, steps: int) -> Racer:
        name, given = _split_named(text)
        method, racer = OPTIMIZERS[name], default_racer(name, ground)
        settings = dict(given)
        if "lr" in settings:
            instead = f"{_number(racer.lr)} is used"
            lr = self._try(racer.lr, instead, _read_knob, f"lr of {name}", settings["lr"], method.lr_knob)
            racer = replace(racer, lr=lr)
        racer = self._look(racer, settings)
        own = [(k, v) for k, v in given if k not in RESERVED and not k.startswith("schedule.")]
        defaults = method.with_hyper(dict(racer.hyper))
        racer = replace(racer, hyper=self._settings(own, defaults, method.knobs, name))
        if "schedule" not in settings:
            if any(key.startswith("schedule.") for key in settings):
                self._say(f"settings of a schedule are given to {name} but no schedule; a constant rate is used")
            return racer
        constant = SCHEDULES["constant"]
        plan = self._try(constant, "a constant rate is used", lambda: SCHEDULES[settings["schedule"]])
        given_to_plan = [(k.removeprefix("schedule."), v) for k, v in given if k.startswith("schedule.")]
        params = self._settings(given_to_plan, plan.params, plan.knobs, plan.name)
        scheduled = replace(racer, schedule=plan.name, schedule_params=params)
        return self._try(racer, "a constant rate is used", _with_rates, scheduled, steps)

    def _look(self, racer: Racer, settings: dict[str, str]) -> Racer:
        """The racer with the name, the colour and the number that the link gives it."""
        given, owner = _unescape_words(settings.get("as", "")), racer.optimizer
        title = mend_name(given)
        if len(given) > MOST_SIGNS:
            self._say(f"the name of {owner} is too long; {f'`{title}`' if title else 'its usual one'} is used")
        elif title != given:
            cannot = f"the name of {owner} has signs that a name cannot have, such as one of {' '.join(MARKUP)}"
            self._say(f"{cannot}; {f'`{title}`' if title else 'its usual one'} is used")

        def number(key: str, knob: Knob, called: str) -> int:
            if key not in settings:
                return AUTOMATIC
            return int(self._try(AUTOMATIC, "its own is used", _read_knob, called, settings[key], knob))

        colour, copy = number("colour", COLOUR, f"the colour of {owner}"), number("copy", COPY, f"copy of {owner}")
        return replace(racer, title=title, colour=colour, copy=copy)

    def _starts(self, ground: Surface, most: int, otherwise: tuple[tuple[float, float], ...]) -> Any:
        text = self._one("starts")
        if text is None:
            return otherwise
        if text in ("none", ""):
            return ()
        parts = text.split(";")
        if len(parts) > most:
            self._say(f"the link has {len(parts):,} starts and {most:,} fit this scene; the first {most:,} are kept")
        read = [self._try(None, "it was left out", _read_start, part, ground) for part in parts[:most]]
        return tuple(start for start in read if start is not None) or otherwise


def _made(ground: Surface, params: Settings) -> Settings:
    ground.at(dict(params))
    return params


def _checked(scene: Scene) -> Scene:
    check_scene(scene)
    return scene


def _read_choice(called: str, text: str, ground: Surface, chosen: dict[str, Any], name: str) -> tuple[Any, Surface]:
    """The choice and the surface that it makes."""
    value = _read_knob(called, text, ground.knobs[name])
    return value, ground.at({**chosen, name: value})


def _split_named(text: str) -> tuple[str, Given]:
    name, *rest = text.split(",")
    return name, [(key, value) for key, _, value in (part.partition(":") for part in rest)]


def _read_number(key: str, text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise SceneError(f"{key} must be a number, not `{text[:40]}`") from None


def _read_knob(called: str, text: str, knob: Knob) -> Any:
    if knob.text:
        return knob.check(called, _unescape(text))
    if knob.options:
        words = {_written(option): option for option in knob.options}
        return knob.check(called, words.get(text, text))
    return knob.check(called, _read_number(called, text))


def _spell(value: Any, knob: Knob) -> str:
    return f"`{value}`" if knob.text else _written(value)


def _with_rates(racer: Racer, steps: int) -> Racer:
    check_rates(racer, steps)
    return racer


def _refuse_setting(key: str, knobs: Any, owner: str) -> None:
    raise UnknownName(f"setting of {owner}", key, knobs)


def _read_start(text: str, ground: Surface) -> tuple[float, float]:
    numbers = text.split(",")
    if len(numbers) != 2:
        raise SceneError(f"a start is two numbers, x,y, not `{text[:40]}`")
    start = (_read_number("the start's x", numbers[0]), _read_number("the start's y", numbers[1]))
    check_start(ground, start)
    return start
