"""The country by the extract and by a graph of it: the same figures, those counted without orggraph among them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from orggraph import register
from orggraph.graph import project
from orggraph.model.tables import to_tables
from orggraph.model.terms import ArrangementForm
from orggraph.register.country import Arranged, Country, Part, of_graph
from orggraph.sources._records.register import FORMS

EXPECTED = json.loads((Path(__file__).parents[1] / "data" / "people" / "nl-gr-roo" / "expected.json").read_text(encoding="utf-8"))


def arranged(name: str, *members: str) -> Arranged:
    return Arranged(name, name, ArrangementForm.LIGHT, tuple(Part(one, one) for one in members))


def test_the_years_are_those_that_were_counted_without_orggraph() -> None:
    years = register.country().years
    assert {str(year): sum(forms.values()) for year, forms in years.items()}.items() >= EXPECTED["regelingen"]["in_force_on"].items()
    assert years[2026] == {FORMS[form]: number for form, number in EXPECTED["regelingen"]["in_force_by_vorm"].items()}


def test_the_graph_of_the_extract_gives_the_same_as_the_extract() -> None:
    extract = register.country()
    graph = project(to_tables(register.dataset()), all_times=True)
    country = of_graph(graph, extract.date)
    assert (country.spread, country.median, country.forms) == (extract.spread, extract.median, extract.forms)
    assert (country.organs, country.participations) == (extract.organs, extract.participations)
    assert [group.names for group in country.groups] == [group.names for group in extract.groups]


def test_a_country_worked_out_by_hand() -> None:
    country = Country(
        "2026-01-01", (arranged("x", "a", "b"), arranged("y", "b", "a"), arranged("z", "a", "b", "c"), arranged("w", "a")), {}
    )
    assert (country.median, country.spread, country.participations) == (3, {1: 1, 2: 0, 3: 1, 4: 1}, 8)
    place = country.place("b")
    assert ([one.name for one in place.arrangements], place.fewer, place.as_many, place.more) == (["x", "y", "z"], 1, 1, 1)
    assert [(group.names, len(group.arrangements)) for group in country.groups] == [(("a", "b"), 2)]


def test_of_nothing_there_is_no_median() -> None:
    country = Country("2026-01-01", (), {})
    assert (country.median, country.spread, country.organs, country.groups, country.median_by_form) == (None, {}, {}, (), {})
    with pytest.raises(KeyError):
        country.place("a")
