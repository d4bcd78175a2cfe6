"""Tables of data: built-in ones and uploaded ones, for surfaces that are made from data.

    table = TABLES["petals"]
    table.numbers                              # ("petal_length_cm", "petal_width_cm")
    table.labels                               # ("species",)
    table.column("petal_length_cm")            # 150 numbers
    table.is_one_of("species", "virginica")    # 150 times 0.0 or 1.0
    keep(read_csv(content, "flowers.csv"))     # TableError: line 17: `age` is empty; fill it or remove the line

This room stands on its own; surfaces build on it.
"""

from tables.built_in import TABLES
from tables.fault import TableError
from tables.read_csv import read_csv
from tables.table import Table
from tables.uploads import find, keep

__all__ = ["TABLES", "Table", "TableError", "find", "keep", "read_csv"]
