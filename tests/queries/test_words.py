"""Each question of the library in words: no value of a closed list and no heading stays as the machine has it, in either language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from orggraph import queries, regions
from orggraph.errors import UnknownName
from orggraph.i18n import LANGUAGES, Lang
from orggraph.params import bind
from orggraph.queries import Query
from orggraph.tables import wording
from orggraph.workspace import connect

ASKED = [query for query in queries.registry().values() if query.name != queries.PASSED_OVER]
LISTS = [wording.vocabulary(name) for name in wording.lists()]
DUTCH = {names["nl"] for words in LISTS for names in words.values()} | {"in", "of", "open", "per", "via"}
MACHINE = {word for words in LISTS for word in words} - DUTCH
"""Each word that the machine has for a value of a closed list, a label, a type or a field, and that is no Dutch."""
LONGEST = 50
MEANT = {("statements", "statement"), ("source-coverage", "place"), ("inferred-and-external", "item"), ("contradictions", "claim"),
         ("glossary", "word"), ("glossary", "word_en"), ("glossary", "also")}  # fmt: skip
"""Columns with a text of the data, which may read like a word of a closed list."""


@pytest.fixture(scope="module")
def rows(regions_home: Path) -> dict[str, list[dict[str, Any]]]:
    """What every question answers on all built-in regions, with its defaults."""
    with connect(str(regions_home)) as work:
        assert {head["id"] for head in work.datasets()} == set(regions.names())
        return {query.name: list(work.query(query.name)) for query in ASKED}


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for one in value:
            yield from texts(one)
    elif isinstance(value, str):
        yield value
        if bracketed := re.search(r"\(([a-z_]+)[,)][^()]*$", value):
            yield bracketed[1]
    elif isinstance(value, dict):
        yield f"a record: {value}"


@pytest.mark.parametrize("query", ASKED, ids=lambda query: query.name)
def test_every_closed_value_is_in_words(query: Query, rows: dict[str, list[dict[str, Any]]]) -> None:
    left = {
        (column, text)
        for row in query.in_words(rows[query.name], "nl")
        for column, value in row.items()
        if not column.endswith("_id") and (query.name, column) not in MEANT
        for text in texts(value)
        if text.startswith("a record: ") or text in MACHINE or re.fullmatch(r"[a-z]+(_[a-z]+)+", text)
    }

    assert left == set()
    assert not [value for row in query.in_words(rows[query.name], "en") for value in row.values() if isinstance(value, bool)]


def test_some_question_has_a_value_of_each_list_that_headers_name(rows: dict[str, list[dict[str, Any]]]) -> None:
    known = {
        text
        for query in ASKED
        for row in rows[query.name]
        for column, value in row.items()
        if column in query.wordings
        for text in texts(value)
    }

    assert len(known & MACHINE) > 80


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("query", queries.registry().values(), ids=lambda query: query.name)
def test_headings_are_short_and_each_its_own_and_no_name_of_the_machine(query: Query, lang: Lang) -> None:
    columns = tuple(query.columns)
    headings = query.headings(columns, lang)

    assert len(set(headings)) == len(headings)
    for column, heading in zip(columns, headings, strict=True):
        assert len(heading) <= LONGEST
        assert heading[0].isupper()
        assert "_" not in heading
        words = set(re.findall(r"\b[a-z_]+\b", query.columns[column]["nl"]))
        assert not words & (MACHINE - set(wording.vocabulary("field")))


def test_a_parameter_with_a_closed_list_takes_a_word_of_either_language_and_refuses_another() -> None:
    params = queries.get("preparation").params

    for word in ("general_board", "algemeen bestuur", "General board"):
        assert bind(params, {"kind": word}) == {"kind": "general_board"}
    with pytest.raises(UnknownName) as refusal:
        bind(params, {"kind": "algemeen bestuurr"})
    assert "algemeen bestuur" in refusal.value.text("nl")


def test_words_in_brackets_are_those_at_the_end_alone() -> None:
    capacities = wording.Wording(bracketed=wording.vocabulary("Capacity"))

    assert wording.worded("Lid AB (member, 4)", capacities, "nl") == "Lid AB (lid, 4)"
    assert wording.worded("Lid (member) van het AB", capacities, "nl") == "Lid (member) van het AB"
    assert wording.worded(["Raadslid (zetel 1) (member)", "Gast"], capacities, "nl") == ["Raadslid (zetel 1) (lid)", "Gast"]
