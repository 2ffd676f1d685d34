"""Names of people, over the registry of pages: nowhere unasked, and only from a list that is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from orggraph.sources.names import read_names
from orggraph.ui import page as pages
from tests.ui.conftest import Opener, everything

GOOI = "gooi-en-vechtstreek"
PERSON = f"{GOOI}/person/a"


@pytest.mark.parametrize("path", [page.path for page in pages.registry()])
def test_no_page_names_anybody_unasked(opened: Opener, path: str, tmp_path: Path) -> None:
    names = read_names([GOOI], tmp_path)
    assert names
    test = opened(path, dataset=GOOI, **{"who" if path == "mijn-rol" else "id": PERSON})
    text = everything(test)
    assert not [name for name in names.values() if name in text]


@pytest.mark.parametrize("path", ["onderdeel", "mijn-rol"])
def test_a_name_stands_there_where_it_is_asked(opened: Opener, path: str, tmp_path: Path) -> None:
    name = read_names([GOOI], tmp_path)[PERSON]
    assert name in everything(opened(path, dataset=GOOI, names="1", **{"who" if path == "mijn-rol" else "id": PERSON}))
