"""What Optax has and the other files do not, through the bridge; named optax_NAME, NAME as in Optax.

Each entry: the paper, every number and flag of the factory with its range, and what to watch. Where the release that
this was written for (0.2.8) departs from the paper, the card says so: what is seen is what Optax does.
"""

import math
from collections import namedtuple
from collections.abc import Callable, Mapping
from typing import Any, Literal

from catalogue import Knob, is_choice
from optimizers.base import NO_MEMORY, Card, Memory, Optimizer
from optimizers.optax_bridge import Bridge

BETA1 = Knob("First moment β₁", 0.0, 0.999, hint="Share of the mean gradient kept each step.")
BETA2 = Knob("Second moment β₂", 0.0, 0.9999, hint="Share of the mean square kept each step.")
EPS = Knob("ε", 1e-12, 1.0, "log", hint="Keeps the division finite on flat ground.")
EPS_ROOT = Knob("ε in the root", 0.0, 1.0, hint="Added under the root.")
DECAY = Knob("Weight decay", 0.0, 1.0, hint="Pulls towards the origin.")
NESTEROV = Knob("Nesterov", options=(False, True), hint="The mean gradient looks one step ahead.")
ALPHA = Knob("Gradient α", 0.0, 2.0, hint="Weight of the gradient itself.")
BETA = Knob("Optimism β", 0.0, 2.0, hint="Weight of the change since the last gradient, expected to go on.")
LOWER = Knob("Lower bound", -1000.0, 1000.0, hint="A loss that is never undercut; the step aims at it.")
ADAPT = Knob("Learn the bound", options=(False, True), hint="Raises the lower bound on the way.")


def listed(
    factory: str | Callable[..., Any],
    title: str,
    settings: Mapping[str, tuple[float | bool, Knob]],
    card: Card,
    lr_unit: Literal["gradient", "stride", "none"],
    lr_factor: float = 1.0,
    tuned: Mapping[str, Mapping[str, float]] | None = None,
    elsewhere: Mapping[str, float] | None = None,
    begins_with_rate: bool = False,
    memory: Memory = NO_MEMORY,
    stable: Callable[[Any], float] | None = None,
) -> Optimizer:
    """An entry of the registry; `factory` is a dotted name in optax, or one of the functions below."""
    name = factory.rsplit(".", 1)[-1] if isinstance(factory, str) else factory.__name__
    # Numbers first, as from_optax has them.
    ordered = sorted(settings.items(), key=lambda item: is_choice(item[1][0]))
    defaults = {key: default for key, (default, _) in ordered}
    if isinstance(factory, str):
        card = card._replace(checked=(f"optax.{factory}",))
    bridge = Bridge(factory, begins_with_rate=begins_with_rate)
    return Optimizer(
        name=f"optax_{name}",
        title=title,
        hyper=namedtuple("Hyper", defaults)(**defaults),  # type: ignore[misc]
        init=bridge.init,
        step=bridge.step,
        knobs={key: knob for key, (_, knob) in ordered},
        card=card,
        family="Optax",
        lr_unit=lr_unit,
        lr_factor=lr_factor,
        tuned=tuned or {},
        elsewhere=elsewhere or {},
        memory=memory,
        stable=stable,
    )


def clip_by_global_norm(learning_rate, max_norm):
    import optax

    return optax.chain(optax.clip_by_global_norm(max_norm), optax.sgd(learning_rate))


def adaptive_grad_clip(learning_rate, clipping, eps):
    import optax

    return optax.chain(optax.adaptive_grad_clip(clipping, eps=eps), optax.sgd(learning_rate))


def normalize_by_update_norm(learning_rate, eps):
    import optax

    return optax.chain(optax.normalize_by_update_norm(eps=eps), optax.sgd(learning_rate))


def mechanize(learning_rate, s_init, weight_decay, eps):
    import optax

    return optax.contrib.mechanize(optax.adam(learning_rate), weight_decay=weight_decay, eps=eps, s_init=s_init)


CATALOGUE = (
    listed(
        clip_by_global_norm,
        "Clipped gradient descent (Optax)",
        {"max_norm": (1.0, Knob("Longest gradient c", 1e-3, 1000.0, "log", hint="Longer gradients are cut to it."))},
        Card(
            paper="R. Pascanu, T. Mikolov, Y. Bengio, On the difficulty of training recurrent neural networks",
            year=2013,
            idea="Gradient descent whose gradient is never longer than c.",
            latex=r"x \leftarrow x - \eta\, g\, \min(1, c / \|g\|)",
            watch="On a cliff it walks with steps of equal length; in the valley it is plain gradient descent.",
            checked=("optax.clip_by_global_norm",),
        ),
        "gradient",
        tuned={"saddle": {"lr": 0.025}, "rosenbrock": {"lr": 0.008}, "himmelblau": {"lr": 0.03}, "beale": {"lr": 0.03}},
    ),
    listed(
        adaptive_grad_clip,
        "Adaptive gradient clipping (Optax)",
        {
            "clipping": (
                0.5,
                Knob("Clipping c", 1e-4, 100.0, "log", hint="Longest gradient, in lengths of the point."),
            ),
            "eps": (1e-3, Knob("Least length ε", 1e-9, 1.0, "log", hint="The point counts as at least this long.")),
        },
        Card(
            paper="A. Brock, S. De, S. L. Smith, K. Simonyan, High-performance large-scale image recognition without "
            "normalization",
            year=2021,
            idea="The gradient may be no longer than a share of the point's own length.",
            latex=r"x \leftarrow x - \eta\, g\, \min\left(1, c \max(\|x\|, \epsilon) / \|g\|\right)",
            watch="The nearer to the origin, the shorter it steps.",
            differs="The point counts as one unit; on a matrix each row is clipped on its own.",
            checked=("optax.adaptive_grad_clip",),
        ),
        "gradient",
        lr_factor=0.5,
        tuned={
            "saddle": {"lr": 0.12},
            "rosenbrock": {"lr": 0.0075},
            "himmelblau": {"lr": 0.018},
            "beale": {"lr": 0.03},
        },
    ),
    listed(
        normalize_by_update_norm,
        "Normalized gradient descent (Optax)",
        {"eps": (1e-6, EPS)},
        Card(
            paper="E. Hazan, K. Y. Levy, S. Shalev-Shwartz, Beyond convexity: stochastic quasi-convex optimization",
            year=2015,
            idea="Only the gradient's direction counts; every step is η long.",
            latex=r"x \leftarrow x - \eta\, \frac{g}{\|g\| + \epsilon}",
            watch="Plateaus do not slow it down and cliffs do not throw it; around the minimum it hops to and fro.",
            checked=("optax.normalize_by_update_norm",),
        ),
        "stride",
        lr_factor=0.5,
        tuned={"saddle": {"lr": 0.03}},
    ),
    listed(
        "fromage",
        "Fromage (Optax)",
        {"min_norm": (1e-6, Knob("Least length", 1e-9, 1.0, "log", hint="Point and gradient count as this long."))},
        Card(
            paper="J. Bernstein, A. Vahdat, Y. Yue, M.-Y. Liu, On the distance between two neural networks and the "
            "stability of learning",
            year=2020,
            idea="Each step is a share η of the point's length, and a little shrinking keeps the length from growing.",
            latex=r"x \leftarrow \frac{1}{\sqrt{1 + \eta^2}} \left(x - \eta\, \frac{\|x\|}{\|g\|}\, g\right)",
            watch="Far from the origin it strides, near it it creeps; it never stops at a minimum.",
            differs="The point counts as one layer.",
        ),
        "stride",
        lr_factor=0.5,
        tuned={"saddle": {"lr": 0.06}, "bowl": {"lr": 0.1}, "ellipse": {"lr": 0.15}, "beale": {"lr": 0.006}},
    ),
    listed(
        "novograd",
        "NovoGrad (Optax)",
        {
            "b1": (0.9, BETA1),
            "b2": (0.25, BETA2),
            "eps": (1e-6, EPS),
            "eps_root": (0.0, EPS_ROOT),
            "weight_decay": (0.0, DECAY),
        },
        Card(
            paper="B. Ginsburg and others, Stochastic gradient methods with layer-wise adaptive moments for training "
            "of deep networks",
            year=2019,
            idea="Adam with one second moment for the whole layer: the mean of the gradient's squared length.",
            latex=(
                r"t \leftarrow t + 1,\quad v \leftarrow \beta_2 v + (1-\beta_2) \|g\|^2,\quad "
                r"m \leftarrow \beta_1 m + \frac{g}{\sqrt{v} + \epsilon} + \lambda x,\quad x \leftarrow x - \eta m"
            ),
            watch="It keeps gradient descent's direction with a length of its own; momentum carries it in bends.",
            differs="The first gradient's squared length begins v; later gradients enter m undamped.",
            symbols={"count": "t", "mu": "m", "nu": "v"},
            words={
                "count": "steps taken",
                "mu": "sum of divided gradients, fading",
                "nu": "mean squared length of the gradient",
            },
        ),
        "stride",
        lr_factor=0.1,
        tuned={"saddle": {"lr": 0.005}, "beale": {"lr": 0.0015}},
        memory=Memory(momentum=("mu",), linear=True),
    ),
    listed(
        "optimistic_gradient_descent",
        "Optimistic gradient descent (Optax)",
        {"alpha": (1.0, ALPHA), "beta": (1.0, BETA)},
        Card(
            paper="C. Daskalakis, A. Ilyas, V. Syrgkanis, H. Zeng, Training GANs with optimism",
            year=2018,
            idea="The next gradient is guessed from the last change, and stepped along already.",
            latex=(
                r"g' \leftarrow g\ \text{where}\ [t = 1],\quad "
                r"x \leftarrow x - \eta \left((\alpha + \beta) g - \beta g'\right),\quad g' \leftarrow g"
            ),
            watch="It damps rotation in games; on a surface it resembles gradient descent with a brake.",
            symbols={"is_initial_step": "[t = 1]", "previous_gradient": "g'"},
            words={"is_initial_step": "whether no step is taken yet", "previous_gradient": "gradient before"},
        ),
        "gradient",
        lr_factor=0.2,
        tuned={
            "saddle": {"lr": 0.025},
            "rosenbrock": {"lr": 0.00068},
            "himmelblau": {"lr": 0.003},
            "beale": {"lr": 0.008},
        },
        stable=lambda hyper: 2 / (hyper.alpha + 2 * hyper.beta) if hyper.alpha + hyper.beta > 0 else math.inf,
    ),
    listed(
        "optimistic_adam_v2",
        "Optimistic Adam (Optax)",
        {
            "alpha": (1.0, ALPHA),
            "beta": (1.0, BETA),
            "b1": (0.9, BETA1),
            "b2": (0.999, BETA2),
            "eps": (1e-8, EPS),
            "eps_root": (0.0, EPS_ROOT),
            "nesterov": (True, NESTEROV),
        },
        Card(
            paper="C. Daskalakis, A. Ilyas, V. Syrgkanis, H. Zeng, Training GANs with optimism",
            year=2018,
            idea="Adam's step, and with it the change it has undergone since the last one.",
            latex=(
                r"t \leftarrow t + 1,\quad m \leftarrow \beta_1 m + (1-\beta_1) g,\quad "
                r"v \leftarrow \beta_2 v + (1-\beta_2) g^2,\quad u = \frac{\hat m}{\sqrt{\hat v} + \epsilon},\quad "
                r"u' \leftarrow u\ \text{where}\ [t = 1],\quad "
                r"x \leftarrow x - \eta \left((\alpha + \beta) u - \beta u'\right),\quad u' \leftarrow u"
            ),
            watch="It swings less far past a minimum than Adam.",
            differs="Optax looks ahead (Nesterov) by default; the paper does not.",
            symbols={"count": "t", "mu": "m", "nu": "v", "is_initial_step": "[t = 1]", "previous_gradient": "u'"},
            words={
                "count": "steps taken",
                "mu": "first moment",
                "nu": "second moment",
                "is_initial_step": "whether no step is taken yet",
                "previous_gradient": "move before",
            },
        ),
        "stride",
        lr_factor=2.0,
        tuned={"saddle": {"lr": 0.02}},
        memory=Memory(momentum=("mu",), squares=("nu",)),
    ),
    listed(
        "sm3",
        "SM3 (Optax)",
        {"momentum": (0.9, Knob("Momentum β", 0.0, 0.999, hint="Share of the mean step kept."))},
        Card(
            paper="R. Anil, V. Gupta, T. Koren, Y. Singer, Memory-efficient adaptive optimization",
            year=2019,
            idea="AdaGrad that keeps one sum for each row and column; for two numbers it is AdaGrad with momentum.",
            latex=(
                r"\mu \leftarrow \mu + g^2,\quad m \leftarrow \beta m + (1-\beta) \frac{g}{\sqrt{\mu + 10^{-8}}},\quad "
                r"x \leftarrow x - \eta m"
            ),
            watch="It slows down as AdaGrad does.",
            symbols={"mu": r"\mu", "nu": "m"},
            words={"mu": "sum of squared gradients", "nu": "mean move, in rates"},
        ),
        "stride",
        lr_factor=10.0,
        tuned={"saddle": {"lr": 0.06}, "rosenbrock": {"lr": 1.0}, "beale": {"lr": 0.6}},
        memory=Memory(momentum=("nu",), squares=("mu",), linear=True),
    ),
    listed(
        "contrib.madgrad",
        "MADGRAD (Optax)",
        {
            "momentum": (0.9, Knob("Momentum β", 0.0, 0.999, hint="Share of the old point in the new one.")),
            "weight_decay": (0.0, DECAY),
            "eps": (1e-6, EPS),
        },
        Card(
            paper="A. Defazio, S. Jelassi, Adaptivity without compromise: a momentumized, adaptive, dual averaged "
            "gradient method for stochastic optimization",
            year=2021,
            idea="All gradients since the start, over the cube root of the sum of their squares, from the start.",
            latex=(
                r"\lambda = (\eta + \epsilon) \sqrt{t + 1},\quad s \leftarrow s + \lambda g,\quad "
                r"\nu \leftarrow \nu + \lambda g^2,\quad "
                r"x \leftarrow \beta x + (1-\beta) \left(x_0 - \frac{s}{\sqrt[3]{\nu} + \epsilon}\right),\quad "
                r"t \leftarrow t + 1"
            ),
            watch="It never forgets its start: each step is measured from there.",
            differs="ε is also added to the rate, as in the authors' code.",
            symbols={"count": "t", "grad_sum_sq": r"\nu", "s": "s", "x0": "x_0"},
            words={
                "count": "steps taken",
                "grad_sum_sq": "weighted sum of squared gradients",
                "s": "weighted sum of gradients",
                "x0": "start",
            },
        ),
        "stride",
        lr_factor=0.5,
        tuned={"saddle": {"lr": 0.004}, "himmelblau": {"lr": 0.006}},
        memory=Memory(momentum=("s",), squares=("grad_sum_sq",)),
    ),
    listed(
        "contrib.acprop",
        "ACProp (Optax)",
        {
            "b1": (0.9, BETA1),
            "b2": (0.999, BETA2),
            "eps": (1e-16, Knob("ε", 1e-16, 1.0, "log", hint="Keeps the division finite on flat ground.")),
            "eps_root": (1e-16, Knob("ε in the mean", 1e-16, 1.0, "log", hint="Added to s at every step.")),
            "weight_decay": (0.0, DECAY),
        },
        Card(
            paper="J. Zhuang and others, Momentum centering and asynchronous update for adaptive gradient methods",
            year=2021,
            idea="AdaBelief without momentum, whose denominator is one step old.",
            latex=(
                r"x \leftarrow x - \eta \left(\frac{g}{\sqrt{s / (1-\beta_2^t)} + \epsilon} + \lambda x\right),\quad "
                r"s \leftarrow \beta_2 s + (1-\beta_2)(g - m)^2 + \epsilon_r,\quad "
                r"m \leftarrow \beta_1 m + (1-\beta_1) g,\quad t \leftarrow t + 1"
            ),
            watch="Where the gradient hardly changes, s is small and the step long.",
            differs=(
                "The first step is plain gradient descent. Optax 0.2.8 measures the surprise g - m from the mean "
                "before this gradient; the paper and Optax's own text take the mean after it."
            ),
            symbols={"count": "t", "mu": "m", "nu": "s"},
            words={"count": "steps taken", "mu": "mean gradient", "nu": "mean square surprise"},
        ),
        "stride",
        elsewhere={"lr_factor": 0.3},
        tuned={
            "saddle": {"lr": 0.002},
            "rosenbrock": {"lr": 0.0105},
            "bowl": {"lr": 0.2},
            "ellipse": {"lr": 0.2},
            "himmelblau": {"lr": 0.018},
            "beale": {"lr": 0.009},
        },
        memory=Memory(momentum=("mu",), squares=("nu",)),
    ),
    listed(
        "contrib.simplified_ademamix",
        "Simplified AdEMAMix (Optax)",
        {
            "b1": (0.9, BETA1),
            "b2": (0.95, BETA2),
            "alpha": (0.0, Knob("Fresh gradient α", 0.0, 100.0, hint="Weight of this step's gradient beside the sum.")),
            "eps": (1e-8, EPS),
            "eps_root": (0.0, EPS_ROOT),
            "weight_decay": (0.0, DECAY),
        },
        Card(
            paper="D. Morwani and others, Connections between schedule-free optimizers, AdEMAMix, and accelerated SGD "
            "variants",
            year=2025,
            idea="One long memory of gradients and the fresh gradient, weighted apart.",
            latex=(
                r"t \leftarrow t + 1,\quad m \leftarrow \beta_1 m + g,\quad "
                r"n \leftarrow \beta_2 n + (1-\beta_2) g^2,\quad "
                r"x \leftarrow x - \eta \left("
                r"\frac{m + \alpha g}{\sqrt{n / (1-\beta_2^t)} + \epsilon} + \lambda x\right)"
            ),
            watch="The memory is a sum, so the same rate steps 1 / (1 - β₁) times as far as Adam's.",
            differs="Optax's own β₁ is 0.99, made for long runs; here it begins at 0.9.",
            symbols={"t": "t", "m": "m", "n": "n"},
            words={"t": "steps taken", "m": "sum of gradients, fading", "n": "second moment"},
        ),
        "stride",
        lr_factor=0.1,
        tuned={"saddle": {"lr": 0.001}, "rosenbrock": {"lr": 0.00075}},
        memory=Memory(momentum=("m",), squares=("n",), linear=True),
    ),
    listed(
        "contrib.cocob",
        "COCOB (Optax)",
        {
            "alpha": (100.0, Knob("Caution α", 1.0, 1000.0, "log", hint="The larger, the shorter the first steps.")),
            "eps": (1e-8, Knob("First scale ε", 1e-12, 1.0, "log", hint="The least largest gradient.")),
            "weight_decay": (0.0, DECAY),
        },
        Card(
            paper="F. Orabona, T. Tommasi, Training deep networks without learning rates through coin betting",
            year=2017,
            idea="Each axis bets a share of what it has won on the slope's sign; the stake is the way from the start.",
            latex=(
                r"L \leftarrow \max(L, |g|),\quad G \leftarrow G + |g|,\quad R \leftarrow \max(R - g (x - x_0), 0),"
                r"\quad \theta \leftarrow \theta - g,\quad "
                r"x \leftarrow x_0 + \frac{\theta\, (L + R)}{L \max(G + L, \alpha L)}"
            ),
            watch="It starts with tiny steps and doubles its stakes while the slope keeps its sign.",
            differs="In Optax the rate multiplies the gradient, of whose size the method is free: it changes nothing.",
            symbols={
                "init_particles": "x_0",
                "cumulative_gradients": r"\theta",
                "scale": "L",
                "subgradients": "G",
                "reward": "R",
            },
            words={
                "init_particles": "start",
                "cumulative_gradients": "sum of descents",
                "scale": "largest slope",
                "subgradients": "sum of slopes",
                "reward": "reward",
            },
        ),
        "none",
        elsewhere={"alpha": 10.0},
        tuned={"rosenbrock": {"alpha": 10.0}, "beale": {"alpha": 10.0}},
    ),
    listed(
        mechanize,
        "Mechanic over Adam (Optax)",
        {
            "s_init": (1e-6, Knob("First scale s", 1e-9, 1.0, "log", hint="Adam's steps begin with this length.")),
            "weight_decay": (
                1e-2,
                Knob("Mechanic's decay", 0.0, 1.0, hint="Decay seen only when the scale is learnt."),
            ),
            "eps": (1e-8, EPS),
        },
        Card(
            paper="A. Cutkosky, A. Defazio, H. Mehta, Mechanic: a learning rate tuner",
            year=2023,
            idea="Adam's steps are summed up, and a bet on their worth learns by how much to stretch the sum.",
            latex=(
                r"t \leftarrow t + 1,\quad \mu, \nu \leftarrow \text{Adam's},\quad "
                r"h = \left\langle g, \frac{x_0 - x}{\Sigma s} \right\rangle,\quad m \leftarrow \max(\beta m, |h|),"
                r"\quad v \leftarrow \beta^2 v + h^2,\quad r \leftarrow \beta r + s\, \mathrm{clip}(h, \pm m),\quad "
                r"s \leftarrow \frac{s_0 m / 6 + \max(r, 0)}{\sqrt{v}},\quad "
                r"x \leftarrow x_0 - \Sigma s \left(\frac{x_0 - x}{\Sigma s} - u\right)"
            ),
            watch="Nothing happens at first; then the scale shoots up and finds its level.",
            differs="The six memories β are 0.9, 0.99, ...; η is the rate of the Adam inside.",
            symbols={
                "count": "t",
                "mu": r"\mu",
                "nu": r"\nu",
                "count_2": "t",
                "r": "r",
                "m": "m",
                "v": "v",
                "s": "s",
                "x0": "x_0",
            },
            words={
                "count": "steps taken",
                "mu": "Adam's first moment",
                "nu": "Adam's second moment",
                "count_2": "steps of Mechanic",
                "r": "rewards",
                "m": "largest worths",
                "v": "squared worths",
                "s": "scales",
                "x0": "start",
            },
            checked=("optax.contrib.mechanize",),
        ),
        "none",
        lr_factor=10.0,
        tuned={"saddle": {"lr": 0.01}, "rosenbrock": {"lr": 2.0}},
        memory=Memory(momentum=("mu",), squares=("nu",)),
    ),
    listed(
        "contrib.momo",
        "MoMo (Optax)",
        {
            "beta": (0.9, Knob("Momentum β", 0.0, 0.999, hint="Share of the means kept each step.")),
            "lower_bound": (0.0, LOWER),
            "weight_decay": (0.0, DECAY),
            "adapt_lower_bound": (False, ADAPT),
        },
        Card(
            paper="F. Schaipp, R. Ohana, M. Eickenberg, A. Defazio, R. M. Gower, MoMo: momentum models for adaptive "
            "learning rates",
            year=2023,
            idea="Polyak's step for momentum: a linear model of the loss says how far down the lower bound is.",
            latex=(
                r"t \leftarrow t + 1,\quad d \leftarrow \beta d + (1-\beta) g,\quad "
                r"\bar f \leftarrow \beta \bar f + (1-\beta) f(x),\quad "
                r"\gamma \leftarrow \beta \gamma + (1-\beta) \langle g, x \rangle,\quad "
                r"x \leftarrow x - \min\left(\eta, "
                r"\frac{\max(\bar f - f_* - \gamma + \langle d, x \rangle, 0)}{\|d\|^2}\right) d"
            ),
            watch="Far up its steps are long and near the bound they shrink; η only caps them.",
            differs="On the saddle, which has no lowest loss, the bound is set far below.",
            symbols={"exp_avg": "d", "barf": r"\bar f", "gamma": r"\gamma", "lb": "f_*", "count": "t"},
            words={
                "exp_avg": "mean gradient",
                "barf": "mean loss",
                "gamma": "mean of gradient times point",
                "lb": "lower bound of the loss",
                "count": "steps taken",
            },
        ),
        "gradient",
        lr_factor=0.5,
        elsewhere={"lr_factor": 0.15},
        tuned={"saddle": {"lr": 0.03, "lower_bound": -1000.0}, "rosenbrock": {"lr": 0.02}, "beale": {"lr": 0.05}},
        memory=Memory(momentum=("exp_avg",)),
    ),
    listed(
        "contrib.momo_adam",
        "MoMo-Adam (Optax)",
        {
            "b1": (0.9, BETA1),
            "b2": (0.999, BETA2),
            "eps": (1e-8, EPS),
            "lower_bound": (0.0, LOWER),
            "weight_decay": (0.0, DECAY),
            "adapt_lower_bound": (False, ADAPT),
        },
        Card(
            paper="F. Schaipp, R. Ohana, M. Eickenberg, A. Defazio, R. M. Gower, MoMo: momentum models for adaptive "
            "learning rates",
            year=2023,
            idea="Polyak's step along Adam's direction.",
            latex=(
                r"t \leftarrow t + 1,\quad m \leftarrow \beta_1 m + (1-\beta_1) g,\quad "
                r"v \leftarrow \beta_2 v + (1-\beta_2) g^2,\quad D = \epsilon + \sqrt{v / (1-\beta_2^t)},\quad "
                r"\bar f \leftarrow \beta_1 \bar f + (1-\beta_1) f(x),\quad "
                r"\gamma \leftarrow \beta_1 \gamma + (1-\beta_1) \langle g, x \rangle,\quad "
                r"x \leftarrow x - \min\left(\frac{\eta}{1-\beta_1^t}, "
                r"\frac{\max(\bar f - (1-\beta_1^t) f_* - \gamma + \langle m, x \rangle, 0)}"
                r"{\langle m, m / D \rangle}\right) \frac{m}{D}"
            ),
            watch="It is Adam until the lower bound comes near, and then shortens its steps by itself.",
            differs="On the saddle, which has no lowest loss, the bound is set far below.",
            symbols={
                "exp_avg": "m",
                "exp_avg_sq": "v",
                "barf": r"\bar f",
                "gamma": r"\gamma",
                "lb": "f_*",
                "count": "t",
            },
            words={
                "exp_avg": "first moment",
                "exp_avg_sq": "second moment",
                "barf": "mean loss",
                "gamma": "mean of gradient times point",
                "lb": "lower bound of the loss",
                "count": "steps taken",
            },
        ),
        "stride",
        lr_factor=3.0,
        elsewhere={"lower_bound": -1000.0},
        tuned={"saddle": {"lr": 0.01, "lower_bound": -1000.0}, "rosenbrock": {"lr": 0.1}},
        memory=Memory(momentum=("exp_avg",), squares=("exp_avg_sq",)),
    ),
    listed(
        "rprop",
        "Rprop (Optax, one step late)",
        {
            "eta_minus": (0.5, Knob("Shrink a₋", 0.01, 1.0, hint="Factor of the step where the slope changes sign.")),
            "eta_plus": (1.2, Knob("Grow a₊", 1.0, 5.0, hint="Factor of the step where the slope keeps its sign.")),
            "min_step_size": (1e-6, Knob("Shortest step", 1e-12, 1.0, "log", hint="No step becomes shorter.")),
            "max_step_size": (50.0, Knob("Longest step", 1e-3, 1000.0, "log", hint="No step becomes longer.")),
        },
        Card(
            paper="M. Riedmiller, H. Braun, A direct adaptive method for faster backpropagation learning: the RPROP "
            "algorithm",
            year=1993,
            idea="Only the sign of the slope counts; the step grows while it stays and shrinks when it turns.",
            latex=(
                r"t \leftarrow t + 1,\quad \Delta \leftarrow a \Delta\ (\Delta_1 = \eta),\quad "
                r"a = a_+, 1, a_-\ \text{as}\ g u' >, =, < 0,\quad x \leftarrow x - [g u' \ge 0]\, u',\quad "
                r"u' \leftarrow [g u' \ge 0]\, \Delta\, \mathrm{sign}(g)"
            ),
            watch="The first step stands still, and each turn comes one step late; compare it with Rprop.",
            differs="A fault of Optax 0.2.8: it takes the step of the call before. Rprop itself is in Sign and norm.",
            symbols={"step_sizes": r"\Delta", "prev_updates": "u'", "t": "t"},
            words={"step_sizes": "length of the step on each axis", "prev_updates": "move before", "t": "steps taken"},
        ),
        "stride",
        lr_factor=0.5,
        tuned={"saddle": {"max_step_size": 0.1}},
        begins_with_rate=True,
    ),
    listed(
        "adan",
        "Adan (Optax, 1 - β₂)",
        {
            "b1": (0.98, BETA1),
            "b2": (0.92, Knob("Difference β₂", 0.0, 0.999, hint="Share of the mean change of the gradient kept.")),
            "b3": (0.99, Knob("Second moment β₃", 0.0, 0.9999, hint="Share of the mean square kept each step.")),
            "eps": (1e-8, EPS),
            "eps_root": (1e-8, EPS_ROOT),
            "weight_decay": (0.0, DECAY),
        },
        Card(
            paper="X. Xie, P. Zhou, H. Li, Z. Lin, S. Yan, Adan: adaptive Nesterov momentum algorithm for faster "
            "optimizing deep models",
            year=2022,
            idea="Adam with Nesterov's look ahead made of the gradient's own change.",
            latex=(
                r"t \leftarrow t + 1,\quad m \leftarrow \beta_1 m + (1-\beta_1) g,\quad "
                r"v \leftarrow \beta_2 v + (1-\beta_2)(g - g'),\quad "
                r"n \leftarrow \beta_3 n + (1-\beta_3)\left(g + (1-\beta_2)(g - g')\right)^2,\quad "
                r"x \leftarrow x - \eta \left("
                r"\frac{\hat m + (1-\beta_2) \hat v}{\sqrt{\hat n + \epsilon_r} + \epsilon} + \lambda x\right),\quad "
                r"g' \leftarrow g"
            ),
            watch="It looks ahead less than Adan does; compare the two in a valley.",
            differs=(
                "A fault of Optax 0.2.8: 1 - β₂ weighs the change where the authors' code, whose β these are, has β₂. "
                "Adan itself is in Adam's kin."
            ),
            symbols={"m": "m", "v": "v", "n": "n", "g": "g'", "t": "t"},
            words={
                "m": "mean gradient",
                "v": "mean change of the gradient",
                "n": "mean square",
                "g": "gradient before",
                "t": "steps taken",
            },
        ),
        "stride",
        tuned={"saddle": {"lr": 0.01}, "rosenbrock": {"lr": 0.03}, "beale": {"lr": 0.06}},
        memory=Memory(momentum=("m", "v"), squares=("n",)),
    ),
    listed(
        "contrib.sophia",
        "Sophia-H (Optax, one step late)",
        {
            "b1": (0.965, BETA1),
            "b2": (0.99, Knob("Curvature β₂", 0.0, 0.9999, hint="Share of the mean curvature kept at a refresh.")),
            "eps": (1e-8, EPS),
            "weight_decay": (1e-4, DECAY),
            "gamma": (0.01, Knob("Clip scale γ", 1e-4, 10.0, "log", hint="Scales the curvature; smaller clips more.")),
            "clip_threshold": (1.0, Knob("Clip at ρ", 0.01, 10.0, "log", hint="No axis steps further than η ρ.")),
            "update_interval": (
                10.0,
                Knob("Refresh every k", 1.0, 50.0, whole=True, hint="Steps between two looks."),
            ),
        },
        Card(
            paper="H. Liu, Z. Li, D. Hall, P. Liang, T. Ma, Sophia: a scalable stochastic second-order optimizer for "
            "language model pre-training",
            year=2023,
            idea="Momentum over the mean curvature of each axis, clipped.",
            latex=(
                r"t \leftarrow t + 1,\quad m \leftarrow \beta_1 m + (1-\beta_1) g,\quad x \leftarrow x - \eta \left("
                r"\mathrm{clip}\left(\frac{\hat m}{\max(\gamma h, \epsilon)}, \rho\right) + \lambda x\right),\quad "
                r"h \leftarrow \beta_2 h + (1-\beta_2)\, z \odot H z\ \text{every}\ k,\quad z \sim \pm 1\ "
                r"\text{from}\ \kappa"
            ),
            watch="At first every step is clipped, so it moves by sign; the curvature comes in slowly.",
            differs=(
                "A fault of Optax 0.2.8: a refreshed curvature is used one step late. The curvature is Hutchinson's "
                "estimate with the same random signs in every run; Sophia in Curvature has the exact diagonal."
            ),
            symbols={"count": "t", "mu": "m", "nu": "h", "key": r"\kappa"},
            words={
                "count": "steps taken",
                "mu": "mean gradient",
                "nu": "mean curvature",
                "key": "key of the random signs",
            },
        ),
        "stride",
        lr_factor=0.5,
        tuned={"saddle": {"lr": 0.01}, "rosenbrock": {"lr": 0.015}},
        memory=Memory(momentum=("mu",)),
    ),
)
