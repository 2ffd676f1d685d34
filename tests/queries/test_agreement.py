"""Where an analysis and a query answer the same question, they say the same."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest

from orggraph import analyses, queries
from orggraph.findings import Finding
from orggraph.graph import Graph
from orggraph.graph.concentration import counts
from orggraph.store.connection import Connection

SAME_COUNTS = {
    "posts": "posts",
    "bodies": "bodies",
    "commissions_given": "commissions_given",
    "commissions_carried_out": "commissions_carried_out",
    "involved": "involvements",
}
"""Column of load-of-people → measure of role_overload."""


def ask(connection: Connection, name: str, dataset: str) -> list[dict[str, Any]]:
    return queries.run(connection, name, datasets=[dataset])


def on_items(findings: list[Finding], graph: Graph, measure: str) -> dict[str, Finding]:
    """The findings of ownership on one agreement or decision, by its id; of a line that gathers several, each."""
    single = [part for finding in findings if finding.measure == measure for part in finding.cases]
    return {
        finding.subjects[0].id: finding for finding in single if graph.nodes[finding.subjects[0].id]["label"] in ("Assignment", "Decision")
    }


def test_what_comes_together_at_a_person_is_what_role_overload_counts(library_connection: Connection, dataset: str, graph: Graph) -> None:
    rows = ask(library_connection, "load-of-people", dataset)

    assert {row["person_id"] for row in rows} == {node for node, label in graph.nodes(data="label") if label == "Person"}
    for row in rows:
        counted = counts(graph, row["person_id"])
        assert {measure: row[column] for column, measure in SAME_COUNTS.items()} == {
            measure: counted[measure] for measure in SAME_COUNTS.values()
        }
        assert row["hours"] == counted.get("hours")


def test_commissions_concentrate_where_role_overload_says(library_connection: Connection, dataset: str, graph: Graph) -> None:
    rows = ask(library_connection, "commissions", dataset)
    given: dict[str, int] = defaultdict(int)
    carried_out: dict[str, int] = defaultdict(int)
    for row in rows:
        for commissioner in {*row["political_id"], *row["official_id"], *row["other_id"]}:
            given[commissioner] += "/person/" in commissioner
        for contractor in row["contractors_id"]:
            carried_out[contractor] += "/person/" in contractor

    found = analyses.find(graph, ["role_overload"], {"threshold": 3})

    for measure, counted in (("commissions_given", given), ("commissions_carried_out", carried_out)):
        told = {one.subjects[0].id: (one.value, one.denominator) for one in found if one.measure == measure}
        assert told == {who: (n, len(rows)) for who, n in counted.items() if n >= 3}


@pytest.mark.parametrize("side", ["political", "official"])
def test_owners_are_missing_where_ownership_says(library_connection: Connection, dataset: str, graph: Graph, side: str) -> None:
    rows = {row["item_id"]: row[f"{side}_state"] for row in ask(library_connection, "decision-owners", dataset)}

    found = on_items(analyses.find(graph, ["ownership"]), graph, f"{side}_owner")

    assert found.keys() == {item for item, state in rows.items() if state != "named"}
    assert {item for item, one in found.items() if not one.assessable} == {
        item for item, state in rows.items() if state == "side not stated"
    }
    assert {item for item, one in found.items() if "explicitly" in one.text.render("en")} == {
        item for item, state in rows.items() if state == "open"
    }


def test_monitors_and_dates_are_missing_where_ownership_says(library_connection: Connection, dataset: str, graph: Graph) -> None:
    rows = ask(library_connection, "decision-monitors", dataset)

    found = analyses.find(graph, ["ownership"])

    assert on_items(found, graph, "monitor").keys() == {row["item_id"] for row in rows if row["state"] != "named"}
    assert on_items(found, graph, "due").keys() == {
        row["item_id"] for row in rows if row["label"] == "Assignment" and row["due_state"] != "named"
    }


def test_open_posts_belong_to_the_agreements_that_ownership_calls_open(library_connection: Connection, dataset: str, graph: Graph) -> None:
    rows = ask(library_connection, "open-slots", dataset)
    owners = ask(library_connection, "decision-owners", dataset)

    involved = on_items(analyses.find(graph, ["ownership"]), graph, "involved")

    by_post = {item for row in rows if row["kind"] == "record" for item in row["belongs_to_id"]}
    by_field = {row["item_id"] for row in rows if row["kind"] == "field" and row["what"] in ("owned_by", "commissioned_by")}
    left_open = {row["item_id"] for row in owners if "open" in (row["political_state"], row["official_state"])}
    assert by_post | by_field == left_open | involved.keys()


def test_sources_differ_where_contradictions_says_with_the_same_sides(library_connection: Connection, dataset: str, graph: Graph) -> None:
    rows = ask(library_connection, "contradictions", dataset)

    found = {one.object: one for one in analyses.find(graph, ["contradictions"]) if one.object}

    assert found.keys() == {row["slot_id"] for row in rows}
    for slot, one in found.items():
        mine = [row for row in rows if row["slot_id"] == slot]
        assert (one.measure, one.value) == (mine[0]["difference"], len(mine))
        assert all(f"“{row['claim']}”" in one.text.render("en") for row in mine)
        assert {source for source, _ in one.sources} == {source for row in mine for source in row["sources_id"]}


def test_what_was_not_checked_for_long_is_what_freshness_counts(library_connection: Connection, dataset: str, graph: Graph) -> None:
    rows = [row for row in ask(library_connection, "out-of-date", dataset) if row["reason"] == "not_verified"]

    [one] = [one for one in analyses.find(graph, ["freshness"]) if one.measure == "not_verified"]

    assert one.value == (len(rows) if one.assessable else None)
    assert {row["item_id"] for row in rows} <= set(one.nodes)


def test_what_is_open_is_what_freshness_counts(library_connection: Connection, dataset: str, graph: Graph) -> None:
    rows = ask(library_connection, "open-slots", dataset)

    found = [one for one in analyses.find(graph, ["freshness"]) if one.measure == "open_slots"]

    assert [one.value for one in found] == ([len(rows)] if rows else [])
