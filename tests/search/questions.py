"""The questions that people ask in their own words, filled with the names of a region, and whether a search answers one.

``python -m tests.search.questions`` writes the table of docs/how-to/search.md.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, Final

import yaml

from orggraph import analyses, regions
from orggraph.graph import Graph, project
from orggraph.model.tables import to_tables
from orggraph.search import Index, Match, build
from orggraph.sources.dataset_yaml import read_dataset
from orggraph.ui.searching import page_entries

DATA: Final = Path(__file__).parents[1] / "data"
FIRST: Final = 3
"""Among so many of the results the right one has to be."""
KINDS: Final = {"node": "node", "query": "question", "findings": "findings", "page": "page"}
_NAME: Final = re.compile(r"\{(\w+)\}")


def _read(name: str) -> Any:
    return yaml.safe_load((DATA / name).read_text(encoding="utf-8"))


DUTCH: Final[list[dict[str, Any]]] = _read("questions.yaml")
ENGLISH: Final[list[dict[str, Any]]] = _read("questions.en.yaml")
NAMES: Final[Mapping[str, Mapping[str, Any]]] = _read("question-names.yaml")


@dataclass(frozen=True)
class Answer:
    """What answers a question: kind, key and parameters, with full ids."""

    kind: str
    key: str
    params: Mapping[str, str]


@dataclass(frozen=True)
class Question:
    """A question as somebody types it in a region."""

    ask: str
    by: str
    right: Sequence[Answer]
    held: bool = False


def why_not(asked: Mapping[str, Any], region: str) -> str | None:
    """Why a question cannot have an answer in a region: it holds nothing of what is named. None: it can."""
    needed = _NAME.findall(asked["ask"])
    return next((reason for reason, names in NAMES[region].get("none", {}).items() if set(names) & set(needed)), None)


def questions(asked: Sequence[Mapping[str, Any]], region: str) -> Iterator[Question]:
    """The questions that can have an answer in a region, filled with its names."""
    known = NAMES[region]
    for one in asked:
        if why_not(one, region) is None:
            words = _NAME.sub(lambda name: str(known[name[1]][0]), one["ask"])
            answers = [_answer(text, region) for right in one["right"] for text in _filled(right, known)]
            yield Question(words, one["by"], answers, bool(one.get("held")))


def _filled(right: str, known: Mapping[str, Any]) -> Iterator[str]:
    """An answer with each of the things that its names mean."""
    names = _NAME.findall(right)
    for things in product(*(known[name][1:] for name in names)):
        given = dict(zip(names, things, strict=True))
        yield _NAME.sub(lambda name, given=given: given[name[1]], right)  # type: ignore[misc]


def _answer(text: str, region: str) -> Answer:
    kind, key, *params = text.split(" ")
    full = {name: f"{region}/{node}" for name, node in (param.split("=") for param in params)}
    return Answer(KINDS[kind], f"{region}/{key}" if kind == "node" else key, full)


def is_answered(index: Index, question: Question) -> bool:
    """Whether an answer is among the first results."""
    return any(_is(index, match, answer) for match in index.search(question.ask)[:FIRST] for answer in question.right)


def _is(index: Index, match: Match, answer: Answer) -> bool:
    """Whether a match is an answer; an analysis has to be asked of a thing only where it says something of it."""
    if (match.entry.kind, match.entry.key) != (answer.kind, answer.key):
        return False
    filled = {name: {named.id for named in names} for name, names in match.filled.items()}
    silent = answer.kind == "findings" and index.about is not None
    about = index.about.get(answer.key, ()) if silent and index.about is not None else ()
    return all(node in filled.get(name, ()) or (silent and node not in about) for name, node in answer.params.items())


def of_region(region: str) -> Index:
    """The index of one built-in region, as the app makes it."""
    return of_regions([region])


def graph_of(names: Sequence[str]) -> Graph:
    """The projection of built-in regions together."""
    return _graph(tuple(names))


@cache
def _graph(names: tuple[str, ...]) -> Graph:
    return project(to_tables(*(read_dataset(regions.path(name)) for name in names)))


def of_regions(names: Sequence[str]) -> Index:
    """The index of built-in regions together, as the app makes it."""
    graph = graph_of(names)
    return build(graph, page_entries(), analyses.find(graph, ["role_conflicts", "ownership", "follow_up"]))


def counted(index: Index, asked: Sequence[Mapping[str, Any]], region: str) -> str:
    """How many of the questions that can have an answer are answered, as the documentation writes it."""
    own = list(questions(asked, region))
    return f"{sum(is_answered(index, question) for question in own)} of {len(own)}"


def table() -> list[str]:
    """The lines of the table in the documentation: per region the Dutch and the English questions, and what stands apart."""
    lines = ["| Region | Dutch | English | apart |", "|---|---:|---:|---:|"]
    for region in regions.names():
        index = of_region(region)
        apart = sum(why_not(one, region) is not None for one in [*DUTCH, *ENGLISH])
        lines.append(f"| `{region}` | {counted(index, DUTCH, region)} | {counted(index, ENGLISH, region)} | {apart} |")
    return lines


if __name__ == "__main__":
    sys.stdout.write("\n".join(table()) + "\n")
