"""Which of torch's schedulers, with which parameters, each of our schedules is compared with."""

import math
from collections.abc import Callable
from typing import Any, NamedTuple

LR = 0.1
STEPS = 200


class Twin(NamedTuple):
    """One of our schedules with its parameters, and torch's class with its own."""

    schedule: str
    params: dict[str, Any]
    torch_class: str
    torch_params: dict[str, Any]


def same(schedule: str, torch_class: str, **params: Any) -> Twin:
    """Torch writes some names large: T_max, T_0, T_mult."""
    theirs = {"T" + name[1:] if name.startswith("t_") else name: value for name, value in params.items()}
    return Twin(schedule, params, torch_class, theirs)


def multistep(milestones: list[int], gamma: float) -> Twin:
    three = dict(zip(("milestone1", "milestone2", "milestone3"), [*milestones, 0, 0, 0], strict=False))
    return Twin("multistep", {**three, "gamma": gamma}, "MultiStepLR", {"milestones": milestones, "gamma": gamma})


def cyclic(max_factor: float, down: int | None = None, **form: Any) -> Twin:
    """Torch ignores the optimizer's rate and takes its own two; no second number means as many steps down as up."""
    torch_params = {"base_lr": LR, "max_lr": max_factor * LR, "step_size_down": down, "cycle_momentum": False, **form}
    return Twin("cyclic", {"max_factor": max_factor, "step_size_down": down or 0, **form}, "CyclicLR", torch_params)


def one_cycle(torch_steps: int = STEPS, **params: Any) -> Twin:
    torch_params = {"total_steps": torch_steps, **params, "max_lr": LR, "cycle_momentum": False}
    return Twin("one_cycle", params, "OneCycleLR", torch_params)


# A formula as it is typed, and the function that torch is given for it.
TYPED: dict[str, Callable[[int], float]] = {
    "0.95^t": lambda t: 0.95**t,
    "1/(1 + 0.1t)": lambda t: 1 / (1 + 0.1 * t),
    "exp(-t/T)*(3 + cos(t/5))/4": lambda t: math.exp(-t / STEPS) * (3 + math.cos(t / 5)) / 4,
    "where(t < 50, 1, 0.1)": lambda t: 1.0 if t < 50 else 0.1,
    "max(0, 1 - t/150)": lambda t: max(0.0, 1 - t / 150),
    "min(1, (t + 1)/20)*sqrt(20/max(t + 1, 20))": lambda t: min(1, (t + 1) / 20) * math.sqrt(20 / max(t + 1, 20)),
    "1 + lr*sin(t)": lambda t: 1 + LR * math.sin(t),
}


def typed(schedule: str, torch_class: str, text: str) -> Twin:
    """Torch's function goes by the text of the formula, so that it can be stored."""
    return Twin(schedule, {"factor": text}, torch_class, {"lr_lambda": text})


TWINS = [
    same("step", "StepLR", step_size=30, gamma=0.1),
    same("step", "StepLR", step_size=1, gamma=0.99),
    multistep([50, 120, 121], 0.3),
    multistep([120, 30], 0.1),
    multistep([60, 60, 90], 0.5),
    same("constant_factor", "ConstantLR", factor=1 / 3, total_iters=5),
    same("constant_factor", "ConstantLR", factor=0.3, total_iters=50),
    same("linear", "LinearLR", start_factor=1 / 3, end_factor=1.0, total_iters=5),
    same("linear", "LinearLR", start_factor=0.5, end_factor=0.1, total_iters=150),
    Twin("linear", {}, "LinearLR", {"start_factor": 1.0, "end_factor": 0.0, "total_iters": STEPS}),
    Twin("linear_to_floor", {}, "LinearLR", {"start_factor": 1.0, "end_factor": 0.01, "total_iters": 100}),
    same("exponential", "ExponentialLR", gamma=0.97),
    same("polynomial", "PolynomialLR", total_iters=150, power=2.0),
    same("polynomial", "PolynomialLR", total_iters=500, power=0.5),
    Twin("polynomial", {"power": 3.0}, "PolynomialLR", {"total_iters": STEPS, "power": 3.0}),
    same("cosine", "CosineAnnealingLR", t_max=7, eta_min=0.01),
    same("cosine", "CosineAnnealingLR", t_max=50, eta_min=0.0),
    Twin("cosine", {}, "CosineAnnealingLR", {"T_max": STEPS}),
    same("cosine", "CosineAnnealingLR", t_max=1000, eta_min=0.02),
    same("cosine_restarts", "CosineAnnealingWarmRestarts", t_0=50, t_mult=1, eta_min=0.0),
    same("cosine_restarts", "CosineAnnealingWarmRestarts", t_0=10, t_mult=2, eta_min=0.001),
    same("cosine_restarts", "CosineAnnealingWarmRestarts", t_0=3, t_mult=3, eta_min=0.0),
    same("cosine_restarts", "CosineAnnealingWarmRestarts", t_0=199, t_mult=2, eta_min=0.2),
    cyclic(4.0, step_size_up=20),
    cyclic(3.0, step_size_up=13, down=29, mode="triangular2"),
    cyclic(10.0, step_size_up=50, down=1, mode="exp_range", gamma=0.99),
    cyclic(2.0, step_size_up=1, down=30),
    one_cycle(),
    one_cycle(anneal_strategy="linear", pct_start=0.25, div_factor=10.0, final_div_factor=100.0),
    one_cycle(three_phase=True, pct_start=0.45),
    one_cycle(three_phase=True, anneal_strategy="linear", pct_start=0.7),
    one_cycle(300, total_steps=300, pct_start=0.001, final_div_factor=1.0),
    one_cycle(pct_start=0.995),
    *(typed("lambda", "LambdaLR", text) for text in TYPED),
    *(typed("multiplicative", "MultiplicativeLR", text) for text in TYPED),
]


def spell(twin: Twin) -> str:
    """The twin's name in the stored file and in the tests."""
    return ",".join([f"{twin.schedule}:{twin.torch_class}", *(f"{k}={v}" for k, v in twin.torch_params.items())])
