"""An app that has just started says so, so that a proxy which has another sends nobody to it yet."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
from starlette.requests import Request

from orggraph.ui import asgi, ready, visit
from orggraph.workspace import Workspace
from tests.conftest import complete, free_port


@pytest.fixture(autouse=True)
def own_turns() -> Iterator[None]:
    before = sys.getswitchinterval()
    yield
    sys.setswitchinterval(before)


def status() -> int:
    """What the app answers to who asks whether it runs."""
    return complete(asgi._healthy(Request({"type": "http"}))).status_code


def test_it_is_ready_when_what_the_first_page_asks_is_made(
    regions: Path, wait_until: Callable[[Callable[[], object], float], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert regions.is_dir()
    opened, open_store = Event(), visit.shared_workspace

    def slow() -> Workspace:
        opened.wait(60)
        return open_store()

    monkeypatch.setattr(visit, "shared_workspace", slow)
    assert status() == 200
    ready.begin()
    assert status() == 503
    opened.set()
    wait_until(ready.is_ready, 60)
    assert status() == 200


def test_where_the_store_does_not_answer_its_pages_say_so(
    monkeypatch: pytest.MonkeyPatch, wait_until: Callable[[Callable[[], object], float], None]
) -> None:
    monkeypatch.setenv("NEO4J_URI", f"bolt://127.0.0.1:{free_port()}")
    monkeypatch.setenv("NEO4J_PASSWORD", "x" * 8)
    ready.begin()
    wait_until(ready.is_ready, ready.WITHIN + 5)
    assert status() == 200
