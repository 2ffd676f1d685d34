"""What may be done to a dataset without a figure changing, or without one growing: on a region and on datasets of any shape."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from orggraph import analyses, regions
from orggraph.analyses import registry
from orggraph.findings import Finding
from orggraph.graph import Graph, project
from orggraph.graph.concentration import counts
from orggraph.model.base import Record
from orggraph.model.dataset import Dataset
from orggraph.model.nodes import Person
from orggraph.model.tables import to_tables
from orggraph.sources.dataset_yaml import read_dataset
from tests.strategies import datasets

ON = "2026-01-01"
ANY_SHAPE = settings(max_examples=25, deadline=None, phases=[Phase.generate], suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module", params=["proefregio", "gooi-en-vechtstreek"])
def region(request: pytest.FixtureRequest) -> Dataset:
    own = Path(__file__).parents[1] / "data" / f"{request.param}.yaml"
    return read_dataset(own if own.exists() else regions.path(request.param))


def graph_of(*known: Dataset, on: str | None = None) -> Graph:
    return project(to_tables(*known), on=on)


def cases(graph: Graph) -> list[Finding]:
    return [case for finding in analyses.find(graph) for case in finding.cases]


def measured(finding: Finding) -> tuple[Any, ...]:
    """What a finding measures, without the ids of what it is about."""
    figures = tuple((figure.measure, figure.value, figure.denominator) for figure in finding.figures)
    return (
        finding.kind,
        finding.measure,
        finding.rule,
        str(finding.severity),
        finding.value,
        finding.denominator,
        finding.assessable,
        figures,
    )


def by_id(findings: Iterable[Finding]) -> dict[str, tuple[Any, ...]]:
    return {finding.id: (finding.fingerprint, *measured(finding)) for finding in findings}


# other ids ----------------------------------------------------------------------------------------------------------


def renamed(known: Dataset) -> Dataset:
    """The same with another id for all but roles and sources, of which the last part has a meaning; in another order of ids."""
    ids = [node.id for node in known.nodes if node.label() not in ("Role", "Source")]
    new = {old: f"{old.rsplit('/', 1)[0]}/z{len(ids) - place:04}" for place, old in enumerate(ids)}
    return Dataset(known.info, tuple(_with(node, new) for node in known.nodes), tuple(_with(tie, new) for tie in known.relationships))


def _with(record: Record, new: Mapping[str, str]) -> Any:
    changed = {name: new[value] for name, value in record if isinstance(value, str) and value in new}
    return record.model_copy(update=changed)


def test_other_ids_change_no_figure(region: Dataset) -> None:
    before, after = graph_of(region), graph_of(renamed(region))

    assert Counter(map(measured, cases(after))) == Counter(map(measured, cases(before)))
    compared = 0
    for kind, analysis in registry().items():
        if analysis.tables:
            sentences = [[table.sentence.render("en") for table in analyses.tables(graph, kind)] for graph in (before, after)]
            assert sentences[0] == sentences[1]
            compared += len(sentences[0])
    assert compared > 5


@ANY_SHAPE
@given(datasets(most=20))
def test_other_ids_change_no_figure_of_any_dataset(known: Dataset) -> None:
    before, after = (cases(graph_of(each, on=ON)) for each in (known, renamed(known)))

    assert Counter(map(measured, after)) == Counter(map(measured, before))


# more people, another order -----------------------------------------------------------------------------------------


def test_a_person_without_posts_changes_nobodys_findings(region: Dataset) -> None:
    more = [Person(dataset=region.info.id, id=f"{region.info.id}/person/buitenstaander-{n}", name=f"Buitenstaander {n}") for n in range(3)]

    def of_somebody(known: Dataset) -> dict[str, tuple[Any, ...]]:
        return by_id(case for case in cases(graph_of(known)) if {subject.label for subject in case.subjects} & {"Person", "Post", "Body"})

    before, after = of_somebody(region), of_somebody(Dataset(region.info, (*region.nodes, *more), region.relationships))
    assert before
    assert after == before


def shuffled(known: Dataset, seed: int) -> Dataset:
    chance = random.Random(seed)
    nodes, ties = list(known.nodes), list(known.relationships)
    chance.shuffle(nodes)
    chance.shuffle(ties)
    return Dataset(known.info, tuple(nodes), tuple(ties))


def test_the_order_of_records_and_files_changes_nothing(region: Dataset) -> None:
    other = read_dataset(regions.path("amersfoort"))
    before = by_id(cases(graph_of(region, other)))

    assert before
    for seed in (1, 2):
        assert by_id(cases(graph_of(shuffled(other, seed), shuffled(region, seed)))) == before


@ANY_SHAPE
@given(datasets(most=20))
def test_the_order_of_records_changes_nothing_of_any_dataset(known: Dataset) -> None:
    assert by_id(cases(graph_of(shuffled(known, 3), on=ON))) == by_id(cases(graph_of(known, on=ON)))


@ANY_SHAPE
@given(datasets(most=20))
def test_evidence_holds_the_subjects_whatever_the_dataset(known: Dataset) -> None:
    graph = graph_of(known, on=ON)
    for finding in cases(graph):
        assert {subject.id for subject in finding.subjects} <= set(finding.nodes)
        assert all({edge.source, edge.target} <= set(finding.nodes) for edge in finding.edges)
        assert all(graph.has_edge(edge.source, edge.target, edge.id) for edge in finding.edges)


# a post less --------------------------------------------------------------------------------------------------------


def test_closing_a_post_never_adds_load(region: Dataset) -> None:
    """Of nobody grows anything that is counted of a person: neither of who left it, nor of anybody else."""

    def loads(known: Dataset) -> dict[tuple[str, str], float]:
        graph = graph_of(known)
        people = [node for node, label in graph.nodes(data="label") if label == "Person"]
        return {(person, measure): count for person in people for measure, count in counts(graph, person).items()}

    before = loads(region)
    held = [tie for tie in region.relationships if tie.type == "HOLDS"]
    fell = 0
    for closed in held[:40]:
        ended = closed.model_copy(update={"start_date": None, "end_date": "1990"})
        after = loads(Dataset(region.info, region.nodes, tuple(ended if tie is closed else tie for tie in region.relationships)))
        assert {key: count for key, count in after.items() if count > before[key]} == {}, closed.id
        fell += sum(after.values()) < sum(before.values())
    assert fell
