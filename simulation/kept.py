"""The last runs that were looked at, kept while a player goes through them step by step."""

from dataclasses import replace
from functools import lru_cache

from simulation.engine import Trajectory
from simulation.scene import Racer, Scene, plain, simulate_racer


def kept_run(scene: Scene, racer: int) -> Trajectory:
    """The racer's runs, simulated anew only if they are none of the last few."""
    return _simulated(replace(scene, racers=()), plain(scene.racers[racer]))


@lru_cache(maxsize=4)
def _simulated(scene: Scene, racer: Racer) -> Trajectory:
    return simulate_racer(scene, racer)
