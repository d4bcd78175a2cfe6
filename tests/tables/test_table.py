"""A table tells which columns can be learnt from, and gives them as arrays."""

import math

import numpy as np
import pytest

from tables import Table, TableError


def table_of(name: str = "made", **columns: tuple) -> Table:
    words = {key: cells for key, cells in columns.items() if isinstance(cells[0], str)}
    numbers = {key: cells for key, cells in columns.items() if key not in words}
    return Table(name=name, title="Made up", columns=numbers, classes=words, source="this test")


MADE = table_of(
    size=(1.0, 2.0, 2.5, 1.0),
    kind=("a", "b", "a", "c"),
    same=(3.0, 3.0, 3.0, 3.0),
    flag=(0.0, -0.0, 1.0, 1.0),
    only=("z", "z", "z", "z"),
)


def test_numbers_are_the_columns_with_two_different_numbers():
    assert MADE.numbers == ("size", "flag")


@pytest.mark.parametrize(
    "cells",
    [
        (1.0, math.nan, 2.0),
        (1.0, math.inf, 2.0),
        (0.0, -0.0, 0.0),
        (-1e308, 1e308, 0.0),
        (1e-300, 2e-300, 3e-300),
    ],
)
def test_numbers_without_a_finite_spread_are_no_column_to_learn_from(cells):
    assert table_of(x=cells, y=(1.0, 2.0, 3.0)).numbers == ("y",)


def test_labels_are_columns_with_two_to_twelve_values_and_words_come_first():
    assert MADE.labels == ("kind", "size", "flag")


@pytest.mark.parametrize(("different", "is_label"), [(1, False), (2, True), (12, True), (13, False)])
def test_labels_end_at_twelve_values(different, is_label):
    words = tuple(f"w{place % different}" for place in range(26))
    numbers = tuple(float(place % different) for place in range(26))
    assert table_of(word=words, number=numbers).labels == (("word", "number") if is_label else ())


def test_long_notes_are_no_labels():
    assert table_of(note=("a" * 41, "b"), kind=("a" * 40, "b")).labels == ("kind",)


def test_a_column_is_an_array_of_its_own():
    array = MADE.column("size")
    assert array.dtype == np.float64
    array[0] = 9.0
    assert MADE.column("size").tolist() == [1.0, 2.0, 2.5, 1.0]


def test_values_are_text_in_order_of_appearance():
    assert MADE.values("kind") == ("a", "b", "c")
    assert MADE.values("size") == ("1", "2", "2.5")
    assert MADE.values("flag") == ("0", "1")


def test_close_numbers_are_different_values():
    assert table_of(x=(0.1 + 0.2, 0.3, 1e16, 1e22)).values("x") == ("0.30000000000000004", "0.3", "1e+16", "1e+22")


@pytest.mark.parametrize(("name", "value"), [("kind", "a"), ("kind", "c"), ("size", "2.5"), ("flag", "0")])
def test_is_one_of_marks_the_rows_of_a_value(name, value):
    marks = MADE.is_one_of(name, value)
    assert marks.dtype == np.float64
    assert set(marks.tolist()) == {0.0, 1.0}


def test_the_marks_of_all_values_share_out_the_rows():
    for name in MADE.labels:
        total = np.sum([MADE.is_one_of(name, value) for value in MADE.values(name)], axis=0)
        assert total.tolist() == [1.0] * MADE.rows


def test_a_table_is_told_from_another_by_its_name():
    assert table_of(x=(1.0,)) == table_of(x=(2.0,))
    assert hash(table_of(x=(1.0,))) == hash(table_of(x=(2.0,)))
    assert table_of(x=(1.0,)) != table_of("other", x=(1.0,))


def test_a_column_that_is_not_there_is_named_with_those_that_are():
    with pytest.raises(TableError) as caught:
        MADE.column("kind")
    sentence = "table `Made up` has no column of numbers `kind`; choose one of `size`, `same`, `flag`"
    assert str(caught.value) == sentence
    with pytest.raises(TableError, match="has no column `colour`; choose one of `size`"):
        MADE.values("colour")


def test_a_value_that_is_not_there_is_named_with_those_that_are():
    with pytest.raises(TableError) as caught:
        MADE.is_one_of("kind", "d")
    assert str(caught.value) == "table `Made up` has no row where `kind` is `d`; choose one of `a`, `b`, `c`"


@pytest.mark.parametrize(
    ("columns", "classes"), [({"x": (1.0,), "y": (1.0, 2.0)}, {}), ({"x": (1.0,)}, {"x": ("a",)}), ({}, {})]
)
def test_columns_that_make_no_table_are_refused(columns, classes):
    with pytest.raises(TableError, match="must be of one length and of different names"):
        Table(name="odd", title="Odd", columns=columns, classes=classes, source="this test")
