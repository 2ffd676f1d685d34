"""What a dataset asks of who keeps it, worked out by hand on the trial region."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from orggraph.graph import Graph, project
from orggraph.i18n import LANGUAGES
from orggraph.model.tables import to_tables
from orggraph.sources import read
from orggraph.views.upkeep import Confirmed, confirmed, letter, upkeep

FILE = Path(__file__).parents[1] / "data" / "proefregio.yaml"
P = "proefregio/{}".format


@pytest.fixture(scope="module")
def graph() -> Graph:
    return project(to_tables(read(FILE)), on="2026-01-01")


def test_a_row_says_what_asks_for_attention(graph: Graph) -> None:
    rows = {(row["matter"], row["post"], row["person"], row["date"]) for row in upkeep(graph)}
    assert ("ends", P("post/ab-lid-elzen"), P("person/a"), "2026-06-15") in rows
    assert ("open", P("post/ab-voorzitter"), None, None) in rows
    assert ("unchecked", P("post/ab-lid-berken"), P("person/b"), None) in rows
    assert ("unknown", P("post/db-secretaris"), None, None) in rows
    assert not {row for row in rows if row[2] == P("person/c")}, "who left long ago is not asked"


def test_a_term_further_ahead_is_not_asked_about(graph: Graph) -> None:
    assert not [row for row in upkeep(graph, days=30) if row["matter"] == "ends"]


def test_a_body_has_its_share(graph: Graph) -> None:
    shares = {share.body: share for share in confirmed(graph)}
    assert shares[P("body/ab")] == Confirmed(P("body/ab"), 0, 3)


def test_what_was_checked_lately_is_confirmed() -> None:
    dataset = read(FILE)
    checked = [edge.model_copy(update={"verified_on": "2025-12"}) if edge.type == "HOLDS" else edge for edge in dataset.relationships]
    graph = project(to_tables(type(dataset)(dataset.info, dataset.nodes, tuple(checked))), on="2026-01-01")
    assert {share.confirmed == share.holdings for share in confirmed(graph)} == {True}
    assert not [row for row in upkeep(graph) if row["matter"] in ("unchecked", "long_ago")]
    later = project(to_tables(type(dataset)(dataset.info, dataset.nodes, tuple(checked))), on="2026-12-31")
    assert {row["matter"] for row in upkeep(later)} >= {"long_ago"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_letter_names_what_is_recorded(graph: Graph, lang: str) -> None:
    text = letter(graph, P("person/b"), lang)  # type: ignore[arg-type]
    assert "Lid AB voor Berken, Algemeen bestuur" in text.text
    assert "2022-06-01" in text.text
    query = parse_qs(urlsplit(text.mailto("griffie@berken.example")).query)
    assert query["body"] == [text.text]
    assert query["subject"] == [text.subject]
