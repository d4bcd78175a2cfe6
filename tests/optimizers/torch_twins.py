"""Which classes of torch and of the authors' packages, with which settings, each of our optimizers is compared with.

A tiny eps hides where it stands, so it is large here. Nothing here needs torch, JAX or our optimizers.
"""

from typing import Any, Literal, NamedTuple

import numpy as np

from tests.optimizers.grounds import GROUNDS, Ground

STEPS = 200
# What is stored of a path; a difference at any step would show in all later ones.
KEPT = (1, 2, 3, 5, 10, 20, 35, 50, 75, 100, 125, 150, 175, 200)
SURFACES = ("saddle", "rosenbrock", "ellipse", "beale")
SCHEDULES = ("constant rate", "decaying rate")
GAMMA = 0.985


class Twin(NamedTuple):
    """One of our optimizers with its settings, and a class by its dotted path with its own.

    unit      what the rate multiplies, as in our optimizer's lr_unit; "none" runs at 1
    schedules "constant rate" alone where the other keeps the rate outside its velocity and we inside, or the reverse
    shows     "x": the points are the other's points. "ahead": the other's are our look-ahead points x - beta v
    wrapped   the class of the optimizer inside, where the twin wraps one, with its settings
    share     of the ground's rate, where a path at the whole of it magnifies rounding
    """

    optimizer: str
    hyper: dict[str, Any]
    source: str
    settings: dict[str, Any]
    unit: Literal["gradient", "stride", "none"] = "stride"
    schedules: tuple[str, ...] = SCHEDULES
    shows: Literal["x", "ahead"] = "x"
    wrapped: tuple[str, dict[str, Any]] | None = None
    share: float = 1.0


CONSTANT = SCHEDULES[:1]


def adam_like(optimizer: str, source: str, beta1: float, beta2: float, eps: float, **same: Any) -> Twin:
    """Most write the two betas as one pair and name everything else as we do."""
    hyper = {"beta1": beta1, "beta2": beta2, "eps": eps, **same}
    return Twin(optimizer, hyper, source, {"betas": (beta1, beta2), "eps": eps, **same})


TWINS = [
    Twin("gd", {}, "torch.optim.SGD", {}, "gradient"),
    Twin("momentum", {"beta": 0.8}, "torch.optim.SGD", {"momentum": 0.8}, "gradient", CONSTANT),
    Twin(
        "nesterov", {"beta": 0.8}, "torch.optim.SGD", {"momentum": 0.8, "nesterov": True}, "gradient", CONSTANT, "ahead"
    ),
    Twin("qhm", {"beta": 0.8, "nu": 0.6}, "qhoptim.pyt.QHM", {"momentum": 0.8, "nu": 0.6}, "gradient"),
    Twin("adagrad", {"eps": 0.1}, "torch.optim.Adagrad", {"eps": 0.1}),
    Twin(
        "adagrad",
        {"eps": 0.01, "initial_accumulator": 0.5},
        "torch.optim.Adagrad",
        {"eps": 0.01, "initial_accumulator_value": 0.5},
    ),
    Twin("rmsprop", {"rho": 0.95, "eps": 0.05}, "torch.optim.RMSprop", {"alpha": 0.95, "eps": 0.05}),
    Twin(
        "rmsprop",
        {"rho": 0.9, "eps": 0.1, "centered": True},
        "torch.optim.RMSprop",
        {"alpha": 0.9, "eps": 0.1, "centered": True},
    ),
    Twin(
        "rmsprop",
        {"rho": 0.9, "eps": 0.1, "momentum": 0.8, "centered": True},
        "torch.optim.RMSprop",
        {"alpha": 0.9, "eps": 0.1, "momentum": 0.8, "centered": True},
        schedules=CONSTANT,
    ),
    Twin("adadelta", {"rho": 0.99, "eps": 1e-4}, "torch.optim.Adadelta", {"rho": 0.99, "eps": 1e-4}, "none"),
    adam_like("adam", "torch.optim.Adam", 0.8, 0.99, 0.05),
    adam_like("adam", "torch.optim.Adam", 0.9, 0.999, 0.05, weight_decay=0.1),
    adam_like("adamw", "torch.optim.AdamW", 0.9, 0.99, 0.05, weight_decay=0.1),
    Twin(
        "amsgrad",
        {"beta2": 0.9, "eps": 0.05, "weight_decay": 0.1},
        "torch.optim.Adam",
        {"betas": (0.9, 0.9), "eps": 0.05, "weight_decay": 0.1, "amsgrad": True},
    ),
    adam_like("nadam", "torch.optim.NAdam", 0.8, 0.99, 0.05),
    adam_like("nadam", "torch.optim.NAdam", 0.9, 0.999, 0.05, momentum_decay=0.5),
    adam_like("adamax", "torch.optim.Adamax", 0.8, 0.99, 0.05),
    adam_like("radam", "torch.optim.RAdam", 0.9, 0.99, 0.05),
    Twin(
        "adabelief",
        {"beta2": 0.99, "eps": 0.01, "rectify": True},
        "adabelief_pytorch.AdaBelief",
        {"betas": (0.9, 0.99), "eps": 0.01, "rectify": True, "print_change_log": False},
    ),
    Twin(
        "adabelief",
        {"beta1": 0.8, "eps": 0.01},
        "adabelief_pytorch.AdaBelief",
        {"betas": (0.8, 0.999), "eps": 0.01, "rectify": False, "print_change_log": False},
    ),
    adam_like("adamp", "adamp.AdamP", 0.8, 0.99, 0.05, delta=1.0, weight_decay=0.1, wd_ratio=0.5),
    adam_like("adamp", "adamp.AdamP", 0.9, 0.999, 0.05, nesterov=True),
    adam_like("yogi", "pytorch_optimizer.Yogi", 0.8, 0.99, 0.05, initial_accumulator=0.1),
    Twin(
        "qhadam",
        {"beta1": 0.8, "beta2": 0.99, "nu1": 0.6, "nu2": 0.9, "eps": 0.05},
        "qhoptim.pyt.QHAdam",
        {"betas": (0.8, 0.99), "nus": (0.6, 0.9), "eps": 0.05},
    ),
    Twin(
        "adan",
        {"beta1": 0.9, "beta2": 0.8, "beta3": 0.99, "eps": 0.05, "weight_decay": 0.1},
        "pytorch_optimizer.Adan",
        {"betas": (0.9, 0.8, 0.99), "eps": 0.05, "weight_decay": 0.1},
    ),
    Twin(
        "ademamix",
        {"beta1": 0.8, "beta2": 0.99, "beta3": 0.95, "alpha": 3.0, "eps": 0.05, "weight_decay": 0.1},
        "pytorch_optimizer.AdEMAMix",
        {"betas": (0.8, 0.99, 0.95), "alpha": 3.0, "eps": 0.05, "weight_decay": 0.1, "weight_decouple": True},
    ),
    Twin(
        "adopt",
        {"beta1": 0.8, "beta2": 0.99, "eps": 0.05, "clip": False},
        "pytorch_optimizer.ADOPT",
        {"betas": (0.8, 0.99), "eps": 0.05, "clip_lambda": None},
    ),
    Twin("signsgd", {}, "pytorch_optimizer.SignSGD", {"momentum": 0.0}),
    Twin("signum", {"beta": 0.8}, "pytorch_optimizer.SignSGD", {"momentum": 0.8}),
    Twin(
        "lion",
        {"beta1": 0.8, "beta2": 0.95, "weight_decay": 0.1},
        "lion_pytorch.Lion",
        {"betas": (0.8, 0.95), "weight_decay": 0.1},
    ),
    Twin(
        "rprop",
        {"eta_minus": 0.4, "eta_plus": 1.1, "step_max": 0.05},
        "torch.optim.Rprop",
        {"etas": (0.4, 1.1), "step_sizes": (1e-6, 0.05)},
    ),
    Twin(
        "sgdp",
        {"momentum": 0.8, "nesterov": True, "weight_decay": 0.1, "delta": 0.6, "wd_ratio": 0.5, "eps": 1e-12},
        "adamp.SGDP",
        {"momentum": 0.8, "nesterov": True, "weight_decay": 0.1, "delta": 0.6, "wd_ratio": 0.5, "eps": 1e-12},
        "gradient",
        share=0.3,
    ),
    Twin(
        "lars",
        {"momentum": 0.8, "trust": 0.5, "weight_decay": 0.1},
        "pytorch_optimizer.LARS",
        {"momentum": 0.8, "trust_coefficient": 0.5, "weight_decay": 0.1},
        schedules=CONSTANT,
    ),
    Twin(
        "lamb",
        # It adds eps to the length of the step as well.
        {"beta1": 0.8, "beta2": 0.999, "eps": 1e-12, "weight_decay": 0.3, "bias_correction": False},
        "pytorch_optimizer.Lamb",
        {"betas": (0.8, 0.999), "eps": 1e-12, "weight_decay": 0.3, "weight_decouple": False, "adam_debias": True},
        share=0.5,
    ),
    Twin(
        "dadapt_sgd",
        {"momentum": 0.5, "d0": 0.01, "growth_rate": 1.02},
        "dadaptation.DAdaptSGD",
        {"momentum": 0.5, "d0": 0.01, "growth_rate": 1.02},
        "none",
    ),
    Twin(
        "dadapt_adam",
        {"eps": 0.01, "d0": 0.001, "growth_rate": 1.1, "bias_correction": True, "weight_decay": 0.01, "decouple": True},
        "dadaptation.DAdaptAdam",
        {
            "eps": 0.01,
            "d0": 0.001,
            "growth_rate": 1.1,
            "use_bias_correction": True,
            "weight_decay": 0.01,
            "decouple": True,
        },
        "none",
    ),
    Twin(
        "prodigy",
        {"eps": 0.01, "d0": 0.001, "d_coef": 0.5, "bias_correction": True, "weight_decay": 0.01},
        "prodigyopt.Prodigy",
        {"eps": 0.01, "d0": 0.001, "d_coef": 0.5, "use_bias_correction": True, "weight_decay": 0.01},
        "none",
    ),
    Twin("dog", {"reps_rel": 0.001, "eps": 0.1}, "dog.DoG", {"reps_rel": 0.001, "eps": 0.1}, "none"),
    Twin(
        "lookahead",
        {"k": 5.0, "alpha": 0.6, "beta2": 0.99, "eps": 0.05},
        "pytorch_optimizer.Lookahead",
        {"k": 5, "alpha": 0.6, "pullback_momentum": "none"},
        wrapped=("torch.optim.Adam", {"betas": (0.9, 0.99), "eps": 0.05}),
    ),
    Twin(
        "schedule_free_sgd",
        {"beta": 0.8, "weight_decay": 0.1, "r": 1.0, "weight_lr_power": 1.0, "drawn": "y"},
        "schedulefree.SGDScheduleFree",
        {"momentum": 0.8, "weight_decay": 0.1, "r": 1.0, "weight_lr_power": 1.0},
        "gradient",
    ),
    Twin(
        "schedule_free_adamw",
        {"beta1": 0.8, "beta2": 0.99, "eps": 0.05, "weight_decay": 0.1, "drawn": "y"},
        "schedulefree.AdamWScheduleFree",
        {"betas": (0.8, 0.99), "eps": 0.05, "weight_decay": 0.1},
    ),
]


def spell(twin: Twin) -> str:
    """The twin's name in the stored file and in the tests."""
    wrapped = [twin.wrapped[0], *(f"{k}={v}" for k, v in twin.wrapped[1].items())] if twin.wrapped else []
    return ",".join([f"{twin.optimizer}:{twin.source}", *(f"{k}={v}" for k, v in twin.settings.items()), *wrapped])


def base_rate(twin: Twin, ground: Ground) -> float:
    return twin.share * {"gradient": ground.slope_rate, "stride": ground.stride, "none": 1.0}[twin.unit]


def rates(twin: Twin, ground: Ground, schedule: str) -> np.ndarray:
    """The rate of every step, (STEPS,)."""
    gamma = {"constant rate": 1.0, "decaying rate": GAMMA}[schedule]
    return base_rate(twin, ground) * gamma ** np.arange(STEPS)


def cases(twin: Twin) -> list[tuple[str, str]]:
    """Surfaces and schedules on which the twin is compared, in the order in which its paths are stored."""
    return [(surface, schedule) for surface in SURFACES for schedule in twin.schedules]


assert set(SURFACES) <= set(GROUNDS)
