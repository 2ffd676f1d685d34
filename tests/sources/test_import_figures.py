"""Every figure that was counted from published files without orggraph is reached by the commands, on both servers."""

from __future__ import annotations

from pathlib import Path

import pytest

from orggraph.store.embedded import ServerAddress
from scripts.import_figures import Figures, differences, sets
from tests.sources.extracts import folder


@pytest.mark.parametrize("server", ["embedded", "neo4j"])
@pytest.mark.parametrize("figures", sets(), ids=lambda figures: figures.name)
def test_every_figure_is_reached(
    figures: Figures, server: str, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address: ServerAddress = request.getfixturevalue(f"{server}_server")
    if server == "embedded":
        monkeypatch.setenv("ORGGRAPH_HOME", str(request.getfixturevalue("embedded_home")))
    else:
        monkeypatch.setenv("ORGGRAPH_HOME", str(tmp_path / "home"))
        monkeypatch.setenv("NEO4J_URI", address.uri)
        monkeypatch.setenv("NEO4J_USERNAME", address.user)
        monkeypatch.setenv("NEO4J_PASSWORD", address.password)
        monkeypatch.setenv("NEO4J_DATABASE", address.database or "")

    assert list(differences(figures, folder(figures.name, tmp_path / "files"))) == []
