"""The questions that people ask in their own words: the right answer is among the first three for at least nine of ten."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from orggraph import analyses, queries, regions
from orggraph.graph import Graph, project, provenance
from orggraph.model.tables import to_tables
from orggraph.search import Index, Match, build
from orggraph.search.words import words_of
from orggraph.sources.dataset_yaml import read_dataset
from orggraph.ui.searching import page_entries

QUESTIONS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parents[1] / "data" / "questions.yaml").read_text(encoding="utf-8"))
REGION = "voorbeeldregio"
FIRST = 3
KINDS = {"node": "node", "query": "question", "findings": "findings", "page": "page"}


@pytest.fixture(scope="module")
def graph() -> Graph:
    return project(to_tables(read_dataset(regions.path(REGION))))


@pytest.fixture(scope="module")
def index(graph: Graph) -> Index:
    return build(graph, page_entries(), analyses.find(graph, ["role_conflicts", "ownership", "follow_up"]))


def read(answer: str) -> tuple[str, str, dict[str, str]]:
    """Kind, key and parameters of an answer as the file writes it."""
    kind, key, *params = answer.split(" ")
    full = {name: f"{REGION}/{node}" for name, node in (param.split("=") for param in params)}
    return KINDS[kind], f"{REGION}/{key}" if kind == "node" else key, full


def is_right(match: Match, answers: list[str]) -> bool:
    for kind, key, params in map(read, answers):
        filled = {name: {named.id for named in names} for name, names in match.filled.items()}
        if (match.entry.kind, match.entry.key) == (kind, key) and all(node in filled.get(name, ()) for name, node in params.items()):
            return True
    return False


@pytest.mark.parametrize(("held", "asked"), [(False, 80), (True, 40)], ids=["chosen by", "held apart"])
def test_the_right_answer_is_among_the_first_three(index: Index, held: bool, asked: int) -> None:
    chosen = [question for question in QUESTIONS if bool(question.get("held")) == held]
    missed = [
        question["ask"]
        for question in chosen
        if not any(is_right(match, question["right"]) for match in index.search(question["ask"])[:FIRST])
    ]
    assert len(chosen) == asked
    assert len(missed) <= asked // 10, missed


def test_no_question_is_copied_from_a_title() -> None:
    own = {" ".join(words_of(text)) for query in queries.registry().values() for text in (*query.title.both, *query.question.both)}
    own |= {
        " ".join(words_of(text)) for analysis in analyses.registry().values() for text in (*analysis.title.both, *analysis.question.both)
    }
    asked = [" ".join(words_of(question["ask"])) for question in QUESTIONS]
    assert len(set(asked)) == len(asked) == 120
    assert not own & set(asked)


def test_every_right_answer_exists(graph: Graph) -> None:
    known = {*graph.nodes, *provenance(graph).sources, *queries.registry(), *analyses.registry(), *(page.path for page in page_entries())}
    coming = {"besluitroutes", "samenwerkingsvormen"}
    for question in QUESTIONS:
        for _, key, params in map(read, question["right"]):
            assert key in known | coming, question
            assert set(params.values()) <= set(graph.nodes), question


def test_every_user_asks() -> None:
    assert {question["by"] for question in QUESTIONS} == {"director", "member", "secretary", "clerk", "analyst"}
