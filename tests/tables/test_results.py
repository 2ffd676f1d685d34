"""The graph in the rows of a query."""

from __future__ import annotations

from orggraph.tables.results import graph_of
from orggraph.views.seats import seats_by_role
from tests.picture.graphs import Builder


def node(key: str, label: str = "Body") -> dict[str, object]:
    return {"id": key, "labels": [label], "properties": {"name": key, "id": key}}


def test_nodes_relationships_lists_and_paths_are_found() -> None:
    known = Builder().graph
    edge = {"id": "e", "type": "INFORMS", "source": "a", "target": "b", "properties": {}}
    rows = [{"path": {"nodes": [node("a"), node("b")], "relationships": [edge]}, "more": [[node("c")]], "n": 3}]
    made = graph_of(rows, known)
    assert set(made) == {"a", "b", "c"}
    assert list(made.edges(keys=True)) == [("a", "b", "e")]


def test_ids_of_known_nodes_count_and_bring_their_relationships() -> None:
    build = Builder()
    body, post = build.node("Body", "b", "Raad", kind="council", tier="political"), build.node("Post", "p", "Lid")
    build.edge("IN", post, body)
    made = graph_of([{"post_id": post, "body_id": body, "text": "iets"}], build.graph)
    assert set(made) == {body, post}
    assert made.number_of_edges() == 1


def test_a_relationship_to_something_unknown_is_left_out() -> None:
    edge = {"id": "e", "type": "INFORMS", "source": "a", "target": "x", "properties": {}}
    made = graph_of([{"a": node("a"), "r": edge}], Builder().graph)
    assert set(made) == {"a"}
    assert not graph_of([], Builder().graph)


def test_seats_stand_by_role_and_tier() -> None:
    build = Builder()
    council = build.node("Body", "c", "Raad", kind="council", tier="political")
    board = build.node("Body", "a", "Bestuur", kind="general_board", tier="executive")
    role = build.node("Role", "r", "Lid")
    chair, one, other = (build.node("Post", key, key) for key in ("chair", "one", "other"))
    build.graph.nodes[chair]["capacity"] = "chair"
    person = build.node("Person", "x", "functie")
    for post, body in ((chair, board), (one, council), (other, council)):
        build.edge("IN", post, body)
    for post in (one, other):
        build.edge("HAS_ROLE", post, role)
    build.edge("HOLDS", person, one)
    found = seats_by_role(build.graph)
    assert found.bodies == (council, board)
    assert found.rows == (role, chair)
    assert found.seats[role, council].posts == tuple(sorted((one, other)))
    assert found.seats[role, council].held == 1
    assert found.seats[chair, board].capacities == ("chair",)
