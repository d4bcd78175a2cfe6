"""The built-in tables hold what their sources published."""

import re
from hashlib import sha256

import numpy as np
import pytest

from tables import TABLES
from tables.built_in import ABOUT, DATA, BuiltIns

# As published with scikit-learn (rows, range) and computed once from its copies, value by value the same.
PUBLISHED = {
    ("diabetes", "bmi_kg_per_m2"): (442, 18.0, 42.2, 26.375791855),
    ("diabetes", "disease_progression"): (442, 25.0, 346.0, 152.133484163),
    ("petals", "petal_length_cm"): (150, 1.0, 6.9, 3.758),
    ("petals", "petal_width_cm"): (150, 0.1, 2.5, 1.199333333),
}
CHECKSUMS = {
    "diabetes": "ad76df85a3d5435ec29a710b059b683ed926bfa7f81101b003e6768b848e70f1",
    "petals": "7fb0383ae6210221570870b5af5a1c9e5e4ffc4f6b09df4a33aab2093d2c309b",
}


@pytest.mark.parametrize(("table", "column"), PUBLISHED)
def test_a_column_has_the_published_length_range_and_mean(table, column):
    values = TABLES[table].column(column)
    rows, low, high, mean = PUBLISHED[table, column]
    assert (len(values), values.min(), values.max()) == (rows, low, high)
    np.testing.assert_allclose(values.mean(), mean, rtol=1e-9)


@pytest.mark.parametrize("name", TABLES)
def test_a_file_is_as_it_was_when_it_was_compared_with_its_source(name):
    assert sha256((DATA / f"{name}.csv").read_bytes()).hexdigest() == CHECKSUMS[name]


def test_there_are_fifty_petals_of_each_species():
    petals = TABLES["petals"]
    assert petals.values("species") == ("setosa", "versicolor", "virginica")
    assert [petals.is_one_of("species", one).sum() for one in petals.values("species")] == [50.0, 50.0, 50.0]


def test_the_petals_are_fishers_and_not_those_of_the_copy_with_two_wrong_flowers():
    petals = TABLES["petals"]
    pairs = list(zip(petals.columns["petal_length_cm"], petals.columns["petal_width_cm"], strict=True))
    assert (pairs[34], pairs[37]) == ((1.5, 0.2), (1.4, 0.1))


def test_the_least_squares_line_of_the_petals_is_the_well_known_one():
    """R's own examples: Petal.Width = 0.415755 Petal.Length - 0.363076."""
    petals = TABLES["petals"]
    line = np.polyfit(petals.column("petal_length_cm"), petals.column("petal_width_cm"), 1)
    np.testing.assert_allclose(line, [0.415755, -0.363076], atol=5e-7)


@pytest.mark.parametrize("name", TABLES)
def test_a_table_has_its_registry_name_a_title_a_source_and_two_numbers(name):
    table = TABLES[name]
    assert table.name == name
    assert table.title
    assert re.search(r"\(\d{4}\)", table.source)
    assert len(table.numbers) == 2


def test_every_file_of_data_is_a_table_and_is_described():
    assert {file.stem for file in DATA.glob("*.csv")} == set(TABLES) == set(ABOUT)
    described = (DATA / "README.md").read_text("utf-8")
    for name, table in TABLES.items():
        assert f"## {name}.csv" in described
        assert all(f"| `{column}` |" in described for column in (*table.columns, *table.classes))


def test_a_file_is_read_once_and_not_before_it_is_asked_for(monkeypatch, tmp_path):
    assert TABLES["petals"] is TABLES["petals"]
    monkeypatch.setattr("tables.built_in.DATA", tmp_path)
    fresh = BuiltIns()
    assert (list(fresh), len(fresh), "petals" in fresh) == (["diabetes", "petals"], 2, True)


def test_a_table_that_is_not_there_is_a_key_error():
    assert TABLES.get("../petals") is None
    with pytest.raises(KeyError):
        TABLES["flowers"]
