"""Questions on votes and deadlocks say what the analyses of the same name work out with NetworkX, on regions made at random."""

from __future__ import annotations

import random

import networkx as nx
import pytest

from orggraph import queries
from orggraph.analyses.escalation import ways
from orggraph.analyses.voting import boards
from orggraph.graph import edges_by_type
from orggraph.model.base import Node, Relationship
from orggraph.model.dataset import Dataset, DatasetInfo
from orggraph.model.nodes import Body, Organization, Post
from orggraph.model.relationships import EscalatesTo, In, OnBehalfOf
from orggraph.model.terms import BodyKind, Capacity, OrganizationKind, Status, Tier
from orggraph.store.connection import Connection
from tests.queries.test_walks import loaded

INFO = DatasetInfo(id="d", title="Bedacht", reference_date="2026-01-01", fictional=True)
QUORUM = "Meer dan de helft van de leden"


def bodies(kinds: list[BodyKind]) -> list[Body]:
    return [
        Body(dataset="d", id=f"d/body/n{i:02}", name=f"Gremium {i}", kind=kind, tier=Tier.EXECUTIVE, quorum=QUORUM if i % 2 else None)
        for i, kind in enumerate(kinds)
    ]


def deadlocks(seed: int) -> Dataset:
    """Bodies that escalate to each other at random: in rows, to several, in circles; some proposed, some former."""
    chance = random.Random(seed)
    made = bodies([chance.choice([BodyKind.COUNCIL, BodyKind.WORKING_GROUP, BodyKind.STEERING_GROUP]) for _ in range(9)])
    pairs = {tuple(chance.sample(made, 2)) for _ in range(11)}
    standing = [Status.ACTUAL, Status.ACTUAL, Status.ACTUAL, Status.PROPOSED, Status.FORMER]
    ties = [EscalatesTo(dataset="d", source=one.id, target=other.id, status=chance.choice(standing)) for one, other in pairs]
    return Dataset(INFO, tuple(made), tuple(sorted(ties, key=lambda tie: tie.id)))


def votes(seed: int) -> Dataset:
    """Seats with and without a vote, of members and others, one or several in a record, on behalf of some organization or of none."""
    chance = random.Random(seed)
    made = bodies([BodyKind.GENERAL_BOARD] * 4)
    towns = [
        Organization(dataset="d", id=f"d/organization/g{i}", name=f"Gemeente {i}", kind=OrganizationKind.MUNICIPALITY) for i in range(5)
    ]
    nodes: list[Node] = [*made, *towns]
    ties: list[Relationship] = []
    for i in range(24):
        capacity = chance.choice([None, Capacity.CHAIR, Capacity.MEMBER, Capacity.SECRETARY])
        post = Post(
            dataset="d", id=f"d/post/z{i:02}", name=f"Zetel {i}", capacity=capacity,
            votes=chance.choice([None, 0, 1, 2, 5]), count=chance.choice([None, 1, 3]),
        )  # fmt: skip
        nodes.append(post)
        ties.append(In(dataset="d", source=post.id, target=chance.choice(made).id))
        if chance.random() < 0.85:
            ties.append(OnBehalfOf(dataset="d", source=post.id, target=chance.choice(towns).id))
    return Dataset(INFO, tuple(nodes), tuple(ties))


@pytest.mark.parametrize("seed", range(5))
def test_a_deadlock_goes_where_networkx_and_the_analysis_say(connection: Connection, seed: int) -> None:
    graph = loaded(connection, [deadlocks(seed)])
    rows = {(row["body_id"], row["to_id"]): row["steps"] for row in queries.run(connection, "where-deadlocks-go")}
    ties = [edge for edge in edges_by_type(graph, "ESCALATES_TO") if edge.attributes["status"] != "former"]
    tree = nx.DiGraph((edge.source, edge.target) for edge in ties)
    lengths = dict(nx.all_pairs_shortest_path_length(tree))
    assert rows == {(one, other): steps for one, there in lengths.items() for other, steps in there.items() if one != other}
    made = ways(graph)
    assert {way.body for way in made} == {body for body, _ in rows}
    assert all(rows[way.body, way.nodes[-1]] == len(way.nodes) for way in made if way.end == "power")


@pytest.mark.parametrize("seed", range(5))
def test_the_votes_stand_beside_the_quorum_as_the_analysis_counts_them(connection: Connection, seed: int) -> None:
    graph = loaded(connection, [votes(seed)])
    rows = queries.run(connection, "votes-and-quorum")
    counted: dict[str, dict[str, float]] = {}
    for row in rows:
        counted.setdefault(row["body_id"], {})[row["participant_id"]] = row["votes"]
        assert row["quorum"] == graph.nodes[row["body_id"]].get("quorum")
    assert {board.body: dict(board.votes) for board in boards(graph)} == {body: own for body, own in counted.items() if len(own) > 1}
    assert all(row["of_votes"] == sum(counted[row["body_id"]].values()) for row in rows)
    assert rows
