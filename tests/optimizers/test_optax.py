"""Where Optax has the same form of an optimizer, 200 of its steps are taken beside ours, in float64."""

from collections.abc import Callable
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
import optax
import pytest
from optax import contrib

from optimizers import OPTIMIZERS
from simulation import simulate
from tests.optimizers.grounds import GROUNDS

STEPS = 200
GAMMA = 0.985


def rosenbrock(p):
    x, y = p
    return (1 - x) ** 2 + 100 * (y - x**2) ** 2


def saddle(p):
    x, y = p
    return x**2 - y**2


def ellipse(p):
    x, y = p
    return x**2 / 20 + y**2


def beale(p):
    x, y = p
    return (1.5 - x + x * y) ** 2 + (2.25 - x + x * y**2) ** 2 + (2.625 - x + x * y**3) ** 2


LOSSES = {"saddle": saddle, "rosenbrock": rosenbrock, "ellipse": ellipse, "beale": beale}
SCHEDULES = ("constant rate", "decaying rate")


class Twin(NamedTuple):
    """One of our optimizers with its settings, and the same in Optax.

    like       its name in Optax
    make       the transformation, from a rate or a schedule of rates
    schedules  "constant rate" alone where Optax keeps the rate outside its velocity and we inside, or where it takes
               no schedule
    asks       what `update` must be given besides: "value" (the loss), "grad_fn" (the gradient at any point)
    ahead      Optax's points are our look-ahead points x - beta v
    share      of the ground's rate, where a path at the whole of it magnifies rounding
    """

    optimizer: str
    hyper: dict[str, Any]
    like: str
    make: Callable[[Any], Any]
    schedules: tuple[str, ...] = SCHEDULES
    asks: str = ""
    ahead: bool = False
    share: float = 1.0


CONSTANT = SCHEDULES[:1]

TWINS = {
    "gd": Twin("gd", {}, "optax.sgd", optax.sgd),
    "momentum": Twin("momentum", {"beta": 0.8}, "optax.sgd", lambda lr: optax.sgd(lr, momentum=0.8), CONSTANT),
    "momentum, weighted": Twin(
        "momentum",
        {"beta": 0.8, "dampening": 0.8},
        "optax.ema",
        lambda lr: optax.chain(optax.ema(0.8, debias=False), optax.scale(-lr)),
        CONSTANT,
    ),
    "nesterov": Twin(
        "nesterov",
        {"beta": 0.8},
        "optax.sgd",
        lambda lr: optax.sgd(lr, momentum=0.8, nesterov=True),
        CONSTANT,
        ahead=True,
    ),
    "adagrad": Twin(
        "adagrad",
        {"eps": 0.1, "eps_inside": True, "initial_accumulator": 0.5},
        "optax.adagrad",
        lambda lr: optax.adagrad(lr, initial_accumulator_value=0.5, eps=0.1),
    ),
    "rmsprop, eps inside": Twin(
        "rmsprop",
        {"rho": 0.95, "eps": 0.05, "eps_inside": True},
        "optax.rmsprop",
        lambda lr: optax.rmsprop(lr, decay=0.95, eps=0.05, eps_in_sqrt=True),
    ),
    "rmsprop, eps outside": Twin(
        "rmsprop",
        {"rho": 0.95, "eps": 0.05, "eps_inside": False},
        "optax.rmsprop",
        lambda lr: optax.rmsprop(lr, decay=0.95, eps=0.05, eps_in_sqrt=False),
    ),
    "rmsprop, centered, eps inside": Twin(
        "rmsprop",
        {"eps": 0.1, "eps_inside": True, "centered": True},
        "optax.rmsprop",
        lambda lr: optax.rmsprop(lr, decay=0.9, eps=0.1, centered=True, eps_in_sqrt=True),
    ),
    "rmsprop, momentum, centered, eps outside": Twin(
        "rmsprop",
        {"eps": 0.1, "momentum": 0.8, "centered": True},
        "optax.rmsprop",
        lambda lr: optax.rmsprop(lr, decay=0.9, eps=0.1, momentum=0.8, centered=True, eps_in_sqrt=False),
    ),
    "adadelta": Twin(
        "adadelta", {"rho": 0.99, "eps": 1e-4}, "optax.adadelta", lambda lr: optax.adadelta(lr, rho=0.99, eps=1e-4)
    ),
    "adam": Twin(
        "adam",
        {"eps": 0.05, "beta1": 0.8, "beta2": 0.99},
        "optax.adam",
        lambda lr: optax.adam(lr, b1=0.8, b2=0.99, eps=0.05),
    ),
    "adam, eps inside": Twin(
        "adam", {"eps": 0.05, "eps_inside": True}, "optax.adam", lambda lr: optax.adam(lr, eps=0.0, eps_root=0.05)
    ),
    "adam, weight decay": Twin(
        "adam",
        {"eps": 0.05, "weight_decay": 0.1},
        "optax.adam",
        lambda lr: optax.chain(optax.add_decayed_weights(0.1), optax.adam(lr, eps=0.05)),
    ),
    "adamw": Twin(
        "adamw",
        {"beta1": 0.8, "beta2": 0.99, "eps": 0.05, "weight_decay": 0.1},
        "optax.adamw",
        lambda lr: optax.adamw(lr, b1=0.8, b2=0.99, eps=0.05, weight_decay=0.1),
    ),
    "amsgrad": Twin(
        "amsgrad",
        {"beta1": 0.8, "beta2": 0.9, "eps": 0.05, "form": "optax"},
        "optax.amsgrad",
        lambda lr: optax.amsgrad(lr, b1=0.8, b2=0.9, eps=0.05),
    ),
    "amsgrad of the paper": Twin(
        "amsgrad",
        {"beta1": 0.8, "beta2": 0.9, "eps": 0.05, "form": "paper"},
        "optax.amsgrad",
        lambda lr: optax.amsgrad(lr, b1=0.8, b2=0.9, eps=0.05, bias_correction_mu=False, bias_correction_nu=False),
    ),
    "nadam": Twin(
        "nadam",
        {"beta1": 0.8, "beta2": 0.99, "eps": 0.05, "form": "optax"},
        "optax.nadam",
        lambda lr: optax.nadam(lr, b1=0.8, b2=0.99, eps=0.05),
    ),
    "adamax": Twin(
        "adamax",
        {"beta1": 0.8, "beta2": 0.99, "eps": 0.05},
        "optax.adamax",
        lambda lr: optax.adamax(lr, b1=0.8, b2=0.99, eps=0.05),
    ),
    "radam": Twin(
        "radam",
        {"beta1": 0.8, "beta2": 0.99, "eps": 0.05, "form": "optax"},
        "optax.radam",
        lambda lr: optax.radam(lr, b1=0.8, b2=0.99, eps=0.05),
    ),
    "adabelief": Twin(
        "adabelief",
        {"beta1": 0.8, "beta2": 0.99, "eps": 0.01},
        "optax.adabelief",
        lambda lr: optax.adabelief(lr, b1=0.8, b2=0.99, eps=0.01, eps_root=0.01),
    ),
    "yogi": Twin(
        "yogi",
        {"beta1": 0.8, "beta2": 0.99, "eps": 0.05},
        "optax.yogi",
        lambda lr: optax.yogi(lr, b1=0.8, b2=0.99, eps=0.05),
    ),
    "ademamix": Twin(
        "ademamix",
        {"beta1": 0.8, "beta2": 0.99, "beta3": 0.95, "alpha": 3.0, "eps": 0.05, "weight_decay": 0.1},
        "optax.contrib.ademamix",
        lambda lr: contrib.ademamix(lr, b1=0.8, b2=0.99, b3=0.95, alpha=3.0, eps=0.05, weight_decay=0.1),
    ),
    "adopt": Twin(
        "adopt",
        {"beta1": 0.8, "beta2": 0.99, "eps": 0.05},
        "optax.contrib.adopt",
        lambda lr: contrib.adopt(lr, b1=0.8, b2=0.99, eps=0.05, clip_value_fn=lambda t: t.astype(float) ** 0.25),
    ),
    "adopt without clipping": Twin(
        "adopt",
        {"beta1": 0.8, "beta2": 0.99, "eps": 0.05, "clip": False},
        "optax.contrib.adopt",
        lambda lr: contrib.adopt(lr, b1=0.8, b2=0.99, eps=0.05, use_clipping=False),
    ),
    "signsgd": Twin("signsgd", {}, "optax.sign_sgd", optax.sign_sgd),
    "signum": Twin("signum", {"beta": 0.8}, "optax.signum", lambda lr: optax.signum(lr, beta=0.8)),
    "lion": Twin(
        "lion",
        {"beta1": 0.8, "beta2": 0.95, "weight_decay": 0.1},
        "optax.lion",
        lambda lr: optax.lion(lr, b1=0.8, b2=0.95, weight_decay=0.1),
    ),
    "lars": Twin(
        "lars",
        {"momentum": 0.8, "trust": 0.5},
        "optax.lars",
        lambda lr: optax.lars(lr, trust_coefficient=0.5, momentum=0.8),
    ),
    "lamb": Twin(
        "lamb",
        {"beta1": 0.8, "beta2": 0.99, "eps": 0.05, "weight_decay": 0.1},
        "optax.lamb",
        lambda lr: optax.lamb(lr, b1=0.8, b2=0.99, eps=0.05, weight_decay=0.1),
        share=0.5,
    ),
    "dadapt_adam": Twin(
        "dadapt_adam",
        {"eps": 0.01, "d0": 0.001, "bias_correction": True, "weight_decay": 0.01, "decouple": True},
        "optax.contrib.dadapt_adamw",
        lambda lr: contrib.dadapt_adamw(lr, betas=(0.9, 0.999), eps=0.01, estim_lr0=0.001, weight_decay=0.01),
    ),
    "prodigy": Twin(
        "prodigy",
        {"eps": 0.01, "d0": 0.001, "d_coef": 0.5, "bias_correction": True, "weight_decay": 0.01},
        "optax.contrib.prodigy",
        lambda lr: contrib.prodigy(lr, eps=0.01, estim_lr0=0.001, estim_lr_coef=0.5, weight_decay=0.01),
    ),
    "dog": Twin(
        "dog",
        {"reps_rel": 0.001, "eps": 0.1, "weight_decay": 0.01},
        "optax.contrib.dog",
        lambda lr: contrib.dog(lr, init_step=("heuristic", 0.001), eps=0.1, weight_decay=0.01),
    ),
    "dowg": Twin(
        "dowg",
        {"r0": 0.1, "eps": 0.01, "weight_decay": 0.01},
        "optax.contrib.dowg",
        lambda lr: contrib.dowg(lr, init_estim_sq_dist=0.01, eps=0.01, weight_decay=0.01),
    ),
    "polyak": Twin(
        "polyak",
        {"max_rate": 0.002},
        "optax.polyak_sgd",
        # Its scaling also enters the length that it divides by, so only a scaling of 1 scales.
        lambda lr: optax.polyak_sgd(max_learning_rate=0.002, scaling=lr),
        CONSTANT,
        asks="value",
    ),
    "schedule_free_sgd": Twin(
        "schedule_free_sgd",
        {"beta": 0.8, "weight_decay": 0.1, "drawn": "y"},
        "optax.contrib.schedule_free_sgd",
        lambda lr: contrib.schedule_free_sgd(lr, b1=0.8, weight_decay=0.1),
    ),
    "schedule_free_adamw": Twin(
        "schedule_free_adamw",
        {"beta1": 0.8, "beta2": 0.99, "eps": 0.05, "weight_decay": 0.1, "drawn": "y"},
        "optax.contrib.schedule_free_adamw",
        lambda lr: contrib.schedule_free_adamw(lr, b1=0.8, b2=0.99, eps=0.05, weight_decay=0.1),
    ),
    "sam": Twin(
        "sam",
        {"rho": 0.02, "momentum": 0.6},
        "optax.contrib.sam",
        lambda lr: contrib.sam(
            optax.sgd(lr, momentum=0.6), optax.chain(contrib.normalize(), optax.sgd(0.02)), opaque_mode=True
        ),
        CONSTANT,
        asks="grad_fn",
    ),
}
EVERY_CASE = [
    pytest.param(twin, surface, schedule, id=f"{name} on {surface}, {schedule}")
    for name, twin in TWINS.items()
    for surface in LOSSES
    for schedule in twin.schedules
    if GROUNDS[surface].f_min is not None or not OPTIMIZERS[twin.optimizer].needs
]


def optax_path(method, asks, loss, start):
    """Start and every point, (STEPS + 1, 2)."""

    def step(point, state):
        value, g = jax.value_and_grad(loss)(point)
        given = {"value": value} if asks == "value" else {}
        if asks == "grad_fn":
            given = {"grad_fn": lambda p, _: jax.grad(loss)(p)}
        updates, state = method.update(g, state, point, **given)
        return optax.apply_updates(point, updates), state

    step = jax.jit(step)
    points = [jnp.asarray(start)]
    state = method.init(points[0])
    for _ in range(STEPS):
        point, state = step(points[-1], state)
        points.append(point)
    return np.array(points)


def both_paths(twin, surface, schedule):
    ground = GROUNDS[surface]
    unit = {"gradient": ground.slope_rate, "stride": ground.stride, "none": 1.0}
    lr = twin.share * unit[OPTIMIZERS[twin.optimizer].lr_unit]
    plan: dict[str, Any] = {}
    if schedule == "decaying rate":
        plan = {"schedule": "exponential", "schedule_params": {"gamma": GAMMA}}
    run = simulate(
        surface, twin.optimizer, [ground.start], steps=STEPS, lr=lr, hyper=twin.hyper, dtype="float64", **plan
    )
    ours = run.points[0]
    if twin.ahead:
        ours = ours + twin.hyper["beta"] * np.vstack([np.zeros(2), np.diff(ours, axis=0)])
    with jax.enable_x64(True):
        # Optax's own exponential_decay counts in float32.
        method = twin.make((lambda count: lr * GAMMA ** count.astype(float)) if plan else lr)
        return ours, optax_path(method, twin.asks, LOSSES[surface], np.array(ground.start))


@pytest.mark.parametrize(("twin", "surface", "schedule"), EVERY_CASE)
def test_an_optimizer_agrees_with_optax(twin, surface, schedule):
    ours, theirs = both_paths(twin, surface, schedule)
    np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-12)
    # A path that stays where it began would agree with anything.
    assert np.abs(theirs - theirs[0]).max() > 0.01


def test_nesterovs_own_points_are_others_than_those_of_optax():
    ours, theirs = both_paths(TWINS["nesterov"]._replace(ahead=False), "saddle", "constant rate")
    assert np.abs(ours - theirs).max() > 1e-3
