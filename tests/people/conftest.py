"""Published people data in a store: loaded once for a server and module, and taken out again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from orggraph.store.connection import Connection
from orggraph.store.embedded import ServerAddress
from orggraph.workspace import Workspace
from tests.conftest import BOTH_IN_SOAK
from tests.people.published import People


@pytest.fixture(scope="module", params=BOTH_IN_SOAK)
def store(request: pytest.FixtureRequest, people: People) -> Iterator[Workspace]:
    """A workspace whose database holds ``people`` (a fixture of the module) and nothing else."""
    address: ServerAddress = request.getfixturevalue(f"{request.param}_server")
    with Workspace(Connection.open(address.uri, address.user, address.password, address.database)) as opened:
        for head in opened.datasets():
            opened.remove(head["id"])
        opened.load(people.dataset, by="the tests")
        yield opened
        opened.remove(people.dataset.id)
        assert opened.connection.read("MATCH (n:Entity) RETURN count(n) AS n") == [{"n": 0}]
