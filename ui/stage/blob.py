"""A scene and its trajectories as the one block of bytes that the stage reads.

Layout: uint32 length of the head, the head as UTF-8 JSON padded with spaces to a multiple of 4, then for every racer
float32 points (runs, steps + 1, 2), values (runs, steps + 1) and learning rates (steps,); all little-endian. Where the
head says `compact`, as for a crowd with many points, the arrays are those of `compact.py`.
"""

import hashlib
import json
from functools import lru_cache, partial
from typing import Any

import numpy as np

from figures import PALETTE, fit_levels, line_styles, racer_titles
from simulation import Scene, SceneError, Trajectory, loss_grid, run_scene, write_scene
from simulation.batch_look import batch_grid, look_at_batch
from simulation.batches import in_batches
from simulation.scene import plain_scene
from surfaces import SURFACES, Surface
from ui.edits import named_racers
from ui.stage.compact import compact

# Points of the contour grid along each side: enough for the narrowest of the valleys.
GRID = 200
# More runs than this are a crowd: drawn as a density with small heads, told by counts and medians.
MOST_LINES = 60
# A crowd with more path points than this travels compactly, exact to a pixel. Fewer runs are read number by number.
MOST_EXACT = 60_000

# Of each run the first step that is not a number and why it stopped there.
Ends = tuple[list[int], tuple[str, ...]]


# Sixteen scenes, each of 7 MB at most.
@lru_cache(maxsize=16)
def _parts(scene: Scene) -> tuple[dict[str, Any], bytes]:
    """Head and arrays of a scene. A rerun with an unchanged scene costs nothing."""
    ends, arrays = _run(plain_scene(scene))
    return _head(scene, ends), arrays


@lru_cache(maxsize=16)
def _run(scene: Scene) -> tuple[list[Ends], bytes]:
    """Where the runs of each racer end, and their arrays; another name or colour runs nothing again."""
    runs = run_scene(scene)
    pack = partial(_compactly, scene) if _is_compact(scene) else _exactly
    return [(run.diverged_at.tolist(), run.stopped) for run in runs], b"".join(pack(run) for run in runs)


def _is_crowd(scene: Scene) -> bool:
    return len(scene.racers) * scene.runs > MOST_LINES


def _is_compact(scene: Scene) -> bool:
    return _is_crowd(scene) and len(scene.racers) * scene.runs * (scene.steps + 1) > MOST_EXACT


def stage_blob(scene: Scene, echo: int = 0, visit: str = "") -> bytes:
    """The scene for the stage.

    `echo` is the number of the last edit by the stage that this scene contains, `visit` the session that counts them.
    """
    head, arrays = _parts(scene)
    return padded_head({**head, "echo": echo, "visit": visit}) + arrays


def padded_head(head: dict[str, Any]) -> bytes:
    """The head as it stands before the arrays, with its length."""
    text = json.dumps(head, separators=(",", ":"), allow_nan=False).encode()
    text += b" " * (-len(text) % 4)
    return len(text).to_bytes(4, "little") + text


def _exactly(run: Trajectory) -> bytes:
    return b"".join(array.astype("<f4").tobytes() for array in (run.points, run.values, run.rates))


def _compactly(scene: Scene, run: Trajectory) -> bytes:
    ground = scene.ground
    return compact(run, ground.domain, ground.f_min(ground.with_params(dict(scene.surface_params))) or 0.0)


def _head(scene: Scene, ends: list[Ends]) -> dict[str, Any]:
    pairs = write_scene(scene)
    query = "&".join(f"{key}={value}" for key, value in pairs)
    return {
        "tag": hashlib.sha256(query.encode()).hexdigest()[:16],
        "query": query,
        "surface": _surface(scene),
        "starts": scene.starts,
        "seeds": scene.seeds,
        "noise": scene.noise,
        "steps": scene.steps,
        "crowd": _is_crowd(scene),
        "compact": _is_compact(scene),
        "palette": PALETTE,
        "racers": [
            {
                "key": f"{who[0]}-{who[1]}",
                "title": title,
                "light": style.light,
                "dark": style.dark,
                "dash": style.dash,
                "divergedAt": diverged_at,
                "stopped": stopped,
            }
            for (who, _), title, style, (diverged_at, stopped) in zip(
                named_racers(scene), racer_titles(scene), line_styles(scene), ends, strict=True
            )
        ],
    }


def _surface(scene: Scene) -> dict[str, Any]:
    ground, given = scene.ground, dict(scene.surface_params)
    params = ground.with_params(given)
    levels = fit_levels(ground, given)
    return {
        "query": next(value for key, value in write_scene(scene) if key == "surface"),
        "title": ground.title,
        "domain": ground.domain,
        "minima": ground.minima(params),
        "floor": ground.f_min(params),
        "equalAspect": ground.equal_aspect,
        "batched": in_batches(ground, params),
        "levels": {
            "kind": levels.kind,
            "start": levels.start,
            "end": levels.end,
            "size": levels.size,
            "least": levels.loss(levels.start),
            "most": levels.loss(levels.end),
            "ticks": levels.ticks,
        },
    }


def batch_blob(
    scene: Scene, which: tuple[int, int, int], x_range: tuple[float, float], y_range: tuple[float, float]
) -> bytes:
    """The mini-batch of (racer, run, step): a head as in `stage_blob`, then the heights of the batch's own loss."""
    look = look_at_batch(scene, *which)
    numbers = {name: getattr(look, name).tolist() for name in ("point", "full", "batch", "spread")}
    if not all(np.isfinite(array).all() for array in numbers.values()):
        raise SceneError("the gradient is not a finite number here")
    head = padded_head({"step": which[2], "size": look.size, "count": look.count, **numbers})
    loss = batch_grid(scene, look.times, x_range, y_range, (GRID, GRID))
    return head + _heights(scene.ground, dict(scene.surface_params), loss).tobytes()


def height_grid(
    surface: str, params: dict[str, Any], x_range: tuple[float, float], y_range: tuple[float, float]
) -> np.ndarray:
    """Contour heights over a rectangle, (GRID, GRID) little-endian float32, row 0 lowest; NaN for no loss."""
    ground = SURFACES[surface]
    loss = loss_grid(ground, params, x_range, y_range, shape=(GRID, GRID))
    return _heights(ground, params, loss)


def _heights(ground: Surface, params: dict[str, Any], loss: np.ndarray) -> np.ndarray:
    heights = fit_levels(ground, params).heights(loss)
    return np.where(np.isfinite(heights), heights, np.nan).astype("<f4")
