"""What surfaces made from data share: their columns, their mini-batches, and the mean of the samples' losses.

A sample's loss is written once, for NumPy and JAX: `loss(xp, point, data, params)` where `data` are columns shaped to
stand against any array of points, samples first. The mean over the samples is the surface.
"""

from collections.abc import Callable, Iterable
from typing import Any

import jax.numpy as jnp
import numpy as np

from catalogue import Knob, KnobError
from surfaces import survey
from tables import Table, find

SampleLoss = Callable[[Any, Any, tuple[Any, ...], Any], Any]
Columns = tuple[np.ndarray, ...]

REPLACEMENT = Knob(
    "Batches with replacement",
    options=(False, True),
    hint="Off: every epoch takes all samples in a new order. On: every batch is drawn from all samples anew.",
)
STANDARDISED = Knob(
    "Standardised",
    options=(False, True),
    hint="Each column less its mean, over its deviation. Off, the numbers are taken as they are, and the valley "
    "becomes long and narrow.",
)


def data_knob(fits: Callable[[Table], str]) -> Knob:
    """The choice of a table; `fits` says why a table will not do, "" where it does."""

    def read(name: str) -> Table:
        table = find(name)
        if table is None:
            raise KnobError(f"the data `{name[:40]}` are not here (any more); choose others or upload the file again")
        unfit = fits(table)
        if unfit:
            raise KnobError(unfit)
        return table

    return Knob("Data", text=read, hint="A table of the house, or your own CSV file.")


def table_of(knob: Knob, called: str, name: Any) -> Table:
    """The table that `data_knob` takes by this name."""
    assert knob.text is not None, "the knob is one of data_knob"
    return knob.text(str(knob.check(called, name)))


def chosen(knob: Knob, called: str, wanted: Any) -> str:
    """The wanted option, or the first where nothing is wanted."""
    return str(knob.check(called, wanted or knob.options[0]))


def batch_knob(count: int) -> Knob:
    """The size of a mini-batch, from one sample to all."""
    return Knob(
        "Batch size", 1, count, "log", whole=True, hint=f"How many of the {count:,} samples each step's gradient sees."
    )


def two_numbers(table: Table) -> str:
    """Why a table gives no input and target, "" where it does."""
    return "" if len(table.numbers) >= 2 else f"`{table.title[:60]}` needs two columns of numbers for this surface"


def one_number(table: Table) -> str:
    """Why a table gives no column of numbers, "" where it does."""
    return "" if table.numbers else f"`{table.title[:60]}` needs a column of numbers for this surface"


def scaled(column: np.ndarray, standardised: bool) -> np.ndarray:
    """The column less its mean over its deviation, or as it is."""
    return (column - column.mean()) / column.std() if standardised else column


def samples_of(loss: SampleLoss, columns: Columns) -> Callable[[Any, Any], Any]:
    """`Surface.samples`: each sample's loss, samples first."""

    def samples(point: Any, params: Any) -> Any:
        x, _ = point
        x = jnp.asarray(x)
        data = tuple(jnp.asarray(column, x.dtype).reshape(-1, *[1] * x.ndim) for column in columns)
        return loss(jnp, point, data, params)

    return samples


def mean_of(samples: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """`Surface.value`: the mean of the samples' losses."""
    return lambda point, params: samples(point, params).mean(axis=0)


def height_of(loss: SampleLoss, columns: Columns, params: Any) -> survey.Height:
    """The mean loss for arrays of NumPy."""

    def height(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        data = tuple(column.reshape(-1, *[1] * np.ndim(x)) for column in columns)
        return loss(np, (x, y), data, params).mean(axis=0)

    return height


def solve(slope: Callable[[np.ndarray], np.ndarray], guess: survey.Point) -> survey.Point | None:
    """A point where the slope vanishes, by Newton's method from the guess, or None where it finds none."""
    at = np.array(guess)
    for _ in range(30):
        shifts = 1e-6 * np.maximum(np.abs(at), 1e-3) * np.eye(2)
        curvature = np.stack([(slope(at + d) - slope(at - d)) / (2 * d.sum()) for d in shifts], axis=1)
        if abs(np.linalg.det(curvature)) < 1e-300:
            return None
        at = at - np.linalg.solve(curvature, slope(at))
    return (float(at[0]), float(at[1])) if np.abs(slope(at)).max() < 1e-10 else None


def short(number: float) -> float:
    """To three digits, for the sides of a map and for starts."""
    return float(f"{number:.3g}")


def domain_about(center: Iterable[float], half: Iterable[float]) -> survey.Domain:
    """A map about a point, its sides rounded to a hundredth of its size."""
    sides = []
    for middle, reach in zip(center, half, strict=True):
        unit = 10.0 ** np.floor(np.log10(reach) - 1)
        low, high = np.floor((middle - reach) / unit) * unit, np.ceil((middle + reach) / unit) * unit
        sides.append((float(f"{low:.6g}"), float(f"{high:.6g}")))
    return sides[0], sides[1]


def inside(domain: survey.Domain, *shares: survey.Point) -> tuple[survey.Point, ...]:
    """Points at these shares of the map's width and height."""
    (x0, x1), (y0, y1) = domain
    return tuple((short(x0 + a * (x1 - x0)), short(y0 + b * (y1 - y0))) for a, b in shares)
