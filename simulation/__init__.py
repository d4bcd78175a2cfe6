"""From a scene to its trajectories. The only room that knows jit, vmap and loops on the device."""

from simulation.contour import loss_grid
from simulation.engine import Trajectory, Unsuitable, simulate
from simulation.scene import Racer, Scene, SceneError, default_racer, default_scene, run_scene
from simulation.scene_text import read_scene, write_scene

__all__ = [
    "Racer",
    "Scene",
    "SceneError",
    "Trajectory",
    "Unsuitable",
    "default_racer",
    "default_scene",
    "loss_grid",
    "read_scene",
    "run_scene",
    "simulate",
    "write_scene",
]
