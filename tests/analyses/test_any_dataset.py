"""Whatever a dataset holds, the analyses say each thing once, in both languages, and change nothing."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, given, settings

from orggraph import analyses
from orggraph.graph import project
from orggraph.i18n import LANGUAGES
from orggraph.model.dataset import Dataset
from orggraph.model.tables import to_tables
from tests.strategies import datasets


@settings(max_examples=60, deadline=None, phases=[Phase.generate], suppress_health_check=[HealthCheck.too_slow])
@given(datasets(most=20))
def test_each_thing_is_said_once_and_in_both_languages(dataset: Dataset) -> None:
    graph = project(to_tables(dataset), on="2026-01-01")

    found = analyses.find(graph)

    assert len({finding.id for finding in found}) == len(found)
    assert all(finding.to_json(lang)[part] for finding in found for lang in LANGUAGES for part in ("text", "question"))
    assert all(finding.assessable or finding.value is None for finding in found)
    assert all(finding.edges or finding.nodes for finding in found)
