"""Which findings concern somebody, on a graph that can be looked over by hand."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from orggraph.findings import Finding, Severity, make
from orggraph.graph import Graph, project
from orggraph.i18n import T
from orggraph.model.tables import to_tables
from orggraph.sources.dataset_yaml import read_dataset
from orggraph.views.concerns import circle, concerning

REGION = """
    orggraph: 1
    dataset: {id: d, title: Klein, reference_date: 2025-06-01}
    Body:
      - {id: ab, name: AB, kind: general_board, tier: executive}
      - {id: ao, name: AO, kind: official_consultation, tier: official}
    Role:
      - {id: lid, name: Lid}
      - {id: spreker, name: Spreker}
    Post:
      - {id: een, name: Een, in: body/ab, has_role: [role/lid, role/spreker]}
      - {id: twee, name: Twee, in: body/ab, has_role: role/lid}
      - {id: oud, name: Oud, in: body/ao}
    Person:
      - {id: a, name: lid A, holds: [post/een, {to: post/oud, end_date: 2025-01-01}]}
      - {id: b, name: lid B, holds: post/twee}
"""


@pytest.fixture
def graph(tmp_path: Path) -> Graph:
    file = tmp_path / "d.yaml"
    file.write_text(dedent(REGION), encoding="utf-8")
    return project(to_tables(read_dataset(file)))


def finding(graph: Graph, kind: str, *subjects: str, **more: object) -> Finding:
    title = {"nl": kind, "en": kind}
    ids = [f"d/{subject}" for subject in subjects]
    return make(graph, kind=kind, measure=kind, severity=Severity.GAP, subjects=ids, title=title, text=T("x"), question=T("y?"), **more)


def ways(graph: Graph, subject: str, *findings: Finding) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(one.finding.kind, one.way, one.through) for one in concerning(graph, findings, f"d/{subject}")]


def test_a_person_has_the_posts_of_today_and_their_bodies(graph: Graph) -> None:
    assert circle(graph, "d/person/a").own == {"d/person/a", "d/post/een"}
    assert circle(graph, "d/person/a").bodies == {"d/body/ab"}
    assert circle(graph, "d/post/twee").own == {"d/post/twee"}
    assert circle(graph, "d/body/ab").bodies == {"d/body/ab"}
    assert circle(graph, "d/role/lid").own == {"d/role/lid", "d/post/een", "d/post/twee"}


def test_the_nearest_come_first_and_each_tells_by_what(graph: Graph) -> None:
    findings = (
        finding(graph, "rests", "role/spreker", nodes=["d/post/een"]),
        finding(graph, "body", "body/ab"),
        finding(graph, "lacks", "body/ab", nodes=["d/post/een"], lacking=("d/post/een",)),
        finding(graph, "own", "person/a"),
    )

    assert ways(graph, "person/a", *findings) == [
        ("own", "own", ("d/person/a",)),
        ("lacks", "lacks", ("d/post/een",)),
        ("body", "body", ("d/body/ab",)),
        ("rests", "evidence", ("d/post/een",)),
    ]
    assert [way for _, way, _ in ways(graph, "post/twee", *findings)] == ["body", "body"]


def test_what_is_about_others_alone_concerns_nobody_by_a_body_that_they_share(graph: Graph) -> None:
    about_b = finding(graph, "b", "person/b", nodes=["d/body/ab"], object="d/body/ab")
    together = finding(graph, "both", "person/b", nodes=["d/post/een"])

    assert ways(graph, "person/a", about_b) == []
    assert ways(graph, "body/ab", about_b) == []
    assert ways(graph, "person/a", together) == [("both", "evidence", ("d/post/een",))]


def test_what_rests_on_nothing_of_theirs_is_left_out(graph: Graph) -> None:
    assert ways(graph, "person/a", finding(graph, "elsewhere", "body/ao")) == []
    assert concerning(graph, [], "d/person/a") == []


def test_a_part_tells_who_lacks_too(graph: Graph) -> None:
    told = finding(graph, "lacks", "body/ab", nodes=["d/post/een"], lacking=("d/post/een",))

    assert told.to_json("en")["lacking"] == ["d/post/een"]
    assert told.to_part("en")["lacking"] == ["d/post/een"]
    assert "d/post/een" in told.nodes
