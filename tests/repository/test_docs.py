"""The documentation builds offline without a warning, asks nothing of the network, and lags behind nothing."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from orggraph import analyses, queries
from orggraph.cli import cli
from orggraph.model.nodes import LABELS
from orggraph.model.relationships import TYPES

ROOT = Path(__file__).parents[2]
NO_NETWORK = {"http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"}
FETCHED = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src", "object": "data"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("docs")
    command = [
        sys.executable,
        "-m",
        "sphinx",
        "-W",
        "--keep-going",
        "-q",
        "-b",
        "html",
        "-d",
        str(folder / "trees"),
        "docs",
        str(folder / "html"),
    ]
    result = subprocess.run(command, cwd=ROOT, env={**os.environ, **NO_NETWORK}, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    return folder / "html"


class Fetches(HTMLParser):
    """What a browser fetches to show a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        address = dict(attrs).get(FETCHED.get(tag, ""))
        if address:
            self.found.append(address)


def test_no_page_fetches_anything_from_elsewhere(built: Path) -> None:
    pages = list(built.rglob("*.html"))
    assert len(pages) > 15
    for page in pages:
        reader = Fetches()
        reader.feed(page.read_text(encoding="utf-8"))
        assert reader.found
        assert [address for address in reader.found if re.match(r"(?:[a-z]+:)?//", address)] == [], page.name
    for style in built.rglob("*.css"):
        assert not re.search(r"(?:url\(|@import)\s*['\"]?(?:https?:)?//", style.read_text(encoding="utf-8")), style.name


@pytest.mark.parametrize(
    ("page", "names"),
    [
        ("model", [*LABELS, *TYPES]),
        ("commands", [f"orggraph {name}" for name in cli.commands if name != "store"]),
        ("queries", list(queries.registry())),
        ("analyses", list(analyses.registry())),
    ],
)
def test_the_reference_lags_behind_nothing(built: Path, page: str, names: list[str]) -> None:
    text = (built / "reference" / "generated" / f"{page}.html").read_text(encoding="utf-8")
    assert names
    assert [name for name in names if name not in text] == []


def test_nothing_that_is_generated_is_in_the_repository() -> None:
    listed = subprocess.run(["git", "ls-files", "docs"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "docs/index.md" in listed
    assert "generated/" not in listed
