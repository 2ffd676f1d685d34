from __future__ import annotations

from orggraph import regions
from orggraph.analyses import find, tables
from orggraph.graph import project
from orggraph.model.tables import to_tables
from orggraph.sources.dataset_yaml import read_dataset


def test_the_region_that_named_the_pitfalls_says_one_of_three_routes_and_no_score() -> None:
    graph = project(to_tables(read_dataset(regions.path("noord-veluwe"))))
    [table] = tables(graph, "pitfalls")
    value = {row["indicator"]: row["value"] for row in table.in_words(graph, "nl")}

    assert value["routes waarin een raad aan zet is voordat er is besloten"] == "1 van 3"
    assert find(graph, ["pitfalls"]) == []
    assert "score" not in table.sentence.render("nl")
