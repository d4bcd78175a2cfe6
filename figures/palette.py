"""Colours and line styles that tell racers apart, on light and on dark ground, with any common colour vision.

The hues follow M. Okabe and K. Ito (2008). Lightness and chroma are chosen so that each keeps a contrast of 4.5 to 1
with the page, where it is also the ink of a racer's name, and so that no two look alike to people with protanopia,
deuteranopia or tritanopia: `tests/figures/test_colour_vision.py`. Every second racer has a dash of its own besides.
"""

from collections import Counter
from dataclasses import dataclass

from optimizers import OPTIMIZERS, STARTERS
from simulation import Scene
from simulation.scene import AUTOMATIC

# (on light ground, on dark ground)
PALETTE = (
    ("#063aa7", "#5c9ec6"),
    ("#bd580e", "#ff9b36"),
    ("#00847c", "#40cb9c"),
    ("#a00466", "#ffb4e4"),
    ("#824a00", "#ffee4d"),
    ("#7938ea", "#b281ff"),
    ("#7e1917", "#ff4839"),
    ("#102331", "#f7ffff"),
)
COLOUR_NAMES = ("Blue", "Orange", "Green", "Pink", "Ochre", "Violet", "Red", "Black or white")
_DASHES: tuple[tuple[int, ...], ...] = ((), (14, 4), (4, 3), (14, 4, 3, 4))
# So many styles can be told apart; a scene has fewer racers.
SLOTS = len(PALETTE) * len(_DASHES)


@dataclass(frozen=True)
class LineStyle:
    """A racer's colour on light and on dark ground, and its dash: on, off, ... in pixels, () for a solid line."""

    light: str
    dark: str
    dash: tuple[int, ...]


def line_styles(scene: Scene) -> list[LineStyle]:
    """One style for each racer: the colour that a person chose for it, else one of its own.

    The starters keep theirs whoever else races; the others take hues that are free. A chosen colour changes nobody
    else's: where another racer has it, this one takes a dash that the other has not.
    """
    return [_style(slot) for slot in _slots(scene)]


def shown_colours(scene: Scene) -> list[int]:
    """The place in the palette of each racer's colour, chosen or not."""
    return [slot % len(PALETTE) for slot in _slots(scene)]


def _slots(scene: Scene) -> list[int]:
    slots = _own_slots(scene)
    for place, racer in enumerate(scene.racers):
        if racer.colour != AUTOMATIC:
            others = {slot for other, slot in enumerate(slots) if other != place}
            slots[place] = _slot_of_colour(racer.colour, others)
    return slots


def _own_slots(scene: Scene) -> list[int]:
    """The slot of each racer as long as nobody chooses colours."""
    order = [*STARTERS, *(name for name in OPTIMIZERS if name not in STARTERS)]
    copies: Counter[str] = Counter()
    wishes: list[tuple[int, int, int]] = []
    for place, racer in enumerate(scene.racers):
        wishes.append((copies[racer.optimizer], order.index(racer.optimizer), place))
        copies[racer.optimizer] += 1
    slots: dict[int, int] = {}
    # First copies first, and among them the starters.
    for _, rank, place in sorted(wishes):
        slots[place] = _free_slot(rank, set(slots.values()))
    return [slots[place] for place in range(len(scene.racers))]


def _slot_of_colour(colour: int, taken: set[int]) -> int:
    """The first slot of this colour that is free; once all its dashes are taken, its first."""
    slots = range(colour, SLOTS, len(PALETTE))
    return next((slot for slot in slots if slot not in taken), slots[0])


def _free_slot(wish: int, taken: set[int]) -> int:
    """The next slot from `wish` on whose hue nobody has; once every hue is taken, the next that is free."""
    free = [slot for slot in ((wish + i) % SLOTS for i in range(SLOTS)) if slot not in taken]
    hues = {slot % len(PALETTE) for slot in taken}
    return next((slot for slot in free if slot % len(PALETTE) not in hues), free[0])


def _style(slot: int) -> LineStyle:
    light, dark = PALETTE[slot % len(PALETTE)]
    # The dash moves on with the colour and once more with each round, so that no two of 32 slots look alike; the jump
    # after the fourth gives Adam another one than momentum, beside which it often runs.
    jump = slot // len(PALETTE) + 2 * (slot % len(PALETTE) // len(_DASHES))
    return LineStyle(light, dark, _DASHES[(slot + jump) % len(_DASHES)])
