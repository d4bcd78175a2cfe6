"""Uploaded tables: the latest of this process, so that a scene can name one as it names a built-in table."""

from collections import OrderedDict
from threading import Lock

from tables.built_in import TABLES
from tables.table import Table

# Some 64 MB at the very most: 64 tables of 40,000 cells.
MOST_KEPT = 64

_kept: OrderedDict[str, Table] = OrderedDict()
# Every visitor has a thread.
_lock = Lock()


def keep(table: Table) -> None:
    """Remember a table as the latest; the one that came first makes room."""
    with _lock:
        _kept[table.name] = table
        _kept.move_to_end(table.name)
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)


def find(name: str) -> Table | None:
    """The built-in or kept table of this name, or None: it was never here, or made room for others."""
    if name in TABLES:
        return TABLES[name]
    with _lock:
        return _kept.get(name)
