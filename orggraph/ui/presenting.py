"""The presentation mode: what is not for a room full of people is left out, on every page. What that is, is decided here alone.

Pages see it in two ways: the graph, findings and answers that they get are without it, and :func:`shows_counts` tells whether
what comes together at somebody may stand there. So a page that is written tomorrow shows none of it either.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final, NoReturn, cast

import networkx as nx

from orggraph.errors import Refused
from orggraph.findings import Finding
from orggraph.graph import Graph, provenance
from orggraph.i18n import T
from orggraph.model.base import Row
from orggraph.tables.rows import Rows
from orggraph.workspace import Workspace

LOADS: Final = frozenset({"role_overload"})
"""Analyses of what somebody carries."""
OF_PEOPLE: Final = frozenset({"Person", "Post"})
"""Labels of what one person is, or holds."""
PREFERENCES: Final = frozenset({"PREFERS"})
"""Relationship types that say what somebody prefers."""
FIELDS: Final = frozenset({"note", "load_hours", "load_source", "hours", "weight"})
"""Fields and columns that hold a remark, a load or the strength of a wish."""
QUERIES: Final = frozenset({"load-of-people", "preferences"})
"""Questions of the library whose whole answer is left out."""
UNSAID: Final = "–"
"""In place of who accepted a finding, and why."""
WHOLE: Final = "whole"
"""Under which a graph keeps the one that it is a part of."""
KEPT: Final = 8


def shows_counts(label: str, *, presenting: bool) -> bool:
    """Whether what comes together at a node of this label may be shown."""
    return not (presenting and label in OF_PEOPLE)


def shows_page(label: str, *, presenting: bool) -> bool:
    """Whether a document about a node of this label may be opened: one about a person is not for a room."""
    return not (presenting and label == "Person")


class Presenting(Workspace):
    """A workspace that gives all of another one's but what the presentation mode leaves out."""

    def __init__(self, work: Workspace) -> None:
        # One store, and the same graphs and findings: nothing is made twice.
        self.__dict__ = work.__dict__

    def graph(self, *args: Any, **choices: Any) -> Graph:
        """The projection without preferences, remarks and loads."""
        return without(super().graph(*args, **choices))

    def find(self, graph: Graph, *args: Any, **choices: Any) -> list[Finding]:
        """What the analyses find in the whole projection, but what is about one person or about loads."""
        whole = graph.graph.get(WHOLE, graph)
        return [_unsigned(finding) for finding in super().find(whole, *args, **choices) if may_be_shown(whole, finding)]

    def query(self, name: str, **params: Any) -> Rows:
        """The answer to a question of the library, with what is left out as not stated. Raises Refused where that is all of it."""
        if name in QUERIES:
            _refuse()
        rows = super().query(name, **params)
        return Rows([_emptied(row) for row in rows], columns=rows.columns, more=rows.more)

    def cypher(self, *_args: Any, **_choices: Any) -> Rows:
        """Raises Refused: of a free statement nobody can say what it shows."""
        _refuse()


@lru_cache(maxsize=1)
def presenting(work: Workspace) -> Workspace:
    """The workspace in the presentation mode, the same one for all who ask."""
    return Presenting(work)


@lru_cache(maxsize=KEPT)
def without(whole: Graph) -> Graph:
    """A projection without preferences, remarks and loads; what they were stays in the whole."""
    part = cast(Graph, nx.MultiDiGraph(**{**whole.graph, WHOLE: whole}))
    part.add_nodes_from((node, _emptied(data, drop=True)) for node, data in whole.nodes(data=True))
    for source, target, key, data in whole.edges(keys=True, data=True):
        if data["type"] not in PREFERENCES:
            part.add_edge(source, target, key, **_emptied(data, drop=True))
    origins = provenance(whole)
    part.graph["provenance"] = replace(
        origins,
        slots={slot: _emptied(row, drop=True) for slot, row in origins.slots.items()},
        claims=tuple(_emptied(row, drop=True) for row in origins.claims),
        records={node: _all_emptied(rows) for node, rows in origins.records.items()},
        ended_records={node: _all_emptied(rows) for node, rows in origins.ended_records.items()},
    )
    frozen: Graph = nx.freeze(part)
    return frozen


def may_be_shown(graph: Graph, finding: Finding) -> bool:
    """Whether a finding is about the arrangement, and names nobody: no load, no person among what it is about, no name in its text."""
    if any(case.kind in LOADS or _is_of_person(graph, case) for case in finding.cases):
        return False
    people = [str(graph.nodes[node]["name"]) for node in finding.nodes if node in graph and graph.nodes[node]["label"] == "Person"]
    text = finding.text.render("nl") + "".join(case.text.render("nl") for case in finding.parts)
    return not any(name in text for name in people)


def _is_of_person(graph: Graph, case: Finding) -> bool:
    met = case.object if case.object in graph else None
    return any(subject.label == "Person" for subject in case.subjects) or (met is not None and graph.nodes[met]["label"] == "Person")


def _unsigned(finding: Finding) -> Finding:
    """A finding without who accepted it and why; that it is accepted stays."""
    return replace(finding, accepted=replace(finding.accepted, by=UNSAID, reason=UNSAID)) if finding.accepted else finding


def _emptied(row: Mapping[str, Any], *, drop: bool = False) -> Row:
    """A row without what is left out: as not stated, or not at all."""
    return {name: None if name in FIELDS else value for name, value in row.items() if not (drop and name in FIELDS)}


def _all_emptied(rows: Iterable[Mapping[str, Any]]) -> Sequence[Row]:
    return tuple(_emptied(row, drop=True) for row in rows)


def _refuse() -> NoReturn:
    raise Refused(
        T("The presentation mode does not show this: it may be about one person, a load or a preference."),
        T("Put the presentation mode off in the bar at the left, and ask again."),
    )
