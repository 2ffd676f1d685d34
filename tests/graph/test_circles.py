"""Ways that come back where they began: a path, a tree, circles that share a node, two ways between two nodes, a long one."""

from __future__ import annotations

import pytest

from orggraph.graph.circles import circles
from orggraph.graph.edges import Edge


def edges(*pairs: str) -> list[Edge]:
    return [Edge(pair[0], pair[1], f"{number}", {"type": "PART_OF"}) for number, pair in enumerate(pairs)]


@pytest.mark.parametrize(
    ("pairs", "nodes"),
    [
        ([], []),
        (["ab", "bc"], []),
        (["ab", "ac", "bd", "cd"], []),
        (["aa"], ["a"]),
        (["ba", "ab"], ["ab"]),
        (["ab", "bc", "ca", "cd"], ["abc"]),
        (["ab", "bc", "ca", "ad", "da"], ["abcd"]),
        (["ab", "ba", "cd", "dc", "bc"], ["ab", "cd"]),
    ],
)
def test_each_group_is_told_once(pairs: list[str], nodes: list[str]) -> None:
    assert ["".join(circle.nodes) for circle in circles(edges(*pairs))] == nodes


def test_the_way_begins_at_the_first_and_has_all_edges_of_its_steps() -> None:
    (circle,) = circles(edges("ca", "ab", "ab", "bc", "cb"))
    assert circle.way == ("a", "b", "c")
    assert {edge.id for edge in circle.turn} == {"0", "1", "2", "3"}
    assert {edge.id for edge in circle.edges} == {"0", "1", "2", "3", "4"}


def test_a_long_circle_is_found() -> None:
    size = 3_000
    ring = [Edge(f"{number:04}", f"{(number + 1) % size:04}", f"{number}", {}) for number in range(size)]
    (circle,) = circles(ring)
    assert len(circle.way) == size
