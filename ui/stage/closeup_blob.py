"""A close look at one run as bytes, for the stage's inspector; and the slopes along the paths, for its chart.

Layout: uint32 length of the head, the head as UTF-8 JSON padded with spaces to a multiple of 4, then float32 arrays
(moves, width), one for each of the head's `numbers`, which begins at its `offset` in floats; all little-endian.
"""

from functools import lru_cache
from typing import Any

import numpy as np

from figures import assignments, mathml
from optimizers import OPTIMIZERS, Optimizer
from simulation import Scene
from simulation.batches import in_batches
from simulation.closeup import Closeup, Quantity, look_closely
from simulation.scene import plain_scene
from simulation.slopes import slope_norms
from ui.stage.blob import padded_head

# What stands for each quantity, and what it is called, where that does not depend on the optimizer.
SYMBOLS = {
    "point": "x",
    "rate": r"\eta",
    "gradient": "g",
    "asked": r"\tilde{x}",
    "asked_gradient": r"g(\tilde{x})",
    "slope": r"\nabla f",
    "hessian": r"\nabla^2 f",
    "effective": r"-\Delta x / g",
    "step": r"\Delta x",
}
TITLES = {
    "point": "point",
    "rate": "learning rate",
    "hessian": "exact Hessian",
    "effective": "effective rate",
    "step": "step taken",
}
PARTS = {"memory": "step from memory", "gradient": "step from this gradient", "decay": "step from weight decay"}


def closeup_blob(scene: Scene, racer: int, run: int) -> bytes:
    """Every step of one run: what the optimizer saw, remembered and did; the same whatever racers are called."""
    return _closeup_blob(plain_scene(scene), racer, run)


@lru_cache(maxsize=8)
def _closeup_blob(scene: Scene, racer: int, run: int) -> bytes:
    look = look_closely(scene, racer, run)
    head = padded_head(_head(scene, look))
    return head + b"".join(_floats(quantity.each).tobytes() for quantity in look.quantities)


def slopes_blob(scene: Scene, start: int | None) -> bytes:
    """The norm of the exact gradient, float32 (racers, runs, steps + 1), of the runs from one start, or all."""
    return _slopes_blob(plain_scene(scene), start)


@lru_cache(maxsize=8)
def _slopes_blob(scene: Scene, start: int | None) -> bytes:
    return slope_norms(scene, start).astype("<f4").tobytes()


def _floats(numbers: np.ndarray) -> np.ndarray:
    # What is too large for single precision becomes infinite, which the stage shows as such.
    with np.errstate(over="ignore"):
        return numbers.astype("<f4")


def _head(scene: Scene, look: Closeup) -> dict[str, Any]:
    chosen = scene.racers[look.racer]
    optimizer = OPTIMIZERS[chosen.optimizer]
    hyper = optimizer.with_hyper(dict(chosen.hyper))
    return {
        "racer": look.racer,
        "run": look.run,
        "moves": look.moves,
        "equations": [mathml(part) for part in assignments(optimizer.card.latex)],
        "settings": [{"label": optimizer.knobs[name].label, "value": value} for name, value in hyper._asdict().items()],
        "numbers": _numbers(optimizer, scene, look),
        "stable": None if optimizer.stable is None else _finite(optimizer.stable(hyper)),
        "rateUnit": optimizer.lr_unit,
    }


def _finite(number: float) -> float | None:
    return float(number) if np.isfinite(number) else None


def _numbers(optimizer: Optimizer, scene: Scene, look: Closeup) -> list[dict[str, Any]]:
    offsets = np.cumsum([0, *(quantity.each.size for quantity in look.quantities)]).tolist()
    titles = _titles(optimizer, scene, look)
    return [
        {
            "name": f"{quantity.name}_hat" if quantity.role.startswith("corrected") else quantity.name,
            "symbol": inline_symbol(optimizer, quantity.role, quantity.name),
            "title": _title(optimizer, titles, quantity),
            "role": quantity.role,
            "width": quantity.each.shape[1],
            "offset": offset,
        }
        for quantity, offset in zip(look.quantities, offsets, strict=False)
    ]


def inline_symbol(optimizer: Optimizer, role: str, name: str) -> str:
    """The symbol as MathML within a line: of a part of the step, of a field of the state, or the role's own."""
    if role == "part":
        return mathml(rf"\Delta x_{{\mathrm{{{name}}}}}", "inline")
    if role in SYMBOLS:
        return mathml(SYMBOLS[role], "inline")
    symbol = optimizer.card.symbols[name]
    return mathml(rf"\hat{{{symbol}}}" if role.startswith("corrected") else symbol, "inline")


def _title(optimizer: Optimizer, titles: dict[str, str], quantity: Quantity) -> str:
    role, name = quantity.role, quantity.name
    if role == "part":
        return PARTS[name]
    if role in titles:
        return titles[role]
    words = optimizer.card.words[name]
    return f"{words}, corrected" if role.startswith("corrected") else words


def _titles(optimizer: Optimizer, scene: Scene, look: Closeup) -> dict[str, str]:
    """What the quantities are called that every optimizer has, for this scene."""
    ground = scene.ground
    batched = in_batches(ground, ground.with_params(dict(scene.surface_params)))
    of_batch, noisy = " of the mini-batch" * batched, ", with noise" * (scene.noise > 0)
    asked = f"gradient{of_batch} at the {optimizer.asks_at}{noisy}"
    exact = [words for words, so in (("of all the data", batched), ("without noise", scene.noise > 0)) if so]
    return TITLES | {
        # Where its one gradient is not that of the point where it stands, the title says so.
        "gradient": f"gradient{of_batch}{noisy}" if look.at_home else asked,
        "asked": optimizer.asks_at,
        "asked_gradient": asked,
        "slope": f"gradient {', '.join(exact)}" if exact else "exact gradient",
    }
