from __future__ import annotations

from collections.abc import Callable

import pytest

from orggraph.analyses import find, tables
from orggraph.errors import WrongUsage
from orggraph.findings import Cell
from orggraph.graph import Graph
from orggraph.register.contents import extract
from orggraph.register.national import arrangements_of_a_municipality
from tests.analyses.conftest import seats

Small = Callable[..., Graph]
FOUR = {"ann": "a", "bas": "ab", "cas": "ab", "dirk": "ab"}


def rows_of(graph: Graph, number: int, **params: float) -> list[dict[str, Cell]]:
    return [dict(row) for row in tables(graph, "interlocks", params)[number].rows]


def test_the_example_of_the_docs(small: Small) -> None:
    graph = small(seats(FOUR))
    [pair] = rows_of(graph, 0)
    [finding] = find(graph, ["interlocks"])

    assert (pair["shared"], pair["overlap"], pair["of_smaller"]) == (3, 0.75, 1)
    assert (finding.value, finding.denominator) == (2, 2)
    assert {edge.source.rsplit("/", 1)[-1] for edge in finding.edges if edge.attributes["type"] == "HOLDS"} == {"bas", "cas", "dirk"}
    assert find(graph, ["interlocks"], {"share": 0.8}) == []


def test_what_is_part_of_another_and_of_whom_too_few_are_known_is_left_out(small: Small) -> None:
    text = seats(FOUR)
    assert find(small(text.replace("{id: b, name: B,", "{id: b, name: B, part_of: body/a,")), ["interlocks"]) == []
    assert find(small(text.replace("{id: b, name: B,", "{id: b, name: B, seats: 7,")), ["interlocks"]) == []
    assert find(small(text.replace("{id: b, name: B,", "{id: b, name: B, seats: 6,")), ["interlocks"]) != []
    assert find(small(seats({"ann": "ab", "bas": "ab"})), ["interlocks"]) == []
    assert find(small(seats({"ann": "ab", "bas": "ab"})), ["interlocks"], {"least": 2}) != []


def test_everybody_in_everything_and_two_components(small: Small) -> None:
    every = small(seats(dict.fromkeys(("ann", "bas", "cas"), "abc")))
    apart = small(seats({"ann": "ab", "bas": "ab", "cas": "cd", "dirk": "cd"}))

    assert [row["overlap"] for row in rows_of(every, 0)] == [1, 1, 1]
    assert [(row["people"], row["elsewhere"], row["core"], row["redundancy"]) for row in rows_of(every, 1)] == [(3, 3, 2, 1)] * 3
    assert [row["core"] for row in rows_of(apart, 0, least=3)] == [1] * 4  # no pair has enough people: the first table is that of bodies


def test_other_ids_and_people_without_a_post_change_no_figure(small: Small) -> None:
    def figures(text: str) -> list[object]:
        graph = small(text)
        counted = [finding.value for finding in find(graph, ["interlocks"])]
        return [*counted, *sorted(str([row[name] for name in ("shared", "overlap")]) for row in rows_of(graph, 0))]

    text = seats(FOUR)
    assert figures(text) == figures(text.replace("bas", "zus")) == figures(text + "  - {id: los, name: Los}\n")


def test_the_national_median_is_that_of_the_extract() -> None:
    counted: dict[str, set[str]] = {}
    for regulation in extract().regulations:
        for part in regulation.participants:
            if part.entry.kind == "Gemeente":
                counted.setdefault(part.entry.id, set()).add(regulation.id)
    sizes = sorted(map(len, counted.values()))
    usual = arrangements_of_a_municipality()

    assert usual.municipalities == len(sizes) == 345
    assert usual.median == sizes[len(sizes) // 2] == 6


@pytest.mark.parametrize("params", [{"share": 0}, {"share": 1.1}, {"least": 0}])
def test_what_cannot_be_is_refused(small: Small, params: dict[str, float]) -> None:
    with pytest.raises(WrongUsage, match="share"):
        find(small(seats(FOUR)), ["interlocks"], params)
