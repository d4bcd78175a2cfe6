"""Uploaded tables are found again until 64 later ones have come."""

from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor

import pytest

from tables import TABLES, Table, find, keep, read_csv
from tables.uploads import MOST_KEPT


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    monkeypatch.setattr("tables.uploads._kept", OrderedDict())


def upload(number: int, title: str = "upload.csv") -> Table:
    return read_csv(f"x\n{number}\n{number + 1}\n3\n4\n".encode(), title)


def test_a_built_in_table_is_found():
    assert find("petals") is TABLES["petals"]


def test_an_unknown_table_is_not_found():
    assert find("csv-000000000000") is None
    assert find("") is None


def test_an_upload_is_found_after_it_is_kept():
    table = upload(1)
    assert find(table.name) is None
    keep(table)
    assert find(table.name) is table


def test_the_65th_upload_pushes_out_the_first():
    tables = [upload(number) for number in range(65)]
    assert MOST_KEPT == 64
    for table in tables[:64]:
        keep(table)
    assert all(find(table.name) is table for table in tables[:64])
    keep(tables[64])
    assert find(tables[0].name) is None
    assert all(find(table.name) is table for table in tables[1:])


def test_an_upload_that_comes_again_is_the_latest():
    tables = [upload(number) for number in range(65)]
    for table in tables[:64]:
        keep(table)
    again = upload(0, "again.csv")
    keep(again)
    keep(tables[64])
    assert find(again.name) is again
    assert find(tables[1].name) is None


def test_many_threads_keep_no_more_than_64():
    tables = [upload(number) for number in range(200)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(keep, tables))
    assert sum(find(table.name) is not None for table in tables) == MOST_KEPT
