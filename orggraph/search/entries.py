"""What can be searched for: nodes of a graph, questions of the library, analyses, and pages; each with the words for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Literal

from orggraph import queries, resources
from orggraph.analyses import registry as analyses
from orggraph.graph import Graph, provenance
from orggraph.i18n import Bilingual
from orggraph.model.names import parse_name
from orggraph.search.glossary import EXPLAINED, called
from orggraph.yamltree import read_tree

Kind = Literal["node", "question", "findings", "page"]
Labels = frozenset[str]

PRIORS: Final[Mapping[str, float]] = {
    "Body": 1.0, "Organization": 1.0, "Person": 1.0, "Cooperation": 0.99, "Topic": 0.98, "Role": 0.95, "Post": 0.94, "Product": 0.93,
    "Route": 0.92, "Decision": 0.92, "Assignment": 0.92, "Arrangement": 0.91, "Mandate": 0.87, "Source": 0.86, "Statement": 0.85,
    "Word": 0.84, "AgendaItem": 0.8, "Meeting": 0.79,
}  # fmt: skip
"""The labels that are searched, and how far one goes before another where the words say as much of both."""
DATED: Final = frozenset({"Meeting", "AgendaItem"})
"""Labels of which there are so many that they must not decide how rare a word is."""
ANYTHING: Final[Labels] = frozenset(PRIORS) - {EXPLAINED}
TAKES: Final[Mapping[str, Labels]] = {
    "person": frozenset({"Person"}),
    "body": frozenset({"Body", "Organization"}),
    "bodies": frozenset({"Body", "Organization"}),
    "council": frozenset({"Body"}),
    "organization": frozenset({"Organization"}),
    "supported": frozenset({"Body", "Post", "Organization", "Role"}),
    "by": frozenset({"Body", "Post"}),
    "topic": frozenset({"Topic"}),
    "holder": frozenset({"Body", "Post"}),
    "who": frozenset({"Body", "Post"}),
    "route": frozenset({"Route", "Product", "Decision"}),
    "product": frozenset({"Product"}),
    "target": frozenset({"Decision", "Product"}),
    "role": frozenset({"Role"}),
    "post": frozenset({"Post"}),
    "meeting": frozenset({"Meeting"}),
    "contractor": frozenset({"Person", "Post", "Organization", "Body"}),
    "source": frozenset({"Source"}),
    "about": ANYTHING - DATED,
    "subject": ANYTHING - DATED,
    "id": ANYTHING,
}
"""What a parameter of a question can hold, by its name; one that is not here is not filled from the words."""
SECOND: Final = frozenset({"by"})
"""Parameters that another of the same question comes before."""
COUNCIL: Final = "council"
_BRACKETS: Final = re.compile(r"\s*\(([^)]*)\)")
_ABBREVIATION: Final = re.compile(r"[A-Z&]{2,6}")
_KIND_WORDS: Final = re.compile(r"^(?:Gemeente|Provincie|Waterschap|Regio|Organisatie van de)\s+", re.IGNORECASE)
_AND: Final = re.compile(r",| en |\s*&\s*|/")


@dataclass(frozen=True)
class PageEntry:
    """A page of the app as it is searched for."""

    path: str
    title: Bilingual
    words: str = ""
    """Other words by which people ask for it, in any language."""
    takes: Mapping[str, Labels] | None = None
    """Parameters of its address that a name in the words can fill, and with what."""


@dataclass(frozen=True)
class Entry:
    """One thing that can be searched for."""

    kind: Kind
    key: str
    """Id of a node, name of a question, kind of an analysis, path of a page."""
    title: Bilingual
    aliases: tuple[tuple[str, float], ...]
    """What it is called, each with how good a name that is; the first is its name in full."""
    words: tuple[tuple[str, float], ...] = ()
    """Texts by which it is asked for, each with how much they tell."""
    takes: Mapping[str, Labels] | None = None
    """Parameters that names in the words can fill."""
    phrases: tuple[str, ...] = ()
    """Little words that ask for it together."""
    short: Bilingual | None = None
    """A short name beside the title."""
    label: str = ""
    prior: float = 1.0


def of_graph(graph: Graph) -> Iterator[Entry]:
    """The nodes and sources of a graph."""
    for node, row in graph.nodes(data=True):
        if row["label"] in PRIORS:
            yield _node(node, row["label"], row)
    for source, row in provenance(graph).sources.items():
        yield _node(source, "Source", row)


def of_library() -> Iterator[Entry]:
    """The questions of the library."""
    words = vocabulary()["queries"]
    for name, query in queries.registry().items():
        if name != queries.PASSED_OVER:
            takes = {param: TAKES[param] for param in query.params if param in TAKES}
            phrases = tuple(vocabulary()["phrases"].get(name, ()))
            yield _question("question", name, query.title, query.question, words.get(name, ""), takes, phrases)


def of_analyses() -> Iterator[Entry]:
    """The analyses; what they find of one thing is asked by its name."""
    words = vocabulary()["analyses"]
    for kind, analysis in analyses().items():
        takes = {"subject": TAKES["subject"]} if analysis.judges else {}
        yield _question("findings", kind, analysis.title, analysis.question, words.get(kind, ""), takes)


def of_pages(pages: Sequence[PageEntry]) -> Iterator[Entry]:
    """The pages of the app."""
    for page in pages:
        titles = tuple((title, 1.0) for title in dict.fromkeys(page.title.both))
        yield Entry("page", page.path, page.title, titles, (*titles, (page.words, 0.95)), page.takes or {}, prior=0.99)


def _question(
    kind: Kind,
    key: str,
    title: Bilingual,
    question: Bilingual,
    words: str,
    takes: Mapping[str, Labels],
    phrases: tuple[str, ...] = (),
) -> Entry:
    titles = tuple((text, 1.0) for text in dict.fromkeys(title.both))
    return Entry(kind, key, question, titles, (*titles, (words, 1.0), *((text, 0.8) for text in question.both)), takes, phrases, title)


def _node(node: str, label: str, row: Mapping[str, Any]) -> Entry:
    name = str(row["name"])
    names = ((alias, 1.0) for alias in called(row)) if label == EXPLAINED else _aliases(name, label, str(row.get("function") or ""))
    good: dict[str, float] = {}
    for alias, share in names:
        good[alias] = max(share, good.get(alias, 0.0))
    aliases = tuple(good.items())
    former = [str(dated).split(" ", 1)[-1] for dated in _former(row)]
    title = Bilingual(name, str(row.get("name_en") or name))
    return Entry("node", node, title, (*aliases, *((name, 0.8) for name in former)), label=label, prior=PRIORS[label])


def _former(row: Mapping[str, object]) -> Sequence[object]:
    names = row.get("former_names")
    return names if isinstance(names, list | tuple) else ()


def _aliases(name: str, label: str, function: str) -> Iterator[tuple[str, float]]:
    """What a node is called, each with how good a name that is."""
    yield name, 1.0
    bare = _BRACKETS.sub("", name).strip()
    yield bare, 1.0
    for inside in _BRACKETS.findall(name):
        if _ABBREVIATION.fullmatch(inside):
            yield inside, 1.0
    if label == "Organization":
        yield _KIND_WORDS.sub("", bare), 0.99
    if label == "Topic":
        for part in _AND.split(bare):
            yield part, 0.9
    if label == "Person":
        parts = parse_name(name)
        yield " ".join(filter(None, [parts.particle, parts.surname])), 0.9
        if function:
            yield function, 0.9


def things_named(params: Mapping[str, object]) -> list[str]:
    """The names and ids of things that parameters of a question hold; of a list each."""
    texts = [value for param, value in params.items() if param in TAKES and isinstance(value, str)]
    return [name.strip() for text in texts for name in text.split(",") if name.strip()]


@cache
def vocabulary() -> Mapping[str, Mapping[str, Any]]:
    """By which words people ask for questions and analyses."""
    read: Mapping[str, Mapping[str, Any]] = read_tree(resources.package_path("search", "asked.yaml")).value
    return read
