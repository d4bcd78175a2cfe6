"""The paths of torch's and the authors' optimizers, kept in torch_paths.npz so that no test needs them.

Made with torch 2.13.0, adabelief-pytorch 0.2.1, adamp 0.3.0, dadaptation 3.2, dog-optimizer 1.0.3, lion-pytorch 0.2.5,
prodigyopt 1.1.2, pytorch_optimizer 4.1.0, qhoptim 1.1.0 and schedulefree 1.4.1, where they are installed:
`python -m tests.optimizers.make_torch_paths` from the root.
"""

import importlib
from pathlib import Path
from typing import Any

import numpy as np

from tests.optimizers.grounds import GROUNDS, Ground
from tests.optimizers.torch_twins import KEPT, TWINS, Twin, cases, rates, spell

STORED = Path(__file__).with_name("torch_paths.npz")


def class_at(dotted: str) -> Any:
    module, _, name = dotted.rpartition(".")
    return getattr(importlib.import_module(module), name)


def made(twin: Twin, parameter: Any, lr: float) -> Any:
    if twin.wrapped is None:
        return class_at(twin.source)([parameter], lr=lr, **twin.settings)
    inner, settings = twin.wrapped
    return class_at(twin.source)(class_at(inner)([parameter], lr=lr, **settings), **twin.settings)


def walk(twin: Twin, ground: Ground, plan: np.ndarray) -> np.ndarray:
    """The kept points of the path, (len(KEPT), 2), as a matrix of one row, which some optimizers ask for."""
    import torch  # type: ignore[import-not-found]

    parameter = torch.tensor([ground.start], dtype=torch.float64, requires_grad=True)
    optimizer = made(twin, parameter, float(plan[0]))
    if hasattr(optimizer, "train"):
        optimizer.train()

    points = []
    for lr in plan:
        for group in optimizer.param_groups:
            group["lr"] = float(lr)
        parameter.grad = torch.tensor(ground.grad(parameter.detach().numpy()[0])[None])
        optimizer.step()
        points.append(parameter.detach().numpy()[0].copy())
    return np.array(points)[np.array(KEPT) - 1]


def torch_paths(twin: Twin) -> np.ndarray:
    """(cases, len(KEPT), 2)."""
    import torch

    usual = torch.get_default_dtype()
    # Some keep their running products in the default type, whatever the parameter's.
    torch.set_default_dtype(torch.float64)
    try:
        grounds = [(GROUNDS[surface], schedule) for surface, schedule in cases(twin)]
        return np.array([walk(twin, ground, rates(twin, ground, schedule)) for ground, schedule in grounds])
    finally:
        torch.set_default_dtype(usual)


if __name__ == "__main__":
    paths: dict[str, Any] = {spell(twin): torch_paths(twin) for twin in TWINS}
    np.savez_compressed(STORED, **paths)
