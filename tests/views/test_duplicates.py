"""Who is who: in what two names agree, what is proposed and what is not, and that a decision holds."""

from __future__ import annotations

from itertools import permutations

import pytest

from orggraph.graph import Graph, project
from orggraph.i18n import LANGUAGES
from orggraph.model.tables import to_tables
from orggraph.sources.dataset_yaml import read_dataset, write_dataset
from orggraph.views.duplicates import decision, duplicates

TOWN = """
orggraph: 1
dataset: {{id: {id}, title: Streek, reference_date: 2026-01-01}}
Organization:
  - {{id: dorp, name: {town}, kind: municipality}}
  - {{id: elders, name: Provincie Dorp, kind: province}}
Body:
  - {{id: ab, name: Algemeen bestuur, kind: general_board, tier: executive, part_of: organization/dorp}}
Post:
  - {{id: lid, name: Wethouder, in: body/ab}}
  - {{id: lid-2, name: Wethouder, in: body/ab}}
Person:
  - {{id: een, name: "{name}", {more}holds: [{{to: post/lid, start_date: {start}}}]}}
"""


def town(name: str, dataset: str = "a", more: str = "", start: str = "2022-03-01", place: str = "Gemeente Dorp") -> str:
    return TOWN.format(id=dataset, name=name, more=more, start=start, town=place)


def graph_of(*texts: str) -> Graph:
    return project(to_tables(*map(read_dataset, texts)), all_times=True)


def people(*texts: str, least: float = 0.5) -> list[float]:
    return [pair.score for pair in duplicates(graph_of(*texts), least).pairs if pair.label == "Person"]


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Sanne van der Akker", "S. van der Akker"),
        ("Sanne van der Akker", "drs. S.M. van der Akker MSc"),
        ("Sanne van der Akker", "Akker, Sanne van der"),
        ("Sanne van der Akker", "Sanne Akker"),
        ("Sanne van der Akker", "Sanne Vanderakker"),
        ("Sanne van der Akker", "Sanne Van der Akker"),
        ("Sanne van der Akker", "Sanne de Wit-van der Akker"),
        ("Sanne van der Akker", "Sanne van der Akker-de Wit"),
        ("Sanne van der Akker-de Wit", "Sanne de Wit-van der Akker"),
        ("Sanne van der Akker", "Sanne van der Aker"),
        ("Sanne van der Akker", "De heer Sanne van der Akker"),
        ("Sanne van der Akker", "S.J. (Sanne) van der Akker"),
        ("Rob Wijdeveld", "Robert Wydeveld"),
        ("Zoë Benhaddou", "Zoe Benhaddou"),
        ("Akker Sanne", "Sanne Akker"),
        ("Jan-Willem Bos", "J.W. Bos"),
    ],
)
def test_names_as_people_write_them_are_proposed(name: str, other: str) -> None:
    assert people(town(name), town(other, "b"))
    assert people(town(other), town(name, "b")), "in either order"


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Sanne van der Akker", "Bo van der Akker"),
        ("Sanne van der Akker", "B. van der Akker"),
        ("Pieter Bos", "Peter-Paul Bosman"),
        ("Jan Bos Sr.", "Jan Bos Jr."),
        ("Sanne van der Akker", "Sanne Wit"),
        ("A.B. Bos", "A.C. Bos"),
    ],
)
def test_others_are_not(name: str, other: str) -> None:
    scores = people(town(name), town(other, "b"))
    assert not scores


def test_what_speaks_for_and_against_is_said_in_both_languages() -> None:
    graph = graph_of(town("Sanne van der Akker"), town("Sanne de Akker", "b"))
    (pair,) = (pair for pair in duplicates(graph, 0).pairs if pair.label == "Person")
    assert pair.score < people(town("Sanne van der Akker"), town("Sanne van der Akker", "b"))[0]
    for lang in LANGUAGES:
        assert all(reason.text.render(lang) for reason in pair.reasons)
    assert {reason.text.render("nl") for reason in pair.reasons if reason.against} == {"een ander tussenvoegsel"}


@pytest.mark.parametrize("label", ["wethouder van Dorp", "Wethouder Dorp", "bestuurder A", "Senator 12"])
def test_a_function_is_no_name(label: str) -> None:
    known = duplicates(graph_of(town(label), town(label, "b")))
    assert not [pair for pair in known.pairs if pair.label == "Person"]
    assert known.unnamed == 2


def test_organizations_and_bodies_are_proposed_within_their_kind() -> None:
    graph = graph_of(town("Sanne Bos"), town("Bo Wit", "b", place="Dorp"))
    assert {(pair.label, pair.first, pair.second) for pair in duplicates(graph).pairs} == {
        ("Organization", "a/organization/dorp", "b/organization/dorp"),
        ("Organization", "a/organization/elders", "b/organization/elders"),
        ("Body", "a/body/ab", "b/body/ab"),
    }


def test_a_body_of_another_organization_is_another() -> None:
    graph = graph_of(town("Sanne Bos"), town("Bo Wit", "b", place="Gemeente Stadsveld"))
    assert "Body" not in {pair.label for pair in duplicates(graph).pairs}


@pytest.mark.parametrize("record", ["b/person/een"])
def test_a_decision_holds_whichever_dataset_has_it(record: str) -> None:
    decided = town("Sanne Bos", more=f"not_same_as: [{record}], ")
    assert not people(decided, town("Sanne Bos", "b"))
    assert read_dataset(write_dataset(read_dataset(decided))).content_hash == read_dataset(decided).content_hash
    renamed = read_dataset(town("Sanne Bos", more="not_same_as: [person/zij], ")).renamed("c")
    assert renamed.by_id["c/person/een"].not_same_as == ("c/person/zij",)  # type: ignore[attr-defined]


def test_a_record_that_names_another_is_one_with_it_in_any_order() -> None:
    texts = (town("Sanne Bos", more="identifiers: ['orggraph:b/person/een'], "), town("S. Bos", "b"))
    for order in permutations(texts):
        graph = graph_of(*order)
        assert "b/person/een" not in graph
        assert graph.nodes["a/person/een"]["datasets"] == ["a", "b"]
    assert "a/person/een" in graph_of(texts[0]), "a record of a dataset that is not there is none"


def test_a_pair_is_decided_where_both_are_known() -> None:
    graph = graph_of(town("Sanne Bos"), town("S. Bos", "b"))
    (pair,) = (pair for pair in duplicates(graph).pairs if pair.label == "Person")
    assert decision(graph, pair) == ("a", "a/person/een", "b/person/een")
    assert decision(graph, pair, ["b"]) == ("b", "b/person/een", "a/person/een")


def test_two_of_one_name_beside_each_other_are_less_likely_one() -> None:
    beside = town("Jan Bos") + "  - {id: twee, name: Jan Bos, holds: [{to: post/lid-2, start_date: 2022-03-01}]}\n"
    after = town("Jan Bos") + "  - {id: twee, name: Jan Bos, holds: [{to: post/lid-2, start_date: 2010, end_date: 2014}]}\n"
    assert people(beside, least=0)[0] < people(after, least=0)[0]


def test_a_name_that_too_many_bear_is_compared_within_one_place_only() -> None:
    many = "".join(f"  - {{id: p{number}, name: Jan Jansen}}\n" for number in range(320))
    known = duplicates(graph_of(town("Sanne Bos") + many), 0)
    assert known.crowded >= 320
    assert known.compared < 10
