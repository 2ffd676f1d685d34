"""The presentation mode, over the registries of analyses, questions and pages: nothing about one person, no loads, preferences, remarks."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from html import escape

import pytest

import orggraph
from orggraph import analyses, queries
from orggraph.access import of_machine
from orggraph.errors import Refused
from orggraph.graph import Graph
from orggraph.ui import page as pages
from orggraph.workspace import Workspace
from orggraph.workspace.hiding import FIELDS, KINDS, TYPES, hidden_from, may_be_shown, of, refused_queries
from orggraph.workspace.restricted import restrict
from tests.ui.conftest import Opener, everything, written

EXAMPLE = "voorbeeldregio"
IDS = {
    "onderdeel": f"{EXAMPLE}/person/hanneke-roskam",
    "bron": f"{EXAMPLE}/source/rollenboek",
    "overdracht": f"{EXAMPLE}/post/db-voorzitter",
    "mijn-rol": f"{EXAMPLE}/post/db-voorzitter",
}
"""What the address of a page must name."""
IN_A_ROOM = of_machine().present()
HIDDEN = hidden_from(IN_A_ROOM)
SHORT = 12
"""A remark of so few signs may stand in another text by chance."""


@pytest.fixture
def work(regions: object) -> Iterator[Workspace]:
    assert regions
    with orggraph.connect() as opened:
        yield opened


def whole_of(work: Workspace) -> Graph:
    return work.graph(datasets=EXAMPLE)


def remarks_of(graph: Graph) -> set[str]:
    rows = [data for _, data in graph.nodes(data=True)] + [data for *_, data in graph.edges(data=True)]
    return {str(row["note"]) for row in rows if row.get("note")}


def test_no_analysis_says_anything_about_one_person_or_a_load(work: Workspace) -> None:
    quiet = restrict(work, IN_A_ROOM)
    graph = quiet.graph(datasets=EXAMPLE)
    names = [str(data["name"]) for _, data in graph.nodes(data=True) if data["label"] == "Person"]
    assert len(names) > 100
    kinds = {finding.kind for finding in quiet.find(graph)}
    assert kinds == {kind for kind, analysis in analyses.registry().items() if analysis.judges} - of(KINDS, HIDDEN)
    for case in (case for finding in quiet.find(graph) for case in finding.cases):
        assert "Person" not in [subject.label for subject in case.subjects]
        assert not [name for name in names if name in case.text.render("nl")]


@cache
def left_out() -> tuple[str, ...]:
    """What no page may show: the texts of findings that are left out, and remarks, as they would stand in HTML."""
    with orggraph.connect() as opened:
        whole = whole_of(opened)
        hidden = [finding for finding in opened.find(whole) if not may_be_shown(whole, finding)]
    remarks = [note for note in remarks_of(whole) if len(note) > SHORT]
    return tuple(escape(text) for text in [*(finding.text.render("nl") for finding in hidden), *remarks])


def test_what_is_left_out_is_there_without_it_and_the_rest_stays(work: Workspace) -> None:
    quiet = restrict(work, IN_A_ROOM)
    whole, part = whole_of(work), quiet.graph(datasets=EXAMPLE)
    everything, kept = work.find(whole), quiet.find(part)
    assert {finding.kind for finding in everything} - {finding.kind for finding in kept} == of(KINDS, HIDDEN)
    assert 0 < len(kept) < len(everything)
    assert remarks_of(whole)
    assert not remarks_of(part)
    assert set(part) == set(whole)
    lost = [data["type"] for *_, key, data in whole.edges(keys=True, data=True) if key not in {edge[2] for edge in part.edges(keys=True)}]
    assert set(lost) <= of(TYPES, HIDDEN)
    assert any(data.get("load_hours") for _, data in whole.nodes(data=True))
    assert not any(data.get("load_hours") for _, data in part.nodes(data=True))


def test_no_question_answers_with_a_load_a_preference_or_a_remark(work: Workspace) -> None:
    quiet = restrict(work, IN_A_ROOM)
    asked = [name for name, query in queries.registry().items() if of(FIELDS, HIDDEN) & set(query.columns)]
    assert set(asked) >= {"load-of-people", "role-card"}
    for name in asked:
        if name in refused_queries(IN_A_ROOM):
            with pytest.raises(Refused):
                quiet.query(name, datasets=EXAMPLE)
        else:
            rows = quiet.query(name, datasets=EXAMPLE)
            assert not [row for row in rows for column in of(FIELDS, HIDDEN) if row.get(column) is not None]
    with pytest.raises(Refused):
        quiet.cypher("MATCH (n) RETURN n")


@pytest.mark.parametrize("path", [page.path for page in pages.registry()])
def test_no_page_shows_any_of_it(opened: Opener, path: str) -> None:
    asked = {"who" if path == "mijn-rol" else "id": IDS[path]} if path in IDS else {}
    assert len(left_out()) > 100
    text = everything(opened(path, dataset=EXAMPLE, present="1", **asked))
    assert not [words for words in left_out() if words in text]
    assert "Wat hier samenkomt" not in text
    assert "uur per week" not in text


def test_the_same_page_without_it_shows_what_comes_together(opened: Opener) -> None:
    assert "Wat hier samenkomt" in written(opened("onderdeel", id=IDS["onderdeel"]))
    assert "uur per week" in everything(opened("mijn-rol", who=IDS["mijn-rol"]))
    assert "signalen?lang=nl&amp;dataset=voorbeeldregio&amp;present=1" in written(opened("", dataset=EXAMPLE, present="1"))
