from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import yaml

from orggraph.analyses import find, tables
from orggraph.graph import Graph, project
from orggraph.graph.councils import council_ways, delegates, drafts
from orggraph.model.tables import to_tables
from orggraph.sources.dataset_yaml import read_dataset

Small = Callable[..., Graph]
EXAMPLE = """
Organization:
  - {id: a, name: A, kind: municipality}
  - {id: b, name: B, kind: municipality}
Body:
  - {id: raad-a, name: Raad A, kind: council, tier: political, part_of: organization/a}
  - {id: raad-b, name: Raad B, kind: council, tier: political, part_of: organization/b}
  - {id: ab, name: AB, kind: general_board, tier: executive, informs: body/raad-a}
Post:
  - {id: ab-a, name: Lid A, capacity: member, votes: 2, in: body/ab, on_behalf_of: organization/a, accountable_to: body/raad-a}
  - {id: ab-b, name: Lid B, capacity: member, votes: 1, in: body/ab, on_behalf_of: organization/b}
  - {id: ab-c, name: Lid C, capacity: chair, votes: 1, in: body/ab}
Decision:
  - {id: d, name: D, taken_by: body/ab}
"""


ACTS = """
Product:
  - {id: begroting, name: Begroting, adopted_by: body/ab}
  - {id: nota, name: Nota, adopted_by: body/ab}
Act:
  - {id: stuur, name: Stuur, action: send, date: 2025-04-01, addressed_to: body/raad-a, about: product/begroting}
  - {id: zienswijze, name: Z, action: submit_view, date: 2025-05-20, done_by: body/raad-a, about: product/begroting}
  - {id: antwoord, name: A, action: reply, date: 2025-06-10, addressed_to: body/raad-a, about: product/begroting}
  - {id: besluit, name: B, action: decide, date: 2025-07-01, about: product/begroting}
  - {id: stuur2, name: Stuur2, action: send, date: 2025-09-01, addressed_to: [body/raad-a, body/raad-b], about: product/nota}
  - {id: geen, name: G, action: waive_view, date: 2025-10-01, done_by: body/raad-a, about: product/nota}
"""


def ways_of(graph: Graph) -> dict[str, tuple[int | None, int, int]]:
    return {way.council.rsplit("/", 1)[-1]: (way.steps, way.appointed, way.members) for way in council_ways(graph)}


def test_the_example_of_the_docs(small: Small) -> None:
    graph = small(EXAMPLE)
    [finding] = find(graph, ["council_distance"])
    per_council, per_pair = tables(graph, "council_distance")

    assert ways_of(graph) == {"raad-a": (2, 1, 3), "raad-b": (None, 0, 3)}
    assert (finding.value, finding.denominator) == (1, 2)
    assert [node.rsplit("/", 1)[-1] for node in finding.lacking] == ["raad-b"]
    assert [row["median"] for row in per_council.rows] == [2, None]
    assert per_pair.rows[0]["between"] == ("klein/body/ab",)


def test_a_council_that_decides_itself_is_one_step_away_and_everybody_tied_has_a_way(small: Small) -> None:
    itself = EXAMPLE.replace("taken_by: body/ab", "taken_by: [body/raad-a, body/raad-b]")
    tied = EXAMPLE.replace("informs: body/raad-a", "informs: [body/raad-a, body/raad-b]")

    assert ways_of(small(itself)) == {"raad-a": (1, 0, 0), "raad-b": (1, 0, 0)}
    assert find(small(tied), ["council_distance"]) == []
    assert tables(small("Body:\n  - {id: x, name: X, kind: council, tier: political}\n"), "council_distance") == []


def test_other_ids_change_no_distance(small: Small) -> None:
    other = EXAMPLE.replace("raad-a", "zraad").replace("id: d,", "id: zz,")
    assert sorted(map(str, ways_of(small(EXAMPLE)).values())) == sorted(map(str, ways_of(small(other)).values()))


def test_the_ways_are_those_that_the_question_of_the_library_is_expected_to_give() -> None:
    data = Path(__file__).parents[1]
    graph = project(to_tables(read_dataset(data / "data" / "proefregio.yaml")))
    expected = yaml.safe_load((data / "queries" / "expected" / "council-distance.yaml").read_text(encoding="utf-8"))[0]["rows"]
    asked = {(f"proefregio/{row[1]}", f"proefregio/{row[3]}"): (row[5], row[7]) for row in expected}
    ways = {(way.council, way.target): way for way in council_ways(graph)}

    assert len(ways) >= 9
    for pair, way in ways.items():
        between = None if way.between is None else [node.removeprefix("proefregio/") for node in way.between]
        assert asked[pair] == (way.steps, between)


def test_what_was_sent_to_a_council_with_its_view_and_the_reply(small: Small) -> None:
    graph = small(EXAMPLE + ACTS)
    nota, budget = drafts(graph, "klein/body/raad-a")

    assert (budget.sent, budget.view, budget.waived, budget.reply, budget.decided) == (
        "2025-04-01", "2025-05-20", False, "2025-06-10", "2025-07-01",
    )  # fmt: skip
    assert (nota.view, nota.waived, nota.reply, nota.decided) == ("2025-10-01", True, None, None)
    assert [draft.view for draft in drafts(graph, "klein/body/raad-b")] == [None]


def test_the_delegates_of_a_council_with_their_votes(small: Small) -> None:
    [delegate] = delegates(small(EXAMPLE), "klein/body/raad-a")
    assert (delegate.votes, delegate.of, delegate.accounts) == (2, 4, True)
