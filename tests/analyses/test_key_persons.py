"""Who ties bodies together: by hand, by published figures, and what changes nothing."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Mapping
from pathlib import Path

import networkx as nx
import pytest

from orggraph.analyses import find, tables
from orggraph.analyses.key_persons import bodies_apart, most_between, roles_between
from orggraph.errors import WrongUsage
from orggraph.findings import Cell
from orggraph.graph import Graph
from orggraph.graph.seating import people_in
from tests.analyses.conftest import seats

Small = Callable[..., Graph]
PUBLISHED = Path(__file__).parents[1] / "data" / "people" / "southern_women"
LINE = {"ann": "ab", "bas": "bc", "cas": "c"}


def rows_of(graph: Graph, **params: int) -> Mapping[str, Mapping[str, Cell]]:
    [table] = tables(graph, "key_persons", params)
    return {str(row["person"]).rsplit("/", 1)[-1]: row for row in table.rows}


def test_the_example_of_the_docs(small: Small) -> None:
    graph = small(seats(LINE))
    rows = rows_of(graph)

    assert {person: row["apart"] for person, row in rows.items()} == {"ann": 1, "bas": 1, "cas": 0}
    assert {person: row["betweenness"] for person, row in rows.items()} == {"ann": 0.5, "bas": 0.75, "cas": 0}
    assert most_between(3, 3) == 8
    [finding] = find(graph, ["key_persons"], {"least": 1})
    assert (finding.value, finding.denominator) == (2, 3)
    assert {subject.label for subject in finding.subjects} == {"Dataset"}
    assert find(graph, ["key_persons"]) == []


@pytest.mark.parametrize(
    "sits_in",
    [{"ann": "abc"}, {"ann": "ab", "bas": "cd", "cas": "bc", "dirk": "d"}, {"ann": "abc", "bas": "abc"}, {"ann": "ab", "bas": "cd"}, {}],
    ids=["one person", "a tree", "everybody in everything", "two components", "empty"],
)
def test_bodies_that_get_loose_are_those_that_networkx_counts_without_the_person(small: Small, sits_in: dict[str, str]) -> None:
    graph = small(seats(sits_in)) if sits_in else small("Body:\n  - {id: a, name: A, kind: council, tier: political}\n")
    ties = nx.Graph((who, body) for who, there in sits_in.items() for body in there)
    expected = {}
    for who, there in sits_in.items():
        left = ties.subgraph(set(ties) - {who})
        pieces = [len([node for node in part if len(node) == 1]) for part in nx.connected_components(left) if part & set(there)]
        if len(pieces) > 1:
            expected[f"klein/person/{who}"] = sum(pieces) - max(pieces)

    assert bodies_apart(graph) == expected


def test_the_published_centralities_of_the_southern_women(small: Small) -> None:
    """Degree of women and of events, and betweenness of women, as Borgatti and Halgin published them, in two decimals.

    Closeness and eigenvector centrality are published too; orggraph has no such measure, and ``key_persons`` says why.
    """
    figures = json.loads((PUBLISHED / "published_centralities.json").read_text(encoding="utf-8"))
    published, degree = figures["betweenness"], figures["degree"]
    attended: dict[str, set[str]] = {}
    with (PUBLISHED / "attendance.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            attended.setdefault(row["person"], set()).add(row["event"])
    letters = {event: chr(ord("a") + number) for number, event in enumerate(sorted(set().union(*attended.values())))}
    ids = {person: f"w{number}" for number, person in enumerate(attended)}
    graph = small(seats({ids[person]: "".join(sorted(letters[event] for event in events)) for person, events in attended.items()}))
    rows = rows_of(graph)
    people = {body.rsplit("/", 1)[-1]: len(there) for body, there in people_in(graph).items()}

    assert (len(rows), len(people)) == (18, 14)
    for event, letter in letters.items():
        assert people[letter] / 18 == pytest.approx(degree[event], abs=0.0051)
    for person, slug in ids.items():
        assert float(str(rows[slug]["bodies"])) / 14 == pytest.approx(degree[person], abs=0.0051)
    for person, slug in ids.items():
        assert float(str(rows[slug]["betweenness"])) == pytest.approx(published[person], abs=0.0051)


def test_a_sample_of_all_gives_what_no_sample_gives_and_the_table_says_that_it_was_drawn(small: Small) -> None:
    graph = small(seats({f"p{number}": "abcdefghij"[number : number + 3] for number in range(8)}))
    whole, [drawn] = rows_of(graph), tables(graph, "key_persons", {"sample": 17})

    assert len(whole) + 10 == 18
    assert "fixed seed" in drawn.basis.render("en")
    assert tables(graph, "key_persons", {"sample": 17})[0].rows == drawn.rows
    for row in drawn.rows:
        exact = whole[str(row["person"]).rsplit("/", 1)[-1]]["betweenness"]
        assert float(str(row["betweenness"])) == pytest.approx(float(str(exact)), abs=0.1)


def test_the_roles_of_gould_and_fernandez_by_hand() -> None:
    # x knows a and b of the own group, c and d of another, e of a third; a and b know each other
    ties = nx.Graph([("x", other) for other in "abcde"] + [("a", "b")])
    group = dict.fromkeys("xab", "one") | dict.fromkeys("cd", "two") | {"e": "three"}

    assert roles_between(ties, "x", group) == {"gatekeeper": 6, "consultant": 1, "liaison": 2}
    assert roles_between(ties, "x", group | {"b": "two"}) == {"gatekeeper": 3, "consultant": 3, "liaison": 3}
    assert roles_between(ties, "x", dict.fromkeys("abcde", "one")) == {}


def test_other_ids_and_people_without_a_post_change_no_figure(small: Small) -> None:
    def figures(text: str) -> list[list[Cell]]:
        rows = rows_of(small(text), least=1).values()
        return sorted([value for name, value in row.items() if name != "person"] for row in rows)  # type: ignore[type-var]

    text = seats(LINE)
    assert figures(text) == figures(text.replace("bas", "zus").replace("Bas", "Zus"))
    assert figures(text) == figures(text + "  - {id: los, name: Los}\n")


def test_a_number_below_one_is_refused(small: Small) -> None:
    with pytest.raises(WrongUsage, match="at least 1"):
        find(small(seats(LINE)), ["key_persons"], {"least": 0})
