"""A scene: a frozen description of everything that is simulated, and its run."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from catalogue import Knob
from optimizers import OPTIMIZERS
from schedules import SCHEDULES, RateError
from simulation.batches import MOST_ENTRIES, in_batches
from simulation.engine import FAR, Trajectory, simulate
from simulation.oracle import unmet_need
from simulation.racer_name import NAME_RULE, mend_name
from surfaces import SURFACES, Surface

Settings = tuple[tuple[str, Any], ...]

MAX_RACERS = 24
MAX_PATHS = 2000
MAX_POINTS = 1_200_000

STEPS = Knob("Steps", 1, 5000, "log", whole=True, hint="How many steps every racer takes.")
SEED = Knob("Seed", 0, 2**31 - 1, whole=True, hint="The same seed draws the same noise and the same mini-batches.")
SEEDS = Knob("Seeds", 1, 100, whole=True, hint="Runs from each start, each with noise and mini-batches of its own.")
NOISE = Knob("Gradient noise", 0.0, 100.0, hint="Standard deviation of the noise on each gradient component.")
# A racer's own colour, by its place in the palette.
COLOUR = Knob("Colour", 0, 7, whole=True)
# Which of the racers of its kind a racer is.
COPY = Knob("Copy", 0, 2**31 - 1, whole=True)
AUTOMATIC = -1


class SceneError(ValueError):
    """The scene asks for more than is allowed; the message says what to change."""


@dataclass(frozen=True)
class Racer:
    """An optimizer with every setting it runs with, written out in full so that defaults may change later.

    `title` is the name that a person gave it, "" for the usual one; `colour` is a place in the palette or AUTOMATIC;
    `copy` tells it from the others of its kind while they come and go, AUTOMATIC where that is its place among them.
    None of them changes a run.
    """

    optimizer: str
    lr: float
    hyper: Settings = ()
    schedule: str = "constant"
    schedule_params: Settings = ()
    title: str = ""
    colour: int = AUTOMATIC
    copy: int = AUTOMATIC


@dataclass(frozen=True)
class Scene:
    """The surface and its parameters, the starts, the racers, the steps, the noise, its seed, the seeds per start."""

    surface: str
    surface_params: Settings
    starts: tuple[tuple[float, float], ...]
    racers: tuple[Racer, ...]
    steps: int
    seed: int = 0
    noise: float = 0.0
    seeds: int = 1

    @property
    def ground(self) -> Surface:
        """The surface that the name and the choices among its parameters make."""
        return SURFACES[self.surface].at(dict(self.surface_params))

    @property
    def runs(self) -> int:
        """How many runs each racer makes."""
        return len(self.starts) * self.seeds


def default_racer(optimizer: str, surface: str | Surface) -> Racer:
    """The optimizer with the settings that show it well on this surface."""
    method, ground = OPTIMIZERS[optimizer], SURFACES[surface] if isinstance(surface, str) else surface
    tuned = dict(method.tuned.get(ground.name, method.elsewhere))
    factor = tuned.pop("lr_factor", method.lr_factor)
    unit = {"gradient": ground.gradient_rate, "stride": ground.stride, "none": 1.0}[method.lr_unit]
    wanted = float(f"{tuned.pop('lr', factor * unit):.3g}")
    # On a map a thousand wide a good step may be longer than the rate's control goes.
    lr = min(max(wanted, method.lr_knob.low), method.lr_knob.high)
    return Racer(optimizer, lr, tuple(method.with_hyper(tuned)._asdict().items()))


def default_scene(
    surface: str | Surface = "himmelblau", optimizers: tuple[str, ...] = ("gd", "momentum", "nesterov", "adam")
) -> Scene:
    """The surface as it first appears: its own starts and steps, and the optimizers at their best on it."""
    ground = SURFACES[surface] if isinstance(surface, str) else surface
    return Scene(
        surface=ground.name,
        surface_params=tuple(ground.params._asdict().items()),
        starts=ground.starts,
        racers=tuple(default_racer(name, ground) for name in optimizers),
        steps=ground.steps,
    )


def plain(racer: Racer) -> Racer:
    """The racer without name, colour and number: equal ones run alike."""
    return replace(racer, title="", colour=AUTOMATIC, copy=AUTOMATIC)


def plain_scene(scene: Scene) -> Scene:
    """The scene of plain racers: equal ones run alike."""
    return replace(scene, racers=tuple(plain(racer) for racer in scene.racers))


def copy_numbers(racers: Iterable[Racer]) -> list[int]:
    """Which of its kind each racer is: the number that it has, or else its place among them."""
    places: Counter[str] = Counter()
    numbers = []
    for racer in racers:
        numbers.append(places[racer.optimizer] if racer.copy == AUTOMATIC else racer.copy)
        places[racer.optimizer] += 1
    return numbers


def with_numbers(racers: Iterable[Racer], numbers: Iterable[int]) -> tuple[Racer, ...]:
    """The racers with these numbers; one that is a racer's place among its kind is left out."""
    bare = [replace(racer, copy=AUTOMATIC) for racer in racers]
    triples = zip(bare, numbers, copy_numbers(bare), strict=True)
    return tuple(racer if number == place else replace(racer, copy=number) for racer, number, place in triples)


def twins(racers: Sequence[Racer]) -> set[str]:
    """The optimizers of which two racers have the same number."""
    seen = Counter(zip((racer.optimizer for racer in racers), copy_numbers(racers), strict=True))
    return {optimizer for (optimizer, _), times in seen.items() if times > 1}


def most_starts(racers: int, steps: int, seeds: int = 1) -> int:
    """How many starts a scene with so many racers, steps and seeds may have; with many seeds not even one."""
    return min(MAX_PATHS, MAX_POINTS // (steps + 1)) // max(racers * seeds, 1)


def check_count(starts: int, scene: Scene) -> None:
    """Raise SceneError if so many starts are too many for the scene's racers, steps and seeds."""
    limit = most_starts(len(scene.racers), scene.steps, scene.seeds)
    if starts > limit:
        many = "1 start is" if starts == 1 else f"{starts:,} starts are"
        seeds = f", {scene.seeds} seeds" if scene.seeds > 1 else ""
        raise SceneError(
            f"{many} too many: with {len(scene.racers)} racers{seeds} and {scene.steps} steps at most {limit:,} fit; "
            f"remove racers{', seeds' if seeds else ''} or steps to have more"
        )


def without_unsuitable(scene: Scene) -> tuple[Scene, list[str]]:
    """The scene without the racers that cannot run on its surface, and a sentence for each optimizer left out."""
    ground = scene.ground
    params = ground.with_params(dict(scene.surface_params))
    needs = {racer.optimizer: unmet_need(OPTIMIZERS[racer.optimizer], ground, params) for racer in scene.racers}
    racers = tuple(racer for racer in scene.racers if not needs[racer.optimizer])
    return replace(scene, racers=racers), [f"{need}; it was left out." for need in needs.values() if need]


def check_scene(scene: Scene) -> None:
    """Raise SceneError, KnobError or UnknownName if any part of the scene cannot be run."""
    ground = scene.ground
    params = ground.with_params(dict(scene.surface_params))
    for racer in scene.racers:
        method = OPTIMIZERS[racer.optimizer]
        method.lr_knob.check(f"lr of {racer.optimizer}", racer.lr)
        method.with_hyper(dict(racer.hyper))
        check_look(racer)
        need = unmet_need(method, ground, params)
        if need:
            raise SceneError(need)
    STEPS.check("steps", scene.steps)
    for racer in scene.racers:
        check_rates(racer, scene.steps)
    for optimizer in sorted(twins(scene.racers)):
        raise SceneError(f"two racers of {optimizer} have the same number; give each its own")
    SEED.check("seed", scene.seed)
    SEEDS.check("seeds", scene.seeds)
    NOISE.check("noise", scene.noise)
    if len(scene.racers) > MAX_RACERS:
        raise SceneError(f"at most {MAX_RACERS} racers run together, not {len(scene.racers)}")
    check_count(len(scene.starts), scene)
    if in_batches(ground, params) and ground.count * scene.steps * scene.seeds > MOST_ENTRIES:
        raise SceneError(
            f"{ground.count:,} samples, {scene.steps:,} steps and {scene.seeds} seeds are too many for mini-batches; "
            "lower the steps or the seeds"
        )
    for start in scene.starts:
        check_start(ground, start)


def check_look(racer: Racer) -> None:
    """Raise SceneError or KnobError if the racer's name, colour or number cannot be."""
    if racer.title != mend_name(racer.title):
        raise SceneError(f"the name of {racer.optimizer} cannot be shown; {NAME_RULE}")
    if racer.colour != AUTOMATIC:
        COLOUR.check(f"the colour of {racer.optimizer}", racer.colour)
    if racer.copy != AUTOMATIC:
        COPY.check(f"the number of {racer.optimizer}", racer.copy)


def check_rates(racer: Racer, steps: int) -> None:
    """Raise SceneError, KnobError or UnknownName if the racer's schedule has no rate for one of the steps."""
    try:
        SCHEDULES[racer.schedule].rates(int(steps), racer.lr, **dict(racer.schedule_params))
    except RateError as fault:
        raise SceneError(f"the rate of {racer.optimizer} at step {fault.step} is {fault.wrong}") from None


def check_start(ground: Surface, start: tuple[float, float]) -> None:
    """Raise SceneError if the start lies too far outside the surface's domain."""
    for number, (low, high), axis in zip(start, ground.domain, "xy", strict=True):
        reach = FAR * (high - low)
        if not low - reach <= number <= high + reach:
            raise SceneError(
                f"the start ({start[0]:g}, {start[1]:g}) is too far away: on {ground.name}, {axis} must lie between "
                f"{low - reach:g} and {high + reach:g}"
            )


def run_scene(scene: Scene, dtype: str = "float32") -> list[Trajectory]:
    """The trajectory of every racer, in the scene's order."""
    return [simulate_racer(scene, racer, dtype) for racer in scene.racers]


def simulate_racer(scene: Scene, racer: Racer, dtype: str = "float32") -> Trajectory:
    """One racer's runs from all the scene's starts."""
    return simulate(
        scene.surface,
        racer.optimizer,
        starts=np.reshape(scene.starts, (-1, 2)),
        steps=scene.steps,
        lr=racer.lr,
        hyper=dict(racer.hyper),
        schedule=racer.schedule,
        schedule_params=dict(racer.schedule_params),
        surface_params=dict(scene.surface_params),
        noise=scene.noise,
        seed=scene.seed,
        seeds=scene.seeds,
        dtype=dtype,
    )
