"""What a reader may not see is nowhere on a Neo4j either: the questions of the library, and the pages that ask the store anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from orggraph import queries
from orggraph.access import Access, Right
from orggraph.errors import Refused
from orggraph.store.embedded import ServerAddress
from orggraph.ui import visit
from orggraph.workspace import Workspace
from orggraph.workspace.hiding import refused_queries
from orggraph.workspace.restricted import Restricted, restrict
from tests.access.conftest import REGION, forbidden, marked
from tests.access.test_everywhere import addresses, as_json, asked, graph_of, keeps_to
from tests.conftest import connected
from tests.ui.conftest import everything, go, one_page

PAGES = ("bijhouden", "onderdeel", "signalen")
EACH = 4
"""One question of so many: Neo4j takes its time to plan each, and what keeps an answer to a right is the same for all of them."""


@pytest.fixture(scope="module")
def on_neo4j(home: Path, neo4j_server: ServerAddress) -> Iterator[Workspace]:
    assert home.is_dir()
    with connected(neo4j_server) as opened:
        yield marked(opened)


@pytest.fixture
def reader(on_neo4j: Workspace) -> Restricted:
    return restrict(on_neo4j, Access("iemand@voorbeeld.nl", Right.READER))


def test_questions_on_neo4j(on_neo4j: Workspace, reader: Restricted) -> None:
    answers, whole = "", ""
    for name in refused_queries(reader.access):
        with pytest.raises(Refused):
            reader.query(name, datasets=REGION)
    for name in sorted(queries.registry().keys() - refused_queries(reader.access))[::EACH]:
        for values in list(asked(graph_of(reader), queries.registry()[name]))[:1]:
            answer = as_json(reader.query(name, datasets=REGION, **values))
            keeps_to(reader, answer, name)
            answers += answer
            whole += as_json(on_neo4j.query(name, datasets=REGION, **values))
    assert len(answers) > 5000
    assert "Opmerkzeker" in whole
    for answer in (reader.datasets(), reader.versions(), [finding.to_json("nl") for finding in reader.find(graph_of(reader))]):
        keeps_to(reader, as_json(answer), "the store")


def test_pages_on_neo4j(on_neo4j: Workspace, neo4j_server: ServerAddress, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("URI", neo4j_server.uri), ("USERNAME", neo4j_server.user), ("PASSWORD", neo4j_server.password)):
        monkeypatch.setenv(f"NEO4J_{name}", value)
    monkeypatch.setenv("ORGGRAPH_RIGHT", Right.READER)
    st.cache_resource.clear()
    shown = 0
    try:
        for path in PAGES:
            for there in addresses(on_neo4j, path):
                test = go(AppTest.from_function(one_page, args=(path,), default_timeout=120), dataset=REGION, names="1", **there)
                text = everything(test)
                shown += len(text)
                assert [word for word in forbidden(Right.READER) if word in text] == [], f"{path} {there}"
        assert shown > 3000
    finally:
        visit.forget_workspace()
        st.cache_resource.clear()
