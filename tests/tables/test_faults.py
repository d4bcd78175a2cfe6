"""Every fault of a CSV file is one exact sentence that names the line and says what to do."""

import pytest

from tables import TableError, read_csv
from tables.read_csv import LONGEST_LINE, MOST_BYTES, MOST_COLUMNS, MOST_ROWS

NAMES = "age,sex,height,weight\n"
ROWS = "".join(f"{20 + i},f,{160 + i},{50 + i}\n" for i in range(15))
# A fault in what follows stands on line 17.
GOOD = NAMES + ROWS


def fault_of(content: bytes | str) -> str:
    with pytest.raises(TableError) as caught:
        read_csv(content.encode() if isinstance(content, str) else content, "people.csv")
    return str(caught.value)


def test_a_table_error_is_a_value_error():
    assert issubclass(TableError, ValueError)


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b"  \r\n,,\n"])
def test_an_empty_file_is_told_what_a_table_is(content):
    sentence = "the file is empty; its first line must name the columns, and each further line is a row"
    assert fault_of(content) == sentence


def test_a_file_that_is_too_large_is_told_the_limit():
    sentence = "the file has 257 KB and at most 256 are read; remove rows or columns"
    assert fault_of(b"x" * (MOST_BYTES + 1)) == sentence


def test_a_file_of_exactly_the_limit_is_read():
    content = GOOD.encode()
    assert read_csv(content + b"\n" * (MOST_BYTES - len(content)), "people.csv").rows == 15


def test_a_line_that_is_not_utf_8_is_named():
    sentence = "line 17 is not UTF-8 text; save the file as CSV in UTF-8"
    assert fault_of(GOOD.encode() + "30,män,170,60".encode("latin-1")) == sentence


def test_a_file_in_utf_16_is_told_the_encoding_that_is_read():
    sentence = "line 1 holds a NUL byte, so it is no plain text; save the file as CSV in UTF-8"
    assert fault_of(GOOD.encode("utf-16")) == sentence


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_the_line_of_a_nul_byte_is_named_with_every_kind_of_line_end(end):
    sentence = "line 17 holds a NUL byte, so it is no plain text; save the file as CSV in UTF-8"
    assert fault_of((GOOD + "30,f\0,170,60\n").encode().replace(b"\n", end)) == sentence


def test_too_many_rows_are_counted():
    sentence = "the table has 2,001 rows and at most 2,000 are read; remove some"
    assert fault_of("x,y\n" + "1,2\n" * (MOST_ROWS + 1)) == sentence


@pytest.mark.parametrize(("rows", "counted"), [("", "0 rows"), ("1,2\n", "1 row"), ("1,2\n3,4\n5,6\n\n\n", "3 rows")])
def test_too_few_rows_are_counted(rows, counted):
    assert fault_of("x,y\n" + rows) == f"the table has {counted} and needs at least 4; add some"


def test_too_many_columns_are_counted():
    names = ",".join(f"x{i}" for i in range(MOST_COLUMNS + 1))
    assert fault_of(names + "\n") == "line 1 names 21 columns and at most 20 are read; remove some"


def test_a_line_that_is_too_long_is_named():
    sentence = "line 17 has 4,001 letters and at most 4,000 are read; shorten its values"
    assert fault_of(GOOD + "x" * (LONGEST_LINE + 1)) == sentence


@pytest.mark.parametrize("first", ["1,2,3", "-1.5,2e3,.5", '"1,5","nan",7', "2"])
def test_a_first_line_of_numbers_is_asked_for_names(first):
    assert fault_of(first + "\n") == "line 1 holds numbers only; put a line above it that names the columns"


def test_a_blank_first_line_is_asked_for_names():
    assert fault_of("\n" + GOOD) == "line 1 is blank; it must name the columns"


@pytest.mark.parametrize("names", ["x,,y", "x, ,y", 'x,"",y', "x,\x07,y"])
def test_a_column_without_a_name_is_counted(names):
    assert fault_of(names + "\n") == "column 2 has no name; name it in line 1 or remove it"


@pytest.mark.parametrize("names", ["age,x,age", 'age,x," age"', "age,x,a\x07ge"])
def test_a_name_that_two_columns_have_is_shown(names):
    assert fault_of(names + "\n") == "two columns are named `age`; rename one in line 1"


def test_two_names_that_differ_only_where_they_are_cut_are_the_same():
    assert fault_of("a" * 40 + "b," + "a" * 40 + "c\n") == f"two columns are named `{'a' * 40}`; rename one in line 1"


def test_a_line_with_too_few_values_is_named():
    sentence = "line 17 has 3 values and the first line names 4; fill it or remove it"
    assert fault_of(GOOD + "30,f,170\n") == sentence


def test_a_line_with_one_value_is_named():
    sentence = "line 17 has 1 value and the first line names 4; fill it or remove it"
    assert fault_of(GOOD + "thirty\n") == sentence


def test_a_line_with_too_many_values_is_told_about_commas():
    sentence = (
        "line 17 has 5 values and the first line names 4; "
        "write decimals with a point, or put a value with a comma in quotes"
    )
    assert fault_of(GOOD + "30,f,170,60,5\n") == sentence


def test_a_line_with_too_many_values_between_semicolons_is_named():
    sentence = "line 17 has 5 values and the first line names 4; remove some"
    assert fault_of(GOOD.replace(",", ";") + "30;f;170;60;5\n") == sentence


def test_a_blank_line_between_others_is_named():
    assert fault_of(GOOD + "\n" + ROWS) == "line 17 is blank; remove it"
    assert fault_of(GOOD + ",,,\n" + ROWS) == "line 17 is blank; remove it"


@pytest.mark.parametrize("cell", ["", "  ", '""', '" "', "\x01"])
def test_an_empty_cell_is_named(cell):
    assert fault_of(f"{GOOD}{cell},f,170,60\n") == "line 17: `age` is empty; fill it or remove the line"
    assert fault_of(f"{GOOD}30,{cell},170,60\n") == "line 17: `sex` is empty; fill it or remove the line"


@pytest.mark.parametrize("cell", ['"30', '30"', '3"0', '"3"0"', '"30""', '"3"0', '3"0"'])
def test_a_stray_quote_is_named_and_spoils_one_line_only(cell):
    sentence = "line 17 has a stray quote; remove it, or write two for one inside a value in quotes"
    assert fault_of(f"{GOOD}{cell},f,170,60\n{ROWS}") == sentence


def test_a_stray_quote_among_the_names_is_named():
    sentence = "line 1 has a stray quote; remove it, or write two for one inside a value in quotes"
    assert fault_of('x,"y\n1,2\n') == sentence


@pytest.mark.parametrize("cell", ["nan", "NaN", "inf", "-Infinity"])
def test_a_number_that_is_not_finite_is_named(cell):
    sentence = f"line 17: `age` is `{cell}`, which is no finite number; put in a number or remove the line"
    assert fault_of(f"{GOOD}{cell},f,170,60\n") == sentence


@pytest.mark.parametrize("cell", ["1e999", "-1e101", "9" * 40 + "e99"])
def test_a_number_that_is_too_large_is_named(cell):
    shown = cell if len(cell) <= 40 else cell[:40] + "..."
    sentence = f"line 17: `age` is `{shown}`, and at most 1e+100 is read; use a larger unit"
    assert fault_of(f"{GOOD}{cell},f,170,60\n") == sentence


@pytest.mark.parametrize("cell", ["1,5", "-0,25", ",5", "1.234,5", "1,234.5", "1,234,567", "1,5e3"])
@pytest.mark.parametrize("separator", [";", "\t"])
def test_a_decimal_comma_is_named(cell, separator):
    content = GOOD.replace(",", separator) + separator.join([cell, "f", "170", "60"])
    sentence = f"line 17: `age` is `{cell}`, with a comma; write a point before decimals and nothing between thousands"
    assert fault_of(content) == sentence


def test_a_column_of_nothing_but_decimal_commas_is_no_column_of_words():
    sentence = "line 2: `x` is `1,5`, with a comma; write a point before decimals and nothing between thousands"
    assert fault_of("x;y\n" + "1,5;2\n" * 4) == sentence


def test_a_decimal_comma_in_quotes_is_named():
    sentence = "line 17: `age` is `1,5`, with a comma; write a point before decimals and nothing between thousands"
    assert fault_of(GOOD + '"1,5",f,170,60\n') == sentence


@pytest.mark.parametrize("cell", ["n/a", "30 years", "1_000", "0x1f", "--5", "1e", "٣٠"])
def test_a_word_among_numbers_is_named(cell):
    sentence = f"line 17: `age` is `{cell}`, where the other lines have numbers; put in a number or remove the line"
    assert fault_of(f"{GOOD}{cell},f,170,60\n") == sentence


def test_half_of_the_cells_make_a_column_of_numbers():
    sentence = "line 4: `x` is `a`, where the other lines have numbers; put in a number or remove the line"
    assert fault_of("x,y\n1,1\n2,2\na,3\nb,4\n") == sentence


def test_what_is_shown_cannot_end_its_own_quotation():
    sentence = "line 17: `age` is `'![x](y)'`, where the other lines have numbers; put in a number or remove the line"
    assert fault_of(GOOD + "`![x](y)`,f,170,60\n") == sentence


@pytest.mark.parametrize("content", ["x,y\n" + "1,a\n" * 4, "x\n" + "word\n" * 4, "x;y\n" + "7;7\n" * 9])
def test_a_table_without_a_column_to_learn_from_is_refused(content):
    assert fault_of(content) == "no column has two different numbers; a table needs one that has"
