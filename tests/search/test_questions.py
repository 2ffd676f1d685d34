"""The questions that people ask in their own words: the right answer is among the first three for at least nine of ten, in each region."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from orggraph import analyses, queries, regions
from orggraph.graph import provenance
from orggraph.search import Index
from orggraph.search.words import words_of
from orggraph.ui.searching import page_entries
from tests.search.questions import DUTCH, ENGLISH, NAMES, is_answered, of_region, questions, table, why_not

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "search.md"
ASKED = pytest.mark.parametrize("asked", [DUTCH, ENGLISH], ids=["Dutch", "English"])


@pytest.fixture(scope="module", params=regions.names())
def index(request: pytest.FixtureRequest) -> Index:
    return of_region(request.param)


def region_of(index: Index) -> str:
    return next(iter(provenance(index.graph).datasets))


@ASKED
def test_the_right_answer_is_among_the_first_three_in_each_region(index: Index, asked: list[dict[str, Any]]) -> None:
    own = list(questions(asked, region_of(index)))
    missed = [question.ask for question in own if not is_answered(index, question)]
    assert 10 * len(missed) <= len(own), missed


def test_what_was_held_apart_is_answered_as_often(index: Index) -> None:
    held = [question for question in questions(DUTCH, region_of(index)) if question.held]
    missed = [question.ask for question in held if not is_answered(index, question)]
    assert len(held) >= 35
    assert 10 * len(missed) <= len(held), missed


def test_the_figures_in_the_documentation_are_these() -> None:
    """To two questions: what the library is asked meanwhile may move one of them."""
    written = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    counted = table()[2:]
    figures = [[int(figure) for line in lines for figure in re.findall(r"\d+", line)] for lines in (written, counted)]
    assert [line.split("|")[1] for line in written] == [line.split("|")[1] for line in counted]
    assert max(abs(one - other) for one, other in zip(*figures, strict=True)) <= 2, "python -m tests.search.questions writes the table"


def test_a_question_stands_apart_only_where_the_region_has_nothing_of_what_it_names(index: Index) -> None:
    known = NAMES[region_of(index)]
    apart = {name for names in known.get("none", {}).values() for name in names}
    needed = set(NAMES[regions.EXAMPLE])
    assert needed == (set(known) - {"none"}) | apart
    assert not apart & set(known)
    assert len(list(questions(DUTCH, region_of(index)))) >= 100


def test_no_question_is_copied_from_a_title() -> None:
    own = {" ".join(words_of(text)) for query in queries.registry().values() for text in (*query.title.both, *query.question.both)}
    own |= {
        " ".join(words_of(text)) for analysis in analyses.registry().values() for text in (*analysis.title.both, *analysis.question.both)
    }
    asked = [" ".join(words_of(question["ask"])) for question in [*DUTCH, *ENGLISH]]
    assert (len(DUTCH), len(ENGLISH)) == (120, 42)
    assert len({question.ask for question in questions(DUTCH, regions.EXAMPLE)}) == 120
    assert not own & set(asked)


def test_every_right_answer_exists(index: Index) -> None:
    graph = index.graph
    known = {*graph.nodes, *provenance(graph).sources, *queries.registry(), *analyses.registry(), *(page.path for page in page_entries())}
    for question in questions([*DUTCH, *ENGLISH], region_of(index)):
        for answer in question.right:
            assert answer.key in known, question
            assert set(answer.params.values()) <= set(graph.nodes), question


def test_every_user_asks() -> None:
    everybody = {"director", "member", "secretary", "clerk", "analyst"}
    assert {question["by"] for question in DUTCH} == {question["by"] for question in ENGLISH} == everybody
    assert all(why_not(question, regions.EXAMPLE) is None for question in [*DUTCH, *ENGLISH])
