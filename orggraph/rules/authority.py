"""Authorities granted, as the patterns on mandates and the analysis read them: who granted what to whom, and within which hierarchy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from orggraph.graph import Graph, reading, standing
from orggraph.graph.datasets import first_names
from orggraph.graph.edges import Edge
from orggraph.i18n import T, Text
from orggraph.model.terms import MandateKind, OrganizationKind, PowerAct

OWN = frozenset(
    {OrganizationKind.MUNICIPALITY, OrganizationKind.PROVINCE, OrganizationKind.WATER_BOARD, OrganizationKind.NATIONAL_GOVERNMENT}
)
"""Organizations with a government of their own. They are part of a cooperation, and nobody in it directs them."""
WHOLES = frozenset({"Organization", "Cooperation", "Arrangement"})
OFFICIAL = frozenset({"official", "delivery"})
IN_NAME_OF = (MandateKind.MANDATE, MandateKind.POWER_OF_ATTORNEY, MandateKind.AUTHORIZATION)
"""Kinds by which somebody acts in the name of the one who granted it."""


@dataclass(frozen=True)
class Authority:
    """One authority granted, with the edges that say by whom, to whom, on what and derived from what."""

    id: str
    kind: MandateKind
    act: PowerAct | None
    grantors: tuple[Edge, ...]
    grantees: tuple[Edge, ...]
    topics: frozenset[str]
    parents: tuple[Edge, ...]
    attributes: dict[str, Any]

    @property
    def edges(self) -> tuple[Edge, ...]:
        """By whom and to whom."""
        return (*self.grantors, *self.grantees)

    @property
    def named(self) -> Text:
        """Its name with the name of its kind, since one word of a region (mandate, say) may stand for several kinds."""
        return T("{authority} ({kind})", authority=f"“{self.attributes['name']}”", kind=self.kind.names)


def authorities(graph: Graph, dataset: str, *, proposed: bool = False) -> list[Authority]:
    """The authorities of a dataset that are in force, in the order of the graph.

    Parameters
    ----------
    graph
        The projection.
    dataset
        Its dataset.
    proposed
        Whether those that are proposed or still to be decided come too, as far as their relationships are.
    """
    wanted = standing.NOT_FORMER if proposed else standing.ACTUAL
    nodes = reading.labelled(graph, dataset, "Mandate")
    return [_authority(graph, node, wanted) for node in nodes if standing.has(graph.nodes[node], wanted)]


def _authority(graph: Graph, node: str, wanted: standing.Standing) -> Authority:
    attributes = graph.nodes[node]

    def edges(kind: str) -> tuple[Edge, ...]:
        return tuple(standing.edges(graph, node, kind, wanted))

    act = attributes.get("act")
    return Authority(
        node,
        MandateKind(attributes["kind"]),
        PowerAct(act) if act else None,
        edges("GRANTED_BY"),
        edges("GRANTED_TO"),
        frozenset(edge.target for edge in edges("COVERS")),
        edges("SUBMANDATE_OF"),
        attributes,
    )


def place(graph: Graph, giver: str, taker: str) -> Literal["inside", "outside"] | None:
    """Whether who gets an authority works under the one who grants it: within the same organization, or below it.

    None where the data does not say in which organization one of the two works.
    """
    above, own = _above(graph, taker)
    if giver in above:
        return "inside"
    _, other = _above(graph, giver)
    if not own or not other:
        return None
    return "inside" if own & other else "outside"


def goes_outside(graph: Graph, power: Authority) -> bool:
    """Whether it leaves the organization for certain. It stays inside where at least one grantor stands above who gets it."""
    return {place(graph, giver.target, taker.target) for giver in power.grantors for taker in power.grantees} == {"outside"}


def _above(graph: Graph, node: str) -> tuple[set[str], set[str]]:
    """Everything that a post or body stands under, and the organizations and cooperations among it."""
    seen = {node}
    ahead = [node]
    while ahead:
        here = ahead.pop()
        attributes = graph.nodes[here]
        if attributes["label"] == "Organization" and attributes.get("kind") in OWN:
            continue
        over = [edge.target for kind in ("IN", "PART_OF", "REPORTS_TO", "GOVERNED_BY") for edge in reading.out(graph, here, kind)]
        over += [edge.source for edge in reading.into(graph, here, "SUPERVISES")]
        new = set(over) - seen
        seen |= new
        ahead += new
    return seen, {node for node in seen if graph.nodes[node]["label"] in WHOLES}


def official(graph: Graph, node: str) -> bool:
    """Whether a post or body is of the officials, who work under a board."""
    attributes = graph.nodes[node]
    if attributes["label"] == "Body":
        return attributes.get("tier") in OFFICIAL
    if any(graph.nodes[edge.target].get("side") == "official" for edge in reading.out(graph, node, "HAS_ROLE")):
        return True
    return any(graph.nodes[edge.target].get("tier") in OFFICIAL for edge in reading.out(graph, node, "IN"))


def deciders(graph: Graph, authority: Authority) -> dict[str, tuple[Edge, ...]]:
    """Who may use an authority: the posts and bodies it is granted to, and the people who hold those posts."""
    ways: dict[str, tuple[Edge, ...]] = {}
    for grant in authority.grantees:
        ways[grant.target] = (grant,)
        if graph.nodes[grant.target]["label"] == "Post":
            for holding in reading.holders(graph, grant.target):
                ways.setdefault(holding.source, (grant, holding))
    return ways


def same_matter(graph: Graph, power: Authority, other: Authority) -> bool | None:
    """Whether two authorities are about the same: a common topic, one within the other, or one root. None where one says neither."""
    above = {edge.target for edge in power.parents}
    others = {edge.target for edge in other.parents}
    if reading.shared_topics(graph, power.topics, other.topics) or above & others or power.id in others or other.id in above:
        return True
    return None if not (power.topics and other.topics) else False


def names(graph: Graph, nodes: Sequence[str], most: int = 5) -> list[str | Text]:
    """The names of nodes in quotation marks: the first few of many, and how many more there are."""
    return first_names(graph, nodes, most)
