"""The navigation in groups, what is searched of the pages, and what the search says when it cannot."""

from __future__ import annotations

import json

import pytest
from starlette.requests import Request

from orggraph.i18n import Bilingual
from orggraph.search.entries import PRIORS
from orggraph.ui import searching, visit
from orggraph.ui.page import GROUPS, Page, grouped, registry
from orggraph.ui.searching import page_entries
from tests.conftest import free_port


def page(path: str, order: int, group: str = "") -> Page:
    return Page(path, Bilingual(path, path), "home", order, lambda _: None, group=group)


def test_pages_stand_by_group_and_the_only_one_of_a_group_by_itself() -> None:
    pages = [page("d", 40, "keep"), page("c", 30, "look"), page("b", 20, "look"), page("a", 0), page("e", 50, "no-such-group")]
    groups = {group: [page.path for page in held] for group, held in grouped(pages).items()}
    assert groups == {"": ["a", "d", "e"], "look": ["b", "c"]}


def test_every_page_of_the_navigation_has_a_group_that_exists_and_can_be_searched() -> None:
    shown = [page for page in registry() if page.in_navigation]
    assert {page.group for page in shown} <= set(GROUPS)
    assert sum(len(held) for held in grouped(shown).values()) == len(shown) > 0
    assert {page.path for page in shown} <= {entry.path for entry in page_entries()}
    assert {label for entry in page_entries() for labels in (entry.takes or {}).values() for label in labels} <= set(PRIORS)


def test_the_search_says_what_to_do_where_the_store_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_URI", f"bolt://127.0.0.1:{free_port()}")
    visit.forget_workspace()
    asked = Request({"type": "http", "query_string": b"q=ab&lang=en", "headers": []})
    reply = searching.answer(asked)
    visit.forget_workspace()

    told = json.loads(bytes(reply.body))
    assert reply.status_code == 503
    assert told["results"] == []
    assert told["message"]
