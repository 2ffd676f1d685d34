from __future__ import annotations

from collections.abc import Callable

from orggraph.analyses import find, tables
from orggraph.analyses.escalation import ways
from orggraph.findings import Severity
from orggraph.graph import Graph

Small = Callable[..., Graph]
EXAMPLE = """
Arrangement:
  - {id: r, name: R, form: public_body, powers_transferred: true}
Body:
  - {id: ab, name: AB, kind: general_board, tier: executive, part_of: arrangement/r}
  - {id: stuur, name: Stuurgroep, kind: steering_group, tier: executive, escalates_to: body/ab}
  - {id: werk, name: Werkgroep, kind: working_group, tier: official, escalates_to: body/stuur}
  - {id: programma, name: Programma, kind: programme, tier: official}
  - {id: project, name: Project, kind: project, tier: official, escalates_to: body/programma}
  - {id: p, name: P, kind: platform, tier: official, escalates_to: body/q}
  - {id: q, name: Q, kind: platform, tier: official, escalates_to: body/p}
"""


def ends(graph: Graph) -> dict[str, tuple[str, int]]:
    return {way.body.rsplit("/", 1)[-1]: (way.end, len(way.nodes)) for way in ways(graph)}


def test_the_example_of_the_docs(small: Small) -> None:
    graph = small(EXAMPLE)
    [finding] = find(graph, ["escalation"])

    assert ends(graph) == {"werk": ("power", 2), "stuur": ("power", 1), "project": ("dead_end", 1), "p": ("loop", 1), "q": ("loop", 1)}
    assert (finding.severity, finding.value, finding.denominator) == (Severity.GAP, 3, 5)
    assert {node.rsplit("/", 1)[-1] for node in finding.lacking} == {"project", "p", "q"}
    assert [row["steps"] for row in tables(graph, "escalation")[0].rows] == [None, None, None, 1, 2]


def test_the_nearest_of_several_ways_counts_and_a_branch_that_ends_is_no_loop(small: Small) -> None:
    graph = small(
        """
Body:
  - {id: raad, name: Raad, kind: council, tier: political}
  - {id: a, name: A, kind: platform, tier: official, escalates_to: [body/b, body/raad]}
  - {id: b, name: B, kind: platform, tier: official, escalates_to: [body/a, body/c]}
  - {id: c, name: C, kind: platform, tier: official}
  - {id: d, name: D, kind: platform, tier: official, escalates_to: [body/e, body/c]}
  - {id: e, name: E, kind: platform, tier: official, escalates_to: body/d}
"""
    )
    assert ends(graph) == {"a": ("power", 1), "b": ("power", 2), "d": ("dead_end", 1), "e": ("dead_end", 2)}


def test_powers_of_which_nothing_is_said_are_not_assessable(small: Small) -> None:
    graph = small(EXAMPLE.split("  - {id: programma", maxsplit=1)[0].replace(", powers_transferred: true", ""))
    [finding] = find(graph, ["escalation"])

    assert not finding.assessable
    assert finding.value is None
    assert {end for end, _ in ends(graph).values()} == {"unknown"}


def test_where_every_way_ends_with_power_there_is_no_finding(small: Small) -> None:
    assert find(small(EXAMPLE.split("  - {id: programma", maxsplit=1)[0]), ["escalation"]) == []
