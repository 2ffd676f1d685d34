"""What is kept between runs follows what it depends on."""

from __future__ import annotations

from dataclasses import replace

import pytest

import orggraph
from orggraph.findings import Severity
from orggraph.findings.finding import Acceptance
from orggraph.ui.page import Visit
from orggraph.ui.widgets.cached import region_content

GOOI = "gooi-en-vechtstreek"


@pytest.mark.usefixtures("regions")
def test_a_signal_that_was_accepted_leaves_the_map() -> None:
    with orggraph.connect() as work:
        graph = work.graph(datasets=GOOI)
        heads = {head["id"]: head for head in work.datasets()}
        findings = tuple(work.find(graph))
        visit = Visit("nl", work, heads, (GOOI,), None, (), False, graph, findings)
        first = region_content(visit, "Gooi")
        assert region_content(visit, "Gooi") is first
        accepted = Acceptance("id", "print", "griffie", "besproken", "2026-01-01T00:00:00+00:00")
        after = replace(
            visit,
            findings=tuple(
                finding if finding.severity is Severity.INFO or not finding.assessable else replace(finding, accepted=accepted)
                for finding in findings
            ),
        )
        assert region_content(after, "Gooi").version != first.version
