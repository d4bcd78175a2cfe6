"""A registry keeps the menu's order and answers a wrong name with a helpful sentence."""

import keyword
from dataclasses import dataclass

import pytest

from catalogue import Registry, UnknownName, did_you_mean
from optimizers import OPTIMIZERS
from schedules import SCHEDULES
from surfaces import SURFACES


@dataclass(frozen=True)
class Thing:
    name: str


THINGS = Registry("thing", Thing("zebra"), Thing("apple"), Thing("mango"))


def test_the_order_is_the_order_of_entry():
    assert list(THINGS) == ["zebra", "apple", "mango"]
    assert THINGS["apple"] == Thing("apple")


def test_two_entries_of_one_name_are_refused():
    with pytest.raises(ValueError, match="thing registry share a name"):
        Registry("thing", Thing("apple"), Thing("apple"))


def test_a_close_name_is_suggested():
    with pytest.raises(UnknownName) as caught:
        THINGS["aple"]
    assert str(caught.value) == "unknown thing `aple`; did you mean `apple`?"


def test_all_names_are_listed_where_none_is_close():
    with pytest.raises(UnknownName) as caught:
        THINGS["qqq"]
    assert str(caught.value) == "unknown thing `qqq`; known: zebra, apple, mango"


def test_an_unknown_name_is_a_key_error_so_that_it_can_be_caught_as_one():
    with pytest.raises(KeyError):
        THINGS["qqq"]
    assert "qqq" not in THINGS
    assert THINGS.get("qqq") is None


def test_a_very_long_name_is_cut_short_in_the_message():
    with pytest.raises(UnknownName) as caught:
        THINGS["x" * 10_000]
    assert len(str(caught.value)) < 120


def test_of_many_names_the_first_are_listed():
    names = [f"n{place}" for place in range(40)]
    assert did_you_mean("?", names) == f"; known: {', '.join(names[:12])} and 28 more"


def test_where_nothing_is_known_the_message_says_so():
    assert did_you_mean("anything", []) == "; it takes none"


@pytest.mark.parametrize("registry", [OPTIMIZERS, SCHEDULES, SURFACES], ids=lambda registry: registry.kind)
def test_every_name_is_its_key_and_fits_into_a_link_and_a_file_name(registry):
    for name, thing in registry.items():
        assert thing.name == name
        assert name.isidentifier()
        assert name.isascii()
        assert name == name.lower()


@pytest.mark.parametrize("registry", [OPTIMIZERS, SCHEDULES, SURFACES], ids=lambda registry: registry.kind)
def test_every_title_is_its_own(registry):
    titles = [thing.title for thing in registry.values()]
    assert len(set(titles)) == len(titles)
    assert all(titles)


@pytest.mark.parametrize("registry", [OPTIMIZERS, SCHEDULES, SURFACES], ids=lambda registry: registry.kind)
def test_every_entry_stands_in_a_file_of_its_name(registry):
    for name, thing in registry.items():
        if getattr(thing, "family", "") == "Optax":
            # Those are Optax's own; one list names them.
            continue
        # A word of Python's own can be neither, so there they have an underscore more.
        word = name + "_" * keyword.iskeyword(name)
        module = __import__(f"{registry.kind}s.{word}", fromlist=[word])
        assert getattr(module, word) is thing
