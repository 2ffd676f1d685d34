from __future__ import annotations

from collections.abc import Callable

import pytest

from orggraph.analyses import find, tables
from orggraph.errors import UnknownName
from orggraph.graph import Graph
from tests.analyses.test_council_distance import ACTS, EXAMPLE

Small = Callable[..., Graph]


def test_the_example_of_the_docs(small: Small) -> None:
    graph = small(EXAMPLE + ACTS)
    drafts, delegates, arrangements = tables(graph, "council_views", {"council": "raad-a"})

    assert "2 drafts were sent" in drafts.sentence.render("en")
    assert "with a reply with reasons: 1" in drafts.sentence.render("en")
    assert [row["view"] for row in drafts.in_words(graph, "en")] == ["gave no view", "2025-05-20"]
    assert [(row["votes"], row["of"], row["accounts"]) for row in delegates.rows] == [(2, 4, True)]
    assert arrangements.rows == []
    assert find(graph, ["council_views"]) == []


def test_all_councils_or_the_one_that_is_named_in_any_way(small: Small) -> None:
    graph = small(EXAMPLE + ACTS)
    every = tables(graph, "council_views")[0].rows

    assert len(every) == 3
    for name in ("raad-b", "klein/body/raad-b", "Raad B"):
        assert [row["council"] for row in tables(graph, "council_views", {"council": name})[0].rows] == ["klein/body/raad-b"]
    with pytest.raises(UnknownName, match="raad-a"):
        tables(graph, "council_views", {"council": "raad-aa"})
    assert tables(small("Role:\n  - {id: x, name: X}\n"), "council_views") == []
