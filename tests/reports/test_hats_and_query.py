"""The hats of the page of a role and the answer of the library's question ``my-posts`` are one: for every post of every region."""

from __future__ import annotations

from pathlib import Path

import pytest

import orggraph
from orggraph import regions
from orggraph.graph.reading import into, out
from orggraph.graph.standing import PLACES, edges
from orggraph.model.base import Row
from orggraph.reports.kinds.role.hats import Hat, worn
from orggraph.reports.kinds.role.seats import deputies, vote


def by_query(row: Row) -> dict[str, object]:
    return {
        "on_behalf_of": set(row["on_behalf_of_id"] or ()),
        "roles": set(row["roles_id"] or ()),
        "by_post": set(row["by_post_id"] or ()),
        "deputies": set(row["deputies_id"] or ()),
        "stand_in": set(row["stand_in_id"] or ()),
        "votes": row["votes"],
        "total": row["votes_total"] if row["votes"] is not None else None,
    }


def by_page(graph: orggraph.graph.Graph, hat: Hat) -> dict[str, object]:
    weighed = vote(graph, hat)
    post = str(hat.post)
    replaced = deputies(graph, hat)
    return {
        "on_behalf_of": {edge.target for edge in edges(graph, post, "ON_BEHALF_OF", PLACES)},
        "roles": set(hat.roles),
        "by_post": {edge.source for edge in into(graph, post, "QUALIFIES_FOR")},
        "deputies": {deputy for deputy, _ in replaced},
        "stand_in": {person for _, people in replaced for person in people},
        "votes": weighed[0] if weighed else None,
        "total": weighed[1] if weighed else None,
    }


@pytest.mark.parametrize("dataset", regions.names())
def test_both_say_the_same_of_each_post(regions_home: Path, monkeypatch: pytest.MonkeyPatch, dataset: str) -> None:
    monkeypatch.setenv("ORGGRAPH_HOME", str(regions_home))
    with orggraph.connect() as work:
        graph = work.graph(datasets=dataset)
        rows = work.query("my-posts", datasets=dataset)
        posts = {row["post_id"] for row in rows}
        assert posts == {node for node, data in graph.nodes(data=True) if data["label"] == "Post"}
        differ = []
        for row in rows:
            hat = next(hat for hat in worn(graph, row["post_id"]).hats if hat.post == row["post_id"])
            if len(out(graph, row["post_id"], "IN")) == 1 and by_query(row) != by_page(graph, hat):
                differ.append((row["post_id"], by_query(row), by_page(graph, hat)))
        assert differ == []
