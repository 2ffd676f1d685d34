"""What a match is for the reader: two lines in their language, where it leads in the app, and the command that answers it."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from orggraph.analyses import registry as analyses
from orggraph.graph import Graph, neighbours, provenance
from orggraph.graph.reading import holders, organization_of, posts_of
from orggraph.i18n import Lang, T, Text, more, stored
from orggraph.model.nodes import LABELS
from orggraph.model.terms import BodyKind, OrganizationKind
from orggraph.search.entries import Kind
from orggraph.search.glossary import EXPLAINED
from orggraph.search.index import PREVIEWED, Index, Match

KINDS: Final[Mapping[Kind, Text]] = {"question": T("Question"), "findings": T("Findings"), "page": T("Page")}
"""What a result is called that is no node."""
QUESTIONS, FINDINGS, TABLES, NODE, SOURCE = "cypher", "signalen", "samenhang", "onderdeel", "bron"
"""The pages of the app that results lead to, by their addresses."""
DATED: Final = ("date", "due", "period")
"""Properties of which the first that is stated tells nodes of one name apart."""


@dataclass(frozen=True)
class Result:
    """One result as it is listed."""

    kind: Kind
    what: str
    """What kind of thing it is, in words."""
    title: str
    about: str
    """The second line."""
    page: str
    """The address of the page that it leads to."""
    params: Mapping[str, Any]
    """The parameters of that address, without the reader's own choices; a list is one that is given again and again."""
    command: str | None
    """The command that gives the same; None: only the app has it."""
    near: bool
    """Whether it only resembles what was typed."""
    dataset: str | None = None
    """The region that it is of, where it is another than those that are searched."""

    def to_json(self) -> dict[str, Any]:
        """The result as plain values."""
        return asdict(self)


def results(
    index: Index, typed: str, lang: Lang, most: int = PREVIEWED, *, options: Sequence[str] = (), beyond: Callable[[], Index] | None = None
) -> list[Result]:
    """What fits the words best, as it is listed.

    Parameters
    ----------
    index
        What is searched.
    typed
        The words, as they were typed so far.
    lang
        Language of the lines.
    most
        How many at most.
    options
        Options of the command line that a command must repeat to give the same: the reader's choices.
    beyond
        Gives the index of the other regions, asked only for what does not fit in this one; what is found there goes first.
    """
    here = index.search(typed, most)
    other = beyond() if beyond and not index.knows(typed, here) else None
    there = [_beyond(other, match, lang) for match in index.beyond(typed, here, other)] if other else []
    return [*there, *(_result(index.graph, match, lang, options) for match in here)][:most]


def _beyond(index: Index, match: Match, lang: Lang) -> Result:
    """A result of another region: said so, and with the choice of that region in its address and command."""
    of = [match.entry.key] if match.entry.kind == "node" else [name.id for names in match.filled.values() for name in names]
    dataset = of[0].split("/", 1)[0]
    result = _result(index.graph, match, lang, ["--dataset", dataset])
    region = stored(provenance(index.graph).datasets[dataset], "title", lang)
    what = result.about.removesuffix(f" · {dataset}")
    return replace(result, about=T("in {region}: {what}", region=region, what=what).render(lang), dataset=dataset)


def _result(graph: Graph, match: Match, lang: Lang, options: Sequence[str]) -> Result:
    entry = match.entry
    if entry.kind == "node":
        return _of_node(graph, match, lang, options)
    filled = {param: ",".join(name.id for name in names) for param, names in match.filled.items()}
    given = [name.name for names in match.filled.values() for name in names]
    if entry.kind == "question":
        page, params = QUESTIONS, {"query": entry.key, "param": [f"{name}={value}" for name, value in sorted(filled.items())]}
        command = ["query", entry.key, *(part for name, value in sorted(filled.items()) for part in ("--param", f"{name}={value}"))]
    elif entry.kind == "findings" and not analyses()[entry.key].judges:
        page, params, command = TABLES, {"question": entry.key}, ["figures", entry.key]
    elif entry.kind == "findings":
        page, params = FINDINGS, {"kind": entry.key, **filled, "state": "all"}
        command = ["findings", "--kind", entry.key, *(part for value in filled.values() for part in ("--subject", value))]
    else:
        page, params, command = entry.key, dict(filled), []
    what = KINDS[entry.kind].render(lang)
    own = entry.short[lang] if entry.short else ""
    about = " · ".join(filter(None, [what, own, T("for {names}", names=given).render(lang) if given else ""]))
    return Result(entry.kind, what, entry.title[lang], about, page, params, _line([*command, *options]) if command else None, match.near)


def _of_node(graph: Graph, match: Match, lang: Lang, options: Sequence[str]) -> Result:
    node, label = match.entry.key, match.entry.label
    row = graph.nodes[node] if node in graph else provenance(graph).sources[node]
    what = _what(label, row, lang)
    about = " · ".join(dict.fromkeys(filter(None, [what, *_more(graph, node, label, lang)])))
    page = SOURCE if label == "Source" else NODE
    return Result("node", what, str(stored(row, "name", lang)), about, page, {"id": node}, _line(["show", node, *options]), match.near)


def _what(label: str, row: Mapping[str, Any], lang: Lang) -> str:
    """What a node is: the kind of a body or organization, else the name of its label."""
    for kinds in (BodyKind, OrganizationKind):
        for kind in kinds:
            if label in ("Body", "Organization") and row.get("kind") == kind.value:
                name = kind.names[lang]
                return name[:1].upper() + name[1:]
    return LABELS[label].title[lang]


def _more(graph: Graph, node: str, label: str, lang: Lang) -> Iterator[str]:
    """What tells a node from others of its name."""
    if node not in graph:
        yield str(provenance(graph).sources[node].get("date") or "")
        return
    row = graph.nodes[node]
    if label == "Person":
        yield str(row.get("function") or "")
        posts = [graph.nodes[edge.target]["name"] for edge in posts_of(graph, node)]
        yield ", ".join(posts[:2])
        if len(posts) > 2:
            yield more(len(posts) - 2).render(lang)
    elif label == "Post":
        yield ", ".join(graph.nodes[edge.target]["name"] for edge in neighbours(graph, node, "IN"))
        yield ", ".join(graph.nodes[edge.source]["name"] for edge in holders(graph, node)[:2])
    elif label == "Body":
        organization = organization_of(graph, node)
        yield graph.nodes[organization]["name"] if organization else ""
    yield str(next((row[field] for field in DATED if row.get(field)), ""))
    if label == EXPLAINED:
        yield str(stored(row, "meaning", lang))
    datasets = provenance(graph).on
    if len(datasets) > 1:
        yield str(row["dataset"])


def _line(words: list[str]) -> str:
    return shlex.join(["orggraph", *words])
