"""What a person can do to the field of racers, as pure functions: copies, names, colours, one rate for all."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import chain

from figures import racer_titles, shown_colours
from optimizers import OPTIMIZERS
from simulation import Racer, Scene, SceneError, default_racer
from simulation.racer_name import mend_name
from simulation.scene import MAX_RACERS, plain, with_numbers
from ui.edits import Who, change_racer, named_racers


def add_copy(who: Who, scene: Scene) -> Scene:
    """One more racer of this kind, with the same settings and a rate that can be told from those of the others."""
    named = named_racers(scene)
    copies = {number: racer for (optimizer, number), racer in named if optimizer == who[0]}
    if who[1] not in copies:
        return scene
    if len(scene.racers) >= MAX_RACERS:
        raise SceneError(f"at most {MAX_RACERS} racers run together; remove one to add another")
    copy = replace(plain(copies[who[1]]), lr=_another_rate(copies[who[1]], copies.values()))
    after = max(place for place, racer in enumerate(scene.racers) if racer.optimizer == who[0]) + 1
    named.insert(after, ((who[0], max(copies) + 1), copy))
    return replace(scene, racers=_numbered(named))


def _numbered(named: list[tuple[Who, Racer]]) -> tuple[Racer, ...]:
    return with_numbers((racer for _, racer in named), (number for (_, number), _ in named))


def _another_rate(like: Racer, copies: Iterable[Racer]) -> float:
    """A round rate about a third or three times as large, or the next beyond, that no copy has yet."""
    taken = {racer.lr for racer in copies}
    # The finer steps are for a full field in a narrow range.
    steps = ((3.0**power, 1) for power in range(1, MAX_RACERS)), ((1.2**power, 2) for power in range(1, MAX_RACERS))
    sides = ((side, digits) for factor, digits in chain(*steps) for side in (1 / factor, factor))
    rates = (float(f"{like.lr * side:.{digits}g}") for side, digits in sides)
    knob = OPTIMIZERS[like.optimizer].lr_knob
    free = (rate for rate in rates if rate not in taken and knob.low <= rate <= knob.high)
    return next(free, like.lr)


def remove_racer(who: Who, scene: Scene) -> Scene:
    """The scene without this racer; those of its kind that come after it keep the colours that they had."""
    stay = []
    for (named, racer), colour in zip(named_racers(scene), shown_colours(scene), strict=True):
        moves = named[0] == who[0] and named[1] > who[1]
        if named != who:
            stay.append((named, replace(racer, colour=colour) if moves else racer))
    return replace(scene, racers=_numbered(stay))


def rename(who: Who, scene: Scene, title: str) -> Scene:
    """Another name for one racer, without the signs that no name has; "" for the usual one."""
    return change_racer(scene, who, lambda racer: replace(racer, title=mend_name(title)))


def recolour(who: Who, scene: Scene, colour: int) -> Scene:
    """Another colour for one racer."""
    return change_racer(scene, who, lambda racer: replace(racer, colour=colour))


def rate_for_all(who: Who, scene: Scene) -> tuple[Scene, list[str]]:
    """This racer's rate for every racer that can take it, whatever its usual one is; and who cannot, in a sentence."""
    rate = next((racer.lr for named, racer in named_racers(scene) if named == who), None)
    if rate is None:
        return scene, []
    able = [OPTIMIZERS[racer.optimizer].lr_knob.takes(rate) for racer in scene.racers]
    racers = (replace(racer, lr=rate) if can else racer for racer, can in zip(scene.racers, able, strict=True))
    changed = replace(scene, racers=tuple(racers))
    kept = [title for title, can in zip(racer_titles(changed), able, strict=True) if not can]
    own = "its own" if len(kept) == 1 else "their own"
    return changed, [f"{rate:g} is no rate for {', '.join(kept)}, which kept {own}."] if kept else []


def restore(who: Who, scene: Scene) -> Scene:
    """One racer with the settings that suit the surface; name and colour stay."""
    usual = default_racer(who[0], scene.ground)
    return change_racer(scene, who, lambda racer: replace(usual, title=racer.title, colour=racer.colour))
