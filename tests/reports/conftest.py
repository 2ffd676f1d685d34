"""Projections, and a page with every kind of block, whose texts mean something in HTML, in typst and in a calendar file."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from orggraph import analyses, regions
from orggraph.graph import Graph, project
from orggraph.i18n import Lang
from orggraph.model.tables import to_tables
from orggraph.reports import page as data
from orggraph.reports.page import line
from orggraph.reports.report import Request, get
from orggraph.sources.dataset_yaml import read_dataset

Made = Callable[..., data.Page]
HOSTILE = '<script>alert(1)</script> #import "x": * $x$ \u202eevil\u202c @ab *vet* `code` = kop'
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20"><circle cx="10" cy="10" r="8"/></svg>'


@cache
def region(name: str) -> Graph:
    return project(to_tables(read_dataset(regions.path(name))))


@pytest.fixture(scope="session")
def made() -> Made:
    """Makes the page of a report about a subject of a built-in region."""

    @cache
    def make(dataset: str, subject: str, lang: Lang = "nl", kind: str = "role") -> data.Page:
        graph = region(dataset)
        return get(kind).page(Request(graph, lang, lambda: analyses.find(graph)), subject)

    return make


@pytest.fixture(scope="session")
def hostile() -> data.Page:
    """A page with every kind of block, in which every text is hostile."""
    text = line(data.Words(HOSTILE, (1,)))
    drawn = data.Picture(DRAWING, HOSTILE, (("you", HOSTILE),))
    blocks: tuple[data.Block, ...] = (
        data.Prose(text, lead=HOSTILE), data.Prose(text, tone="warn"), data.Prose(text, tone="quiet"), data.Heading(HOSTILE),
        data.Figures(((HOSTILE, HOSTILE),)), drawn,
        data.Cards((data.Card(text, text, text, ((HOSTILE, text),), picture=drawn, badge=HOSTILE), data.Card(text)), (("chair", HOSTILE),)),
        data.Table(HOSTILE, (HOSTILE, HOSTILE), ((text, text),), (1, 2)),
        data.Pairs(HOSTILE, HOSTILE, HOSTILE, HOSTILE, (data.Pair(text, text, (text,)),)),
        data.People(((HOSTILE, (data.Contact(text, text, text),)),)),
        data.Ways((data.Way(text, HOSTILE, drawn, (data.Stage("1", text, text, HOSTILE, mine=True),), met_twice=True),), HOSTILE),
        data.Dates((data.Day(HOSTILE, "2026-01-02", text, (HOSTILE,), last=True),), HOSTILE),
        data.Questions((data.Question(HOSTILE, text, HOSTILE, HOSTILE),)), data.Tasks((data.Task(text, text),), HOSTILE),
        data.Glossary(((HOSTILE, text),)), data.Sheet(HOSTILE, HOSTILE, (HOSTILE,), (text,)),
    )  # fmt: skip
    assert {block.kind for block in blocks} == {kind.kind for kind in data.BLOCKS}
    return data.Page(
        kind=HOSTILE, title=HOSTILE, under=HOSTILE, lang="nl", region=HOSTILE, day=HOSTILE, facts=((HOSTILE, HOSTILE),), notices=(HOSTILE,),
        opening=tuple(one for one in blocks if not isinstance(one, data.HEADED)), closing=HOSTILE,
        sections=tuple(data.Section(f"deel-{n}", HOSTILE, HOSTILE, blocks, (HOSTILE,)) for n in range(3)),
        sources=(
            data.Place("a/source/b", HOSTILE, HOSTILE, "https://voorbeeld.example/a?b=1"),
            data.Place("c", HOSTILE, "", "javascript:alert(1)"),
        ),
        events=(data.Event("een", "2026-01-02", HOSTILE, HOSTILE, "19:30", "21:00", HOSTILE), data.Event("twee", "2026-01-03", HOSTILE)),
    )  # fmt: skip
