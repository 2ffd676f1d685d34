"""The trial region in a store, for the tests of what is changed in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from orggraph.store.embedded import ServerAddress
from orggraph.workspace import Workspace
from tests.conftest import connected, empty

FILE = Path(__file__).parents[1] / "data" / "proefregio.yaml"


@pytest.fixture(scope="module")
def work(embedded_server: ServerAddress) -> Iterator[Workspace]:
    """A store with the trial region; no test that uses it writes."""
    with connected(embedded_server) as opened:
        empty(opened)
        workspace = Workspace(opened)
        workspace.load(FILE)
        yield workspace
