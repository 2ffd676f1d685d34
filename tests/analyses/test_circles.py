"""Circles of every relationship that should make none, once each; a path, a tree and a way back under a condition are none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from orggraph.analyses import find
from orggraph.findings import Finding
from orggraph.graph import Graph, project
from orggraph.model.dataset import Dataset, DatasetInfo
from orggraph.model.nodes import Topic
from orggraph.model.relationships import TYPES, PartOf
from orggraph.model.tables import to_tables
from orggraph.sources.dataset_yaml import read_dataset

Small = Callable[..., Graph]
CASE = Path(__file__).parents[1] / "cases" / "c08-kringen.yaml"


def findings_of(graph: Graph) -> list[Finding]:
    return find(graph, ["circles"])


def ways(graph: Graph) -> list[list[str]]:
    return [[subject.id.split("/", 1)[1] for subject in finding.subjects] for finding in findings_of(graph)]


TOPICS = "Topic:\n  - {id: a, name: A, part_of: topic/b}\n  - {id: b, name: B, part_of: topic/c}\n  - {id: c, name: C%s}\n"


def test_a_path_is_no_circle_and_a_way_back_makes_one(small: Small) -> None:
    assert ways(small(TOPICS % "")) == []
    (finding,) = findings_of(small(TOPICS % ", part_of: topic/a"))
    assert [subject.id for subject in finding.subjects] == ["klein/topic/a", "klein/topic/b", "klein/topic/c"]
    assert finding.value == 3
    assert "“A” → “B” → “C” → “A”" in finding.text.render("nl")
    assert "is onderdeel van" in finding.text.render("nl")
    assert finding.question.render("en") == "Which of these is the whole?"


@pytest.mark.parametrize("status", ["former", "proposed"])
def test_what_is_former_counts_no_more(small: Small, status: str) -> None:
    assert len(ways(small(TOPICS % f", part_of: {{to: topic/a, status: {status}}}"))) == (status == "proposed")


def test_a_step_may_come_back_under_a_condition(small: Small) -> None:
    steps = "Step:\n  - {id: s, name: S, action: propose, next: step/t}\n  - {id: t, name: T, action: decide, next: %s}\n"
    assert ways(small(steps % "step/s")) == [["step/s", "step/t"]]
    assert ways(small(steps % "{to: step/s, condition: bij afwijzing}")) == []


def test_mandates_and_assignments_are_told_elsewhere(small: Small) -> None:
    mandates = "Mandate:" + "".join(
        f"\n  - {{id: {one}, name: {one}, kind: mandate, submandate_of: mandate/{other}}}" for one, other in ("mn", "nm")
    )
    assert ways(small(mandates)) == []
    assert ways(small("Assignment:\n  - {id: a, name: A, part_of: assignment/b}\n  - {id: b, name: B, part_of: assignment/a}\n")) == []


def test_every_circle_of_a_case_from_practice_is_found() -> None:
    text = CASE.read_text(encoding="utf-8")
    whole = "\n".join(line for line in text.splitlines() if "id: zelf" not in line)  # what points to itself is refused before
    kinds = {edge.attributes["type"] for finding in find(project(to_tables(read_dataset(whole)))) if finding.measure in ("circle", "cycle")
             for edge in finding.edges}  # fmt: skip
    assert {"REPORTS_TO", "DEPUTY_OF", "PART_OF", "NEXT", "SUBMANDATE_OF"} <= kinds


def test_a_circle_of_three_thousand_topics_is_found() -> None:
    size = 3_000
    topics = tuple(Topic(dataset="d", id=f"d/topic/{number}", name=f"T{number}") for number in range(size))
    parts = tuple(PartOf(dataset="d", source=f"d/topic/{number}", target=f"d/topic/{(number + 1) % size}") for number in range(size))
    graph = project(to_tables(Dataset(DatasetInfo(id="d", title="D"), topics, parts)))
    (finding,) = findings_of(graph)
    assert finding.value == size
    assert len(finding.text.render("nl")) < 300


@pytest.mark.parametrize("kind", [kind for kind in TYPES.values() if kind.acyclic])
def test_a_relationship_that_makes_no_circle_leads_from_a_kind_of_record_to_the_same(kind: Any) -> None:
    assert set(kind.sources_of) & set(kind.targets_of)
