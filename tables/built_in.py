"""The built-in tables: files of assets/data, each read when it is first asked for."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tables.read_csv import read_csv
from tables.table import Table

DATA = Path(__file__).resolve().parents[1] / "assets" / "data"


class About(NamedTuple):
    """What the file itself does not say."""

    title: str
    source: str


ABOUT = {
    "diabetes": About(
        "Diabetes: body mass index and progression",
        "B. Efron, T. Hastie, I. Johnstone, R. Tibshirani (2004), Least Angle Regression, Annals of Statistics 32",
    ),
    "petals": About(
        "Petals of three irises",
        "R. A. Fisher (1936), The use of multiple measurements in taxonomic problems, Annals of Eugenics 7; "
        "measured by E. Anderson",
    ),
}


@cache
def _read(name: str) -> Table:
    about = ABOUT[name]
    table = read_csv((DATA / f"{name}.csv").read_bytes(), about.title)
    return replace(table, name=name, title=about.title, source=about.source)


class BuiltIns(Mapping[str, Table]):
    """name -> table, in menu order. Asking for the names reads no file."""

    def __getitem__(self, name: str) -> Table:
        if name not in ABOUT:
            raise KeyError(name)
        return _read(name)

    def __contains__(self, name: object) -> bool:
        return name in ABOUT

    def __iter__(self) -> Iterator[str]:
        return iter(ABOUT)

    def __len__(self) -> int:
        return len(ABOUT)


TABLES = BuiltIns()
