"""The choices of a surface made from data: the table, its columns, and whether they are standardised."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from catalogue import Knob, KnobError
from tables import Table, find

STANDARDISED = Knob(
    "Standardised",
    options=(False, True),
    hint="Each column less its mean, over its deviation. Off, the numbers are taken as they are, and the valley "
    "becomes long and narrow.",
)


class Setting(NamedTuple):
    """A setting of a surface: its name, its knob, and its value unless somebody moves it."""

    name: str
    knob: Knob
    usual: Any


class Choices:
    """Takes the choices among a surface's settings one by one: what one allows depends on those before it."""

    def __init__(self, owner: str, given: Mapping[str, Any]) -> None:
        self.owner = owner
        self.given = given
        self.made: tuple[Setting, ...] = ()

    def take(self, name: str, knob: Knob, usual: Any = "") -> Any:
        """What was chosen, by default `usual` or the first option; KnobError where the knob does not take it."""
        wanted = self.given.get(name, usual)
        if isinstance(wanted, str) and not wanted and knob.options:
            wanted = usual or knob.options[0]
        chosen = knob.check(f"{name} of {self.owner}", wanted)
        self.made = (*self.made, Setting(name, knob, chosen))
        return chosen

    def take_table(self, knob: Knob, usual: str) -> Table:
        """The table, by a knob of `data_knob`."""
        assert knob.text is not None, "the knob is one of data_knob"
        table: Table = knob.text(self.take("data", knob, usual))
        return table

    def take_input_and_target(self, table: Table) -> tuple[str, str]:
        """Two columns of numbers, one for the model to read and one for it to meet."""
        columns = Knob("Input u", options=table.numbers, hint="The column that the model reads.")
        first = self.take("input", columns)
        others = tuple(name for name in table.numbers if name != first)
        return first, self.take("target", Knob("Target v", options=others, hint="The column that it should meet."))


def data_knob(fits: Callable[[Table], str] = lambda table: "") -> Knob:
    """The choice of a table; `fits` says why a table will not do, "" where it does."""

    def read(name: str) -> Table:
        if not name:
            raise KnobError("no data are named; choose a table or upload a file")
        table = find(name)
        if table is None:
            raise KnobError(f"the data `{name[:40]}` are not here (any more); to see them, upload the file again")
        unfit = fits(table)
        if unfit:
            raise KnobError(unfit)
        return table

    return Knob("Data", text=read, hint="A table of the house, or your own CSV file.")


def two_numbers(table: Table) -> str:
    """Why a table gives no input and target, "" where it does."""
    return "" if len(table.numbers) >= 2 else "the table needs two columns of numbers for this surface"
