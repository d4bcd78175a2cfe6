"""Uploaded tables: the latest of this process, so that a scene can name one as it names a built-in table."""

from collections import OrderedDict
from dataclasses import replace
from threading import Lock

from tables.built_in import TABLES
from tables.table import Table

# Some 80 MB at the very most: 200 tables of 40,000 cells, eight bytes for each number or shared word, and their words.
MOST_KEPT = 200

_kept: OrderedDict[str, Table] = OrderedDict()
# Every visitor has a thread.
_lock = Lock()


def keep(table: Table) -> None:
    """Remember a table as the latest; the one that came first makes room.

    Its title stays out: who has the same data, or a link to them, need not learn what somebody calls them.
    """
    with _lock:
        if table.name not in _kept:
            _kept[table.name] = replace(table, title=f"Uploaded table {table.name.removeprefix('csv-')[:6]}")
        _kept.move_to_end(table.name)
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)


def find(name: str) -> Table | None:
    """The built-in or kept table of this name, or None: it was never here, or made room for others."""
    if name in TABLES:
        return TABLES[name]
    with _lock:
        return _kept.get(name)
