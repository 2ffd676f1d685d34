"""The trial region in a store, for the tests of what is changed in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from orggraph.store.embedded import ServerAddress
from orggraph.workspace import Workspace
from tests.conftest import connected, empty

FILE = Path(__file__).parents[1] / "data" / "proefregio.yaml"


@contextmanager
def trial_region(server: ServerAddress) -> Iterator[Workspace]:
    """A store that holds just the trial region."""
    with connected(server) as opened:
        empty(opened)
        workspace = Workspace(opened)
        workspace.load(FILE)
        yield workspace


@pytest.fixture(scope="module")
def work(embedded_server: ServerAddress) -> Iterator[Workspace]:
    """A store with the trial region; no test that uses it writes."""
    with trial_region(embedded_server) as workspace:
        yield workspace
