"""A CSV file becomes a table: what is taken as it stands, and what is forgiven."""

import csv
import hashlib
import io

import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as st

from tables import Table, TableError, read_csv
from tables.read_csv import FEWEST_ROWS, LONGEST_LINE, LONGEST_NAME, MOST_BYTES, MOST_COLUMNS, MOST_ROWS

SMALL = "x,kind\n1,a\n2,b\n3.5,a\n-4e-1,b\n"


def read(text: str) -> Table:
    return read_csv(text.encode(), "small.csv")


def numbers_of(table: Table) -> dict[str, tuple[float, ...]]:
    return {name: tuple(cells) for name, cells in table.columns.items()}


def test_numbers_and_words_become_columns_and_classes():
    table = read(SMALL)
    assert numbers_of(table) == {"x": (1.0, 2.0, 3.5, -0.4)}
    assert table.classes == {"kind": ("a", "b", "a", "b")}
    assert (table.title, table.rows) == ("small.csv", 4)


def test_an_upload_is_named_by_what_it_contains():
    assert read(SMALL).name == "csv-" + hashlib.sha256(SMALL.encode()).hexdigest()[:12]
    assert read(SMALL) == read_csv(SMALL.encode(), "of another name.csv")
    assert read(SMALL) != read(SMALL + "\n")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_comma_semicolon_and_tab_are_recognised(separator):
    assert read(SMALL.replace(",", separator)).columns == read(SMALL).columns


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", ["", "\n", "\n\n\n", "\n,,,\n", "\n  \n"])
def test_every_line_end_and_blank_lines_at_the_end_are_taken(end, last):
    table = read((SMALL.strip() + last).replace("\n", end))
    assert (table.columns, table.classes) == (read(SMALL).columns, read(SMALL).classes)


def test_a_byte_order_mark_is_no_part_of_the_first_name():
    assert tuple(read_csv(b"\xef\xbb\xbf" + SMALL.encode(), "small.csv").columns) == ("x",)


def test_a_separator_in_a_quoted_name_is_not_counted():
    assert tuple(read('"a, b, c";y\n1;2\n3;4\n5;6\n7;8\n').columns) == ("a, b, c", "y")


def test_quoted_values_may_hold_separators_and_pairs_of_quotes():
    table = read('x,kind\n"1","a, b"\n2, "c ""d""" \n3,e\n4,f\n')
    assert tuple(table.columns["x"]) == (1.0, 2.0, 3.0, 4.0)
    assert table.classes["kind"] == ("a, b", 'c "d"', "e", "f")


def test_one_column_is_a_table():
    assert read("x\n1\n2\n3\n4\n").numbers == ("x",)


def test_spaces_round_values_and_control_characters_are_removed():
    table = read("x\x07, a\u200b  name \n 1 ,a\x1b[0m\n2 ,\u202eb\n 3,c\n4,d\n")
    assert tuple(table.columns["x"]) == (1.0, 2.0, 3.0, 4.0)
    assert table.classes["a name"] == ("a[0m", "b", "c", "d")


def test_a_long_name_and_a_long_title_are_cut():
    table = read_csv(f"{'n' * 41}\n1\n2\n3\n4\n".encode(), "t" * 41)
    assert tuple(table.columns) == ("n" * LONGEST_NAME,)
    assert table.title == "t" * LONGEST_NAME


def test_a_title_is_one_clean_line():
    content = SMALL.encode()
    assert read_csv(content, " my\n\x07 file\u202e.csv ").title == "my file.csv"
    assert read_csv(content, "\n").title == "your table"


def test_fewer_numbers_than_words_make_a_column_of_words():
    assert read("x,y\n1,1\na,2\nb,3\nc,4\nnan,5\n").classes == {"x": ("1", "a", "b", "c", "nan")}


def test_words_that_are_no_classes_are_left_out():
    rows = "".join(f"{i},person {i},{'long ' * 9}{i % 2},same,{'ab'[i % 2]}\n" for i in range(13))
    table = read("x,who,notes,one,kind\n" + rows)
    assert (tuple(table.columns), tuple(table.classes)) == (("x",), ("kind",))


def test_the_largest_table_is_read():
    line = ",".join(["1.5"] * MOST_COLUMNS)
    names = ",".join(f"x{i}" for i in range(MOST_COLUMNS))
    table = read("\n".join([names, line.replace("1.5", "2"), *[line] * (MOST_ROWS - 1)]))
    assert (table.rows, len(table.numbers)) == (MOST_ROWS, MOST_COLUMNS)


ALPHABET = b"0123456789.,;\t \"'\n\rabxyzne+-\x00\x01\xe2\x82\xac\xff"
PIECES = st.lists(st.sampled_from(list(ALPHABET)), max_size=6).map(bytes)
# Places from the end too, so that the line of names is not always the one that is hit.
EDITS = st.lists(st.tuples(st.integers(-60, 60), st.integers(0, 6), PIECES), max_size=3)


def edit(content: bytes, edits: list[tuple[int, int, bytes]]) -> bytes:
    """The content with pieces of it replaced, as a slip of the hand or a bad copy does."""
    for place, length, piece in edits:
        start = place % (len(content) + 1)
        content = content[:start] + piece + content[start + length :]
    return content


RUINED = st.builds(edit, st.sampled_from([SMALL.encode(), SMALL.replace(",", ";").encode(), b"x\n1\n2\n3\n4\n"]), EDITS)
BYTES = st.one_of(st.binary(max_size=400), st.lists(PIECES, max_size=60).map(b"".join), RUINED, RUINED)


def table_or_sentence(content: bytes) -> Table | str:
    try:
        return read_csv(content, "any")
    except TableError as fault:
        return str(fault)


def check_table_or_sentence(content: bytes) -> None:
    table = table_or_sentence(content)
    if isinstance(table, str):
        assert table.isprintable()
        assert 20 < len(table) < 250
        return
    cells = [*table.columns.values(), *table.classes.values()]
    assert FEWEST_ROWS <= table.rows <= MOST_ROWS
    assert 1 <= len(cells) <= MOST_COLUMNS
    assert all(len(column) == table.rows for column in cells)
    assert table.numbers
    assert all(len(table.values(name)) <= table.rows for name in (*table.columns, *table.classes))


@settings(max_examples=1000)
@given(content=BYTES)
def test_any_bytes_are_a_table_or_a_sentence(content):
    check_table_or_sentence(content)


def test_made_up_bytes_are_now_and_then_a_table():
    """Else the test before this one would say little."""
    find(BYTES, lambda content: isinstance(table_or_sentence(content), Table) and content != SMALL.encode())


# Where a pattern or a loop that tries every division would take hours, these take milliseconds.
HOSTILE = {
    "quotes": b'"' * MOST_BYTES,
    "quotes in lines": b"x,y\n" + (b'"' * (LONGEST_LINE - 1) + b"\n") * 60,
    "quotes and spaces": b"x,y\n" + (b' " ' * (LONGEST_LINE // 3) + b"\n") * 60,
    "pairs of quotes": b"x,y\n" + (b'""' * (LONGEST_LINE // 2 - 1) + b'"\n') * 60,
    "separators": b"," * MOST_BYTES,
    "separators in lines": b"x,y\n" + (b"," * (LONGEST_LINE - 1) + b'"\n') * 60,
    "line ends": b"x\n" + b"\r" * (MOST_BYTES - 2),
    "blank lines before one": b"x" + b"\n" * (MOST_BYTES - 2) + b"1",
    "digits": b"x\n" + (b"1" * (LONGEST_LINE - 1) + b"x\n") * 60,
    "commas": b"x;y\n" + (b"1" + b",1" * (LONGEST_LINE // 2 - 2) + b"x;1\n") * 60,
    "points": b"x;y\n" + (b"1" * (LONGEST_LINE // 2) + b"." * (LONGEST_LINE // 2 - 4) + b";1\n") * 60,
    "spaces": b"x\n" + (b" " * (LONGEST_LINE - 1) + b'"\n') * 60,
    "names": b"x," * (MOST_BYTES // 2),
    "broken letters": b"\xe2\x82" * (MOST_BYTES // 2),
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_a_table_or_a_sentence(content):
    assert len(content) <= MOST_BYTES
    check_table_or_sentence(content)


NAMES = st.lists(st.from_regex(r"[a-z]{1,8}", fullmatch=True), min_size=2, max_size=5, unique=True)
NUMBERS = st.floats(-1e99, 1e99, allow_nan=False)
WORDS = st.from_regex(r'[a-z]{1,3}[ ,;"]?[a-z]{1,3}', fullmatch=True).filter(lambda word: word not in ("nan", "inf"))


@given(data=st.data(), names=NAMES, rows=st.integers(FEWEST_ROWS, 12), separator=st.sampled_from(",;\t"))
def test_what_is_written_is_read_back(data, names, rows, separator):
    numbers = [data.draw(st.lists(NUMBERS, min_size=rows, max_size=rows)) for _ in names[1:]]
    words = data.draw(st.lists(WORDS, min_size=rows, max_size=rows))
    # One column that is surely worth reading.
    numbers[0] = [float(place) for place in range(rows)]
    written = io.StringIO()
    writer = csv.writer(written, delimiter=separator)
    writer.writerow(names)
    writer.writerows(zip(words, *numbers, strict=True))
    table = read(written.getvalue())
    assert table.classes == ({names[0]: tuple(words)} if len(set(words)) > 1 else {})
    assert numbers_of(table) == dict(zip(names[1:], map(tuple, numbers), strict=True))
