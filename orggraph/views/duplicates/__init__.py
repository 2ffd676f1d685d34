"""Who is who: records that may be of one person, organization or body, each pair with a score and the reasons.

A proposal, never a fact: nothing becomes one by it. A person decides (the edits ``same`` and ``differ``), and what was
decided is in the data. Records that share an identifier are one node of the projection already.

Only names of people are compared. A record under a function label cannot be judged: such records are counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from orggraph.graph import Graph, provenance
from orggraph.graph.datasets import datasets_of, record_in
from orggraph.graph.kept import kept
from orggraph.views.duplicates import people, things
from orggraph.views.duplicates.evidence import LEAST, Pair

__all__ = ["LABELS", "LEAST", "Duplicates", "Pair", "decision", "duplicates"]

LABELS = ("Person", "Organization", "Body")
"""What is compared, in this order; always within one label."""


@dataclass(frozen=True)
class Duplicates:
    """What may be the same, and out of how much."""

    pairs: tuple[Pair, ...]
    """By label, then the highest score first."""
    records: int
    """Nodes that were compared: people with a name, organizations, bodies."""
    unnamed: int
    """People under a function label, which are not compared."""
    compared: int
    """Pairs that had enough in common to be weighed."""
    crowded: int
    """People who bear a name that too many bear to compare all with each other; compared within one place only."""


def duplicates(graph: Graph, least: float = LEAST) -> Duplicates:
    """The pairs of nodes that may be one thing, without those of which somebody decided that they are not.

    People are compared where they share a surname, or nearly, and an initial or a place: so the cost follows the number of
    people who share these, not the square of all.

    Parameters
    ----------
    graph
        A projection of all times, so that a term that ended counts too; with the names of people, where they are to be compared.
    least
        The lowest score that is given, from 0 to 1.
    """
    everything = kept(graph, ("duplicates",), lambda: _all(graph))
    pairs = tuple(pair for pair in everything.pairs if pair.score >= least)
    return Duplicates(pairs, everything.records, everything.unnamed, everything.compared, everything.crowded)


def decision(graph: Graph, pair: Pair, datasets: Sequence[str] = ()) -> tuple[str, str, str]:
    """Where a pair is decided: the dataset, and the ids of both records as the edits ``same`` and ``differ`` take them.

    That is a dataset that has both, else one that has one of them; of ``datasets`` where it can be.
    """
    first, second = (set(datasets_of(graph.nodes[node])) for node in (pair.first, pair.second))
    places = sorted(first & second) or sorted(first | second)
    dataset = next((place for place in places if place in datasets), places[0])
    own, other = (pair.first, pair.second) if dataset in first else (pair.second, pair.first)
    return dataset, record_in(graph, own, dataset), record_in(graph, other, dataset)


def _all(graph: Graph) -> Duplicates:
    persons, weighed_people = people.pairs(graph)
    others = [things.pairs(graph, label) for label in LABELS[1:]]
    weighed = [*weighed_people, *(pair for compared in others for pair in compared.pairs)]
    apart = _decided(graph)
    open_pairs = [pair for pair in weighed if (pair.first, pair.second) not in apart]
    ordered = sorted(open_pairs, key=lambda pair: (LABELS.index(pair.label), -pair.score, pair.first, pair.second))
    records = len(persons.people) + sum(compared.records for compared in others)
    number = persons.compared + sum(compared.compared for compared in others)
    return Duplicates(tuple(ordered), records, persons.unnamed, number, persons.crowded)


def _decided(graph: Graph) -> set[tuple[str, str]]:
    """The pairs of nodes, first id first, that somebody decided are not the same."""
    same = provenance(graph).same
    return {
        (min(node, other), max(node, other))
        for node, attributes in graph.nodes(data=True)
        for other in (same.get(record, record) for record in attributes.get("not_same_as", ()))
    }
