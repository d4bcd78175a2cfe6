"""What surfaces made from data share: the mean of the samples' losses, its mini-batches, and a map that shows it.

A sample's loss is written once, for NumPy and JAX: `loss(xp, point, data, params)` where `data` are columns shaped to
stand against any array of points, samples first. The mean over the samples is the surface.
"""

from collections import namedtuple
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

import jax.numpy as jnp
import numpy as np

from catalogue import Knob, KnobError
from surfaces import survey
from surfaces.base import Loss, Numbers, Point, Surface
from surfaces.data_choices import Setting
from tables import Table

SampleLoss = Callable[[Any, Any, tuple[Any, ...], Any], Any]
# Of one sample at a point: `fisher(point, columns, params)`, (2, 2).
Fisher = Callable[[Any, tuple[Any, ...], Any], Any]
Columns = tuple[np.ndarray, ...]

REPLACEMENT = Knob(
    "Batches with replacement",
    options=(False, True),
    hint="Off: every epoch takes all samples in a new order. On: every batch is drawn from all samples anew.",
)
# The page computes in float32. A column farther from zero, in deviations, loses its spread there; squares of gradients
# larger than this, or smaller than one over it, are lost too.
FARTHEST = 3e4
STEEPEST = 1e18
# So many samples tell a good learning rate.
MOST_TRIED = 500


def surface(
    made: tuple[Setting, ...],
    loss: SampleLoss,
    columns: Columns,
    *,
    domain: survey.Domain,
    starts: tuple[Point, ...],
    minima: Callable[[Any], list[Point]],
    fisher: Fisher,
    **about: Any,
) -> Surface:
    """The mean loss over the samples as a surface; KnobError where the page could not draw it.

    `loss` and `fisher` are the same functions for all data, so that data of one size share their programs.
    """
    count = len(columns[0])
    settings = (*made, *_batch_settings(count))
    params = _params_of(tuple(setting.name for setting in settings))(*(setting.usual for setting in settings))
    _refuse_unseen(height_of(loss, columns, params), domain)

    def least(params: Any) -> float | None:
        return next((float(height_of(loss, columns, params)(*np.array(place))) for place in minima(params)), None)

    tried = tuple(column[:: -(-count // MOST_TRIED)] for column in columns)
    usual: dict[str, Any] = {
        "f_min": least,
        # No loss of these falls for ever.
        "gradient_rate": survey.choose_rate(height_of(loss, tried, params), domain, starts, 0.0),
        "stride": short(0.012 * min(high - low for low, high in domain)),
        "levels": "log",
    }
    return Surface(
        params=params,
        **_programs_of(loss, fisher)._asdict(),
        columns=columns,
        domain=domain,
        starts=starts,
        minima=minima,
        knobs={setting.name: setting.knob for setting in settings},
        **(usual | about),
    )


def _batch_settings(count: int) -> tuple[Setting, Setting]:
    hint = f"How many of the {count:,} samples each step's gradient sees."
    batch = Knob("Batch size", 1, count, "log", whole=True, hint=hint)
    return Setting("batch", batch, count), Setting("replacement", REPLACEMENT, False)


@lru_cache(maxsize=64)
def _params_of(fields: tuple[str, ...]) -> Any:
    return namedtuple("DataParams", fields)  # type: ignore[misc]  # its fields are known only now


@lru_cache(maxsize=64)
def _programs_of(loss: SampleLoss, fisher: Fisher) -> Loss:
    """The functions of a surface that programs are compiled for."""

    def samples(point: Any, numbers: Numbers) -> Any:
        x = jnp.asarray(point[0])
        data = tuple(jnp.asarray(column, x.dtype).reshape(-1, *[1] * x.ndim) for column in numbers.columns)
        return loss(jnp, point, data, numbers.params)

    def value(point: Any, numbers: Numbers) -> Any:
        return samples(point, numbers).mean(axis=0)

    def information(point: Any, numbers: Numbers) -> Any:
        dtype = jnp.asarray(point[0]).dtype
        return fisher(point, tuple(jnp.asarray(column, dtype) for column in numbers.columns), numbers.params)

    return Loss(value, samples, information)


def height_of(loss: SampleLoss, columns: Columns, params: Any) -> survey.Height:
    """The mean loss for arrays of NumPy."""

    def height(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        data = tuple(column.reshape(-1, *[1] * np.ndim(x)) for column in columns)
        return loss(np, (x, y), data, params).mean(axis=0)

    return height


def _refuse_unseen(height: survey.Height, domain: survey.Domain) -> None:
    """KnobError where the loss on the map, or its gradient squared, leaves float32."""
    _, _, z = survey.heights(height, domain, 5)
    sizes = np.array([1.0, *(high - low for low, high in domain)])
    slopes = (z.max() - z.min()) / sizes if np.isfinite(z).all() else np.full(3, np.inf)
    if not (slopes.min() > 1 / STEEPEST and slopes.max() < STEEPEST):
        raise KnobError("these numbers are too large or too small to be drawn as they are; standardise them")


def columns_of(table: Table, names: Iterable[str], standardised: bool) -> Columns:
    """The columns as a surface takes them; KnobError where float32 could not tell their numbers apart."""
    columns = []
    for name in names:
        column = table.column(name)
        scaled, middle, deviation = standardise(column)
        if not standardised and abs(middle) > FARTHEST * deviation:
            raise KnobError(
                f"the numbers of `{name}` differ too little, for how large they are, to be drawn as they are; "
                "standardise them"
            )
        columns.append(scaled if standardised else column)
    return tuple(columns)


def standardise(column: np.ndarray) -> tuple[np.ndarray, float, float]:
    """The column less its mean, over its deviation; the mean; the deviation."""
    # The first mean is rounded, and so are squares of the very large and the very small.
    rough = column.mean()
    scaled = column - rough
    rest = scaled.mean()
    scaled = scaled - rest
    size = np.abs(scaled).max()
    scaled = scaled / size
    deviation = scaled.std()
    return scaled / deviation, float(rough + rest), float(size * deviation)


def short(number: float) -> float:
    """To three digits, for step lengths and knobs."""
    return float(f"{number:.3g}")


def domain_about(center: Iterable[float], half: Iterable[float]) -> survey.Domain:
    """A map about a point, its sides rounded outwards to a hundredth of its size."""
    sides = []
    for middle, reach in zip(center, half, strict=True):
        digits = 1 - int(np.floor(np.log10(reach)))
        unit = 10.0**-digits
        low, high = np.floor((middle - reach) / unit) * unit, np.ceil((middle + reach) / unit) * unit
        sides.append((round(float(low), digits), round(float(high), digits)))
    return sides[0], sides[1]


def inside(domain: survey.Domain, *shares: Point) -> tuple[Point, ...]:
    """Points at these shares of the map's width and height."""
    (x0, x1), (y0, y1) = domain
    a, b = np.transpose(shares)
    xs, ys = survey.rounded(x0 + a * (x1 - x0), x1 - x0), survey.rounded(y0 + b * (y1 - y0), y1 - y0)
    return tuple(zip(xs.tolist(), ys.tolist(), strict=True))
