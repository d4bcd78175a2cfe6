"""Uploaded tables are found again until many later ones have come, and nobody learns what others call them."""

import tracemalloc
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor

import pytest

from tables import TABLES, Table, find, keep, read_csv
from tables.read_csv import MOST_BYTES, MOST_COLUMNS, MOST_ROWS
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
    assert find(table.name) == table


def test_one_more_upload_than_are_kept_pushes_out_the_first():
    tables = [upload(number) for number in range(MOST_KEPT + 1)]
    for table in tables[:-1]:
        keep(table)
    assert all(find(table.name) == table for table in tables[:-1])
    keep(tables[-1])
    assert find(tables[0].name) is None
    assert all(find(table.name) == table for table in tables[1:])


def test_an_upload_that_comes_again_is_the_latest():
    tables = [upload(number) for number in range(MOST_KEPT + 1)]
    for table in tables[:-1]:
        keep(table)
    keep(upload(0))
    keep(tables[-1])
    assert find(tables[0].name) == tables[0]
    assert find(tables[1].name) is None


def test_many_threads_keep_no_more_than_are_allowed():
    tables = [upload(number) for number in range(2 * MOST_KEPT)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(keep, tables))
    assert sum(find(table.name) is not None for table in tables) == MOST_KEPT


@pytest.mark.parametrize("titles", [("my diagnosis.csv", "other.csv"), ("other.csv", "my diagnosis.csv")])
def test_no_title_of_an_upload_is_told_to_others(titles):
    for title in titles:
        keep(upload(1, title))
    kept = find(upload(1).name)
    assert kept is not None
    assert kept.title == f"Uploaded table {kept.name[4:10]}"


def grid(cell) -> bytes:
    """The largest file with this cell in each row and column, as far as it goes."""
    names = ",".join(f"n{column}" for column in range(MOST_COLUMNS - 1))
    rows = [f"{row}," + ",".join(cell(row, column) for column in range(MOST_COLUMNS - 1)) for row in range(MOST_ROWS)]
    content = f"x,{names}\n" + "\n".join(rows)
    return content.encode()[:MOST_BYTES].rpartition(b"\n")[0]


@pytest.mark.parametrize(
    "content",
    [
        grid(lambda row, column: f"{(row * column) % 89}"),
        grid(lambda row, column: f"w{(row + column) % 12}"),
        grid(lambda row, column: f"{row:x}z"),
    ],
    ids=["numbers", "words", "notes"],
)
def test_a_large_table_takes_no_more_room_than_was_reckoned(content):
    read_csv(content, "first.csv")
    tracemalloc.start()
    table = read_csv(content, "large.csv")
    taken = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert table.rows > 1500
    assert taken < 400_000
