"""Read a CSV file into a table, or say which line is wrong and what to do."""

import codecs
import csv
import hashlib
import re
from array import array
from typing import NamedTuple

from tables.cell import clean, is_meant_as_number, quote, read_number
from tables.fault import TableError
from tables.table import Table, are_classes

MOST_BYTES = 256 * 1024
MOST_ROWS = 2_000
FEWEST_ROWS = 4
MOST_COLUMNS = 20
LONGEST_NAME = 40
LONGEST_LINE = 4_000
# The first of them wins where the line of names has as many of one as of another.
SEPARATORS = ("\t", ";", ",")
# A value in quotes has two for each one inside; a value without quotes has none.
VALUE = r'(?: *"(?:[^"]|"")*" *|[^"{0}]*)'
LINE = {separator: re.compile(f"{VALUE}(?:{{0}}{VALUE})*".format(separator)) for separator in SEPARATORS}
NOTHING_TO_LEARN = "no column has two different numbers; a table needs one that has"


class Row(NamedTuple):
    """The values of a line and where it stands, counted from 1 as editors do."""

    place: int
    cells: list[str]


def read_csv(content: bytes, title: str) -> Table:
    """The table that a CSV file holds; TableError is a sentence that names the line and says what to do.

    Columns of notes and names are left out: nothing is learnt from them, and they are nobody's business.
    """
    lines = _split_lines(_decode(content))
    if not lines:
        raise TableError("the file is empty; its first line must name the columns, and each further line is a row")
    separator = max(SEPARATORS, key=re.sub(r'"[^"]*"', "", lines[0]).count)
    names = _read_names(lines[0], separator)
    rows = _read_rows(lines, separator, names)
    columns: dict[str, array[float]] = {}
    classes: dict[str, tuple[str, ...]] = {}
    for index, name in enumerate(names):
        cells = [row.cells[index] for row in rows]
        if 2 * sum(map(is_meant_as_number, cells)) >= len(cells):
            # Eight bytes a number, where a tuple takes four times as much.
            columns[name] = array("d", _read_numbers(name, index, rows))
        elif are_classes(cells):
            classes[name] = _share_words(cells)
    if not columns:
        raise TableError(NOTHING_TO_LEARN)
    table = Table(
        name=f"csv-{hashlib.sha256(content).hexdigest()[:12]}",
        title=clean(title)[:LONGEST_NAME] or "your table",
        columns=columns,
        classes=classes,
        source="an uploaded file",
    )
    if not table.numbers:
        raise TableError(NOTHING_TO_LEARN)
    return table


def _share_words(cells: list[str]) -> tuple[str, ...]:
    """The same words, each of them once in memory."""
    known = {cell: cell for cell in cells}
    return tuple(known[cell] for cell in cells)


def _decode(content: bytes) -> str:
    """The text of the file; its size is checked first, so that nothing here takes long."""
    if len(content) > MOST_BYTES:
        size = -(-len(content) // 1024)
        raise TableError(f"the file has {size:,} KB and at most {MOST_BYTES // 1024} are read; remove rows or columns")
    content = content.removeprefix(codecs.BOM_UTF8)
    if b"\0" in content:
        place = _line_of(content, content.index(b"\0"))
        raise TableError(f"line {place} holds a NUL byte, so it is no plain text; save the file as CSV in UTF-8")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as fault:
        place = _line_of(content, fault.start)
        raise TableError(f"line {place} is not UTF-8 text; save the file as CSV in UTF-8") from None


def _line_of(content: bytes, position: int) -> int:
    return len(re.split(rb"\r\n|\n|\r", content[:position]))


def _split_lines(text: str) -> list[str]:
    """The lines of the file without the blank ones at its end, to which spreadsheets add separators."""
    lines = re.split(r"\r\n|\n|\r", text)
    while lines and _is_blank(lines[-1]):
        lines.pop()
    return lines


def _is_blank(line: str) -> bool:
    return not line.strip("\t;, ")


def _split_cells(line: str, place: int, separator: str) -> list[str]:
    """The values of one line. A value never spans lines, so that a lost quote spoils one line only."""
    if len(line) > LONGEST_LINE:
        raise TableError(
            f"line {place} has {len(line):,} letters and at most {LONGEST_LINE:,} are read; shorten its values"
        )
    if not LINE[separator].fullmatch(line):
        raise TableError(f"line {place} has a stray quote; remove it, or write two for one inside a value in quotes")
    return [clean(cell) for cell in next(csv.reader([line], delimiter=separator, skipinitialspace=True))]


def _read_names(line: str, separator: str) -> list[str]:
    if _is_blank(line):
        raise TableError("line 1 is blank; it must name the columns")
    names = [cell[:LONGEST_NAME].strip() for cell in _split_cells(line, 1, separator)]
    if all(map(is_meant_as_number, names)):
        raise TableError("line 1 holds numbers only; put a line above it that names the columns")
    if len(names) > MOST_COLUMNS:
        raise TableError(f"line 1 names {len(names):,} columns and at most {MOST_COLUMNS} are read; remove some")
    for place, name in enumerate(names, 1):
        if not name:
            raise TableError(f"column {place} has no name; name it in line 1 or remove it")
        if name in names[: place - 1]:
            raise TableError(f"two columns are named {quote(name)}; rename one in line 1")
    return names


def _read_rows(lines: list[str], separator: str, names: list[str]) -> list[Row]:
    count = len(lines) - 1
    if count > MOST_ROWS:
        raise TableError(f"the table has {count:,} rows and at most {MOST_ROWS:,} are read; remove some")
    if count < FEWEST_ROWS:
        counted = "1 row" if count == 1 else f"{count} rows"
        raise TableError(f"the table has {counted} and needs at least {FEWEST_ROWS}; add some")
    return [_read_row(line, place, separator, names) for place, line in enumerate(lines[1:], 2)]


def _read_row(line: str, place: int, separator: str, names: list[str]) -> Row:
    if _is_blank(line):
        raise TableError(f"line {place} is blank; remove it")
    cells = _split_cells(line, place, separator)
    if len(cells) != len(names):
        counted = "1 value" if len(cells) == 1 else f"{len(cells):,} values"
        cure = _cure(len(cells) - len(names), separator)
        raise TableError(f"line {place} has {counted} and the first line names {len(names)}; {cure}")
    for name, cell in zip(names, cells, strict=True):
        if not cell:
            raise TableError(f"line {place}: {quote(name)} is empty; fill it or remove the line")
    return Row(place, cells)


def _cure(surplus: int, separator: str) -> str:
    """What to do about a line with so many values too many, or too few."""
    if surplus < 0:
        return "fill it or remove it"
    return "write decimals with a point, or put a value with a comma in quotes" if separator == "," else "remove some"


def _read_numbers(name: str, index: int, rows: list[Row]) -> list[float]:
    numbers = []
    for row in rows:
        try:
            numbers.append(read_number(row.cells[index]))
        except TableError as fault:
            raise TableError(f"line {row.place}: {quote(name)} {fault}") from None
    return numbers
