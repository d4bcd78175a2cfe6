"""Made-up scenes: any that is allowed, built from the registries, so that a new entry is covered without a word."""

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from catalogue import Knob, is_choice
from optimizers import OPTIMIZERS
from schedules import SCHEDULES
from simulation import Racer, Scene
from simulation.engine import FAR
from simulation.oracle import unmet_need
from simulation.racer_name import mend_name
from simulation.scene import AUTOMATIC, COLOUR, COPY, MAX_RACERS, NOISE, SEED, STEPS, Settings, most_starts, twins
from surfaces import SURFACES, Surface
from surfaces.typed import SIDES
from tables import TABLES

# Factors that a typed schedule may have, whatever the steps and the rate.
FACTORS = [
    "1",
    "0.99^t",
    "exp(-t/T) * (3 + cos(2pi*t/50))/4",
    "where(t < 10, 1, 0.1)",
    "1 - t/(steps + 1)",
    "max(0, min((t + 1)/20, 1 - t/100))",
    "1/(1 + lr*t\u00b2)",
]
NAMES = st.text(max_size=60).map(mend_name)
FORMULAS = (
    "a*x^2 + b*y^2",
    "x**4 - 3*x*y + sin(3*y)",
    "where(x < 0, x^2, alpha*x) + y^2",
    "log(x + 9) + 100y\u00b2",
    "(1 - x)^2 + b1*(y - x^2)^2",
)


def values(knob: Knob) -> st.SearchStrategy[Any]:
    """Anything the knob takes; of texts, some that it does."""
    if knob.text:
        return st.sampled_from(FACTORS)
    if knob.options:
        return st.sampled_from(knob.options)
    return st.integers(int(knob.low), int(knob.high)).map(float) if knob.whole else st.floats(knob.low, knob.high)


def settings(knobs: Any) -> st.SearchStrategy[tuple[tuple[str, Any], ...]]:
    """A value for each knob, in order."""
    return st.tuples(*(st.tuples(st.just(name), values(knob)) for name, knob in knobs.items()))


@st.composite
def grounds(draw: st.DrawFn) -> tuple[Surface, Settings]:
    """A surface with every setting in its range; what one choice allows depends on those before it."""
    family = SURFACES[draw(st.sampled_from(list(SURFACES)))]
    ground = family
    chosen: dict[str, Any] = {}
    for name, default in family.params._asdict().items():
        if is_choice(default):
            chosen[name] = draw(choices(ground.knobs[name], name))
            ground = family.at(chosen)
    for name, knob in ground.knobs.items():
        if name in SIDES:
            chosen[name] = draw(st.floats(-5, -1) if name.endswith("low") else st.floats(1, 5))
        elif name not in chosen:
            chosen[name] = draw(values(knob))
    return family.at(chosen), tuple((name, chosen[name]) for name in ground.knobs)


def choices(knob: Knob, name: str) -> st.SearchStrategy[Any]:
    """A choice of a surface: one of its options, a formula, or a table that will do."""
    if name == "formula":
        return st.sampled_from(FORMULAS)
    if name == "data":
        return st.sampled_from([table for table in TABLES if knob.takes(table)])
    return values(knob)


@st.composite
def racers(draw: st.DrawFn, ground: Surface, params: Any) -> Racer:
    """A racer that can run on this surface, with every setting within its range."""
    suitable = [method for method in OPTIMIZERS.values() if not unmet_need(method, ground, params)]
    method = draw(st.sampled_from(suitable))
    plan = SCHEDULES[draw(st.sampled_from(list(SCHEDULES)))]
    return Racer(
        method.name,
        draw(values(method.lr_knob)),
        draw(settings(method.knobs)),
        plan.name,
        draw(settings(plan.knobs)),
        title=draw(st.just("") | NAMES),
        colour=draw(st.just(AUTOMATIC) | st.integers(int(COLOUR.low), int(COLOUR.high))),
        copy=draw(st.just(AUTOMATIC) | st.integers(int(COPY.low), 9) | st.integers(int(COPY.low), int(COPY.high))),
    )


@st.composite
def scenes(draw: st.DrawFn) -> Scene:
    """A scene that may be run."""
    ground, given = draw(grounds())
    count = draw(st.one_of(st.integers(0, 5), st.just(MAX_RACERS)))
    field = draw(st.lists(racers(ground, ground.with_params(dict(given))), min_size=count, max_size=count))
    mixed = twins(field)
    field = [replace(racer, copy=AUTOMATIC) if racer.optimizer in mixed else racer for racer in field]
    steps = draw(st.integers(int(STEPS.low), int(STEPS.high)))
    reach = [FAR * (high - low) for low, high in ground.domain]
    point = st.tuples(
        *(st.floats(low - far, high + far) for (low, high), far in zip(ground.domain, reach, strict=True))
    )
    seeds = draw(st.integers(1, 3))
    starts = draw(st.lists(point, max_size=min(9, most_starts(count, steps, seeds))))
    return Scene(
        surface=ground.name,
        surface_params=given,
        starts=tuple((x, y) for x, y in starts),
        racers=tuple(field),
        steps=steps,
        seed=draw(st.integers(int(SEED.low), int(SEED.high))),
        noise=draw(values(NOISE)),
        seeds=seeds,
    )
