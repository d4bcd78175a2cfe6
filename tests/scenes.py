"""Made-up scenes: any that is allowed, built from the registries, so that a new entry is covered without a word."""

from typing import Any

from hypothesis import strategies as st

from catalogue import Knob
from optimizers import OPTIMIZERS
from schedules import SCHEDULES
from simulation import Racer, Scene
from simulation.oracle import unmet_need
from simulation.engine import FAR
from simulation.scene import MAX_RACERS, NOISE, SEED, STEPS, most_starts
from surfaces import SURFACES, Surface

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


def values(knob: Knob) -> st.SearchStrategy[Any]:
    """Anything the knob takes; of texts, some that it does."""
    if knob.text:
        return st.sampled_from(FACTORS)
    return st.sampled_from(knob.options) if knob.options else st.floats(knob.low, knob.high)


def settings(knobs: Any) -> st.SearchStrategy[tuple[tuple[str, Any], ...]]:
    """A value for each knob, in order."""
    return st.tuples(*(st.tuples(st.just(name), values(knob)) for name, knob in knobs.items()))


@st.composite
def racers(draw: st.DrawFn, ground: Surface) -> Racer:
    """A racer that can run on this surface, with every setting within its range."""
    suitable = [method for method in OPTIMIZERS.values() if not unmet_need(method, ground)]
    method = draw(st.sampled_from(suitable))
    plan = SCHEDULES[draw(st.sampled_from(list(SCHEDULES)))]
    return Racer(
        method.name, draw(values(method.lr_knob)), draw(settings(method.knobs)), plan.name, draw(settings(plan.knobs))
    )


@st.composite
def scenes(draw: st.DrawFn) -> Scene:
    """A scene that may be run."""
    ground = SURFACES[draw(st.sampled_from(list(SURFACES)))]
    count = draw(st.one_of(st.integers(0, 5), st.just(MAX_RACERS)))
    field = draw(st.lists(racers(ground), min_size=count, max_size=count))
    steps = draw(st.integers(int(STEPS.low), int(STEPS.high)))
    reach = [FAR * (high - low) for low, high in ground.domain]
    point = st.tuples(
        *(st.floats(low - far, high + far) for (low, high), far in zip(ground.domain, reach, strict=True))
    )
    starts = draw(st.lists(point, max_size=min(9, most_starts(count, steps))))
    return Scene(
        surface=ground.name,
        surface_params=draw(settings(ground.knobs)),
        starts=tuple((x, y) for x, y in starts),
        racers=tuple(field),
        steps=steps,
        seed=draw(st.integers(int(SEED.low), int(SEED.high))),
        noise=draw(values(NOISE)),
    )
