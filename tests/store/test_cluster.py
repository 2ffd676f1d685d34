"""A cluster's address: reads go to followers, one sees what one saved, and a leader that goes is lived through."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from orggraph.errors import StoreError
from orggraph.store.connection import Connection
from orggraph.store.embedded import ServerAddress
from orggraph.workspace import Workspace
from tests.conftest import empty
from tests.servers.router import Cluster
from tests.store.test_loading import topics

pytestmark = pytest.mark.xdist_group("neo4j")


@pytest.fixture
def cluster(neo4j_server: ServerAddress) -> Iterator[Cluster]:
    where = urlsplit(neo4j_server.uri)
    made = Cluster(str(where.hostname), int(where.port or 0))
    yield made
    made.close()


@pytest.fixture
def work(cluster: Cluster, neo4j_server: ServerAddress) -> Iterator[Workspace]:
    with Connection.open(cluster.uri, neo4j_server.user, neo4j_server.password, neo4j_server.database) as opened:
        empty(opened)
        yield Workspace(opened)


def test_the_leader_writes_and_followers_read(cluster: Cluster, work: Workspace) -> None:
    work.load(topics("a", "b"))
    before = [member.counts["read"] for member in cluster.members]
    for _ in range(6):
        assert work.dataset("d").content_hash == topics("a", "b").content_hash
        assert work.datasets()
    leader, *followers = cluster.members
    assert leader.counts["write"] > 0
    assert leader.counts["read"] == before[0]
    assert sum(member.counts["read"] for member in followers) > sum(before[1:])
    assert not any(member.counts["write"] for member in followers)


def test_every_reading_asks_for_what_was_written_before(work: Workspace) -> None:
    """A member may lag behind: the driver waits until it has come as far as the bookmark of the last write."""
    work.load(topics("a", "b"))
    first = work.connection._known()
    assert first
    work.load(topics("a", "c"))
    assert work.connection._known() != first
    assert [row["name"] for row in work.cypher("MATCH (t:Topic) RETURN t.name AS name ORDER BY name")] == ["a", "c"]


def test_a_leader_that_goes_under_load_loses_nothing_that_was_kept(cluster: Cluster, work: Workspace) -> None:
    """One edits again and again while another reads; the leader is killed twice in between."""
    work.load(topics("a"))
    versions, faults, stop = [1], [], threading.Event()

    def read() -> None:
        while not stop.is_set():
            try:
                known = versions[-1]
                assert work.datasets()[0]["version"] >= known
            except Exception as error:  # noqa: BLE001 - told below
                faults.append(error)
                return

    reader = threading.Thread(target=read)
    reader.start()
    for turn in range(12):
        if turn in (3, 8):
            threading.Timer(0.05, cluster.kill, [cluster.leader]).start()
        name = f"topic{turn}"
        while versions[-1] < turn + 2:
            try:
                versions.append(work.load(topics("a", name)).version)
            except StoreError:  # the load that was on its way: nothing of it was kept, or all
                versions.append(work.datasets()[0]["version"])
    stop.set()
    reader.join()
    assert faults == []
    assert [member.alive for member in cluster.members] == [False, False, True]
    assert [row["number"] for row in work.versions("d")] == list(range(1, 14))
    assert work.dataset("d").content_hash == topics("a", "topic11").content_hash
