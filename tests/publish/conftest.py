"""Amersfoort, published once for the whole run."""

from __future__ import annotations

from pathlib import Path

import pytest

from orggraph import analyses
from orggraph.publish.site import publish
from tests.reports.conftest import region


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder."""
    folder = tmp_path_factory.mktemp("published") / "amersfoort"
    graph = region("amersfoort")
    publish(graph, analyses.find(graph), folder, "nl")
    return folder
