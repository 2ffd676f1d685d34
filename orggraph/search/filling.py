"""Which names in the words fill which parameters of a question."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from orggraph.graph import Graph
from orggraph.graph.reading import bodies_of
from orggraph.search.entries import COUNCIL, SECOND, Labels

LEAST_STATED = 0.55
"""The least share of a name that must stand in the words for it to fill a parameter."""
MOST_LISTED = 4
LISTS = frozenset({"bodies"})


@dataclass(frozen=True)
class Named:
    """A node whose name stands in the words."""

    id: str
    name: str
    label: str
    stated: float
    """Which share of its name stands there, from 0 to 1."""
    sure: Mapping[int, float]
    """How surely each of the terms that name it does, from 0 to 1."""
    prior: float

    @property
    def terms(self) -> Set[int]:
        """Which terms name it."""
        return self.sure.keys()


def fill(
    graph: Graph, takes: Mapping[str, Labels], named: Sequence[Named], weights: Sequence[float], own: Collection[int]
) -> dict[str, tuple[Named, ...]]:
    """The parameters that names can fill, each with the names.

    Parameters
    ----------
    graph
        What the names are of.
    takes
        Parameter → the labels that it takes.
    named
        The names that stand in the words.
    weights
        What each term weighs: of two names the one that explains more goes first.
    own
        The terms that are words of the question itself: a name of nothing else is none.
    """
    filled: dict[str, tuple[Named, ...]] = {}
    used: set[int] = set()
    for param, labels in sorted(takes.items(), key=lambda take: (take[0] in SECOND, len(take[1]))):
        fits = [name for name in named if name.stated >= LEAST_STATED and not used & name.terms]
        fits = _councils(graph, fits) if param == COUNCIL else [name for name in fits if name.label in labels]
        fits = [name for name in fits if not name.terms <= set(own)]
        fits.sort(key=lambda name: (-sum(weights[term] for term in name.terms) * name.stated**2 * name.prior, name.id))
        chosen: list[Named] = []
        for name in fits:
            if len(chosen) < (MOST_LISTED if param in LISTS else 1) and not used & name.terms:
                chosen.append(name)
                used |= name.terms
        if chosen:
            filled[param] = tuple(chosen)
    return filled


def _councils(graph: Graph, named: Sequence[Named]) -> list[Named]:
    """Councils that are named, and those of the organizations that are."""
    councils = [name for name in named if name.label == "Body" and graph.nodes[name.id].get("kind") == COUNCIL]
    for name in named:
        if name.label == "Organization":
            own = bodies_of(graph, name.id, COUNCIL)
            councils += [replace(name, id=body, name=str(graph.nodes[body]["name"]), label="Body", prior=name.prior * 0.99) for body in own]
    return councils
