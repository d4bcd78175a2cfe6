"""What differs from a racer's defaults, in words."""

from collections.abc import Iterator
from typing import Any

from catalogue import spell_setting
from optimizers import OPTIMIZERS
from schedules import SCHEDULES
from simulation import Racer, default_racer
from surfaces import Surface


def differences(racer: Racer, ground: Surface) -> str:
    """The settings that are not those which suit this surface, "" where all are."""
    usual = default_racer(racer.optimizer, ground)
    changed = []
    if racer.lr != usual.lr:
        changed.append(_times(racer.lr / usual.lr))
    changed += _changed(racer.hyper, dict(usual.hyper), OPTIMIZERS[racer.optimizer].knobs)
    if racer.schedule != "constant":
        plan = SCHEDULES[racer.schedule]
        changed.append(plan.title)
        changed += _changed(racer.schedule_params, plan.params._asdict(), plan.knobs)
    return ", ".join(changed)


def _times(ratio: float) -> str:
    """How many times the usual rate; a ratio that rounds to 1 is still another rate."""
    spelled = f"{ratio:.2g}" if 1e-3 <= ratio < 100 else f"{ratio:.0e}".replace("e+0", "e").replace("e-0", "e-")
    return "about the usual" if spelled == "1" else f"{spelled}\u00d7 the usual"


def _changed(settings: tuple[tuple[str, Any], ...], usual: dict[str, Any], knobs: Any) -> Iterator[str]:
    for name, value in settings:
        if value != usual[name]:
            yield f"{knobs[name].label} {spell_setting(value)}"
