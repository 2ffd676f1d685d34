"""The region at a glance, on a graph that can be counted by hand."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from orggraph import analyses
from orggraph.findings import Finding, Severity, make
from orggraph.graph import Graph, edges_by_type, project
from orggraph.i18n import Bilingual, T
from orggraph.model.tables import to_tables
from orggraph.sources.dataset_yaml import read_dataset
from orggraph.views.overview import attention, became, matters, overview

REGION = """
    orggraph: 1
    dataset: {id: klein, title: Klein, reference_date: 2025}
    Source:
      - {id: "1", name: Stuk}
    Cooperation:
      - {id: samen, name: Samen, sources: [1 a]}
    Arrangement:
      - {id: nu, name: Nu, form: covenant, sources: [1 a]}
    Organization:
      - {id: oost, name: Oost, kind: municipality, sources: [1 a], participates_in: {to: arrangement/nu, sources: [1 a]}}
      - {id: west, name: West, kind: municipality, evidence: external, participates_in: {to: arrangement/nu, evidence: external}}
    Body:
      - {id: ab, name: Bestuur, kind: general_board, tier: executive, sources: [1 b]}
      - id: ao
        name: Overleg
        kind: official_consultation
        tier: official
        sources: [1 b]
        informs: {to: body/ab, evidence: inferred, sources: [1 b]}
    Role:
      - {id: lid, name: Lid}
    Post:
      - {id: ab-lid, name: Lid, in: body/ab, has_role: role/lid}
      - {id: ab-open, name: Nog open, status: open, in: body/ab, has_role: role/lid}
    Person:
      - {id: a, name: lid A, holds: {to: post/ab-lid, sources: [1 c]}}
"""


@pytest.fixture
def graph(tmp_path: Path) -> Graph:
    file = tmp_path / "klein.yaml"
    file.write_text(dedent(REGION), encoding="utf-8")
    return project(to_tables(read_dataset(file)))


def finding(graph: Graph, kind: str, severity: Severity, *subjects: str, **more: object) -> Finding:
    title = Bilingual(kind, kind)
    return make(graph, kind=kind, measure=kind, severity=severity, subjects=subjects, title=title, text=T("x"), question=T("y?"), **more)


def test_counts(graph: Graph) -> None:
    told = overview(graph)
    assert told.arrangements == ("klein/arrangement/nu",)
    assert told.participants == ("klein/organization/oost", "klein/organization/west")
    assert (told.external, told.held, told.open, told.inferred) == (1, 1, 1, 1)
    assert told.counts["Post"] == 2
    assert told.relationships == graph.number_of_edges() == 8


def test_an_empty_graph_has_an_overview() -> None:
    told = overview(project(to_tables()))
    assert (told.arrangements, told.participants, told.relationships) == ((), (), 0)
    assert attention(project(to_tables()), []) == []


def test_matters_go_by_severity_then_by_kind_of_thing_and_people_last(graph: Graph) -> None:
    found = [
        finding(graph, "c", Severity.INFO, "klein/person/a"),
        finding(graph, "a", Severity.GAP, "klein/post/ab-lid"),
        finding(graph, "a", Severity.GAP, "klein/cooperation/samen"),
        finding(graph, "b", Severity.TENSION, "klein/role/lid", object="klein/body/ab"),
        finding(graph, "d", Severity.TENSION, "klein/person/a", object="klein/body/ab"),
        finding(graph, "b", Severity.BAR, "klein/body/ao", assessable=False),
    ]
    assert [(one.about, len(one.findings)) for one in matters(graph, found)] == [
        (("klein/body/ab",), 2),
        (("klein/cooperation/samen",), 1),
        (("klein/post/ab-lid",), 1),
        (("klein/person/a",), 1),
        (("klein/body/ao",), 1),
    ]


def test_the_first_page_puts_people_together_and_keeps_a_place_for_every_kind(graph: Graph) -> None:
    bodies = [finding(graph, "pairs", Severity.TENSION, "klein/role/lid", object=one) for one in ("klein/body/ab", "klein/body/ao")]
    people = [finding(graph, "much", Severity.INFO, one) for one in ("klein/person/a", "klein/post/ab-lid")]
    found = attention(graph, [*people, *bodies], most=2)
    assert [one.about for one in found] == [("klein/body/ab",), ()]
    assert len(found[1].findings) == 2


def test_of_what_is_for_information_one_matter_a_kind_is_on_the_first_page(graph: Graph) -> None:
    told = [finding(graph, "seats", Severity.INFO, one) for one in ("klein/body/ab", "klein/body/ao", "klein/role/lid")]
    graver = finding(graph, "seats", Severity.GAP, "klein/cooperation/samen", object="klein/arrangement/nu")
    other = finding(graph, "terms", Severity.INFO, "klein/body/ao")
    assert [one.severity for one in attention(graph, [*told, graver, other])] == [Severity.GAP, Severity.INFO]


def test_what_the_whole_counts_is_not_repeated_for_each_part(graph: Graph) -> None:
    whole = finding(graph, "ownership", Severity.GAP, "klein/cooperation/samen")
    part = finding(graph, "ownership", Severity.GAP, "klein/arrangement/nu")
    assert [one.findings for one in attention(graph, [part, whole])] == [(whole,)]


def test_what_a_place_became(graph: Graph) -> None:
    made = became(graph, "klein/source/1")
    assert sorted(made) == ["a", "b", "c"]
    assert made["b"].nodes == ["klein/body/ab", "klein/body/ao"]
    assert [edge.target for edge in made["b"].edges] == ["klein/body/ab"]
    assert [edge.id for edge in made["c"].edges] == [edge.id for edge in edges_by_type(graph, "HOLDS")]


def test_it_never_changes_the_graph_or_the_findings(graph: Graph) -> None:
    found = analyses.find(graph)
    before = (sorted(graph.edges(keys=True)), dict(graph.nodes(data=True)), list(found))
    overview(graph), matters(graph, found), attention(graph, found), became(graph, "klein/source/1")
    assert (sorted(graph.edges(keys=True)), dict(graph.nodes(data=True)), found) == before
